"""The questions of a self-check, from law/checklists/self-check.toml."""

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

ANSWERS = {"yes": "Đạt", "no": "Chưa đạt", "na": "Không áp dụng"}


class Question(BaseModel):
    """One question."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    code: str = Field(min_length=1, max_length=8)
    text: str = Field(min_length=1)


class SelfChecklist(BaseModel):
    """The whole form. `types`: the type codes of documents that are checked."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    title: str
    source: str
    valid_from: date
    types: tuple[str, ...] = Field(min_length=1)
    question: tuple[Question, ...] = Field(min_length=1)


@lru_cache
def self_checklist() -> SelfChecklist:
    """The form as the law data gives it."""
    return SelfChecklist.model_validate(tomllib.loads((files("minhchung") / "law" / "checklists" / "self-check.toml").read_text("utf-8")))
