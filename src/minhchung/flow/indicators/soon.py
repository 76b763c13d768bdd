"""What "about to be overdue" means at one moment: due by the end of the working day that comes next, by a calendar handed in."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from minhchung.flow.indicators.definitions import Indicator, packaged, soon_hours

CONDITIONS = frozenset({"soon", "late-or-soon"})
_LAST_SECOND = time(23, 59, 59)


class WorkingDays(Protocol):
    """A working calendar, as `worktime.Calendar` is one: LookupError for a year it does not know."""

    def add_working_days(self, first: date, days: int) -> date: ...


@dataclass(frozen=True, slots=True)
class Soon:
    """Open dossiers due until `until` are about to be overdue; `said` tells which these are (Vietnamese)."""

    until: datetime
    said: str


def soon(at: datetime, calendar: WorkingDays) -> Soon:
    """So many working days ahead of `at` as law/indicators/on-time.toml says, the last one whole: a list then holds the same dossiers
    whether the provincial system gives hours or only days.

    Where the calendar does not reach so far a working day is taken as 24 hours, and `said` says so.
    """
    days = next(file.soon_working_days for file in packaged() if file.soon_working_days)
    try:
        last = calendar.add_working_days(at.date(), days)
    except LookupError:
        until = at + timedelta(hours=soon_hours())
        return Soon(until, f"sắp đến hạn là đến hạn trước {until:%H:%M %d/%m/%Y} (24 giờ: chưa có lịch làm việc của ngày kế tiếp)")
    return Soon(
        datetime.combine(last, _LAST_SECOND),
        f"sắp đến hạn là đến hạn chậm nhất trong ngày {last:%d/%m/%Y}, ngày làm việc kế tiếp theo lịch",
    )


def counts_soon(item: Indicator) -> bool:
    """Whether a figure depends on what "about to be overdue" means."""
    return any(CONDITIONS & {*measure.of} for measure in item.measures)
