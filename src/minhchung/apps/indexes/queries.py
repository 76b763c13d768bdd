"""Criteria as a person may read them, with where their points stand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.evidence.models import Claim
from minhchung.apps.indexes.models import Criterion, CriterionAssignment, RequiredEvidence
from minhchung.apps.indexes.rules import (
    ClaimFacts,
    CriterionStanding,
    RequirementStanding,
    WorkFacts,
    criterion_standing,
    requirement_standing,
)
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person

OPEN = [state for state in Occurrence.State.values if state not in ("accepted", "cancelled")]


@dataclass(frozen=True)
class RequirementRow:
    """One required piece of evidence with the assignments linked to it."""

    requirement: RequiredEvidence
    standing: RequirementStanding
    assignments: Sequence[Assignment]


@dataclass(frozen=True)
class CriterionRow:
    """A criterion as a list shows it."""

    criterion: Criterion
    standing: CriterionStanding
    requirements: Sequence[RequirementRow]

    @property
    def assignments(self) -> list[Assignment]:
        """The works behind the criterion, each once."""
        return list({assignment.pk: assignment for row in self.requirements for assignment in row.assignments}.values())


def criteria(person: Person, *, on: date) -> QuerySet[Criterion]:
    """The criteria the person may read: those of the own commune; for the city appraiser those of the province's communes."""
    mandate = person.mandate(on)
    found = Criterion.objects.filter(archived_at=None).select_related("unit", "commune")
    if mandate.works_here:
        return found.filter(commune_id=mandate.commune)
    if mandate.has(Role.APPRAISER) and mandate.province:
        return found.filter(commune__province_id=mandate.province, commune__in_use=True)
    return found.none()


def criterion(person: Person, pk: int, *, on: date) -> Criterion:
    """One criterion; Http404 when it does not exist for the person."""
    found = criteria(person, on=on).filter(pk=pk).first()
    if found is None:
        raise Http404("Không có tiêu chí này.")
    return found


def requirement(person: Person, pk: int, *, on: date) -> RequiredEvidence:
    """One required piece of evidence of a criterion the person may read."""
    found = RequiredEvidence.objects.filter(pk=pk, criterion__in=criteria(person, on=on)).select_related("criterion").first()
    if found is None:
        raise Http404("Không có yêu cầu minh chứng này.")
    return found


def linkable(person: Person, *, year: int) -> QuerySet[Assignment]:
    """Assignments of the person's commune in the year that may prove something."""
    return Assignment.objects.filter(commune_id=person.commune_id, year=year, archived_at=None).order_by("-number")


def communes_read(person: Person, *, on: date) -> QuerySet[Commune]:
    """The communes whose criteria the person reads."""
    return Commune.objects.filter(pk__in=criteria(person, on=on).values("commune"))


def rows(found: Iterable[Criterion] | QuerySet[Criterion], *, today: date) -> list[CriterionRow]:
    """Standing of each criterion; a fixed number of queries whatever their count."""
    listed = list(found)
    links = Prefetch("links", CriterionAssignment.objects.select_related("assignment__document"))
    wanted: dict[int, list[RequiredEvidence]] = defaultdict(list)
    for item in RequiredEvidence.objects.filter(criterion__in=listed).prefetch_related(links):
        wanted[item.criterion_id].append(item)
    works = _works({link.assignment_id for items in wanted.values() for item in items for link in item.links.all()})
    return [_row(criterion, wanted[criterion.pk], works, today) for criterion in listed]


def _row(criterion: Criterion, items: Sequence[RequiredEvidence], works: dict[int, WorkFacts], today: date) -> CriterionRow:
    requirements = [
        RequirementRow(
            item,
            requirement_standing([works[link.assignment_id] for link in item.links.all()], year=criterion.year),
            [link.assignment for link in item.links.all()],
        )
        for item in items
    ]
    standing = criterion_standing(criterion.points, [row.standing for row in requirements], year=criterion.year, today=today)
    return CriterionRow(criterion, standing, requirements)


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
    for claim in _claims(assignments, owner):
        assignment = int(claim.key) if claim.kind == "assignment" else owner[claim.key]
        claims[assignment].append(ClaimFacts(claim.state, claim.typed_date or _said_date(claim)))
    return {
        pk: WorkFacts("accepted" in states[pk] and not any(state in OPEN for state in states[pk]), tuple(claims[pk])) for pk in assignments
    }


def _claims(assignments: set[int], occurrences: dict[str, int]) -> Iterable[Claim]:
    found = Claim.objects.filter(withdrawn_at=None).select_related("document", "file__blob")
    yield from found.filter(kind="assignment", key__in=[str(pk) for pk in assignments])
    yield from found.filter(kind="occurrence", key__in=list(occurrences))


def _said_date(claim: Claim) -> date | None:
    if claim.document is not None:
        return claim.document.issued_on
    said = claim.file.blob.said.get("date") if claim.file else None
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None  # the file says only a month or a year: no day is invented


def points_by_assignment(found: Sequence[CriterionRow]) -> dict[int, list[tuple[Criterion, Decimal]]]:
    """For each assignment the criteria whose points it holds up."""
    held: dict[int, list[tuple[Criterion, Decimal]]] = defaultdict(list)
    for row in found:
        for assignment in row.assignments if row.standing.held else []:
            held[assignment.pk].append((row.criterion, row.standing.held))
    return held
