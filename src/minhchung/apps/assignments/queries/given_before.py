"""Clauses that say what was given before: in a meeting whose notice is read now, or by hand."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from minhchung.apps.assignments.models import Assignment, Proposal
from minhchung.apps.assignments.queries.scope import assignments_for
from minhchung.apps.assignments.rules.likeness import ALIKE, likeness
from minhchung.apps.documents.models import Document
from minhchung.apps.organisations.models import Person

NEAR = timedelta(days=90)
"""A notice follows its meeting within days; work given longer ago is another matter."""


@dataclass(frozen=True)
class Alike:
    """Work that a clause seems to say again, and how alike the wordings are, 0…100."""

    assignment: Assignment
    score: int


def joinable(document: Document) -> Q:
    """The condition on assignments: given under this document or under none, and the clause of no document."""
    return Q(proposal=None, archived_at=None, commune=document.commune_id) & (Q(document=None) | Q(document=document))


def alike(person: Person, proposal: Proposal, *, today: date) -> Alike | None:
    """The work most like an undecided clause; None when nothing is alike enough to ask."""
    if proposal.state != Proposal.State.NEW:
        return None
    day = proposal.document.issued_on or today
    found = assignments_for(person).filter(joinable(proposal.document), assigned_on__range=(day - NEAR, day + NEAR))
    scored = [Alike(each, max(likeness(proposal.text, each.wording), likeness(proposal.text, each.title))) for each in found]
    best = max(scored, key=lambda each: each.score, default=None)
    return best if best and best.score >= ALIKE else None
