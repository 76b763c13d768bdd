"""Repeat radar: which findings are the same, so that what stands under several units, or comes back, is seen as nobody's own."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz

from minhchung.text.normal import fold

ALIKE = 90
"""Two texts are the same finding from this likeness on (0 to 100, words in any order)."""
SHORT = 40
"""Texts shorter than this are the same only when equal: a word or two would be too much of them."""


@dataclass(frozen=True)
class Seen:
    """A finding as the radar sees it. `code`: of the check, "" for what people wrote."""

    key: int
    code: str
    text: str
    units: frozenset[int]
    found_on: date


@dataclass
class Cluster:
    """Findings that are one and the same. `cells`: (unit, quarter) in which one was found."""

    title: str
    keys: list[int] = field(default_factory=list)
    units: set[int] = field(default_factory=set)
    quarters: set[tuple[int, int]] = field(default_factory=set)
    cells: set[tuple[int, tuple[int, int]]] = field(default_factory=set)

    @property
    def is_systemic(self) -> bool:
        """Whether it is nobody's own: several units, or several quarters."""
        return len(self.units) > 1 or len(self.quarters) > 1


def quarter_of(day: date) -> tuple[int, int]:
    """(year, quarter)."""
    return day.year, (day.month + 2) // 3


def alike(one: str, other: str) -> bool:
    """Whether two texts say the same finding; both folded."""
    if one == other:
        return True
    return min(len(one), len(other)) >= SHORT and fuzz.token_sort_ratio(one, other, score_cutoff=ALIKE) > 0


def clusters(findings: Iterable[Seen]) -> list[Cluster]:
    """The findings gathered, those under most units and quarters first: what checks found by code, texts by likeness to the first."""
    by_code: dict[Hashable, Cluster] = {}
    by_text: list[tuple[str, Cluster]] = []
    for each in findings:
        _add(by_code.setdefault(each.code, Cluster(each.text)) if each.code else _like(by_text, each.text), each)
    found = [*by_code.values(), *(cluster for _, cluster in by_text)]
    return sorted(found, key=lambda cluster: (-len(cluster.units), -len(cluster.quarters), -len(cluster.keys), cluster.title))


def systemic(findings: Iterable[Seen]) -> Sequence[Cluster]:
    """Only what is found in several units or quarters."""
    return [cluster for cluster in clusters(findings) if cluster.is_systemic]


def _like(known: list[tuple[str, Cluster]], text: str) -> Cluster:
    folded = fold(text)
    for first, cluster in known:
        if alike(first, folded):
            return cluster
    made = Cluster(text)
    known.append((folded, made))
    return made


def _add(cluster: Cluster, each: Seen) -> None:
    quarter = quarter_of(each.found_on)
    cluster.keys.append(each.key)
    cluster.units |= each.units
    cluster.quarters.add(quarter)
    cluster.cells |= {(unit, quarter) for unit in each.units}
