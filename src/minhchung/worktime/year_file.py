"""One year of the working calendar as law gives it: a TOML file under law/calendars, checked when loaded.

Source of the statutory days: Bộ luật Lao động 2019, Điều 111 and 112; swapped days are decided year by year by the Prime Minister.
"""

import tomllib
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FOLDER = "law/calendars"
HOURS_FILE = "hours.toml"
CAUSES = {
    "extra_forbidden": "mục này không có trong mẫu lịch; bỏ đi hoặc sửa tên",
    "missing": "thiếu mục này; thêm vào",
    "literal_error": "giá trị không nằm trong các giá trị cho phép; xem lịch năm trước làm mẫu",
    "string_too_short": "để trống; ghi nội dung",
}
CAUSE_OTHER = "giá trị sai kiểu; ngày viết dạng 2026-01-31, chữ đặt trong ngoặc kép"


class CalendarFileError(ValueError):
    """A calendar file is wrong; the message names the file, the cause and the way out."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Part):
    """A document that a day rests on."""

    id: Text
    title: Text


class WeeklyRest(_Part):
    """The weekly days off."""

    days: tuple[Weekday, ...]
    source: Text

    def covers(self, day: date) -> bool:
        """Whether this day is a weekly day off, before any swap."""
        return WEEKDAYS[day.weekday()] in self.days


class OffDay(_Part):
    """A day off. `for_day`: the holiday compensated, or the rest day worked instead of a swapped day."""

    day: date
    kind: Literal["holiday", "compensation", "swap"]
    name: Text
    source: Text
    for_day: date | None = Field(default=None, alias="for")


class WorkedDay(_Part):
    """A weekly rest day that is worked instead of `for_day`."""

    day: date
    for_day: date = Field(alias="for")
    source: Text


def _dmy(day: date) -> str:
    return f"{day:%d/%m/%Y}"


class YearFile(_Part):
    """A whole year; every day off and every worked rest day has a source listed in the same file."""

    year: int = Field(ge=1990, le=2200)
    provisional: bool
    note: str = ""
    sources: tuple[Source, ...]
    weekly_rest: WeeklyRest
    off: tuple[OffDay, ...]
    worked: tuple[WorkedDay, ...] = ()

    def title_of(self, source: str) -> str:
        """The full name of a source of this file."""
        return next(item.title for item in self.sources if item.id == source)

    @model_validator(mode="after")
    def _days_and_sources_hold_together(self) -> Self:
        known = {item.id for item in self.sources}
        cited = {self.weekly_rest.source, *(item.source for item in self.off), *(item.source for item in self.worked)}
        if cited - known:
            raise ValueError(f"nguồn {', '.join(sorted(cited - known))} chưa có trong mục sources; thêm tên văn bản vào đó")
        days = [item.day for item in self.off] + [item.day for item in self.worked]
        for day in days:
            if day.year != self.year:
                raise ValueError(f"ngày {_dmy(day)} không thuộc năm {self.year}; chuyển sang tệp năm {day.year}")
            if days.count(day) > 1:
                raise ValueError(f"ngày {_dmy(day)} ghi hai lần; bỏ một lần")
        if self.provisional and not self.note.strip():
            raise ValueError("lịch tạm tính chưa nói tạm theo căn cứ nào; ghi vào mục note")
        return self

    @model_validator(mode="after")
    def _each_day_fits_its_week(self) -> Self:
        rest = self.weekly_rest.covers
        off, worked = {item.day: item for item in self.off}, {item.day: item for item in self.worked}
        for item in self.off:
            if item.kind != "holiday" and rest(item.day):
                raise ValueError(f"ngày {_dmy(item.day)} vốn là ngày nghỉ hằng tuần, không thể nghỉ bù hay hoán đổi vào đó")
            if (item.kind == "holiday") == (item.for_day is not None):
                raise ValueError(f"ngày {_dmy(item.day)}: mục for chỉ dùng, và phải có, khi nghỉ bù hoặc hoán đổi")
            if item.kind == "compensation" and not _is_holiday_on_rest(item.for_day, off, self.weekly_rest):
                raise ValueError(f"ngày {_dmy(item.day)} nghỉ bù cho một ngày không phải ngày lễ trùng ngày nghỉ hằng tuần")
            if item.kind == "swap" and not (item.for_day in worked and worked[item.for_day].for_day == item.day):
                raise ValueError(f"ngày {_dmy(item.day)} được hoán đổi nhưng chưa có ngày làm bù trỏ lại; thêm vào mục worked")
        for made_up in self.worked:
            if not rest(made_up.day):
                raise ValueError(f"ngày {_dmy(made_up.day)} vốn đã là ngày làm việc, không thể làm bù vào đó")
            if made_up.for_day not in off or off[made_up.for_day].kind != "swap":
                raise ValueError(f"ngày làm bù {_dmy(made_up.day)} không ứng với ngày nghỉ hoán đổi nào; thêm vào mục off")
        return self


def _is_holiday_on_rest(day: date | None, off: dict[date, OffDay], rest: WeeklyRest) -> bool:
    return day is not None and day in off and off[day].kind == "holiday" and rest.covers(day)


def parse_year(text: str, name: str) -> YearFile:
    """Check the text of one year file. `name` is how the file is called in an error. Raises CalendarFileError."""
    try:
        return YearFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise CalendarFileError(f"Tệp {name} không đúng cú pháp TOML ({error}): sửa tệp rồi chạy lại.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        cause = first["msg"].removeprefix("Value error, ") if first["type"] == "value_error" else CAUSES.get(first["type"], CAUSE_OTHER)
        raise CalendarFileError(f"Tệp {name} sai{f' ở mục {place}' if place else ''}: {cause}.") from error


def read_years(folder: Traversable | Path, name: str) -> tuple[YearFile, ...]:
    """Every <year>.toml of a folder, in order of year. Raises CalendarFileError when a file is wrong or named for another year."""
    found = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".toml") or entry.name == HOURS_FILE:
            continue
        year = parse_year(entry.read_text(encoding="utf-8"), f"{name}/{entry.name}")
        if entry.name != f"{year.year}.toml":
            raise CalendarFileError(f"Tệp {name}/{entry.name} lại ghi lịch năm {year.year}: đổi tên tệp hoặc sửa mục year.")
        found.append(year)
    return tuple(found)


def packaged_years(country: str) -> tuple[YearFile, ...]:
    """The years that come with the program, for a country folder under law/calendars ("vn")."""
    return read_years(files("minhchung") / "law" / "calendars" / country, f"{FOLDER}/{country}")
