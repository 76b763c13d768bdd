"""Indicators and on-time definitions as dated data: the TOML files under law/indicators, checked when loaded.

An indicator says what it counts by naming conditions (`conditions.py`); every entry carries its citation, a confidence tag and its days of
validity. [A] read in a source, [B] seen in code or data of a real system, [C] inferred: to be checked by the ward and edited here.
"""

import tomllib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from minhchung.flow.columns import Status
from minhchung.flow.indicators.points import PointsRule

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
Confidence = Literal["A", "B", "C"]
Moment = Literal["finished_at", "delivered_at", "refused_at"]
FOLDER = "law/indicators"


class DefinitionError(ValueError):
    """A file of definitions is wrong, or a name is asked for that there is not; the message says the way out."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Dated(_Part):
    name: Name
    title: Text
    definition: Text
    citation: Text
    confidence: Confidence
    valid_from: date
    valid_to: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether the entry holds on this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class OnTime(_Dated):
    """One definition of early, on time and overdue."""

    ends: tuple[Moment, ...] = Field(min_length=1)  # the first that is known is the end
    compare: Literal["day", "moment", "by-limit"]  # by-limit: moments for limits in hours, days for the others
    early: bool  # whether early is told from on time
    no_due: Literal["on-time", "limit", "unknown"]  # what a dossier without a due date is; limit: judged by the procedure's time limit
    given_back: Literal["on-time", "compared"]  # withdrawn and terminated dossiers that have an end
    done: tuple[Status, ...]  # states that must have an end; without one the dossier can be placed in no column
    never_late: tuple[Status, ...] = ()  # open states that are never counted as overdue
    refused: bool = False  # a dossier refused after reception belongs to the population
    supplement: Literal["ignored", "portal"] = "ignored"  # portal: clauses 3 and 4 of the portal's rule


class Measure(_Part):
    """What is counted: dossiers for which every condition of `of` holds, or the different procedures among them."""

    of: tuple[Name, ...] = Field(min_length=1)
    distinct: Literal["procedure"] | None = None


class PointsRecord(_Part):
    """The points rule as it stands in a file."""

    max: Decimal = Field(gt=0)
    target: Decimal = Field(default=Decimal(100), gt=0, le=100)
    zero: Literal["unknown", "max", "zero"] = "unknown"
    applies: tuple[Literal["commune", "province"], ...] = ("commune", "province")
    times: Name | None = None
    confidence: Confidence
    note: str = ""

    @property
    def rule(self) -> PointsRule:
        """The rule that gives points."""
        return PointsRule(self.max, self.target, self.zero, self.applies, self.times)


class Indicator(_Dated):
    """A named figure over the lake. Without `denominator` it is a count. `outside` says why the lake cannot give it and where it is."""

    unit: Literal["hồ sơ", "thủ tục", "điểm", "xã"]
    numerator: Measure | None = None
    denominator: Measure | None = None
    outside: str = ""
    on_time: Name | None = None  # the on-time definition that this indicator prescribes; None: the caller's
    uses_on_time: bool = False  # whether the figure depends on an on-time definition
    group: Name | None = None
    code: str = ""  # the code under which the portal publishes the metric, or the one nearest to it
    estimate: bool = False  # an own estimate of a figure that somebody else publishes
    points: PointsRecord | None = None

    @model_validator(mode="after")
    def _is_counted_or_outside(self) -> Self:
        if (self.numerator is None) == (not self.outside):
            raise ValueError("ghi numerator (đếm gì) hoặc outside (vì sao kho hồ sơ không tính được), không cả hai")
        if self.denominator is not None and self.numerator is None:
            raise ValueError("có mẫu số mà không có tử số; thêm numerator")
        return self

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The numerator and the denominator, as far as there are any."""
        return tuple(measure for measure in (self.numerator, self.denominator) if measure)


class Group(_Part):
    """A group of indicators with its maximum of points."""

    name: Name
    title: Text
    max: Decimal | None = None


