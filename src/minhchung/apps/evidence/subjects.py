"""Claims as subjects; the files they hold; the tables here that point at subjects; documents as something that can be proven."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q
from django.urls import reverse

from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rights import handles
from minhchung.apps.evidence import queries
from minhchung.apps.evidence.claimable import Claimable, register_answering
from minhchung.apps.evidence.claimable import register as register_claimable
from minhchung.apps.evidence.models import Claim, Revision
from minhchung.apps.files import links
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import KINDS, SubjectKind, register, register_link
from minhchung.apps.organisations.models import Person


def _readable(person: Person, claims: list[Claim]) -> list[Claim]:
    keys: dict[str, set[str]] = {}
    for claim in claims:
        keys.setdefault(claim.kind, set()).add(claim.key)
    seen = {Ref(kind, key) for kind, wanted in keys.items() if kind in KINDS for key in KINDS[kind].visible(person, wanted)}
    return [claim for claim in claims if Ref(claim.kind, claim.key) in seen]


def _visible(person: Person, keys: Iterable[str]) -> set[str]:
    return {str(claim.pk) for claim in _readable(person, list(queries.live(person).filter(pk__in=keys_of(keys))))}


def _visible_files(person: Person, ids: Collection[int]) -> set[int]:
    rows = list(queries.live(person).filter(file__in=ids))
    return {claim.file_id for claim in _readable(person, rows) if claim.file_id is not None}


def _visible_older(person: Person, ids: Collection[int]) -> set[int]:
    """Files that a newer one replaced are read by whoever reads the piece they belonged to."""
    rows = Revision.objects.filter(file__in=ids, claim__commune=person.commune_id).values_list("file", "claim")
    seen = _visible(person, {str(claim) for _, claim in rows})
    return {file for file, claim in rows if file is not None and str(claim) in seen}


def _titles(keys: Iterable[str]) -> Mapping[str, str]:
    rows = Claim.objects.filter(pk__in=keys_of(keys)).values_list("pk", "title")
    return {str(pk): title for pk, title in rows}


def _handles(person: Person, key: str) -> bool:
    document = documents.readable(person).filter(pk__in=keys_of([key])).first()
    return document is not None and bool(handles(person, document))


def _answering(keys: Collection[str]) -> Mapping[str, tuple[int, ...]]:
    """The unit that handles or drafted the document."""
    found = Document.objects.filter(pk__in=keys_of(keys), unit__isnull=False).values_list("pk", "unit")
    return {str(pk): (unit,) for pk, unit in found if unit is not None}


register(SubjectKind("claim", "Minh chứng", _visible, _titles, lambda key: reverse("evidence:detail", args=[key])))
register_link(Claim, kind_field="kind", key_field="key")
links.register(links.FileLink("claims", "minh chứng", Q(claims__isnull=False, claims__withdrawn_at=None), _visible_files))
links.register(
    links.FileLink("revisions", "bản cũ của minh chứng", Q(revisions__claim__withdrawn_at=None, revisions__isnull=False), _visible_older)
)
# A document may be proven (that it was carried out, sent, posted); nothing is owed on its own account.
register_claimable("document", Claimable(_handles, owing=lambda keys: ()))
register_answering("document", _answering)
