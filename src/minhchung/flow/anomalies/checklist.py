"""The kinds of clock anomalies and their thresholds, from `law/checklists/clock.toml`."""

import re
import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

Kind = Literal[
    "end-equals-due",
    "ended-same-minute",
    "end-before-last-step",
    "event-after-end",
    "midnight",
    "out-of-hours",
    "zero-length",
    "due-changed-late",
    "code-date",
    "route-differs",
]
_DESK = re.compile(r"(monday|tuesday|wednesday|thursday|friday|saturday|sunday) ([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class ClockSettings(BaseModel):
    """The thresholds. Defaults of the program, none is law; a ward changes them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    same_minute: int = Field(ge=2)
    grace_minutes: int = Field(ge=0)
    midnight_share: float = Field(gt=0, le=1)
    zero_share: float = Field(gt=0, le=1)
    code_date_submission: bool
    return_steps: tuple[str, ...]
    desk_hours: tuple[str, ...] = ()

    @field_validator("desk_hours")
    @classmethod
    def _readable(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for item in value:
            if not _DESK.fullmatch(item):
                raise ValueError(f'Không hiểu giờ trực “{item}”: ghi như "saturday 07:30-11:30".')
        return value

    def desks(self) -> list[tuple[int, int, int]]:
        """(weekday with Monday 0, opening and closing second of the day) of each desk outside office hours."""
        found = [_DESK.fullmatch(item) for item in self.desk_hours]
        return [
            (_WEEKDAYS.index(match[1]), (int(match[2]) * 60 + int(match[3])) * 60, (int(match[4]) * 60 + int(match[5])) * 60)
            for match in found
            if match
        ]


class ClockKind(BaseModel):
    """One kind: its title, why the question is put, the columns without which it cannot be put, the precision these must have."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Kind
    title: str = Field(min_length=1)
    source: str = Field(min_length=1)
    needs: tuple[str, ...]
    precision: tuple[Literal["second", "minute", "day"], ...] = Field(min_length=1)


class ClockChecklist(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    valid_from: date
    settings: ClockSettings
    kind: tuple[ClockKind, ...]

    @field_validator("kind")
    @classmethod
    def _each_once(cls, value: tuple[ClockKind, ...]) -> tuple[ClockKind, ...]:
        names = [kind.name for kind in value]
        expected = set(Kind.__args__)  # type: ignore[attr-defined]
        if len(names) != len(set(names)) or set(names) != expected:
            raise ValueError(f"Danh mục phải có mỗi loại đúng một lần: {', '.join(sorted(expected))}.")
        return value

    def titled(self, name: str) -> str:
        """The title of a kind."""
        return next(kind.title for kind in self.kind if kind.name == name)


@lru_cache(maxsize=1)
def clock_checklist() -> ClockChecklist:
    """The checklist that comes with the program, checked."""
    text = (files("minhchung") / "law" / "checklists" / "clock.toml").read_text("utf-8")
    return ClockChecklist.model_validate(tomllib.loads(text))
