"""The tree of causes, from `law/checklists/causes.toml`."""

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1)


class Cause(_Item):
    """A cause. Without a `side` who explains says which it is; an objective one says in `proof` what proves it."""

    side: Literal["subjective", "objective"] | None = None
    proof: str = ""

    @model_validator(mode="after")
    def _objective_needs_proof(self) -> "Cause":
        if (self.side == "objective") != bool(self.proof):
            raise ValueError(f"Nguyên nhân “{self.title}”: khách quan thì phải ghi proof (chứng cứ cần có), còn lại thì không.")
        return self


class CauseGroup(_Item):
    """Causes that belong together."""

    cause: tuple[Cause, ...] = Field(min_length=1)


class CauseTree(BaseModel):
    """The whole file; names are unique."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    valid_from: date
    source: str = Field(min_length=1)
    group: tuple[CauseGroup, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_once(self) -> "CauseTree":
        names = [cause.name for group in self.group for cause in group.cause]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"Tên nguyên nhân dùng hai lần: {', '.join(twice)}.")
        return self

    def named(self, name: str) -> Cause | None:
        """The cause of that name."""
        return next((cause for group in self.group for cause in group.cause if cause.name == name), None)


@lru_cache(maxsize=1)
def cause_tree() -> CauseTree:
    """The tree that comes with the program, checked."""
    text = (files("minhchung") / "law" / "checklists" / "causes.toml").read_text("utf-8")
    return CauseTree.model_validate(tomllib.loads(text))


def cause_title(name: str) -> str:
    """The words of a cause; an old name that is no longer in the tree stands for itself."""
    found = cause_tree().named(name)
    return found.title if found else name
