"""The clauses of a document in their order, and clauses that were decided on another page than the reader's. Inside an act."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from minhchung.apps.assignments.models import Proposal
from minhchung.apps.assignments.rules.drafts import Draft, title_of
from minhchung.apps.documents.models import Document

FAR = 1_000_000
"""Orders pass through here when clauses are renumbered, so that no two ever share one."""
State = Proposal.State


@dataclass(frozen=True)
class Settled:
    """A stretch of the document that another page has dealt with, and how: the reader proposes it no more."""

    start: int
    end: int
    text: str
    reason: str


def settle(document: Document, stretches: Iterable[Settled]) -> None:
    """Leaves the clauses in these stretches out, with the reason. A stretch in which nothing was proposed yet gets its decided clause, so
    that a later reading of the document does not propose it."""
    fresh = []
    for each in stretches:
        inside = Proposal.objects.filter(document=document, start__lt=each.end, end__gt=each.start)
        inside.filter(state=State.NEW).update(state=State.OUT, reason=each.reason[:300])
        if not inside.exists():
            fresh.append(_decided(document, each))
    highest = Proposal.objects.filter(document=document).count()
    for order, proposal in enumerate(fresh, start=FAR + highest):
        proposal.order = order
    Proposal.objects.bulk_create(fresh)
    renumber(document)


def _decided(document: Document, each: Settled) -> Proposal:
    return Proposal(
        document=document,
        start=each.start,
        end=each.end,
        text=each.text,
        read={"text": each.text, "span": [each.start, each.end]},
        draft=Draft(title=title_of(each.text)).to_json(),
        state=State.OUT,
        reason=each.reason[:300],
    )


def renumber(document: Document) -> None:
    """Numbers the clauses of a document from 1 in the order of the text."""
    Proposal.objects.filter(document=document, order__lt=FAR).update(order=F("order") + 2 * FAR)
    keys = list(Proposal.objects.filter(document=document).order_by("start", "end").values_list("pk", flat=True))
    for order, key in enumerate(keys, start=1):
        Proposal.objects.filter(pk=key).update(order=order)
