"""Reads of files, always for a person."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import Http404

from minhchung.apps.files.links import FILE_LINKS, FROM_OUTSIDE, unheld
from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground import lookup
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.rights import mandate_of


def in_commune(person: Person) -> QuerySet[StoredFile]:
    """The files of the person's commune; none for the city appraiser. Which of them the person may open: `visible_ids`."""
    if not mandate_of(person).works_here:
        return StoredFile.objects.none()
    return StoredFile.objects.filter(commune=person.commune_id)


def visible_ids(person: Person, ids: Collection[int]) -> set[int]:
    """Which files the person may open: their own uploads, those of a subject they may read, and for coordinators those nothing links to.
    Somebody of no commune opens what an app above lets them open."""
    if not mandate_of(person).works_here:
        return {pk for opens in FROM_OUTSIDE for pk in opens(person, ids)}
    own = dict(in_commune(person).filter(pk__in=ids).values_list("pk", "added_by_id"))
    seen = {pk for pk, added_by in own.items() if added_by == person.pk}
    for link in FILE_LINKS.values():
        seen |= link.visible(person, own.keys() - seen)
    rest = own.keys() - seen
    if rest and mandate_of(person).has(Role.LEADER, Role.STANDING):
        seen |= set(unheld(StoredFile.objects.filter(pk__in=rest)).values_list("pk", flat=True))
    return seen


def one(person: Person, pk: int) -> StoredFile:
    """A file the person may open. Raises Http404."""
    if not visible_ids(person, keys_of([str(pk)])):
        raise Http404("no such file")
    return StoredFile.objects.select_related("blob").prefetch_related("blob__signatures").get(pk=pk)


def unlinked(person: Person) -> QuerySet[StoredFile]:
    """Files that prove nothing and belong to no document yet, newest first: all of the commune for coordinators, else one's own."""
    loose = unheld(in_commune(person))
    if not mandate_of(person).has(Role.LEADER, Role.STANDING):
        loose = loose.filter(added_by=person)
    return loose.select_related("blob", "added_by").order_by("-added_at", "-pk")


def search(person: Person, words: str) -> QuerySet[StoredFile]:
    """Files the person may open whose name holds the words (without marks); without words the newest."""
    rows = in_commune(person)
    if words.strip():
        keys = [int(ref.key) for ref in lookup.keys_matching(words, commune=person.commune_id or "", kind="file")]
        rows = rows.filter(pk__in=keys)
    newest = list(rows.order_by("-added_at", "-pk").values_list("pk", flat=True)[:200])
    return rows.filter(pk__in=visible_ids(person, newest)).select_related("blob", "added_by").order_by("-added_at", "-pk")
