"""Who may act on plans and objectives. Everybody of the ward reads them (DESIGN 6.6)."""

from typing import Any

from minhchung.apps.organisations.rights import coordinates, in_own_commune, mandate_of, predicate


@predicate
def of_the_unit(person: Any, objective: Any) -> bool:
    """Works in the unit that answers for the objective."""
    return bool(in_own_commune(person, objective)) and getattr(objective, "unit_id", None) in mandate_of(person).units


keeps_plans = coordinates
"""Lãnh đạo and the CCHC standing officer make, import, change and put plans in force, and assign their items."""
keeps_objectives = coordinates
enters_values = coordinates | of_the_unit
