"""Evidence as it was at a moment: the rows of today, with what was done to them since taken back by what the history says of it.

What a file says is read from its bytes, which never change; it is told as the file is read today, also for a day on which it still
waited to be read or could not be. The names of units are the ward's of today.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, Prefetch, Q

from minhchung.apps.evidence.models import WORDS, Claim, Revision
from minhchung.apps.evidence.queries import READ_WITH, TOO_LONG, by_subject
from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground import history
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune

CHANGING = ("evidence.verify", "evidence.replace", "evidence.edit_typed", "documents.edit", "documents.attach", "documents.issue")
"""Acts without whose content nobody knows what evidence was before them."""


DOCUMENT_COLUMNS = ("type", "number", "suffix", "symbol", "issued_on", "issuer", "personal_signature")
"""What of a registered document evidence is judged by, beside its file."""


@dataclass(frozen=True)
class Evidence:
    """The claims that were live at a moment, by subject and oldest first: rows to be read, never saved. `unsure`: subjects with an event
    since then whose content was blanked, so that their claims are told as they are today."""

    claims: Mapping[Ref, Sequence[Claim]]
    unsure: frozenset[Ref]


def claims_at(commune: Commune, refs: Collection[Ref], at: datetime) -> Evidence:
    """The evidence of subjects as it was at a moment, for the system, which reads for nobody. The queries do not grow with the claims."""
    shown_before = Exists(Revision.objects.filter(claim=OuterRef("pk"), shown_from__lte=at))
    live = Claim.objects.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at), commune=commune)
    rows = live.filter(Q(claimed_at__lte=at) | shown_before)
    found = by_subject(refs, rows.select_related("file__blob", "document__file__blob").prefetch_related(*READ_WITH).defer(*TOO_LONG))
    claims = [claim for shown in found.values() for claim in shown]
    documents = {Ref("document", str(claim.document_id)) for claim in claims if claim.document_id}
    since = history.after({*(ref for ref, shown in found.items() if shown), *documents}, at)
    _put_back_claims(found, since, at)
    _put_back_documents(commune, claims, since)
    return Evidence(found, frozenset(_unsure(found, since)))


def _put_back_claims(found: Mapping[Ref, Sequence[Claim]], since: Mapping[Ref, Sequence[HistoryEvent]], at: datetime) -> None:
    older = _older([claim for shown in found.values() for claim in shown if claim.claimed_at > at], at)
    for ref, events in since.items():
        by_claim: dict[Any, list[HistoryEvent]] = defaultdict(list)
        for event in events:
            by_claim[(event.before or {}).get("claim")].append(event)
        for claim in found.get(ref, ()):
            _put_back(claim, history.held_before(by_claim[claim.pk]), ("state", *WORDS))
            if claim.pk in older:
                shown = older[claim.pk]
                claim.file, claim.document = shown.file, shown.document
                claim.claimed_at, claim.claimed_by = shown.shown_from, shown.shown_by


def _older(claims: Collection[Claim], at: datetime) -> dict[int, Revision]:
    """Of claims that show something newer today, what they showed then."""
    if not claims:
        return {}
    rows = Revision.objects.filter(claim__in=claims, shown_from__lte=at, replaced_at__gt=at).defer(*TOO_LONG)
    shown = rows.select_related("file__blob", "document__file__blob", "shown_by").prefetch_related(*READ_WITH)
    return {revision.claim_id: revision for revision in shown}


def _put_back_documents(commune: Commune, claims: Iterable[Claim], since: Mapping[Ref, Sequence[HistoryEvent]]) -> None:
    changed = {ref.key: events for ref, events in since.items() if ref.kind == "document"}
    attached = {key: found for key, events in changed.items() if (found := [event for event in events if "sha256" in (event.after or {})])}
    hashes = {key: (events[0].before or {}).get("sha256") for key, events in attached.items()}
    files = {stored.blob_id: stored for stored in _stored(commune, set(filter(None, hashes.values())))} if hashes else {}
    for claim in claims:
        document, key = claim.document, str(claim.document_id)
        if document is None or key not in changed:
            continue
        _put_back(document, history.held_before(changed[key]), DOCUMENT_COLUMNS)
        if key in hashes:
            document.file = files.get(hashes[key] or "")


def _stored(commune: Commune, hashes: Collection[str]) -> Iterable[StoredFile]:
    signatures = Prefetch("blob__signatures")
    return (
        StoredFile.objects.filter(commune=commune, blob__in=hashes).select_related("blob").prefetch_related(signatures).defer("blob__text")
    )


def _put_back(row: Model, held: Mapping[str, Any], columns: Collection[str]) -> None:
    """Writes into the row in memory what some of its columns held, as the history tells it."""
    for name, value in held.items():
        if name in columns:
            setattr(row, name, row._meta.get_field(name).to_python(value))  # type: ignore[union-attr]


def _unsure(found: Mapping[Ref, Sequence[Claim]], since: Mapping[Ref, Sequence[HistoryEvent]]) -> Iterable[Ref]:
    blanked = {ref for ref, events in since.items() if any(event.blanked_by and event.act in CHANGING for event in events)}
    for ref, claims in found.items():
        if ref in blanked or any(Ref("document", str(claim.document_id)) in blanked for claim in claims):
            yield ref
