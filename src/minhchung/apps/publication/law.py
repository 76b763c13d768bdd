"""What comes with the software as data (law/publication): the usual channels, the kinds of notices beside procedures."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Notice:
    """A kind of notice: which fields it has to hold, and at which kinds of channels it belongs."""

    key: str
    title: str
    fields: tuple[str, ...]
    channels: tuple[str, ...]
    source: str


@lru_cache
def usual_channels() -> tuple[tuple[str, str], ...]:
    """(kind, title) of the channels a ward begins with."""
    return tuple((item["kind"], item["title"]) for item in _toml("channels")["channel"])


@lru_cache
def notices() -> dict[str, Notice]:
    """The kinds of notices by key."""
    rows = (Notice(**{**item, "fields": tuple(item["fields"]), "channels": tuple(item["channels"])}) for item in _toml("items")["item"])
    return {row.key: row for row in rows}


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("minhchung") / "law" / "publication" / f"{name}.toml").read_text("utf-8"))
