"""The evidence behind each requirement: claims brought for it directly, and those of the accepted work linked to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.proving import Need, sufficed_in
from minhchung.apps.evidence.queries import claims_in
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import Criterion, CriterionAssignment, RequiredEvidence
from minhchung.apps.indexes.rules import RequirementStanding, Work, requirement_standing
from minhchung.apps.organisations.models import Commune
from minhchung.scoring.packs import Requirement

OPEN = [state for state in Occurrence.State.values if state not in ("accepted", "cancelled")]


@dataclass(frozen=True)
class RequirementRow:
    """One required piece of evidence: how it stands, the work linked to it, and everything that was brought for it or for that work."""

    requirement: RequiredEvidence
    standing: RequirementStanding
    assignments: Sequence[Assignment]
    claims: Sequence[Claim]


@dataclass(frozen=True)
class _Linked:
    """Work linked to requirements: whether all of it is accepted, and the subjects its evidence hangs on."""

    accepted: bool
    subjects: tuple[Ref, ...]


def asked_of(item: RequiredEvidence) -> Requirement:
    """The requirement as the engine has it: its words with the conditions; without any, a document dated in the year."""
    return Requirement.model_validate({"text": item.text, "kind": "file", **item.conditions})


def requirement_rows(criteria: Iterable[Criterion], *, day: date) -> dict[int, list[RequirementRow]]:
    """Criterion → its live requirements in order, as of a day. The queries grow with communes and years, never with the criteria."""
    listed = {criterion.pk: criterion for criterion in criteria}
    links = Prefetch("links", CriterionAssignment.objects.select_related("assignment__document"))
    items = list(RequiredEvidence.objects.filter(criterion__in=listed, archived_at=None).prefetch_related(links))
    works = _works({link.assignment_id for item in items for link in item.links.all()})
    groups: dict[tuple[Commune, int], list[RequiredEvidence]] = defaultdict(list)
    for item in items:
        groups[listed[item.criterion_id].commune, listed[item.criterion_id].year].append(item)
    found: dict[int, list[RequirementRow]] = defaultdict(list)
    for (commune, year), asked in groups.items():
        for row in _rows(commune, year, asked, works, day):
            found[row.requirement.criterion_id].append(row)
    return found


def _rows(
    commune: Commune, year: int, items: Sequence[RequiredEvidence], works: Mapping[int, _Linked], day: date
) -> Iterable[RequirementRow]:
    own = {item.pk: Ref("requirement", str(item.pk)) for item in items}
    linked = {item.pk: [works[link.assignment_id] for link in item.links.all()] for item in items}
    needs = {
        pk: Need(asked_of(item), [own[pk], *(ref for work in linked[pk] if work.accepted for ref in work.subjects)])
        for pk, item in ((item.pk, item) for item in items)
    }
    told = sufficed_in(commune, needs, year=year, today=day)
    claims = claims_in(commune, {ref for pk in own for ref in (own[pk], *(ref for work in linked[pk] for ref in work.subjects))})
    for item in items:
        works_of = [Work(work.accepted, any(claims[ref] for ref in work.subjects)) for work in linked[item.pk]]
        behind = [claim for ref in (own[item.pk], *(ref for work in linked[item.pk] for ref in work.subjects)) for claim in claims[ref]]
        work = [link.assignment for link in item.links.all()]
        yield RequirementRow(item, requirement_standing(told[item.pk], works_of), work, behind)


def _works(assignments: set[int]) -> dict[int, _Linked]:
    """What each assignment has come to: accepted when no lead occurrence is open; its evidence hangs on it or on its occurrences."""
    occurrences = Occurrence.objects.filter(duty__assignment__in=assignments, duty__part="lead", duty__removed_at=None).values_list(
        "pk", "duty__assignment_id", "state"
    )
    states: dict[int, list[str]] = defaultdict(list)
    subjects: dict[int, list[Ref]] = {pk: [Ref("assignment", str(pk))] for pk in assignments}
    for pk, assignment, state in occurrences:
        states[assignment].append(state)
        subjects[assignment].append(Ref("occurrence", str(pk)))
    return {
        pk: _Linked("accepted" in states[pk] and not any(state in OPEN for state in states[pk]), tuple(subjects[pk])) for pk in assignments
    }
