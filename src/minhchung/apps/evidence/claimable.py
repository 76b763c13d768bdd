"""What may be proven, by whom, and for which period. The app that holds a kind of subject registers it here, from its subjects.py."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from minhchung.apps.evidence.rules import Period
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Person

KeyPredicate = Callable[[Person, str], bool]


def _nobody(person: Person, key: str) -> bool:
    return False


def _no_periods(keys: Collection[str]) -> Mapping[str, Period]:
    return {}


@dataclass(frozen=True)
class Claimable:
    """A kind of subject that takes evidence.

    `may_claim(person, key)`: whoever works on the subject. `may_check(person, key)`: who judges its evidence besides leaders, the standing
    officer and inspectors. `periods(keys)`: the days a document must be dated in, for the keys that ask for one.
    """

    may_claim: KeyPredicate
    may_check: KeyPredicate = _nobody
    periods: Callable[[Collection[str]], Mapping[str, Period]] = _no_periods


CLAIMABLE: dict[str, Claimable] = {}


def register(kind: str, claimable: Claimable) -> None:
    """Registers a kind once; a second registration is a programming error."""
    if kind in CLAIMABLE:
        raise ValueError(f"evidence for {kind!r} is registered twice")
    CLAIMABLE[kind] = claimable


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


def periods_of(refs: Collection[Ref]) -> dict[Ref, Period]:
    """The asked period of each subject that has one."""
    keys: dict[str, set[str]] = {}
    for ref in refs:
        keys.setdefault(ref.kind, set()).add(ref.key)
    found: dict[Ref, Period] = {}
    for kind, wanted in keys.items():
        if kind in CLAIMABLE:
            found |= {Ref(kind, key): period for key, period in CLAIMABLE[kind].periods(wanted).items()}
    return found
