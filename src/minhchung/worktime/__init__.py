"""Working time: which days are worked and why, and working days between two days. Lateness is in `worktime.lateness`."""

from minhchung.worktime.calendar import Calendar, Day, DayCount, DayStep, MissingYear, vietnam
from minhchung.worktime.year_file import CalendarFileError, YearFile

__all__ = ["Calendar", "CalendarFileError", "Day", "DayCount", "DayStep", "MissingYear", "YearFile", "vietnam"]
