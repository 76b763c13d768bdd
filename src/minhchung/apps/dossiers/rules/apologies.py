"""Until when a letter of apology (form 04) must have gone out."""

from datetime import date, timedelta

from minhchung.worktime import Calendar


def last_day_to_apologise(due: date, days: int, calendar: Calendar, *, working: bool) -> date:
    """The last day on which a letter goes out in time for what is due that day.

    "Ít nhất 1 ngày trước ngày hẹn": whether that is a working day or any day is not said, so it is the ward's setting. Raises MissingYear.
    """
    if not working:
        return due - timedelta(days=days)
    for _ in range(days):
        due = calendar.last_working_day_before(due)
    return due
