"""What a ward's own waits were usually, to tell a long one by."""

from collections.abc import Iterable


def usual_at_most(past: Iterable[int], *, percent: int, least: int) -> int | None:
    """What so many percent of the past ones did not exceed (nearest rank); None of fewer than `least`: too few to say what is usual."""
    waits = sorted(past)
    if len(waits) < max(least, 1):
        return None
    return waits[max(-(-percent * len(waits) // 100), 1) - 1]
