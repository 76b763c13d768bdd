"""Which of the subjects that cite documents are live, and which units answer for them. Each citing kind tells it of its own, from the
`subjects.py` of its app, so that who is touched by a repealed decree is one question (affected.py)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from minhchung.apps.documents.citing import Place
from minhchung.apps.ground.refs import Ref

Live = Callable[[str, Collection[str], date], Mapping[str, frozenset[int]]]
"""(commune, keys, day) → those of the keys that are live on the day, with the units that answer for them (none: the ward)."""
Says = Callable[[str, Collection[str], date], Mapping[str, Collection[Place]]]
"""(commune, keys, day) → what each of the keys cites on the day; one that is left out cites nothing then."""
CITING: dict[str, Live] = {}
SAYING: dict[str, Says] = {}


def register(kind: str, live: Live, says: Says | None = None) -> None:
    """Registers a citing kind once; a second registration is a programming error. One query however many keys are asked for. `says`: of a
    kind whose citations change from day to day; its rows then hold what it cites on any day."""
    if kind in CITING:
        raise ValueError(f"citing kind {kind!r} is registered twice")
    CITING[kind] = live
    if says is not None:
        SAYING[kind] = says


def live_among(commune: str, refs: Iterable[Ref], day: date) -> dict[Ref, frozenset[int]]:
    """Those of the subjects that are live on the day, with their units; a kind that nobody registered has no live subject."""
    return {
        Ref(kind, key): units
        for kind, wanted in _by_kind(refs).items()
        if kind in CITING
        for key, units in CITING[kind](commune, wanted, day).items()
    }


def standing_on(commune: str, places: Iterable[tuple[Ref, Place]], day: date) -> set[tuple[Ref, Place]]:
    """Those of the citations that stand on the day: all of a kind whose citations do not change with the days."""
    found = set(places)
    asked = _by_kind(ref for ref, _ in found if ref.kind in SAYING)
    said = {(kind, key): set(cites) for kind, keys in asked.items() for key, cites in SAYING[kind](commune, keys, day).items()}
    return {(ref, place) for ref, place in found if ref.kind not in SAYING or place in said.get((ref.kind, ref.key), ())}


def _by_kind(refs: Iterable[Ref]) -> dict[str, set[str]]:
    keys: dict[str, set[str]] = defaultdict(set)
    for ref in refs:
        keys[ref.kind].add(ref.key)
    return keys
