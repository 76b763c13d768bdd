"""Who may do what with assignments (person, thing).

Assigning and closing belong to the leadership and to who assigned, never to the unit that does the work. Doing belongs to the
unit that holds the duty today. Everybody of the ward reads the register (DESIGN 6.6).
"""

from typing import Any

from minhchung.apps.assignments.models import Assignment, Duty, Extension, Occurrence, Product
from minhchung.apps.ground import clock
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.rights import coordinates, holding, in_own_commune, keeps_records, mandate_of, predicate


def duties_of(thing: Any) -> list[Duty]:
    """The live duties a thing is about: those of an assignment, the one of an occurrence, product or extension."""
    if isinstance(thing, Assignment):
        return [duty for duty in thing.duties.all() if duty.removed_at is None]
    if isinstance(thing, Product | Extension):
        return [thing.occurrence.duty]
    if isinstance(thing, Occurrence):
        return [thing.duty]
    return [thing] if isinstance(thing, Duty) else []


def holding_units(thing: Any) -> set[int]:
    """The units that hold the thing's duties today. Rights are of the moment, so this asks the clock."""
    held = (duty.holding_on(clock.today()) for duty in duties_of(thing))
    return {item.unit_id for item in held if item is not None}


def _assigner_of(thing: Any) -> int | None:
    if isinstance(thing, Assignment):
        return thing.assigner_id
    duties = duties_of(thing)
    return duties[0].assignment.assigner_id if duties else None


@predicate
def does(person: Any, thing: Any) -> bool:
    """Works in the unit that holds the duty."""
    return bool(in_own_commune(person, thing)) and not mandate_of(person).units.isdisjoint(holding_units(thing))


@predicate
def leads_the_doing(person: Any, thing: Any) -> bool:
    """Is head of the unit that holds the duty."""
    return bool(in_own_commune(person, thing)) and not mandate_of(person).headed.isdisjoint(holding_units(thing))


@predicate
def does_as_lead(person: Any, thing: Any) -> bool:
    """Works in the unit that holds the duty, and the duty is a leading one: cooperating units have no right to close."""
    return bool(does(person, thing)) and all(duty.part == Duty.Part.LEAD for duty in duties_of(thing))


@predicate
def is_assigner(person: Any, thing: Any) -> bool:
    """Assigned the work, and still works here."""
    return bool(in_own_commune(person, thing)) and _assigner_of(thing) == person.pk


@predicate
def is_not_the_doer(person: Any, thing: Any) -> bool:
    """Does not belong to the unit that does the work."""
    return bool(mandate_of(person).units.isdisjoint(holding_units(thing)))


@predicate
def heads_a_unit(person: Any, thing: Any) -> bool:
    """Is head of some unit here; the act then holds the head to that unit."""
    return bool(in_own_commune(person, thing)) and bool(mandate_of(person).headed)


@predicate
def handles_the_document(person: Any, document: Any) -> bool:
    """Works in the unit that handles the document (a document, or a proposal of it)."""
    unit = getattr(document, "unit_id", None) or getattr(getattr(document, "document", None), "unit_id", None)
    return bool(in_own_commune(person, document)) and unit is not None and unit in mandate_of(person).units


assigns = coordinates
"""Lãnh đạo and the CCHC standing officer assign work to any unit."""
reads_documents = coordinates | handles_the_document | holding(Role.ADMIN)
adds = coordinates | heads_a_unit
closes = (coordinates | is_assigner) & is_not_the_doer
"""Accept, return, reopen, decide extensions: only who assigned, the leadership, or the standing officer for them; never the doer."""
urges = coordinates | is_assigner
keeps = coordinates | is_assigner
corrects = coordinates | is_assigner
"""Mends the name of given work."""
names_people = coordinates | leads_the_doing
writes_progress = does | coordinates
speaks = keeps_records
exports = keeps_records
