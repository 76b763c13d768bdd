"""Registers and clauses from `law/standards/`: dated data, checked when it is loaded."""

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from minhchung.apps.management.rules.registers import Register

DOCUMENTS = {"keep": "★", "record": "●", "both": "★●", "": ""}
SAID = {"keep": "phải duy trì tài liệu", "record": "phải lưu hồ sơ", "both": "phải duy trì tài liệu và lưu hồ sơ", "": ""}


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Clause(_Data):
    """A clause: what it is called here, what it asks to be kept, which kinds of record prove it (names of providers.py)."""

    number: str = Field(pattern=r"^\d{1,2}(\.\d{1,2}){1,2}$")
    title: str = Field(min_length=1)
    documents: Literal["", "keep", "record", "both"] = ""
    amended: str = ""
    may_exclude: bool = False
    wants: tuple[str, ...]

    @property
    def mark(self) -> str:
        """★ to be maintained, ● to be retained."""
        return DOCUMENTS[self.documents]

    @property
    def mark_words(self) -> str:
        """The same in words."""
        return SAID[self.documents]


class Input(_Data):
    """An input of the management review."""

    code: str = Field(pattern=r"^[a-z][0-9]?$")
    title: str = Field(min_length=1)
    wants: tuple[str, ...] = Field(min_length=1)


class Interval(_Data):
    """How often the management review is held, and where that is from."""

    months: int = Field(ge=1, le=60)
    source: str = Field(min_length=1)


class Standard(_Data):
    """The clauses of one edition. `unconfirmed`: nobody has compared them with the text of the TCVN."""

    name: str
    title: str
    valid_from: date
    valid_to: date | None = None
    unconfirmed: bool
    source: str
    review: Interval
    clauses: tuple[Clause, ...] = Field(min_length=1, alias="clause")
    inputs: tuple[Input, ...] = Field(min_length=1, alias="input")

    @model_validator(mode="after")
    def _numbers_are_unique(self) -> Self:
        for names in ([each.number for each in self.clauses], [each.code for each in self.inputs]):
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"{self.name}: {', '.join(twice)} có hai lần. Bỏ một.")
        return self

    def clause(self, number: str) -> Clause | None:
        """The clause of a number."""
        return next((each for each in self.clauses if each.number == number), None)

    def input(self, code: str) -> Input | None:
        """The input of a letter."""
        return next((each for each in self.inputs if each.code == code), None)


@lru_cache
def standards() -> tuple[Standard, ...]:
    """Every edition there is, by its first day."""
    folder = files("minhchung") / "law" / "standards"
    found = [Standard.model_validate(_toml(each.name)) for each in folder.iterdir() if each.name.startswith("iso9001-")]
    return tuple(sorted(found, key=lambda each: each.valid_from))


def standard_of(day: date) -> Standard:
    """The edition in force on a day. Raises LookupError in words."""
    fitting = [each for each in standards() if each.valid_from <= day and (each.valid_to is None or day <= each.valid_to)]
    if not fitting:
        raise LookupError(f"Chưa có danh mục điều khoản ISO 9001 cho ngày {day:%d/%m/%Y}: thêm tệp vào law/standards/.")
    return fitting[-1]


@lru_cache
def packaged() -> tuple[Register, ...]:
    """The registers the software brings, in their order."""
    return tuple(Register.model_validate(each) for each in _toml("registers.toml")["register"])


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("minhchung") / "law" / "standards" / name).read_text("utf-8"))
