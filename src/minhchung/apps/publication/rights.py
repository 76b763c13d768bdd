"""Who may act on publication. Everybody of the ward reads it (DESIGN 6.6).

Channels and requests belong to lãnh đạo, the CCHC standing officer and the clerk; what a channel shows, and that something was posted, is
told by the unit that answers for the channel or has to post it, too.
"""

from typing import Any

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.rights import holding, in_own_commune, keeps_records, mandate_of, predicate


@predicate
def of_the_unit(person: Any, thing: Any) -> bool:
    """Works in the unit that answers for the channel, or has to post what is asked for."""
    units = {getattr(thing, "unit_id", None), getattr(getattr(thing, "channel", None), "unit_id", None)} - {None}
    return bool(in_own_commune(person, thing)) and bool(units & set(mandate_of(person).units))


keeps = holding(Role.LEADER, Role.STANDING, Role.CLERK)
"""Channels; withdraws requests and snapshots."""
asks = keeps_records
"""Every unit asks for what it needs shown."""
shows = keeps | (keeps_records & of_the_unit)
"""Brings snapshots, confirms names, says what was posted or taken down, looks at notices."""
