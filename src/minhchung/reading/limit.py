"""A time limit found in the flat line of a clause, before it is given back in the clause's own words."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["date", "period", "recurring", "relative", "urgent", "standing"]
OffsetUnit = Literal["minutes", "hours", "days", "working-days", "weeks", "months", "quarters", "years"]


@dataclass(frozen=True, slots=True)
class Offset:
    """ "05 ngày làm việc" → 5 working-days; ``least`` is the smaller number of "24-48 giờ"."""

    count: int
    unit: OffsetUnit
    least: int | None = None


class Limit(NamedTuple):
    """``start``/``end`` are offsets in the flat line; the rest is as in ``Deadline``."""

    start: int
    end: int
    kind: Kind
    date: str | None = None
    period: str | None = None
    inclusive: bool = True
    days: tuple[str, ...] = ()
    offset: Offset | None = None
    anchor: str | None = None
    year_said: bool = True
