"""The one shape of every register: which columns it has, what may stand in them, how that is said.

Values are texts by the name of their column: a day as ISO, a number with a decimal point, a score "1" to "5", a person by key, a choice by
its code. A column nobody filled is absent.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from minhchung.text.normal import fold
from minhchung.text.written import written_day

Values = Mapping[str, str]
NAME = r"[a-z0-9][a-z0-9_-]{0,39}"
LONGEST = {"line": 300, "text": 4000}
SCORES = ("1", "2", "3", "4", "5")


class Kind(StrEnum):
    """What a column holds."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"
    NUMBER = "number"
    SCORE = "score"
    PERSON = "person"

    @property
    def label(self) -> str:
        """As people name it when they describe a column of their own."""
        return {
            "line": "dòng chữ", "text": "đoạn chữ", "choice": "chọn", "day": "ngày", "number": "số", "score": "điểm 1-5", "person": "người",
        }[self.value]  # fmt: skip


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Data):
    """One column. `shown`: it stands in the list; `lacking`: the choices that mean that something is missing; `own`: the ward's."""

    name: str = Field(pattern=rf"^{NAME}$")
    label: str = Field(min_length=1, max_length=80)
    kind: Kind
    required: bool = False
    shown: bool = Field(default=False, alias="column")
    choices: dict[str, str] = {}
    lacking: tuple[str, ...] = ()
    hint: str = ""
    own: bool = False

    @model_validator(mode="after")
    def _choices_fit(self) -> Self:
        if (self.kind is Kind.CHOICE) != bool(self.choices):
            raise ValueError(f"Cột “{self.label}”: cột kiểu chọn phải có các giá trị, cột kiểu khác thì không.")
        if strange := set(self.lacking) - set(self.choices):
            raise ValueError(f"Cột “{self.label}”: lacking ghi {', '.join(sorted(strange))} không có trong choices.")
        return self

    def lacks(self, values: Values) -> bool:
        """Whether what stands there means that something is missing."""
        return values.get(self.name, "") in self.lacking


class Level(_Data):
    """From `least` points on (up to the next level)."""

    name: str
    label: str
    least: int


class Score(_Data):
    """Points are the product of the factors; `acting`: levels at which work has to be given."""

    factors: tuple[str, str]
    residual: tuple[str, str]
    levels: tuple[Level, ...]
    acting: tuple[str, ...]

    def points(self, values: Values) -> int | None:
        """The points as they stand at the beginning; None while a factor is open."""
        return _product(values, self.factors)

    def left(self, values: Values) -> int | None:
        """The points after the measures; None while nobody judged them."""
        return _product(values, self.residual)

    def level(self, points: int) -> Level:
        """The level of so many points."""
        return max((each for each in self.levels if each.least <= points), key=lambda each: each.least)

    def acts(self, values: Values) -> bool:
        """Whether the line, as it stands now, asks for work."""
        now = self.left(values) if self.left(values) is not None else self.points(values)
        return now is not None and self.level(now).name in self.acting


def _product(values: Values, names: Sequence[str]) -> int | None:
    found = [values.get(name, "") for name in names]
    return int(found[0]) * int(found[1]) if all(each in SCORES for each in found) else None


class Register(_Data):
    """A register. `noun`: what one line of it is called; `clauses`: what its lines prove; `own`: made by the ward."""

    name: str = Field(pattern=rf"^{NAME}$")
    title: str = Field(min_length=1, max_length=120)
    noun: str = "mục"
    clauses: tuple[str, ...] = ()
    review_months: int = Field(default=12, ge=1, le=120)
    purpose: str = ""
    columns: tuple[Column, ...] = Field(min_length=1, alias="field")
    score: Score | None = None
    own: bool = False

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        names, labels = [each.name for each in self.columns], [fold(each.label) for each in self.columns]
        if len(set(names)) < len(names) or len(set(labels)) < len(labels):
            raise ValueError(f"Sổ “{self.title}”: có hai cột cùng tên. Đổi tên một cột.")
        wanted = (*self.score.factors, *self.score.residual) if self.score else ()
        if any(self.column(name) is None for name in wanted):
            raise ValueError(f"Sổ “{self.title}”: điểm tính từ cột không có.")
        return self

    def column(self, name: str) -> Column | None:
        """The column of a name."""
        return next((each for each in self.columns if each.name == name), None)

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns of the list; the first always is one."""
        return tuple(each for place, each in enumerate(self.columns) if each.shown or place == 0)

    @property
    def judged(self) -> tuple[Column, ...]:
        """The columns that can say that something is missing."""
        return tuple(each for each in self.columns if each.lacking)

    def lacks(self, values: Values) -> bool:
        """Whether some column says that something is missing."""
        return any(each.lacks(values) for each in self.judged)

    def headline(self, values: Values) -> str:
        """What a line is called: its first column."""
        return values.get(self.columns[0].name, "")


def wrong_of(register: Register, values: Values) -> list[str]:
    """What keeps the values from being a line of the register, each in a sentence; nothing when they may be written."""
    known = {each.name for each in register.columns}
    found = [f"Sổ {register.title} không có cột {name}." for name in values if name not in known]
    for column in register.columns:
        value = values.get(column.name, "").strip()
        if not value:
            found += [f"{column.label} còn trống. Ghi rồi gửi lại."] if column.required else []
        elif reason := _misfit(column, value):
            found.append(f"{column.label}: {reason}")
    return found


def _misfit(column: Column, value: str) -> str:
    kind = column.kind
    if kind in (Kind.LINE, Kind.TEXT):
        return f"dài quá {LONGEST[kind]} chữ. Rút ngắn lại." if len(value) > LONGEST[kind] else ""
    if kind is Kind.CHOICE:
        return "" if value in column.choices else f"“{value[:40]}” không có trong danh sách ({'; '.join(column.choices.values())})."
    if kind is Kind.SCORE:
        return "" if value in SCORES else f"“{value[:20]}” không phải điểm. Ghi 1 đến 5."
    if kind is Kind.NUMBER:
        return "" if number_of(value) is not None else f"“{value[:20]}” không phải số. Ghi như 1.250 hoặc 92,5."
    if kind is Kind.DAY:
        return "" if _day(value) else f"“{value[:20]}” không phải ngày."
    return "" if value.isdigit() else "chưa chọn người."


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def number_of(value: str) -> Decimal | None:
    """The number a stored text is; None when it is none."""
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def kept(register: Register, values: Values) -> dict[str, str]:
    """The values without blanks, in the order of the columns; those of columns the register does not have are left out."""
    named = {each.name: values.get(each.name, "").strip() for each in register.columns}
    return {name: value for name, value in named.items() if value}


def said(column: Column, value: str, people: Mapping[str, str]) -> str:
    """A value as people read it; "" for none. `people`: names by key."""
    if not value:
        return ""
    if column.kind is Kind.CHOICE:
        return column.choices.get(value, value)
    if column.kind is Kind.DAY:
        day = _day(value)
        return written_day(day) if day else value
    if column.kind is Kind.NUMBER:
        number = number_of(value)
        return value if number is None else f"{number.normalize():,f}".translate(str.maketrans(",.", ".,"))
    return people.get(value, "người không còn trong danh sách") if column.kind is Kind.PERSON else value


def name_of(label: str) -> str:
    """The name of a column or a register of the ward's own, made of its label."""
    return re.sub(r"[^a-z0-9]+", "-", fold(label)).strip("-")[:36] or "muc"
