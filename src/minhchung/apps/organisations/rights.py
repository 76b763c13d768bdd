"""Who may act here, as predicates (person, thing). Every app's rights.py builds on the first ones.

Reading is decided by queries (another commune's object does not exist for the reader: 404); these say who may act (403).
"""

from collections.abc import Callable
from typing import Any

from rules.predicates import always_false
from rules.predicates import predicate as _predicate

from minhchung.apps.ground import clock
from minhchung.apps.organisations.mandates import Mandate, Role


def predicate(judge: Callable[[Any, Any], bool]) -> Any:
    """A judgement (person, thing) as a predicate of the package `rules`: it combines by &, | and ~."""
    return _predicate(judge)  # type: ignore[no-untyped-call]  # rules ships no annotations


def mandate_of(person: Any) -> Mandate:
    """What the person holds today. Rights are of the moment, so this is one of the few places that asks the clock."""
    held: Mandate = person.mandate(clock.today())
    return held


def commune_of(thing: Any) -> str | None:
    """The commune a thing belongs to: its own code for a commune, else its `commune_id`."""
    return getattr(thing, "commune_id", None) or getattr(thing, "code", None)


@predicate
def in_own_commune(person: Any, thing: Any) -> bool:
    """The thing is of the person's commune, where the person holds some role."""
    held = mandate_of(person)
    return held.works_here and thing is not None and commune_of(thing) == held.commune


def holding(*roles: Role) -> Any:
    """A predicate: one of these roles, in the thing's own commune."""

    def holds(person: Any, thing: Any) -> bool:
        return bool(in_own_commune(person, thing)) and mandate_of(person).has(*roles)

    holds.__name__ = f"holding:{'/'.join(roles)}"
    return predicate(holds)


administers = holding(Role.ADMIN)
leads = holding(Role.LEADER)
coordinates = holding(Role.LEADER, Role.STANDING)
keeps_records = holding(Role.ADMIN, Role.LEADER, Role.STANDING, Role.UNIT_HEAD, Role.OFFICER, Role.CLERK, Role.INSPECTOR)
"""Everyone who works in the commune, but for those who only look on."""


arranges = holding(Role.ADMIN, Role.LEADER)
"""Appointments, bodies and handovers follow the chairman's decisions: leader and administrator enter them. Units, accounts,
roles and settings are the administrator's alone."""

reads_history = holding(Role.ADMIN, Role.LEADER, Role.INSPECTOR)
"""The commune's history names everybody's acts: not for every unit to read."""


@predicate
def is_self(person: Any, thing: Any) -> bool:
    """The thing is the person."""
    return bool(person == thing)


never = always_false
"""For acts of the system itself (actor None): no person may do them."""
