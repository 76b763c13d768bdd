"""Who may act on the catalogue. Everybody of the ward reads it (DESIGN 6.6: it is a common paper).

What enters as a whole (imports, decisions) and what the ward arranges belongs to lãnh đạo, the CCHC standing officer and the clerk;
settling what is uncertain, workflows and proposals belong to the unit in charge of the procedure too.
"""

from typing import Any

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.rights import coordinates, holding, in_own_commune, keeps_records, mandate_of, predicate


@predicate
def of_the_unit(person: Any, thing: Any) -> bool:
    """Works in the unit that answers for the thing, or for the procedure it is of."""
    unit = getattr(thing, "unit_id", None) or getattr(getattr(thing, "procedure", None), "unit_id", None)
    return bool(in_own_commune(person, thing)) and unit is not None and unit in mandate_of(person).units


keeps_catalogue = holding(Role.LEADER, Role.STANDING, Role.CLERK)
mends = keeps_catalogue | (keeps_records & of_the_unit)
"""Settles what is uncertain, keeps the internal workflow."""
proposes = keeps_records
"""Proposals and initiatives come from every unit."""
carries = keeps_catalogue | (keeps_records & of_the_unit)
"""Sends a proposal up, withdraws it, says it was carried out."""
decides = coordinates
"""Says what was decided of a proposal or an initiative, by its document."""
sets_norms = coordinates
