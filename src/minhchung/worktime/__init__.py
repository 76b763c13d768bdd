"""Working time: which days and hours are worked and why, the deadline of a limit, working time between two moments.

One value with its reasons (`deadline`, `worked_between`) or whole columns (`SlotTable`, in `worktime.columns`, which loads NumPy).
Lateness in working days is in `worktime.lateness`.
"""

from minhchung.worktime.calendar import Calendar, Day, DayCount, DayStep, MissingYear, vietnam
from minhchung.worktime.deadline import Deadline, deadline, months_later
from minhchung.worktime.elapsed import Elapsed, Step, worked_between
from minhchung.worktime.hours import HoursError, OfficeHours
from minhchung.worktime.limits import Limit, LimitError
from minhchung.worktime.pauses import ZONE, MomentError, Pause
from minhchung.worktime.year_file import CalendarFileError, YearFile

__all__ = [
    "ZONE",
    "Calendar",
    "CalendarFileError",
    "Day",
    "DayCount",
    "DayStep",
    "Deadline",
    "Elapsed",
    "HoursError",
    "Limit",
    "LimitError",
    "MissingYear",
    "MomentError",
    "OfficeHours",
    "Pause",
    "Step",
    "YearFile",
    "deadline",
    "months_later",
    "vietnam",
    "worked_between",
]
