"""Where the points of a year stand on a day: secured · unproven · winnable · lost · unknown, and what to do for most of them.

Per leaf the five parts add up to its maximum after the not-applicable policy, to the hundredth. Bonus and penalty stand beside the scale.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Literal, Self

from minhchung.scoring.facts import Facts
from minhchung.scoring.packs import Node, Outside, Pack
from minhchung.scoring.reading import AtBest, Better, Sofar, Strictly
from minhchung.scoring.score import LeafScore, Score, leaf_score, maxima_of, score

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
    """One leaf: its points today (as `score` says them), the parts, the points expected at the end of the year (None: nobody can say).

    `outside`: whether it stands in the scale ("") or beside it. The points of a penalty are taken away: `lost` are those that stay so,
    `winnable` those that can still be avoided, `secured` what is not taken, `unknown` all of it while nobody has said.
    """

    leaf: Node
    today: LeafScore
    parts: Parts
    expected: Decimal | None
    open: bool
    outside: Literal["", "bonus", "penalty"] = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """Bonus or penalty: its leaves in order, and how many points of theirs count at most."""

    cap: Decimal = ZERO
    leaves: tuple[LeafForecast, ...] = ()

    @property
    def points(self) -> Decimal:
        """What counts today; leaves that nobody can say anything of count for nothing, as in the score."""
        return min(self.uncapped, self.cap)

    @property
    def uncapped(self) -> Decimal:
        """All points of the leaves, known today."""
        return sum((each.today.points for each in self.leaves if each.today.points is not None), ZERO)

    def moved(self, by: Decimal) -> Decimal:
        """By how much `points` change when a leaf brings so many more (or fewer: negative). Over the cap nothing counts."""
        return min(self.uncapped + by, self.cap) - self.points


@dataclass(frozen=True, slots=True)
class Forecast:
    """The leaves inside the scale in order, and their sum; `bonus` and `penalty` beside it."""

    leaves: tuple[LeafForecast, ...]
    parts: Parts
    bonus: Beside = Beside()
    penalty: Beside = Beside()

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


def forecast(
    pack: Pack, facts: Facts, proven: Mapping[str, bool], projected: Facts | None = None, *, scored: Score | None = None
) -> Forecast:
    """Where the points stand at `facts.as_of`.

    `proven`: code of a leaf → whether its evidence suffices; a leaf that is not there has none. Leaves that ask for no evidence and those
    a policy gives in full need none. `projected`: the same values as they are expected at the end of the year.
    `scored`: what `score` said of the same pack and facts, where the caller has it already.
    """
    scores = (scored or score(pack, facts)).leaves
    expecting = maxima_of(pack, projected) if projected else {}

    def leaf_forecast(leaf: Node, outside: Literal["", "bonus", "penalty"] = "") -> LeafForecast:
        now = scores[leaf.code]
        is_open = _is_open(pack, leaf, facts)
        if outside == "penalty":
            parts = _parts_of_penalty(pack, leaf, now, facts, is_open=is_open)
        else:
            parts = _parts(pack, leaf, now, facts, needs_proof=not proven.get(leaf.code, False), is_open=is_open)
        later = leaf_score(pack, leaf, expecting.get(leaf.code, leaf.max), projected).points if projected else now.points
        return LeafForecast(leaf, now, parts, later if later is not None or parts.unknown else parts.earned, is_open, outside)

    def beside(part: Outside | None, name: Literal["bonus", "penalty"]) -> Beside:
        listed = (leaf for item in part.items for leaf in item.leaves()) if part else ()
        return Beside(part.cap, tuple(leaf_forecast(leaf, name) for leaf in listed)) if part else Beside()

    leaves = tuple(leaf_forecast(leaf) for leaf in pack.leaves)
    inside = sum((each.parts for each in leaves), Parts())
    return Forecast(leaves, inside, beside(pack.bonus, "bonus"), beside(pack.penalty, "penalty"))


def _is_open(pack: Pack, leaf: Node, facts: Facts) -> bool:
    """Whether the leaf can still be bettered."""
    last = date(pack.year, 12, 31)
    return facts.as_of.date() <= (last if leaf.scored_by.judges_lateness else min(leaf.deadline or last, last))


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


def _parts_of_penalty(pack: Pack, leaf: Node, now: LeafScore, facts: Facts, *, is_open: bool) -> Parts:
    """What is taken away, what of it can be avoided, what is not taken."""
    if now.points is None:
        return Parts(unknown=now.maximum)
    least = leaf_score(pack, leaf, now.maximum, facts, Avoiding).points if is_open and now.how == "rule" else now.points
    stays = now.points if least is None else min(least, now.points)
    return Parts(secured=now.maximum - now.points, winnable=now.points - stays, lost=stays)


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do for points. `kind`: prove what is earned, do what is not done, or avoid a penalty; `input`: the figure or variable
    to better ("" for the leaf as a whole); `points` are at stake; `deadline` is the last day, `days` are left until then."""

    leaf: Node
    kind: Literal["prove", "do", "avoid"]
    input: str
    points: Decimal
    deadline: date
    days: int


def acts(pack: Pack, found: Forecast, facts: Facts) -> list[Act]:
    """What to do, most points a day first: points at stake divided by the days that are left for them.

    Where bettering one input alone brings points, the act names the input; else it is the leaf as a whole. Of bonus and penalty only what
    counts under the cap is at stake.
    """
    listed = [act for each in found.leaves for act in _acts_of(pack, each, facts)]
    for each in found.bonus.leaves:
        for act in _acts_of(pack, each, facts):
            at_stake = -found.bonus.moved(-act.points) if act.kind == "prove" else found.bonus.moved(act.points)
            listed.append(replace(act, points=at_stake))
    for each in found.penalty.leaves:
        avoided = -found.penalty.moved(-each.parts.winnable)
        listed.append(_act(each.leaf, "avoid", avoided, last=each.leaf.deadline or date(pack.year, 12, 31), facts=facts))
    return sorted((act for act in listed if act.points), key=lambda act: (-act.points / (act.days + 1), act.deadline, act.leaf.code))


def _acts_of(pack: Pack, each: LeafForecast, facts: Facts) -> Iterator[Act]:
    last = date(pack.year, 12, 31)
    if each.parts.unproven:
        # Evidence of what was done in time may be filed until the year ends.
        yield _act(each.leaf, "prove", each.parts.unproven, last=last, facts=facts)
    if each.parts.winnable:
        for name, points in _singles(pack, each, facts) or [("", each.parts.winnable)]:
            yield _act(each.leaf, "do", points, last=each.leaf.deadline or last, facts=facts, name=name)


def _act(leaf: Node, kind: Literal["prove", "do", "avoid"], points: Decimal, *, last: date, facts: Facts, name: str = "") -> Act:
    return Act(leaf, kind, name, points, last, max((last - facts.as_of.date()).days, 0))


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


class Avoiding(AtBest):
    """The best for somebody whom the points are taken from: what may be done against them is done, what has happened stays."""

    __slots__ = ()

    def number(self, name: str, better: Better = "more") -> Decimal:
        return super().number(name, _AGAINST[better])

    def yes(self, name: str, better: Better = "more") -> bool:
        return super().yes(name, _AGAINST[better])

    def share(self, ratio: str, numerator: str, denominator: str, better: Better = "more") -> Decimal:
        if better == "less":
            return super().share(ratio, numerator, denominator, "more")
        return Strictly.share(self, ratio, numerator, denominator, "fixed")


_AGAINST: Mapping[Better, Better] = {"more": "less", "less": "more", "fixed": "fixed"}
