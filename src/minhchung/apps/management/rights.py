"""Who may act on the registers, the clauses and the management review. Everybody of the ward reads them (DESIGN 6.6)."""

from typing import Any

from minhchung.apps.assignments.rights import assigns
from minhchung.apps.organisations.rights import coordinates, in_own_commune, keeps_records, mandate_of, predicate
from minhchung.apps.quality import rights as quality


@predicate
def of_the_unit(person: Any, thing: Any) -> bool:
    """Works in the unit that answers for the entry."""
    return bool(in_own_commune(person, thing)) and getattr(thing, "unit_id", None) in mandate_of(person).units


keeps = quality.keeps
"""Lãnh đạo, the CCHC standing officer and the unit that keeps the system: every register, clauses, reviews."""
adds = keeps_records
"""Everybody who works here adds an entry; the act asks that it is of the own unit, unless the person keeps the system."""
writes = keeps | (of_the_unit & keeps_records)
"""Changes an entry, looks at it again, ends it."""
gives = assigns
"""An action of an entry and a decision become work by who may assign work."""
sets = coordinates
"""Columns, own registers, the interval, excluded clauses."""
