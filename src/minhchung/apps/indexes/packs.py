"""Stored packs and the engine's: one text, read once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from minhchung.apps.evidence.rules.faults import type_name
from minhchung.apps.indexes.models import Index, StoredPack
from minhchung.scoring.packs import REQUIRED, Node, Pack, Requirement

SAMPLE = "mau-xa-2026"
"""The packaged set, a sample."""


def pack_of(stored: StoredPack) -> Pack:
    """The engine's pack. The text of a stored version never changes, so it is checked once a process."""
    return _read(stored.digest, stored.body)


def pack_of_index(index: Index) -> Pack:
    """The pack the ward is scored by."""
    return pack_of(index.pack)


@lru_cache(maxsize=64)
def _read(digest: str, body: str) -> Pack:
    return Pack.model_validate_json(body)


def body_of(pack: Pack) -> str:
    """The text that is stored."""
    return pack.model_dump_json(exclude_defaults=True)


@dataclass(frozen=True)
class Told:
    """A node of a set as its page lists it, with the rule in words."""

    node: Node
    level: int
    rule: str

    @property
    def asked(self) -> list[tuple[str, str]]:
        """What it asks to see, each with its conditions."""
        return asked_in_words(self.node.evidence)


def asked_in_words(evidence: Iterable[Requirement]) -> list[tuple[str, str]]:
    """Each piece of evidence with its kind and conditions in words; "" for a document on which nothing is set."""
    return [(each.text, words if (words := each.in_words(type_name)) != REQUIRED["document"] else "") for each in evidence]


def told(pack: Pack) -> list[Told]:
    """The whole tree in order, bonus and penalty last."""
    outside = [item for part in (pack.bonus, pack.penalty) if part for item in part.items]
    return [row for node in (*pack.nodes, *outside) for row in _told(node, 1)]


def _told(node: Node, level: int) -> Iterator[Told]:
    yield Told(node, min(level, 3), node.scored_by.in_words(node.max) if node.is_leaf else "")
    for child in node.children:
        yield from _told(child, level + 1)
