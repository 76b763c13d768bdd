"""Who may act on criteria. Reading: everybody of the ward; the city appraiser sees the criteria of the province's communes."""

from typing import Any

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.rights import coordinates, holding, keeps_records, mandate_of, predicate

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
