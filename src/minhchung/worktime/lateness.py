"""How late, how much is left: in working days, from plain dates. The caller brings today."""

from datetime import date

from minhchung.worktime.calendar import Calendar, DayCount


def lateness(due: date, on: date, calendar: Calendar) -> DayCount:
    """Working days after `due` up to and including `on`: the days late when the work ends, or is looked at, `on` that day.

    On or before the due day the count is 0 and empty. It is also 0 when only days off have passed since: the work is past due,
    by no working day yet. Raises MissingYear.
    """
    return calendar.explain_between(due, on) if on > due else DayCount(0)


def remaining(due: date, today: date, calendar: Calendar) -> DayCount:
    """Working days after `today` up to and including `due`. 0 and empty on the due day and after it. Raises MissingYear."""
    return calendar.explain_between(today, due) if due > today else DayCount(0)
