"""What one scan has to count: every different count that the asked indicators need, once, however many of them share it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_

import ibis.expr.types as ir

from minhchung.flow.indicators.conditions import CONDITIONS
from minhchung.flow.indicators.definitions import Indicator, Measure, OnTime
from minhchung.flow.indicators.frame import known

EVERY = "every"
Holds = Callable[[str, str], ir.BooleanValue]
"""Name of a definition and of a condition → whether it holds for a dossier."""


@dataclass(frozen=True, slots=True)
class Count:
    """One column of the scan: the dossiers for which every condition of `of` holds under a definition.

    `distinct`: the different procedures among them. `unsure`: those of which nobody can tell it, as far as `within` holds for them.
    """

    rule: str
    of: tuple[str, ...]
    distinct: bool = False
    unsure: bool = False
    within: tuple[str, ...] = ()

    def of_dossier(self, holds: Holds) -> ir.BooleanValue:
        """Whether a dossier counts (NULL: nobody can tell)."""
        found = self._all(self.of, holds)
        if not self.unsure:
            return found
        return found.isnull() & self._all(self.within, holds) if self.within else found.isnull()

    def implies(self, other: "Count") -> bool:
        """Whether a dossier that counts here counts there for certain."""
        mine = self.within if self.unsure else self.of
        return self.rule == other.rule and not other.unsure and set(other.of) <= set(mine)

    def _all(self, names: tuple[str, ...], holds: Holds) -> ir.BooleanValue:
        return reduce(and_, (holds(self.rule, name) for name in names))


@dataclass(frozen=True, slots=True)
class Needed:
    """The counts of one indicator, as far as it has them."""

    numerator: Count | None = None
    denominator: Count | None = None
    undetermined: Count | None = None

    @classmethod
    def by(cls, item: Indicator, rule: OnTime) -> "Needed":
        """What an indicator needs under a definition."""
        upper, lower = (_count(measure, rule) for measure in (item.numerator, item.denominator))
        if upper is None or not any(CONDITIONS[name].partial for name in upper.of):
            return cls(upper, lower)
        return cls(upper, lower, Count(rule.name, upper.of, unsure=True, within=lower.of if lower else ()))

    @property
    def counts(self) -> tuple[Count, ...]:
        """The counts there are."""
        return tuple(count for count in (self.numerator, self.denominator, self.undetermined) if count)


def _count(measure: Measure | None, rule: OnTime) -> Count | None:
    if measure is None:
        return None
    # Every dossier is where nothing else is asked; the order of conditions changes nothing.
    of = tuple(sorted(set(measure.of) - {EVERY})) or (EVERY,)
    return Count(rule.name, of, measure.distinct is not None)


def named(needed: Iterable[Needed]) -> dict[Count, str]:
    """Each different count → the name of its column."""
    return {count: f"c{place}" for place, count in enumerate(dict.fromkeys(count for each in needed for count in each.counts))}


def somewhere(counts: Collection[Count], holds: Holds) -> list[ir.BooleanValue]:
    """Conditions of which one holds for every dossier that counts anywhere; none where every dossier does.

    A count that implies another asks for nothing of its own: a window is told from the rest of the lake by few plain comparisons.
    """
    if any(count.of == (EVERY,) and not count.unsure for count in counts):
        return []
    plain = tuple(dict.fromkeys(Count(count.rule, count.of, unsure=count.unsure, within=count.within) for count in counts))
    least = [count for count in plain if not any(count.implies(other) for other in plain if other != count)]
    return [known(count.of_dossier(holds)) for count in least]
