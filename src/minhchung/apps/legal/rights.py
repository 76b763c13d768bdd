"""Who may act on reviews. Everybody of the ward reads them; a restricted document shows only to who may read it.

A campaign is made and closed by who coordinates; an item is reviewed and proposed by its unit; the head of the unit or who coordinates
submits; the result is written by who coordinates. Looking again at a subject because its basis changed belongs to who keeps records.
"""

from typing import Any

from minhchung.apps.organisations.rights import coordinates, in_own_commune, keeps_records, mandate_of, predicate


@predicate
def of_the_unit(person: Any, item: Any) -> bool:
    """Works in the unit that reviews the item; an item without a unit is everybody's."""
    return item is not None and (item.unit_id is None or item.unit_id in mandate_of(person).units)


@predicate
def heads_the_unit(person: Any, item: Any) -> bool:
    """Heads the unit that reviews the item."""
    return item is not None and item.unit_id in mandate_of(person).headed


runs = coordinates
takes_part = keeps_records
"""Acts on several items at once are asked item by item (reviews_item, submits_item)."""
reviews_item = keeps_records & (coordinates | of_the_unit)
submits_item = in_own_commune & (coordinates | heads_the_unit)
handles = coordinates
looks_again = keeps_records
checks_itself = keeps_records
