"""Who may act on inspections. Everybody of the ward reads them (DESIGN 6.6).

Making and leading one belongs to lãnh đạo, the CCHC standing officer and inspectors; looking into a unit to the team; reporting to the unit
looked into. That nobody checks the own unit is asked by the acts, per unit (rules/independence.py).
"""

from typing import Any

from minhchung.apps.inspections.models import ChecklistResult, InspectedUnit, Inspection
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.rights import coordinates, holding, in_own_commune, mandate_of, predicate


def inspection_of(thing: Any) -> Inspection | None:
    """The inspection a thing belongs to."""
    if isinstance(thing, Inspection):
        return thing
    if isinstance(thing, ChecklistResult):
        return thing.inspected.inspection
    return getattr(thing, "inspection", None)


@predicate
def on_the_team(person: Any, thing: Any) -> bool:
    """Is of the team."""
    found = inspection_of(thing)
    return bool(in_own_commune(person, thing)) and found is not None and found.members.filter(person=person).exists()


@predicate
def of_the_unit(person: Any, thing: Any) -> bool:
    """Works in the inspected unit."""
    return bool(in_own_commune(person, thing)) and isinstance(thing, InspectedUnit) and thing.unit_id in mandate_of(person).units


keeps = holding(Role.LEADER, Role.STANDING, Role.INSPECTOR)
"""Plans an inspection, arranges it and leads it from stage to stage."""
looks = on_the_team | keeps
"""Fills checklists, writes minutes, puts down what is found and what is demanded; the act asks who is of the team."""
reports = of_the_unit | keeps
"""Sends the unit's own report and its remedy report."""
concludes = coordinates
"""Concluding gives work to units, so it belongs to who assigns."""
sets_limits = coordinates
