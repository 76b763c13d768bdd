"""What an assignment is worth in points: an app above (the criteria) says so here, so that no import goes upward."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Proves:
    """A criterion the assignment proves something for."""

    code: str
    title: str
    url: str
    points: Decimal


@dataclass(frozen=True)
class Worth:
    """`held`: points held up while the assignment is unfinished; `proves`: the criteria it serves."""

    held: Decimal
    proves: tuple[Proves, ...] = ()


WorthOf = Callable[[str, Collection[int]], Mapping[int, Worth]]
_sources: list[WorthOf] = []


def register(source: WorthOf) -> None:
    """`source(commune, assignment keys)` gives the worth of those that have one."""
    _sources.append(source)


def worth_of(commune: str, assignments: Collection[int]) -> dict[int, Worth]:
    """The worth of the assignments that have one; the others are absent: not worth nothing, but not known."""
    found: dict[int, Worth] = {}
    for source in _sources:
        found.update(source(commune, assignments))
    return found
