"""Office hours: when on a working day the office is open, from which date.

Hours are set by each locality, so they are a setting of the ward and never a constant; what comes with the program
(law/calendars/vn/hours.toml) is a default marked as unconfirmed.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from math import gcd
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from minhchung.worktime.year_file import FOLDER, HOURS_FILE, CalendarFileError, Text, Weekday

MINUTES_A_DAY = 24 * 60
_SESSION = re.compile(r"(\d{1,2})[:hg](\d{2})\s?[-–]\s?(\d{1,2})[:hg](\d{2})")


class HoursError(ValueError):
    """Office hours that cannot be; the message says which and what is expected."""


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """One stretch of open time within a day, in minutes after midnight: `opens` ≤ t < `closes`."""

    opens: int
    closes: int

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.closes - self.opens

    def __str__(self) -> str:
        return f"{clock(self.opens)}-{clock(self.closes)}"


Sessions = tuple[Session, ...]


def clock(minute: int) -> str:
    """Minutes after midnight as a clock shows them; 1440 is 24:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def minute_of(moment: time) -> int:
    """The whole minutes after midnight; seconds are left out."""
    return moment.hour * 60 + moment.minute


def parse_sessions(written: Iterable[str]) -> Sessions:
    """Sessions written as "07:30-12:00", in order and apart. Raises HoursError."""
    sessions = tuple(_session(item) for item in written)
    if not sessions:
        raise HoursError("Chưa ghi giờ làm việc: ghi ít nhất một buổi, ví dụ 07:30-12:00.")
    for before, after in pairwise(sessions):
        if after.opens < before.closes:
            raise HoursError(f"Buổi {after} chồng lên buổi {before}: ghi các buổi theo thứ tự, không chồng nhau.")
    return sessions


def _session(written: str) -> Session:
    found = _SESSION.fullmatch(written.strip())
    if found is None:
        raise HoursError(f"Không hiểu giờ “{written}”: ghi giờ mở và giờ đóng, ví dụ 07:30-12:00.")
    hour, minute, end_hour, end_minute = (int(part) for part in found.groups())
    opens, closes = hour * 60 + minute, end_hour * 60 + end_minute
    if max(minute, end_minute) > 59 or closes > MINUTES_A_DAY:
        raise HoursError(f"Giờ “{written}” không có trên đồng hồ: giờ từ 00:00 đến 24:00.")
    if opens >= closes:
        raise HoursError(f"Buổi “{written}” đóng trước khi mở: ghi giờ mở trước, giờ đóng sau.")
    return Session(opens, closes)


class HoursPeriod(BaseModel):
    """Hours in force from a date. `weekday` holds the days of the week that differ (a Friday that closes early)."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    valid_from: date
    source: Text
    confirmed: bool = True
    sessions: Sessions
    weekday: dict[Weekday, Sessions] = {}

    @field_validator("sessions", mode="before")
    @classmethod
    def _as_written(cls, value: object) -> object:
        return parse_sessions(value) if isinstance(value, list) else value

    @field_validator("weekday", mode="before")
    @classmethod
    def _each_as_written(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {day: parse_sessions(item) if isinstance(item, list) else item for day, item in value.items()}

    def on(self, weekday: Weekday) -> Sessions:
        """The sessions of a working day of the week."""
        return self.weekday.get(weekday, self.sessions)


class OfficeHours:
    """Every period of office hours of one place, oldest first; the oldest also holds for the days before it."""

    def __init__(self, periods: Iterable[HoursPeriod]) -> None:
        self.periods = tuple(sorted(periods, key=lambda item: item.valid_from))
        if not self.periods:
            raise HoursError("Chưa có giờ làm việc nào: thêm ít nhất một mục giờ làm việc.")
        starts = [item.valid_from for item in self.periods]
        for start in starts:
            if starts.count(start) > 1:
                raise HoursError(f"Hai mục giờ làm việc cùng bắt đầu ngày {start:%d/%m/%Y}: giữ một mục.")

    def period_on(self, day: date) -> HoursPeriod:
        """The period in force on a day."""
        return next((item for item in reversed(self.periods) if item.valid_from <= day), self.periods[0])

    @property
    def slot_minutes(self) -> int:
        """The longest slot, in minutes, that every opening and closing time falls on the edge of."""
        edges = [MINUTES_A_DAY]
        for period in self.periods:
            for sessions in (period.sessions, *period.weekday.values()):
                edges.extend(edge for session in sessions for edge in (session.opens, session.closes))
        return gcd(*edges)


def parse_hours(text: str, name: str) -> OfficeHours:
    """The hours written in a TOML text; `name` is how the file is called in an error. Raises CalendarFileError."""
    try:
        return OfficeHours(HoursPeriod.model_validate(item) for item in tomllib.loads(text).get("period", []))
    except tomllib.TOMLDecodeError as error:
        raise CalendarFileError(f"Tệp {name} không đúng cú pháp TOML ({error}): sửa tệp rồi chạy lại.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise CalendarFileError(f"Tệp {name} sai ở mục {place}: {first['msg'].removeprefix('Value error, ')}") from error
    except HoursError as error:
        raise CalendarFileError(f"Tệp {name} sai: {error}") from error


def read_hours(file: Traversable | Path, name: str) -> OfficeHours:
    """The hours of a file. Raises CalendarFileError."""
    return parse_hours(file.read_text(encoding="utf-8"), name)


@lru_cache(maxsize=1)
def default_hours() -> OfficeHours:
    """The hours that come with the program, read once. Raises CalendarFileError."""
    return read_hours(files("minhchung") / "law" / "calendars" / "vn" / HOURS_FILE, f"{FOLDER}/vn/{HOURS_FILE}")
