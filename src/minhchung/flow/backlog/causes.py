"""Causes, bands of lateness and proposals, from `law/checklists/backlog.toml`."""

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Side = Literal["subjective", "objective"]
SIDES: dict[str, str] = {"subjective": "chủ quan", "objective": "khách quan"}


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    title: str = Field(min_length=1)


class Cause(_Item):
    """A cause; an objective one says in `proof` what proves it."""

    side: Side
    proof: str = ""

    @model_validator(mode="after")
    def _objective_needs_proof(self) -> "Cause":
        if (self.side == "objective") != bool(self.proof):
            raise ValueError(f"Nguyên nhân “{self.title}”: khách quan thì phải ghi proof (chứng cứ cần có), chủ quan thì không.")
        return self


class CauseGroup(_Item):
    """Causes that belong together."""

    cause: tuple[Cause, ...] = Field(min_length=1)


class Band(_Item):
    """How late: whole working days from `from` to `upto`, both included; without `upto` there is no end."""

    from_: int = Field(alias="from", ge=0)
    upto: int | None = None


class Proposal(_Item):
    """What may be proposed for a dossier."""


class BacklogChecklist(BaseModel):
    """The whole file. Bands begin at 0 and follow each other without gap; names are unique."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    valid_from: date
    source: str = Field(min_length=1)
    supplement_days: int = Field(ge=1)
    outside_steps: tuple[str, ...]
    band: tuple[Band, ...] = Field(min_length=1)
    group: tuple[CauseGroup, ...] = Field(min_length=1)
    proposal: tuple[Proposal, ...]

    @model_validator(mode="after")
    def _sound(self) -> "BacklogChecklist":
        for before, after in pairwise(self.band):
            if before.upto is None or after.from_ != before.upto + 1:
                raise ValueError(f"Mức trễ “{after.title}” không nối tiếp mức “{before.title}”: sửa from hoặc upto.")
        if self.band[0].from_ != 0 or self.band[-1].upto is not None:
            raise ValueError("Mức trễ phải bắt đầu từ 0 và mức cuối bỏ trống upto.")
        for names in ([cause.name for group in self.group for cause in group.cause], [item.name for item in self.proposal]):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"Tên dùng hai lần: {', '.join(twice)}.")
        return self

    def cause_named(self, name: str) -> tuple[CauseGroup, Cause] | None:
        """The cause of that name with its group."""
        return next(((group, cause) for group in self.group for cause in group.cause if cause.name == name), None)

    def band_of(self, days: int) -> Band:
        """The band of so many whole working days late."""
        return next(band for band in self.band if band.upto is None or days <= band.upto)


@lru_cache(maxsize=1)
def backlog_checklist() -> BacklogChecklist:
    """The checklist that comes with the program, checked."""
    text = (files("minhchung") / "law" / "checklists" / "backlog.toml").read_text("utf-8")
    return BacklogChecklist.model_validate(tomllib.loads(text))
