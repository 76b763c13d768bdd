"""What the app above that runs the checks lends to the page of findings, so that no import and no address goes upward."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Reviewed:
    """The last review: when, by how many checks, over how many records, and which checks could not be run."""

    at: datetime
    checks: int
    records: int
    failed: tuple[str, ...]


@dataclass(frozen=True)
class Reviews:
    """`last(commune)`: the last review, None when there was none. `act`: the right to run one. `run`, `progress`, `checks`: the names of
    its addresses: where a review is asked for, how far it is, the list of the checks; `expected`: the documents that must exist."""

    last: Callable[[str], Reviewed | None]
    act: str
    run: str
    progress: str
    checks: str
    expected: str


_lent: list[Reviews] = []


def register(reviews: Reviews) -> None:
    """Lends the reviews, once."""
    if _lent:
        raise ValueError("reviews are registered twice")
    _lent.append(reviews)


def reviews() -> Reviews | None:
    """What is lent; None where no app runs checks."""
    return _lent[0] if _lent else None
