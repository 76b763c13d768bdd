"""Where the points of a year stand on a day: secured · unproven · winnable · lost · unknown, and what to do for most of them.

Per leaf the five parts add up to its maximum after the not-applicable policy, to the hundredth.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Literal, Self

from minhchung.scoring.facts import Facts
from minhchung.scoring.packs import Node, Pack
from minhchung.scoring.reading import AtBest, Better, Sofar
from minhchung.scoring.score import LeafScore, leaf_score, maxima_of

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Parts:
    """Points by how they stand. secured: earned and proven; unproven: earned, evidence lacks; winnable: can still be reached before the
    deadline; lost: cannot; unknown: nobody can say yet (a survey, a number not published, data not there)."""

    secured: Decimal = ZERO
    unproven: Decimal = ZERO
    winnable: Decimal = ZERO
    lost: Decimal = ZERO
    unknown: Decimal = ZERO

    @property
    def maximum(self) -> Decimal:
        """All of them together."""
        return self.secured + self.unproven + self.winnable + self.lost + self.unknown

    @property
    def earned(self) -> Decimal:
        """What the work has earned, proven or not."""
        return self.secured + self.unproven

    def __add__(self, other: Self) -> "Parts":
        return Parts(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(self)))


@dataclass(frozen=True, slots=True)
class LeafForecast:
    """One leaf: its points today (as `score` says them), the parts, the points expected at the end of the year (None: nobody can say)."""

    leaf: Node
    today: LeafScore
    parts: Parts
    expected: Decimal | None
    open: bool


@dataclass(frozen=True, slots=True)
class Forecast:
    """The leaves inside the scale in order, and their sum."""

    leaves: tuple[LeafForecast, ...]
    parts: Parts

    @property
    def expected(self) -> Decimal:
        """Points expected at the end of the year, of the leaves that somebody can say something of."""
        return sum((leaf.expected for leaf in self.leaves if leaf.expected is not None), ZERO)

    @property
    def reachable(self) -> Decimal:
        """The most that can still be reached: all but what is lost."""
        return self.parts.maximum - self.parts.lost

    def of(self, codes: Iterable[str]) -> Parts:
        """The parts of some leaves together: those of a unit, of a field."""
        wanted = set(codes)
        return sum((each.parts for each in self.leaves if each.leaf.code in wanted), Parts())


def forecast(pack: Pack, facts: Facts, proven: Mapping[str, bool], projected: Facts | None = None) -> Forecast:
    """Where the points stand at `facts.as_of`.

    `proven`: code of a leaf → whether its evidence suffices; a leaf that is not there has none. Leaves that ask for no evidence and those
    a policy gives in full need none. `projected`: the same values as they are expected at the end of the year.
    """
    maxima = maxima_of(pack, facts)
    expecting = maxima_of(pack, projected) if projected else maxima
    today = facts.as_of.date()
    leaves = []
    for leaf in pack.leaves:
        maximum = maxima[leaf.code]
        now = leaf_score(pack, leaf, maximum, facts)
        last = date(pack.year, 12, 31)
        is_open = today <= (last if leaf.scored_by.judges_lateness else min(leaf.deadline or last, last))
        parts = _parts(pack, leaf, now, facts, needs_proof=not proven.get(leaf.code, False), is_open=is_open)
        later = leaf_score(pack, leaf, expecting[leaf.code], projected).points if projected else now.points
        leaves.append(LeafForecast(leaf, now, parts, later if later is not None or parts.unknown else parts.earned, is_open))
    return Forecast(tuple(leaves), sum((each.parts for each in leaves), Parts()))


def _parts(pack: Pack, leaf: Node, now: LeafScore, facts: Facts, *, needs_proof: bool, is_open: bool) -> Parts:
    maximum = now.maximum
    if now.how in ("not_applicable", "zero_denominator") and now.points is not None:
        return Parts(secured=now.points, lost=maximum - now.points)
    if now.points is None and leaf.source != "evidence":
        return Parts(unknown=maximum)
    earned = now.points if now.points is not None else leaf_score(pack, leaf, maximum, facts, Sofar).points
    best = leaf_score(pack, leaf, maximum, facts, AtBest).points if is_open and now.how != "given" else earned
    if earned is None and best is not None and is_open:
        earned = ZERO  # not declared yet: all of it can still be had
    if earned is None or best is None:
        return Parts(unknown=maximum if best is None else best, lost=ZERO if best is None else maximum - best)
    best = max(best, earned)
    unproven = earned if needs_proof and leaf.evidence else ZERO
    return Parts(earned - unproven, unproven, best - earned, maximum - best)


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do for points. `kind`: prove what is earned, or do what is not done; `input`: the figure or variable to better ("" for
    the leaf as a whole); `points` are at stake; `deadline` is the last day, `days` are left until then."""

    leaf: Node
    kind: Literal["prove", "do"]
    input: str
    points: Decimal
    deadline: date
    days: int


def acts(pack: Pack, found: Forecast, facts: Facts) -> list[Act]:
    """What to do, most points a day first: points at stake divided by the days that are left for them.

    Where bettering one input alone brings points, the act names the input; else it is the leaf as a whole.
    """
    today, listed = facts.as_of.date(), []
    for each in found.leaves:
        last = date(pack.year, 12, 31)  # evidence of what was done in time may be filed until the year ends
        deadline = each.leaf.deadline or last
        days = max((deadline - today).days, 0)
        if each.parts.unproven:
            listed.append(Act(each.leaf, "prove", "", each.parts.unproven, last, max((last - today).days, 0)))
        if each.parts.winnable:
            singles = _singles(pack, each, facts)
            listed += [Act(each.leaf, "do", name, points, deadline, days) for name, points in singles]
            if not singles:
                listed.append(Act(each.leaf, "do", "", each.parts.winnable, deadline, days))
    return sorted(listed, key=lambda act: (-act.points / (act.days + 1), act.deadline, act.leaf.code))


def _singles(pack: Pack, each: LeafForecast, facts: Facts) -> list[tuple[str, Decimal]]:
    """Inputs that bring points when they alone are bettered, with the points."""
    base = each.parts.earned
    found = []
    for name in dict.fromkeys(read.name for read in each.leaf.scored_by.inputs()):
        points = leaf_score(pack, each.leaf, each.today.maximum, facts, partial(_Bettering, name=name)).points
        if points is not None and points > base:
            found.append((name, points - base))
    return found


class _Bettering(Sofar):
    """As Sofar, with one input read as AtBest reads it."""

    __slots__ = ("_best", "_name")

    def __init__(self, facts: Facts, name: str) -> None:
        super().__init__(facts)
        self._name, self._best = name, AtBest(facts)
        self._best.used = self.used  # what either reads was read by this one

    def number(self, name: str, better: Better = "more") -> Decimal:
        return self._best.number(name, better) if name == self._name else super().number(name, better)

    def yes(self, name: str, better: Better = "more") -> bool:
        return self._best.yes(name, better) if name == self._name else super().yes(name, better)

    def day(self, name: str, better: Better = "more") -> date:
        return self._best.day(name, better) if name == self._name else super().day(name, better)

    def share(self, ratio: str, numerator: str, denominator: str, better: Better = "more") -> Decimal:
        if self._name in (ratio, numerator):
            return self._best.share(ratio, numerator, denominator, better)
        return super().share(ratio, numerator, denominator, better)
