"""The working calendar: which days are worked and why, in which hours, and how many working days lie between two days.

Days are counted from the day after the first one (Bộ luật Dân sự 2015, Điều 147), up to and including the last.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Literal

from minhchung.worktime.hours import OfficeHours, Sessions, default_hours, read_hours
from minhchung.worktime.year_file import FOLDER, HOURS_FILE, WEEKDAYS, CalendarFileError, OffDay, YearFile, packaged_years, read_years

DayKind = Literal["ordinary", "made-up", "weekly-rest", "holiday", "compensation", "swap", "closure"]
ONE_DAY = timedelta(days=1)
NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class MissingYear(LookupError):
    """No calendar file covers this year; the message names the file to add."""

    def __init__(self, message: str, year: int) -> None:
        super().__init__(message)
        self.year = year


@dataclass(frozen=True, slots=True)
class Day:
    """One day: worked or not, the reason in Vietnamese, the document behind it ("" for an ordinary day or a local closure)."""

    date: datetime.date
    working: bool
    kind: DayKind
    reason: str
    source: str
    provisional: bool
    made_up_for: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class DayCount:
    """Working days counted, with every day looked at: `counted` in order, `skipped` as (day, reason).

    `provisional` is true when any day looked at lies in a year whose calendar is not announced yet ("tạm tính").
    """

    days: int
    counted: tuple[date, ...] = ()
    skipped: tuple[tuple[date, str], ...] = ()
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class DayStep:
    """A day reached by counting, and the count that led there."""

    day: date
    count: DayCount


@dataclass(frozen=True, slots=True)
class _YearTable:
    days: tuple[Day, ...]
    worked_through: tuple[int, ...]  # working days from 1 January through each day


class Calendar:
    """Working days over some years, with the closures of one place. Never changes; `with_closures` gives another one."""

    def __init__(self, years: Iterable[YearFile], closures: Mapping[date, str] | None = None, hours: OfficeHours | None = None) -> None:
        """`closures`: days on which this place is shut although the law says work, each with its reason in Vietnamese.

        `hours`: the office hours of this place; without them the program's default.
        """
        self._years = {item.year: item for item in years}
        self._hours = hours
        self._closures = dict(closures or {})
        for day, reason in self._closures.items():
            if not reason.strip():
                raise ValueError(f"Ngày đóng cửa {day:%d/%m/%Y} chưa ghi lý do: ghi lý do và văn bản cho nghỉ.")
        self._tables: dict[int, _YearTable] = {}

    @classmethod
    def from_folder(cls, folder: Path) -> "Calendar":
        """A calendar of one's own: <year>.toml files and, for other office hours, hours.toml. Raises CalendarFileError."""
        if not folder.is_dir():
            raise CalendarFileError(f"Không có thư mục lịch “{folder}”: chỉ thư mục chứa các tệp <năm>.toml.")
        hours = folder / HOURS_FILE
        return cls(read_years(folder, str(folder)), hours=read_hours(hours, str(hours)) if hours.exists() else None)

    @property
    def years(self) -> tuple[int, ...]:
        """The years covered, in order."""
        return tuple(sorted(self._years))

    def with_closures(self, closures: Mapping[date, str]) -> "Calendar":
        """The same calendar with more local closures (day → reason). A reason given again replaces the earlier one."""
        return Calendar(self._years.values(), {**self._closures, **closures}, self._hours)

    def with_hours(self, hours: OfficeHours) -> "Calendar":
        """The same calendar with other office hours."""
        return Calendar(self._years.values(), self._closures, hours)

    @property
    def hours(self) -> OfficeHours:
        """The office hours of this place."""
        return self._hours or default_hours()

    def sessions(self, day: date) -> Sessions:
        """When the office is open that day, () on a day off. A made-up day keeps the hours of the day it replaces. Raises MissingYear."""
        found = self.why(day)
        if not found.working:
            return ()
        return self.hours.period_on(day).on(WEEKDAYS[(found.made_up_for or day).weekday()])

    def why(self, day: date) -> Day:
        """Whether the day is worked, and why. Raises MissingYear."""
        return self._table(day.year).days[day.timetuple().tm_yday - 1]

    def is_working(self, day: date) -> bool:
        """Whether the day is worked. Raises MissingYear."""
        return self.why(day).working

    def is_provisional(self, day: date) -> bool:
        """Whether the day's year is not announced yet ("tạm tính"). Raises MissingYear."""
        return self._year(day.year).provisional

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last`. Raises ValueError when `last` is before `first`, MissingYear."""
        _in_order(first, last)
        if first == last:
            return 0
        total = 0
        for year in range((first + ONE_DAY).year, last.year + 1):
            through = self._table(year).worked_through
            upto = through[last.timetuple().tm_yday - 1] if year == last.year else through[-1]
            total += upto - (through[first.timetuple().tm_yday - 1] if year == first.year else 0)
        return total

    def explain_between(self, first: date, last: date) -> DayCount:
        """`working_days_between` with every day counted and every day skipped and why. Same errors."""
        _in_order(first, last)
        return _count(self.why(first + ONE_DAY * step) for step in range(1, (last - first).days + 1))

    def add_working_days(self, first: date, days: int) -> date:
        """The working day that is `days` working days after `first`; `first` itself for 0. Raises ValueError if negative, MissingYear."""
        return self.explain_add(first, days).day

    def explain_add(self, first: date, days: int) -> DayStep:
        """`add_working_days` with the days counted and skipped on the way. Same errors."""
        if days < 0:
            raise ValueError(f"Số ngày làm việc cần cộng là {days}: nhập số từ 0 trở lên.")
        looked_at: list[Day] = []
        reached, left = first, days
        while left:
            reached += ONE_DAY
            looked_at.append(self.why(reached))
            left -= looked_at[-1].working
        return DayStep(reached, _count(looked_at))

    def last_working_day_before(self, day: date) -> date:
        """The nearest working day strictly before `day`. Raises MissingYear."""
        return self.explain_before(day).day

    def explain_before(self, day: date) -> DayStep:
        """`last_working_day_before` with the days passed over, nearest first. Same errors."""
        looked_at = [self.why(day - ONE_DAY)]
        while not looked_at[-1].working:
            looked_at.append(self.why(looked_at[-1].date - ONE_DAY))
        return DayStep(looked_at[-1].date, _count(looked_at))

    def _year(self, year: int) -> YearFile:
        if year in self._years:
            return self._years[year]
        missing = f"Chưa có lịch năm {year}: thêm {FOLDER}/vn/{year}.toml"
        earlier = [known for known in self._years if known < year]
        if earlier:
            raise MissingYear(f"{missing} hoặc chọn ngày trước 31/12/{max(earlier)}.", year)
        if self._years:
            raise MissingYear(f"{missing} hoặc chọn ngày từ 01/01/{min(self._years)}.", year)
        raise MissingYear(f"{missing}.", year)

    def _table(self, year: int) -> _YearTable:
        if year not in self._tables:
            days = tuple(_days_of(self._year(year), self._closures))
            self._tables[year] = _YearTable(days, tuple(accumulate(int(day.working) for day in days)))
        return self._tables[year]


@lru_cache(maxsize=1)
def vietnam() -> Calendar:
    """The calendar that comes with the program (law/calendars/vn), read once. Raises CalendarFileError when a file is wrong."""
    return Calendar(packaged_years("vn"))


def _in_order(first: date, last: date) -> None:
    if last < first:
        raise ValueError(f"Ngày cuối {last:%d/%m/%Y} đứng trước ngày đầu {first:%d/%m/%Y}: đổi chỗ hai ngày.")


def _count(days: Iterable[Day]) -> DayCount:
    looked_at = tuple(days)
    counted = tuple(day.date for day in looked_at if day.working)
    skipped = tuple((day.date, day.reason) for day in looked_at if not day.working)
    return DayCount(len(counted), counted, skipped, any(day.provisional for day in looked_at))


def _days_of(year: YearFile, closures: Mapping[date, str]) -> Iterator[Day]:
    off = {item.day: item for item in year.off}
    worked = {item.day: item for item in year.worked}
    rest_source = year.title_of(year.weekly_rest.source)
    day = date(year.year, 1, 1)
    while day.year == year.year:
        if day in worked:
            reason = f"{NAMES[day.weekday()]} làm bù cho ngày {worked[day].for_day:%d/%m/%Y}"
            found = Day(day, True, "made-up", reason, year.title_of(worked[day].source), year.provisional, worked[day].for_day)
        elif day in off:
            found = Day(day, False, off[day].kind, _off_reason(off[day]), year.title_of(off[day].source), year.provisional)
        elif year.weekly_rest.covers(day):
            found = Day(day, False, "weekly-rest", f"{NAMES[day.weekday()]}, nghỉ hằng tuần", rest_source, year.provisional)
        else:
            found = Day(day, True, "ordinary", f"{NAMES[day.weekday()]}, ngày làm việc", "", year.provisional)
        if found.working and day in closures:
            found = Day(day, False, "closure", closures[day], "", year.provisional)
        yield found
        day += ONE_DAY


def _off_reason(off: OffDay) -> str:
    if off.for_day is None:
        return f"nghỉ lễ, tết: {off.name}"
    if off.kind == "compensation":
        return f"nghỉ bù {off.name} trùng {NAMES[off.for_day.weekday()]} {off.for_day:%d/%m/%Y}"
    return f"nghỉ hoán đổi {off.name}, làm bù ngày {off.for_day:%d/%m/%Y}"
