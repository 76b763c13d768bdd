"""Who may bring evidence and who may judge it.

Whoever works on a subject may claim for it (the subject's own app says who: claimable.py), leaders and the standing officer for any.
Checking belongs to leaders, the standing officer, inspectors and whom the subject's app names; never to the one who claimed.
"""

from typing import Any

from minhchung.apps.evidence.claimable import CLAIMABLE, place_of
from minhchung.apps.ground.subjects import is_visible
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.rights import coordinates, holding, in_own_commune, keeps_records, predicate


@predicate
def reads_the_subject(person: Any, thing: Any) -> bool:
    """The person may read the subject that is proven."""
    return thing is not None and is_visible(person, place_of(thing).ref)


@predicate
def works_on_the_subject(person: Any, thing: Any) -> bool:
    """The subject's app lets this person bring evidence for it."""
    place = place_of(thing)
    kind = CLAIMABLE.get(place.kind)
    return kind is not None and kind.may_claim(person, place.key)


@predicate
def judges_the_subject(person: Any, thing: Any) -> bool:
    """The subject's app lets this person judge its evidence."""
    place = place_of(thing)
    kind = CLAIMABLE.get(place.kind)
    return kind is not None and kind.may_check(person, place.key)


@predicate
def claimed_it(person: Any, claim: Any) -> bool:
    """The person brought this evidence."""
    return claim is not None and claim.claimed_by_id == person.pk


claims = keeps_records & reads_the_subject & (coordinates | works_on_the_subject)
corrects = in_own_commune & keeps_records & reads_the_subject & (claimed_it | coordinates | works_on_the_subject)
checks = in_own_commune & reads_the_subject & ~claimed_it & (coordinates | holding(Role.INSPECTOR) | judges_the_subject)
