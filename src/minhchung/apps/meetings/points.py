"""What an index of points says to a meeting: the app above that keeps one says so here, so that no import goes upward."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune


@dataclass(frozen=True)
class UnitPoints:
    """Of the leaves a unit leads: points held up by unfinished work or missing proof, and of these the ones that lack only proof."""

    held: Decimal
    unproven: Decimal


@dataclass(frozen=True)
class Proposed:
    """Something a meeting may want to talk about: why, the record it is about, who answers for it, the points at stake where known."""

    title: str
    why: str
    subject: Ref
    unit: int | None = None
    points: Decimal | None = None


@dataclass(frozen=True)
class Told:
    """The index on a day. `units`: unit → where its points stand; `agenda`: what brings most points, best first."""

    units: Mapping[int, UnitPoints]
    agenda: Sequence[Proposed]


Telling = Callable[[Commune, date], Told | None]
_sources: list[Telling] = []


def register(source: Telling) -> None:
    """`source(commune, day)` gives what the index says, None while the commune has none."""
    _sources.append(source)


def told(commune: Commune, day: date) -> Told | None:
    """What the index says; None when there is none: points are then not known, not zero."""
    return next((found for source in _sources if (found := source(commune, day)) is not None), None)
