"""Who may act on the quality system. Everybody of the ward reads it (DESIGN 6.6).

Who keeps the system (thường trực ISO) is lãnh đạo, the CCHC standing officer and the people of the unit the ward names in the settings.
"""

from typing import Any

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.rights import coordinates, holding, in_own_commune, keeps_records, leads, mandate_of, predicate
from minhchung.apps.quality.models import ControlledDocument, QualitySettings


def document_of(thing: Any) -> ControlledDocument | None:
    """The controlled document a thing belongs to."""
    if isinstance(thing, ControlledDocument):
        return thing
    return getattr(getattr(thing, "version", thing), "document", None)


@predicate
def of_the_standing_unit(person: Any, thing: Any) -> bool:
    """Works in the unit that keeps the system."""
    if not in_own_commune(person, thing):
        return False
    unit = QualitySettings.objects.filter(commune=person.commune_id).values_list("standing_unit", flat=True).first()
    return unit in mandate_of(person).units


@predicate
def of_the_owner(person: Any, thing: Any) -> bool:
    """Works in the unit that owns the document."""
    found = document_of(thing)
    return bool(in_own_commune(person, thing)) and isinstance(found, ControlledDocument) and found.owner_id in mandate_of(person).units


keeps = coordinates | (of_the_standing_unit & keeps_records)
"""Codes, lists, distribution, declarations."""
drafts = keeps | (of_the_owner & keeps_records)
"""Writes versions of a document and looks at it again."""
reviews = holding(Role.LEADER, Role.STANDING, Role.UNIT_HEAD)
"""Reviews what another wrote; the act asks that it is another."""
approves = leads
reads = in_own_commune
"""Everybody who is asked to read says so; the act asks whether one is."""
sets = coordinates
