"""Which of the subjects that cite documents are live, and which units answer for them. Each citing kind tells it of its own, from the
`subjects.py` of its app, so that who is touched by a repealed decree is one question (affected.py)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from minhchung.apps.ground.refs import Ref

Live = Callable[[str, Collection[str], date], Mapping[str, frozenset[int]]]
"""(commune, keys, day) → those of the keys that are live on the day, with the units that answer for them (none: the ward)."""
CITING: dict[str, Live] = {}


def register(kind: str, live: Live) -> None:
    """Registers a citing kind once; a second registration is a programming error. One query however many keys are asked for."""
    if kind in CITING:
        raise ValueError(f"citing kind {kind!r} is registered twice")
    CITING[kind] = live


def live_among(commune: str, refs: Iterable[Ref], day: date) -> dict[Ref, frozenset[int]]:
    """Those of the subjects that are live on the day, with their units; a kind that nobody registered has no live subject."""
    keys: dict[str, set[str]] = defaultdict(set)
    for ref in refs:
        keys[ref.kind].add(ref.key)
    return {
        Ref(kind, key): units
        for kind, wanted in keys.items()
        if kind in CITING
        for key, units in CITING[kind](commune, wanted, day).items()
    }
