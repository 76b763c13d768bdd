"""The checklists and limits of inspections, from `law/checklists/`. Every figure, check and record a line names must exist."""

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from minhchung.apps.inspections.models import ChecklistResult, Inspection
from minhchung.apps.inspections.rules.limits import Limit

NAMES = ("cchc", "tthc-control", "iso")
ANSWERS = ("figure", "check", "record")


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Line(_Item):
    """One question. `answer` names what answers it already: "figure:…", "check:…" or "record:…"; "" when papers have to be seen.

    `unconfirmed`: nobody has compared the citation with its document.
    """

    code: str = Field(min_length=1, max_length=12)
    question: str = Field(min_length=1)
    citation: str = Field(min_length=1)
    unconfirmed: bool = False
    answer: str = Field(default="", pattern=r"^(?:(?:figure|check|record):.+)?$")

    @property
    def asks(self) -> tuple[str, str]:
        """Kind and name of what answers it; ("", "") for nothing."""
        kind, _, name = self.answer.partition(":")
        return kind, name


class Theme(_Item):
    """Questions that belong together."""

    title: str = Field(min_length=1)
    line: tuple[Line, ...] = Field(min_length=1)


class Checklist(_Item):
    """The whole file. `kinds`: the kinds of inspection it is for; `results`: what may be found of a line, in the order of the keys."""

    name: str
    title: str
    kinds: tuple[Inspection.Kind, ...]
    results: tuple[ChecklistResult.Result, ...]
    valid_from: date
    source: str
    theme: tuple[Theme, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _codes_are_unique(self) -> "Checklist":
        codes = [line.code for line in self.lines()]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"Bảng kiểm {self.name}: mã {', '.join(twice)} có hai lần. Đổi một mã.")
        return self

    def lines(self) -> Iterator[Line]:
        """Every line in order."""
        return (line for theme in self.theme for line in theme.line)

    def line(self, code: str) -> Line | None:
        """The line of a code; None when there is none."""
        return next((line for line in self.lines() if line.code == code), None)


def unknown_answers(checklist: Checklist, *, figures: Any, checks: Any, records: Any) -> list[str]:
    """The lines that name a figure, a check or a record there is not."""
    known = {"figure": figures, "check": checks, "record": records}
    return [f"{line.code}: {line.answer}" for line in checklist.lines() if line.answer and line.asks[1] not in known[line.asks[0]]]


@lru_cache
def checklists() -> tuple[Checklist, ...]:
    """All of them. Raises ValueError naming the lines whose answer nothing gives."""
    from minhchung.apps.ground.figures import FIGURES  # noqa: PLC0415 - filled once every app has registered its own
    from minhchung.apps.ground.problems import CHECKS  # noqa: PLC0415
    from minhchung.apps.inspections.answers import RECORDS  # noqa: PLC0415

    found = tuple(Checklist.model_validate(_toml(name)) for name in NAMES)
    for checklist in found:
        if wrong := unknown_answers(checklist, figures=FIGURES, checks=CHECKS, records=RECORDS):
            raise ValueError(f"Bảng kiểm {checklist.name}: không có {'; '.join(wrong)}. Sửa answer ở law/checklists/{checklist.name}.toml.")
    return found


def checklist_of(kind: str) -> Checklist:
    """The checklist of a kind of inspection."""
    return next(each for each in checklists() if kind in each.kinds)


@lru_cache
def usual_limits() -> dict[str, Limit]:
    """The limits as the law data gives them, by name."""
    return {item["name"]: Limit(**item) for item in _toml("inspection-days")["limit"]}


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("minhchung") / "law" / "checklists" / f"{name}.toml").read_text("utf-8"))
