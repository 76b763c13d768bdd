"""Counts shown on the tabs of every page; an app registers its own in counts.py."""

from collections.abc import Callable
from datetime import date
from typing import Any

COUNTS: dict[str, Callable[[Any, date], int]] = {}


def register_count(tab: str, count: Callable[[Any, date], int]) -> None:
    """`count(person, today)` is shown on the tab; one per tab."""
    if tab in COUNTS:
        raise ValueError(f"the count of tab {tab!r} is registered twice")
    COUNTS[tab] = count


def counts_for(person: Any, *, today: date) -> dict[str, int]:
    """The counts of all tabs for this person."""
    return {tab: count(person, today) for tab, count in COUNTS.items()}
