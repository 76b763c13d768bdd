"""The evidence behind each requirement: claims brought for it directly, and those of the assignments linked to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.evidence.facts import dated
from minhchung.apps.evidence.models import Claim
from minhchung.apps.indexes.models import Criterion, CriterionAssignment, RequiredEvidence
from minhchung.apps.indexes.rules import ClaimFacts, RequirementStanding, WorkFacts, requirement_standing

OPEN = [state for state in Occurrence.State.values if state not in ("accepted", "cancelled")]


@dataclass(frozen=True)
class RequirementRow:
    """One required piece of evidence: the work linked to it, what was brought for it directly, how many pieces there are in all."""

    requirement: RequiredEvidence
    standing: RequirementStanding
    assignments: Sequence[Assignment]
    claims: Sequence[Claim]
    evidence: int


def requirement_rows(criteria: Iterable[Criterion]) -> dict[int, list[RequirementRow]]:
    """Criterion → its live requirements in order; a fixed number of queries whatever their count."""
    listed = list(criteria)
    years = {criterion.pk: criterion.year for criterion in listed}
    links = Prefetch("links", CriterionAssignment.objects.select_related("assignment__document"))
    items = list(RequiredEvidence.objects.filter(criterion__in=listed, archived_at=None).prefetch_related(links))
    works = _works({link.assignment_id for item in items for link in item.links.all()})
    direct = _direct(items)
    found: dict[int, list[RequirementRow]] = defaultdict(list)
    for item in items:
        claims = direct[str(item.pk)]
        behind = [works[link.assignment_id] for link in item.links.all()]
        if claims:
            behind.append(WorkFacts(True, tuple(_facts(claim) for claim in claims)))
        standing = requirement_standing(behind, year=years[item.criterion_id])
        work = [link.assignment for link in item.links.all()]
        found[item.criterion_id].append(RequirementRow(item, standing, work, claims, sum(len(each.claims) for each in behind)))
    return found


def _direct(items: Sequence[RequiredEvidence]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in _live().filter(kind="requirement", key__in=[str(item.pk) for item in items]):
        found[claim.key].append(claim)
    return found


def _works(assignments: set[int]) -> dict[int, WorkFacts]:
    """What each assignment has come to: accepted when no lead occurrence is open, with the claims on it or its occurrences."""
    occurrences = Occurrence.objects.filter(duty__assignment__in=assignments, duty__part="lead", duty__removed_at=None).values_list(
        "pk", "duty__assignment_id", "state"
    )
    owner = {str(pk): assignment for pk, assignment, _ in occurrences}
    states: dict[int, list[str]] = defaultdict(list)
    for _, assignment, state in occurrences:
        states[assignment].append(state)
    claims: dict[int, list[ClaimFacts]] = defaultdict(list)
    for claim in _live().filter(kind="assignment", key__in=[str(pk) for pk in assignments]):
        claims[int(claim.key)].append(_facts(claim))
    for claim in _live().filter(kind="occurrence", key__in=list(owner)):
        claims[owner[claim.key]].append(_facts(claim))
    return {
        pk: WorkFacts("accepted" in states[pk] and not any(state in OPEN for state in states[pk]), tuple(claims[pk])) for pk in assignments
    }


def _live() -> QuerySet[Claim]:
    return Claim.objects.filter(withdrawn_at=None).select_related("document__file__blob", "file__blob")


def _facts(claim: Claim) -> ClaimFacts:
    return ClaimFacts(claim.state, dated(claim))
