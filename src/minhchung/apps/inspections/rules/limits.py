"""Days an inspection has: how many, of which kind, from where the number is. The day they end is counted by the ward's calendar."""

from dataclasses import dataclass
from datetime import date, timedelta

from minhchung.worktime import Calendar


@dataclass(frozen=True)
class Limit:
    """So many days; `working`: working days. `source`: the document, with "chưa xác nhận" where nobody has confirmed it here."""

    name: str
    title: str
    days: int
    working: bool
    source: str
    own: bool = False

    @property
    def words(self) -> str:
        """ "15 ngày làm việc"."""
        return f"{self.days} ngày{' làm việc' if self.working else ''}"


def last_day(limit: Limit, since: date, calendar: Calendar) -> date:
    """The last day, counted from the day after `since`. Raises MissingYear where the calendar ends."""
    if limit.working:
        return calendar.add_working_days(since, limit.days)
    return since + timedelta(days=limit.days)
