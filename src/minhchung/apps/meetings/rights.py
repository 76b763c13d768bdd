"""Who may act on meetings. Everybody of the ward reads them: conclusions are told to every unit (DESIGN 6.6)."""

from typing import Any

from minhchung.apps.meetings.models import Meeting
from minhchung.apps.organisations.rights import coordinates, in_own_commune, predicate


@predicate
def is_secretary(person: Any, thing: Any) -> bool:
    """Writes the minutes of the meeting the thing belongs to."""
    meeting = thing if isinstance(thing, Meeting) else getattr(thing, "meeting", None)
    return bool(in_own_commune(person, thing)) and meeting is not None and meeting.secretary_id == person.pk


convenes = coordinates
"""Lãnh đạo and the CCHC standing officer call, change, open, end and cancel meetings."""
writes = coordinates | is_secretary
"""Agenda, invitations, attendance, minutes and conclusions are kept by them and by the secretary."""
gives = coordinates
"""A conclusion becomes work by who may assign work."""
