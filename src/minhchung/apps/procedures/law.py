"""What comes with the software as data (law/simplification), each row with its source; and what a ward says instead."""

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from minhchung.apps.procedures.models import HeldPaper, NormSetting
from minhchung.apps.procedures.rules.held import Held


@dataclass(frozen=True)
class Norm:
    """A number a ward works by. `own`: the ward set it itself."""

    name: str
    title: str
    number: int
    source: str
    own: bool = False


@lru_cache
def usual_norms() -> dict[str, Norm]:
    """The numbers as the data gives them, by name."""
    return {item["name"]: Norm(**item) for item in _toml("norms")["norm"]}


@lru_cache
def usual_held() -> dict[str, Held]:
    """The papers held as data, by key, as the data gives them."""
    return {item["key"]: Held(**{**item, "words": tuple(item["words"])}) for item in _toml("held")["held"]}


def norms_of(commune: str) -> dict[str, Norm]:
    """Every number by name: the ward's own, else the usual one."""
    own = {each.name: each for each in NormSetting.objects.filter(commune=commune)}
    return {
        name: replace(norm, number=own[name].number, source=own[name].source, own=True) if name in own else norm
        for name, norm in usual_norms().items()
    }


def held_of(commune: str) -> list[Held]:
    """Every paper held as data, by name: the ward's own rows, and those of the data that it has not replaced."""
    own = {
        each.key: Held(each.key, each.name, tuple(each.words), each.held_in, each.source, each.since, each.until, each.pk)
        for each in HeldPaper.objects.filter(commune=commune)
    }
    return sorted((usual_held() | own).values(), key=lambda each: each.name)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("minhchung") / "law" / "simplification" / f"{name}.toml").read_text("utf-8"))
