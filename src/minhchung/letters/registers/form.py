"""The columns a register must have by law, and those the program may add: files under law/forms/registers."""

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from minhchung.letters.registers.model import Column, Kind


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FormColumn(_Part):
    """One column of a form. Not `lawful` means: added by the program, may be left out."""

    key: str = Field(pattern=r"^[a-z][a-z_]*$")
    title: str = Field(min_length=1)
    kind: Kind
    width: int = Field(ge=4, le=80)
    decimals: int | None = Field(default=None, ge=0, le=4)
    editable: bool = False
    identity: bool = False
    lawful: bool

    def as_column(self) -> Column:
        """The column as the engine writes it."""
        return Column(self.key, self.title, self.kind, self.width, self.decimals, (), self.editable, self.identity)


class RegisterForm(_Part):
    """A register: its title, the document it comes from and from when it holds, its columns in order."""

    title: str
    source: str = Field(min_length=1)
    valid_from: date
    columns: tuple[FormColumn, ...]

    @model_validator(mode="after")
    def _keys_are_told_apart(self) -> Self:
        keys = [column.key for column in self.columns]
        if len(set(keys)) != len(keys):
            raise ValueError("two columns have one key")
        return self

    @property
    def lawful(self) -> tuple[Column, ...]:
        """The columns the law asks for, in its order."""
        return tuple(column.as_column() for column in self.columns if column.lawful)

    def with_extra(self, *keys: str) -> tuple[Column, ...]:
        """The lawful columns and the named additional ones, each in its place. Raises KeyError for a key the form lacks."""
        unknown = set(keys) - {column.key for column in self.columns}
        if unknown:
            raise KeyError(f"no such column: {', '.join(sorted(unknown))}")
        return tuple(column.as_column() for column in self.columns if column.lawful or column.key in keys)


@lru_cache
def register_form(name: str) -> RegisterForm:
    """The form law/forms/registers/<name>.toml, e.g. "incoming_followup" (Nghị định 30/2020/NĐ-CP, Phụ lục IV)."""
    text = (files("minhchung") / "law" / "forms" / "registers" / f"{name}.toml").read_text(encoding="utf-8")
    return RegisterForm.model_validate(tomllib.loads(text))
