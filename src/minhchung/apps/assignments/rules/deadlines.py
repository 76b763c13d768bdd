"""From the words of a deadline to its last permitted day, by the ward's reading of the law.

What the document says and what is computed from it stay apart: every answer carries the rule and the data behind it.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from minhchung.text.written import written_day
from minhchung.worktime import Calendar, MissingYear

ONE_DAY = timedelta(days=1)
_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})|Q(?P<quarter>[1-4])|H(?P<half>[12])|W(?P<week>\d{2})))?")


@dataclass(frozen=True)
class WardReading:
    """How the ward reads deadlines (Thiết lập › Cách hiểu thời hạn)."""

    before_excludes_the_day: bool = True
    review_every_months: int = 3
    urgent_working_days: int = 10


@dataclass(frozen=True)
class Due:
    """A last permitted day (None when none can be computed), why, and whether a person must look at it (shown yellow)."""

    on: date | None
    rule: str
    data: str = ""
    inferred: bool = False


def last_day(deadline_on: date, *, inclusive: bool, before_excludes_the_day: bool) -> date:
    """The last permitted day. "Trước ngày N" (not inclusive) means N - 1 where the ward reads it strictly, else N."""
    return deadline_on - ONE_DAY if not inclusive and before_excludes_the_day else deadline_on


def period_bounds(period: str) -> tuple[date, date]:
    """First and last day of a named period: 2026, 2026-H2, 2026-Q4, 2026-11, 2026-W47. Raises ValueError naming it."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise ValueError(f"Kỳ “{period}” chưa đúng cách viết: dùng 2026, 2026-H2, 2026-Q4, 2026-11 hoặc 2026-W47.")
    year = int(match["year"])
    try:
        if match["week"]:
            return date.fromisocalendar(year, int(match["week"]), 1), date.fromisocalendar(year, int(match["week"]), 7)
        first, months = _first_month(match)
        return date(year, first, 1), date(year, first + months - 1, monthrange(year, first + months - 1)[1])
    except ValueError as error:
        raise ValueError(f"Kỳ “{period}” không có thật: sửa tháng hoặc tuần.") from error


def _first_month(match: re.Match[str]) -> tuple[int, int]:
    if match["month"]:
        return int(match["month"]), 1
    if match["quarter"]:
        return (int(match["quarter"]) - 1) * 3 + 1, 3
    if match["half"]:
        return (int(match["half"]) - 1) * 6 + 1, 6
    return 1, 12


def due_of_period(period: str, *, inclusive: bool) -> date:
    """The last day of the period; for "trước tháng 10/2026" (not inclusive) the day before it begins, 30/9/2026."""
    first, last = period_bounds(period)
    return last if inclusive else first - ONE_DAY


def urgent_day(since: date, *, working_days: int, calendar: Calendar) -> date:
    """A day proposed for "khẩn trương": so many working days after `since`. Raises MissingYear."""
    return calendar.add_working_days(since, working_days)


def due_of(
    *, kind: str, on: date | None, period: str, inclusive: bool, text: str, since: date, ward: WardReading, calendar: Calendar
) -> Due:
    """The last permitted day of a deadline of one kind, with its reason.

    Kinds with periods of their own (recurring, standing) and a relative deadline whose day nobody has set give None.
    """
    said = f"“{text}”" if text else ""
    if kind == "date" and on:
        return _due_of_day(on, inclusive, said, ward, calendar)
    if kind == "period" and period:
        return _due_of_named_period(period, inclusive, said)
    if kind == "relative" and on:
        return Due(on, "Ngày do người nhận việc tính từ mốc nêu trong văn bản.", said, inferred=True)
    if kind == "urgent":
        day = on or urgent_day(since, working_days=ward.urgent_working_days, calendar=calendar)
        rule = f"Văn bản chỉ ghi “khẩn trương”: đề xuất {ward.urgent_working_days} ngày làm việc. Phường đổi được ở Thiết lập."
        return Due(day, rule, f"Tính từ {written_day(since)}.", inferred=True)
    if kind == "relative":
        return Due(None, "Hạn tính từ một mốc chưa biết ngày: bấm Sửa để nhập, hoặc ấn định sau ở trang nhiệm vụ.", said, inferred=True)
    return Due(None, "Văn bản không ghi ngày: làm theo từng kỳ.", said)


def _due_of_day(on: date, inclusive: bool, said: str, ward: WardReading, calendar: Calendar) -> Due:
    day = last_day(on, inclusive=inclusive, before_excludes_the_day=ward.before_excludes_the_day)
    data = " ".join(part for part in (said + "." if said else "", _kind_of_day(day, calendar)) if part)
    if inclusive:
        return Due(day, "Ngày ghi trong văn bản là ngày cuối cùng.", data)
    if ward.before_excludes_the_day:
        rule = "“Trước ngày N” nghĩa là ngày cuối cùng là N − 1. Phường đổi được ở Thiết lập › Cách hiểu thời hạn."
    else:
        rule = "Phường hiểu “trước ngày N” là đến hết ngày N. Đổi được ở Thiết lập › Cách hiểu thời hạn."
    return Due(day, rule, data, inferred=True)


def _due_of_named_period(period: str, inclusive: bool, said: str) -> Due:
    day = due_of_period(period, inclusive=inclusive)
    if inclusive:
        return Due(day, "Hạn ghi theo kỳ: ngày cuối cùng của kỳ.", said, inferred=True)
    return Due(day, "“Trước tháng (quý, năm) N”: ngày cuối cùng là ngày liền trước kỳ đó.", said, inferred=True)


def _kind_of_day(day: date, calendar: Calendar) -> str:
    """What kind of day the last day is; a day off is said together with the working day before it."""
    try:
        found = calendar.why(day)
        if found.working:
            return f"{written_day(day)} là {found.reason}."
        before = calendar.last_working_day_before(day)
    except MissingYear as missing:
        return str(missing)
    return f"{written_day(day)} là ngày nghỉ ({found.reason}); ngày làm việc cuối cùng trước đó là {written_day(before)}."
