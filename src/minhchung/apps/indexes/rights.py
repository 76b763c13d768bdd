"""Who may act on criteria. Reading: everybody of the ward; the city appraiser sees the rounds that were handed in."""

from typing import Any

from minhchung.apps.ground import clock
from minhchung.apps.indexes.rules.rounds import DECLARED
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.rights import coordinates, holding, keeps_records, leads, mandate_of, never, predicate

keeps_criteria = holding(Role.ADMIN, Role.LEADER, Role.STANDING)


@predicate
def of_its_units(person: Any, criterion: Any) -> bool:
    """The person works in the unit that leads the criterion, or in one that supports it."""
    if criterion is None:
        return False
    units = mandate_of(person).units
    return criterion.unit_id in units or any(unit.pk in units for unit in criterion.supporting.all())


declares = keeps_records & (coordinates | of_its_units)
"""Declaring what a leaf asks for: its units, the leader and the standing officer."""

refreshes = keeps_records


@predicate
def appraises(person: Any, declared: Any) -> bool:
    """The appraiser of the province, once the ward has handed the round in; before that it does not exist for the city."""
    held = mandate_of(person)
    if declared is None or not held.has(Role.APPRAISER) or held.province is None:
        return False
    return held.province == declared.index.commune.province_id and declared.stage(clock.today()) in DECLARED


@predicate
def of_the_units_asked(person: Any, explanation: Any) -> bool:
    """The person works in a unit that leads or supports the leaf that is to be explained."""
    return explanation is not None and bool(of_its_units(person, explanation.criterion))


opens_rounds = keeps_criteria
consolidates = coordinates
approves = leads
reopens = holding(Role.ADMIN, Role.LEADER)
explains = keeps_records & (coordinates | of_the_units_asked)
publishes = coordinates | appraises
steps_by_clock = never
"""A stage whose last day is over is closed by the system alone."""
