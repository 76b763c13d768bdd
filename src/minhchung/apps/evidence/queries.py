"""Reads of evidence, always for a person: only where the person may read the subject."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.http import Http404

from minhchung.apps.documents import queries as documents
from minhchung.apps.evidence.claimable import Place, periods_of
from minhchung.apps.evidence.facts import Looked, looked_at, shown
from minhchung.apps.evidence.models import Claim, Revision
from minhchung.apps.evidence.rules import Sufficiency, sufficiency
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import KINDS, is_visible
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.rights import mandate_of

PENDING_AT_MOST = 500
READ_WITH = ("file__blob__signatures", "document__file__blob__signatures")
TOO_LONG = ("file__blob__text", "document__text", "document__file__blob__text")
"""What telling a piece of evidence takes besides its row, and what of it is never needed."""


def live(person: Person) -> QuerySet[Claim]:
    """Claims of the person's commune that were not withdrawn, with what a list shows of them. Subjects are not looked at yet."""
    if not mandate_of(person).works_here:
        return Claim.objects.none()
    return (
        Claim.objects.filter(commune=person.commune_id, withdrawn_at=None)
        .select_related("file__blob", "document__file__blob", "claimed_by", "checked_by")
        .prefetch_related(*READ_WITH)
        .defer(*TOO_LONG)
    )


def live_claim(person: Person, key: str) -> Claim:
    """One live claim whose subject the person may read; Http404 otherwise."""
    found = live(person).filter(pk__in=keys_of([key])).first()
    if found is None or not is_visible(person, Ref(found.kind, found.key)):
        raise Http404("Không có minh chứng này.")
    return found


def claims_for(person: Person, refs: Collection[Ref]) -> dict[Ref, list[Claim]]:
    """The live claims of each subject the person may read, oldest first. A claim on a document the person may not read is left out."""
    seen = visible(person, refs)
    return by_subject(seen, with_readable_documents(person, live(person)))


def by_subject(refs: Collection[Ref], rows: QuerySet[Claim]) -> dict[Ref, list[Claim]]:
    """Those of the claims that are for the subjects, by subject and in the order of the rows."""
    wanted = Q()
    for kind in {ref.kind for ref in refs}:
        wanted |= Q(kind=kind, key__in=[ref.key for ref in refs if ref.kind == kind])
    found: dict[Ref, list[Claim]] = {ref: [] for ref in refs}
    for claim in rows.filter(wanted) if refs else ():
        found[Ref(claim.kind, claim.key)].append(claim)
    return found


def looked_for(person: Person, ref: Ref) -> list[Looked]:
    """The live claims of one subject with their checks, for its page."""
    period = periods_of([ref]).get(ref)
    return [looked_at(claim, period) for claim in claims_for(person, [ref]).get(ref, [])]


def sufficiency_for(person: Person, needs: dict[Ref, int]) -> dict[Ref, Sufficiency]:
    """How far the evidence of each subject has come, `needs` saying how many pieces each wants."""
    periods = periods_of(needs)
    found = claims_for(person, needs)
    return {ref: sufficiency(shown(claims), need=needs[ref], period=periods.get(ref)) for ref, claims in found.items()}


def one(person: Person, pk: int) -> Claim:
    """A claim on a subject the person may read. Raises Http404."""
    claim = with_readable_documents(person, live(person).filter(pk=pk)).first()
    if claim is None or not is_visible(person, Ref(claim.kind, claim.key)):
        raise Http404("no such claim")
    return claim


def place(person: Person, kind: str, key: str) -> Place:
    """A subject of the own commune that the person may read, as a place for evidence. Raises Http404."""
    if kind not in KINDS or not person.commune_id or not is_visible(person, Ref(kind, key)):
        raise Http404("no such subject")
    return Place(person.commune_id, kind, key)


def revisions_of(claim: Claim) -> list[Revision]:
    """What the claim showed before, newest first; the caller has made sure that the person may read the claim."""
    return list(claim.revisions.select_related("file", "document", "shown_by", "replaced_by"))


def pending(person: Person, state: str) -> list[Claim]:
    """Claims in this state on subjects the person may read, oldest first."""
    rows = list(with_readable_documents(person, live(person).filter(state=state)).order_by("claimed_at", "pk")[:PENDING_AT_MOST])
    seen = visible(person, [Ref(row.kind, row.key) for row in rows])
    return [row for row in rows if Ref(row.kind, row.key) in seen]


def uses(person: Person, claims: Iterable[Claim]) -> dict[int, list[Ref]]:
    """For each stored file, the other subjects it proves that the person may read ("Dùng cho 2 việc khác")."""
    files = {claim.file_id for claim in claims if claim.file_id}
    rows = list(live(person).filter(file__in=files).order_by("pk").values_list("file_id", "kind", "key"))
    seen = visible(person, [Ref(kind, key) for _, kind, key in rows])
    found: dict[int, list[Ref]] = defaultdict(list)
    for file, kind, key in rows:
        if Ref(kind, key) in seen and file is not None:
            found[file].append(Ref(kind, key))
    return found


def visible(person: Person, refs: Collection[Ref]) -> set[Ref]:
    """Those of the subjects the person may read."""
    keys: dict[str, set[str]] = defaultdict(set)
    for ref in refs:
        keys[ref.kind].add(ref.key)
    return {Ref(kind, key) for kind, wanted in keys.items() if kind in KINDS for key in KINDS[kind].visible(person, wanted)}


def with_readable_documents(person: Person, rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """The rows without claims on documents the person may not read."""
    return rows.filter(Q(document=None) | Q(document__in=documents.readable(person)))
