"""How fine the points of a set are: the decimals they have, and the step that fits all of them."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from minhchung.scoring.shapes import Shape

POINTS = frozenset({"points", "yes", "no", "each", "cap", "start", "below", "at_floor", "otherwise"})
"""Fields of a rule that are points."""
STEPS = tuple(Decimal(step) for step in ("0.25", "0.125", "0.1", "0.05", "0.025", "0.01", "0.005", "0.001"))


def points_in(maximum: Decimal | None, rule: Shape | None) -> Iterator[Decimal]:
    """Every number of points that a row names: its maximum, and what its levels and bands are worth."""
    if maximum is not None:
        yield maximum
    if rule is not None:
        yield from _points(rule.model_dump(), maximum)


def _points(told: Any, maximum: Decimal | None) -> Iterator[Decimal]:
    if isinstance(told, Mapping):
        if isinstance(told.get("percent"), Decimal) and maximum is not None:
            yield maximum * told["percent"] / 100
        yield from (value for name, value in told.items() if name in POINTS and isinstance(value, Decimal))
        told = tuple(told.values())
    if isinstance(told, tuple | list):
        for part in told:
            yield from _points(part, maximum)


def places(points: Decimal) -> int:
    """The decimals of a number, without noughts behind it."""
    return max(0, -int(points.normalize().as_tuple().exponent))


def step_of(points: Iterable[Decimal]) -> Decimal:
    """The widest usual step of which all are multiples; the finest where none fits."""
    found = list(points)
    return next((step for step in STEPS if all(not each % step for each in found)), STEPS[-1])
