"""Which requirement answers which finding, and what stands alone on either side. A finding under several units wants each of them told."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Answering:
    """A requirement as the rule sees it: the findings it answers and the units it is asked of, those who help among them."""

    findings: Collection[int]
    units: Collection[int]


@dataclass(frozen=True)
class Coverage:
    """Keys of findings no requirement answers, and of requirements that answer no finding, in the order given. `partly`: finding → those
    of its units of which no requirement that answers it is asked."""

    findings_alone: tuple[int, ...]
    requirements_alone: tuple[int, ...]
    partly: Mapping[int, tuple[int, ...]]
    covered: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing stands alone and no unit is left out."""
        return not self.findings_alone and not self.requirements_alone and not self.partly


def coverage(findings: Mapping[int, Collection[int]], requirements: Mapping[int, Answering]) -> Coverage:
    """The coverage of an inspection. `findings`: finding → its units; findings of elsewhere that a requirement names do not count."""
    told: dict[int, set[int]] = {}
    for each in requirements.values():
        for finding in each.findings:
            if finding in findings:
                told.setdefault(finding, set()).update(each.units)
    alone = tuple(key for key, each in requirements.items() if findings.keys().isdisjoint(each.findings))
    left = {key: tuple(unit for unit in units if unit not in told[key]) for key, units in findings.items() if key in told}
    partly = {key: units for key, units in left.items() if units}
    return Coverage(tuple(key for key in findings if key not in told), alone, partly, len(told))