class DefinitionFile(_Part):
    """One file under law/indicators."""

    name: Name
    title: Text
    source: Text
    default: Name | None = None
    soon_working_days: int | None = Field(default=None, gt=0)
    soon_source: str = ""
    on_time: tuple[OnTime, ...] = ()
    group: tuple[Group, ...] = ()
    indicator: tuple[Indicator, ...] = ()

    @model_validator(mode="after")
    def _names_hold_together(self) -> Self:
        groups = {group.name for group in self.group}
        lost = [item.name for item in self.indicator if item.group and item.group not in groups]
        if lost:
            raise ValueError(f"chỉ số {', '.join(lost)} thuộc nhóm chưa khai; thêm vào mục group")
        spans = sorted((item.name, item.valid_from, item.valid_to or date.max) for item in (*self.on_time, *self.indicator))
        for before, after in pairwise(spans):
            if before[0] == after[0] and after[1] <= before[2]:
                raise ValueError(f"“{before[0]}” ghi hai lần cho cùng một thời gian; sửa valid_from, valid_to hoặc bỏ một lần")
        return self


def parse(text: str, name: str) -> DefinitionFile:
    """Check the text of one file. `name` is how it is called in an error. Raises DefinitionError."""
    try:
        return DefinitionFile.model_validate(tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(f"Tệp {name} không đúng cú pháp TOML ({error}): sửa tệp rồi chạy lại.") from error
    except ValidationError as error:
        first: Any = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        cause = first["msg"].removeprefix("Value error, ")
        raise DefinitionError(f"Tệp {name} sai{f' ở mục {place}' if place else ''}: {cause}.") from error


@cache
def packaged() -> tuple[DefinitionFile, ...]:
    """Every file that comes with the program, in order of its file name."""
    folder = files("minhchung") / "law" / "indicators"
    entries = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    return tuple(parse(entry.read_text(encoding="utf-8"), f"{FOLDER}/{entry.name}") for entry in entries)


def definition_file(name: str, among: Iterable[DefinitionFile] | None = None) -> DefinitionFile:
    """The file of this name (form-06a, qd766-2022, …). Raises DefinitionError."""
    known = {item.name: item for item in among or packaged()}
    if name not in known:
        raise DefinitionError(f"Không có bộ định nghĩa “{name}”: chọn {', '.join(known)}.")
    return known[name]


def indicators(name: str, day: date) -> tuple[Indicator, ...]:
    """The indicators of a file that hold on this day. Raises DefinitionError when there are none."""
    found = tuple(item for item in definition_file(name).indicator if item.valid_on(day))
    if not found:
        raise DefinitionError(
            f"Bộ chỉ số “{name}” chưa có hiệu lực vào ngày {day:%d/%m/%Y}: chọn kỳ khác hoặc thêm bản có hiệu lực ngày ấy."
        )
    return found


def indicator(name: str, day: date) -> Indicator:
    """The indicator of this name that holds on this day, whichever file it stands in. Raises DefinitionError."""
    named = [item for file in packaged() for item in file.indicator if item.name == name]
    if not named:
        raise DefinitionError(f"Không có chỉ số tên “{name}”: xem tên trong {FOLDER}.")
    for item in named:
        if item.valid_on(day):
            return item
    raise DefinitionError(f"Chỉ số “{name}” không có định nghĩa có hiệu lực vào ngày {day:%d/%m/%Y}.")


def on_time(name: str | None, day: date) -> OnTime:
    """The on-time definition of this name that holds on this day; None is the recommended default. Raises DefinitionError."""
    wanted = name or next(file.default for file in packaged() if file.default)
    known = [item for file in packaged() for item in file.on_time]
    for item in known:
        if item.name == wanted and item.valid_on(day):
            return item
    names = ", ".join(dict.fromkeys(item.name for item in known))
    raise DefinitionError(f"Không có cách xác định đúng hạn “{wanted}” vào ngày {day:%d/%m/%Y}: chọn {names}.")


def soon_hours() -> int:
    """How many hours before its due date an open dossier counts as about to be overdue, when the caller hands in no moment (`soon`):
    without a calendar a working day is 24 hours."""
    return 24 * next(file.soon_working_days for file in packaged() if file.soon_working_days)
