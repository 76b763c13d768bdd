"""What holds of dates, roles and sign-in names, whoever asks. Pure."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from minhchung.text.alphabet import Word, alphabetical
from minhchung.text.normal import fold

Period = tuple[date, date | None]
"""First day and last day, both included; None: still running."""


def covers(period: Period, on: date) -> bool:
    """Whether the period holds that day."""
    return period[0] <= on and (period[1] is None or on <= period[1])


def overlap(one: Period, other: Period) -> bool:
    """Whether two periods share a day."""
    return (other[1] is None or one[0] <= other[1]) and (one[1] is None or other[0] <= one[1])


def is_held_throughout(periods: Iterable[Period], since: date) -> bool:
    """Whether, from `since` on without end, some period always runs (an office that may never be vacant)."""
    day = since
    for start, end in sorted(periods, key=lambda period: period[0]):
        if end is not None and end < day:
            continue
        if start > day:
            return False
        if end is None:
            return True
        day = end + timedelta(days=1)
    return False


def first_day_after(last_day: date) -> date:
    """The day on which what ended on `last_day` no longer holds."""
    return last_day + timedelta(days=1)


def day_words(day: date) -> str:
    """A day as Decree 30/2020/NĐ-CP writes it: zeros before days below 10 and months 1 and 2 only (03/4/2026, 14/01/2026)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def by_given_name(full_name: str) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The key under which Vietnamese name lists are sorted: given name (the last word), then the whole, in the order of the alphabet."""
    key = alphabetical(full_name)
    return key[-1:], key


def proposed_username(full_name: str, taken: Collection[str]) -> str:
    """Given name, then initials of the rest: "Lê Thùy Dương" → "duong.lt"; a number when it is taken."""
    words = ["".join(c for c in word if c.isalnum()) for word in fold(full_name).split()]
    words = [word for word in words if word]
    if not words:
        return ""
    initials = "".join(word[0] for word in words[:-1])
    plain = ".".join(filter(None, [words[-1], initials]))
    names = (f"{plain}{number if number > 1 else ''}" for number in range(1, len(taken) + 3))
    return next(name for name in names if name not in taken)
