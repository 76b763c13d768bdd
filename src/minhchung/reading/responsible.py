"""Who must act, as found: the units, the words that named them and the rule that found them."""

from collections.abc import Sequence
from typing import NamedTuple

from minhchung.reading.proper import Name
from minhchung.reading.words import Words


class Responsible(NamedTuple):
    """The units found, the words that named them, where they stood (item, heading, lead-in, addressee) and by which rule."""

    units: tuple[str, ...]
    words: str
    origin: str
    rule: str
    asked: bool = False
    after: int = 0
    cooperating: tuple[str, ...] = ()


def found_units(words: Words, names: Sequence[Name], origin: str, rule: str, *, asked: bool) -> Responsible:
    said = words.between(names[0].first, names[-1].after)
    return Responsible(tuple(dict.fromkeys(n.name for n in names)), said, origin, rule, asked, names[-1].after)
