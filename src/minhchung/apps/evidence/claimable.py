"""What may be proven, by whom, and for which period. The app that holds a kind of subject registers it here, from its subjects.py."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from minhchung.apps.evidence.rules import Period
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Person

KeyPredicate = Callable[[Person, str], bool]


def _nobody(person: Person, key: str) -> bool:
    return False


def _all(keys: Collection[str]) -> Collection[str]:
    return keys


def _never(keys: Collection[str]) -> Mapping[str, datetime]:
    return {}


def _no_codes(keys: Collection[str]) -> Mapping[str, str]:
    return {}


def _no_periods(keys: Collection[str]) -> Mapping[str, Period]:
    return {}


@dataclass(frozen=True)
class Claimable:
    """A kind of subject that takes evidence.

    `may_claim(person, key)`: whoever works on the subject. `may_check(person, key)`: who judges its evidence besides leaders, the standing
    officer and inspectors. `periods(keys)`: the days a document must be dated in, for the keys that ask for one. `owing(keys)`: those
    that have to show something (still), so that its lack is worth saying. `accepted(keys)`: since when those that were accepted are:
    evidence may still be added then, but it is said to be later. `codes(keys)`: the code of a criterion ("2.1.3"), by which files are
    named when they leave the house.
    """

    may_claim: KeyPredicate
    may_check: KeyPredicate = _nobody
    periods: Callable[[Collection[str]], Mapping[str, Period]] = _no_periods
    owing: Callable[[Collection[str]], Collection[str]] = _all
    accepted: Callable[[Collection[str]], Mapping[str, datetime]] = _never
    codes: Callable[[Collection[str]], Mapping[str, str]] = _no_codes


CLAIMABLE: dict[str, Claimable] = {}
FOUND_AS: dict[str, Callable[[Collection[str]], Mapping[str, Sequence[Ref]]]] = {}
"""What the search finds under a kind that takes no evidence itself: by its keys, the subjects that do (work → its open periods)."""
_AT_ONCE = 10_000
"""Keys asked for in one query: SQLite takes some 32,000."""
ANSWERING: dict[str, Callable[[Collection[str]], Mapping[str, tuple[int, ...]]]] = {}
"""Which units answer for a subject of a kind now, by its keys."""


def register(kind: str, claimable: Claimable) -> None:
    """Registers a kind once; a second registration is a programming error."""
    if kind in CLAIMABLE:
        raise ValueError(f"evidence for {kind!r} is registered twice")
    CLAIMABLE[kind] = claimable


def register_found_as(kind: str, places: Callable[[Collection[str]], Mapping[str, Sequence[Ref]]]) -> None:
    """Says once what stands for a kind that the search knows."""
    if kind in FOUND_AS:
        raise ValueError(f"what stands for {kind!r} is registered twice")
    FOUND_AS[kind] = places


def register_answering(kind: str, units: Callable[[Collection[str]], Mapping[str, tuple[int, ...]]]) -> None:
    """Says once which units answer for the subjects of a kind."""
    if kind in ANSWERING:
        raise ValueError(f"who answers for {kind!r} is registered twice")
    ANSWERING[kind] = units


@dataclass(frozen=True)
class Place:
    """A subject of a commune, as the thing an act of evidence is done on."""

    commune_id: str
    kind: str
    key: str

    @property
    def ref(self) -> Ref:
        """The subject's address."""
        return Ref(self.kind, self.key)


def place_of(thing: Any) -> Place:
    """The place itself, or the place a claim is at."""
    return thing if isinstance(thing, Place) else Place(thing.commune_id, thing.kind, thing.key)


def owes(ref: Ref) -> bool:
    """Whether the subject has to show evidence (still); what no app registered takes some but owes none."""
    return ref.kind in CLAIMABLE and ref.key in CLAIMABLE[ref.kind].owing({ref.key})


def _by_kind(refs: Collection[Ref]) -> dict[str, set[str]]:
    keys: dict[str, set[str]] = {}
    for ref in refs:
        keys.setdefault(ref.kind, set()).add(ref.key)
    return keys


def answering(refs: Collection[Ref]) -> dict[Ref, tuple[int, ...]]:
    """The units that answer for each subject; a subject for which nobody is known to answer is absent."""
    found: dict[Ref, tuple[int, ...]] = {}
    for kind, wanted in _by_kind(refs).items():
        keys = sorted(wanted) if kind in ANSWERING else []
        for start in range(0, len(keys), _AT_ONCE):
            found |= {Ref(kind, key): units for key, units in ANSWERING[kind](keys[start : start + _AT_ONCE]).items() if units}
    return found


def periods_of(refs: Collection[Ref]) -> dict[Ref, Period]:
    """The asked period of each subject that has one."""
    found: dict[Ref, Period] = {}
    for kind, wanted in _by_kind(refs).items():
        if kind in CLAIMABLE:
            found |= {Ref(kind, key): period for key, period in CLAIMABLE[kind].periods(wanted).items()}
    return found


def accepted_since(refs: Collection[Ref]) -> dict[Ref, datetime]:
    """Since when each of the subjects that were accepted is."""
    found: dict[Ref, datetime] = {}
    for kind in {ref.kind for ref in refs} & set(CLAIMABLE):
        moments = CLAIMABLE[kind].accepted({ref.key for ref in refs if ref.kind == kind})
        found |= {Ref(kind, key): moment for key, moment in moments.items()}
    return found


def code_of(ref: Ref) -> str:
    """The code of the criterion the subject is; "" for anything else."""
    return CLAIMABLE[ref.kind].codes({ref.key}).get(ref.key, "") if ref.kind in CLAIMABLE else ""
