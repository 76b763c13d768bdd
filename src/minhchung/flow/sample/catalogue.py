"""The fictional ward of the samples: its procedures, units, officers and routes, from `procedures.toml`."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from minhchung.flow.columns import Level, LimitUnit

LONGEST_ROUTE = 5


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Unit(_Part):
    """A unit and the officers in it."""

    name: str
    officers: tuple[str, ...] = Field(min_length=1)


class RouteStep(_Part):
    """One step: what it is called, whose it is ("own": the unit of the procedure), its share of the working time, its spread."""

    step: str
    unit: str
    share: float = Field(gt=0, lt=1)
    spread: float = Field(gt=0, lt=2)


class Procedure(_Part):
    """One procedure; `weight` is how often it comes beside the others."""

    code: str = Field(pattern=r"9\.9\d{5}")
    name: str
    field: str
    unit: str
    route: Literal["counter", "office", "appraisal"]
    limit: str = Field(pattern=r"\d+(wh|wd|d|m)")
    fee: bool
    paper: bool
    level: Level
    weight: int = Field(gt=0)
    interlinked: bool = False
    vertical: bool = False

    @property
    def amount(self) -> int:
        return int(re.sub(r"\D", "", self.limit))

    @property
    def limit_unit(self) -> LimitUnit:
        return LimitUnit(re.sub(r"\d", "", self.limit))


class Ward(_Part):
    """The whole file."""

    title: str
    source: str
    ward: str
    desk: str
    code_prefix: str
    units: dict[str, Unit]
    routes: dict[str, tuple[RouteStep, ...]]
    procedure: tuple[Procedure, ...]

    @model_validator(mode="after")
    def _whole(self) -> "Ward":
        for name, route in self.routes.items():
            if abs(sum(step.share for step in route) - 1) > 1e-9 or len(route) > LONGEST_ROUTE:
                raise ValueError(f"Quy trình “{name}”: tổng tỷ trọng các bước phải là 1, nhiều nhất {LONGEST_ROUTE} bước.")
            if unknown := {step.unit for step in route} - {*self.units, "own"}:
                raise ValueError(f"Quy trình “{name}” nêu đơn vị chưa khai: {', '.join(sorted(unknown))}.")
        if unknown := {procedure.unit for procedure in self.procedure} - set(self.units):
            raise ValueError(f"Thủ tục nêu đơn vị chưa khai: {', '.join(sorted(unknown))}.")
        return self


@lru_cache(maxsize=1)
def ward() -> Ward:
    """Phường Vân Khê, read once. Raises pydantic's ValidationError when the file is wrong."""
    return Ward.model_validate(tomllib.loads((files(__package__) / "procedures.toml").read_text("utf-8")))
