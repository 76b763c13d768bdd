"""The evidence behind each requirement: claims brought for it directly, and those of the accepted work linked to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.then import Linked, works_at
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.proving import Need, sufficed_by
from minhchung.apps.evidence.then import claims_at
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.facts import end_of
from minhchung.apps.indexes.models import Criterion, CriterionAssignment, RequiredEvidence
from minhchung.apps.indexes.rules import RequirementStanding, Work, requirement_standing
from minhchung.apps.organisations.models import Commune
from minhchung.scoring.packs import Requirement


@dataclass(frozen=True)
class RequirementRow:
    """One required piece of evidence: how it stood, the work linked to it, and everything that was brought for it or for that work.

    `unsure`: the content of something done since then was blanked, so that it is told as it is today.
    """

    requirement: RequiredEvidence
    standing: RequirementStanding
    assignments: Sequence[Assignment]
    claims: Sequence[Claim]
    unsure: bool = False


def asked_of(item: RequiredEvidence) -> Requirement:
    """The requirement as the engine has it: its words with the conditions; without any, a document dated in the year."""
    return Requirement.model_validate({"text": item.text, "kind": "file", **item.conditions})


def requirement_rows(criteria: Iterable[Criterion], *, day: date) -> dict[int, list[RequirementRow]]:
    """Criterion → its live requirements in order, as of the end of a day. The queries grow with communes and years, not with the criteria.

    Links, work and evidence are told as they were then; what is asked for is what the set asks for today.
    """
    at = end_of(day)
    listed = {criterion.pk: criterion for criterion in criteria}
    live = Q(unlinked_at=None) | Q(unlinked_at__gt=at)
    then = CriterionAssignment.objects.filter(live).exclude(linked_at__gt=at).select_related("assignment__document").order_by("pk")
    items = list(RequiredEvidence.objects.filter(criterion__in=listed, archived_at=None).prefetch_related(Prefetch("links", then)))
    works = works_at({link.assignment_id for item in items for link in item.links.all()}, at)
    groups: dict[tuple[Commune, int], list[RequiredEvidence]] = defaultdict(list)
    for item in items:
        groups[listed[item.criterion_id].commune, listed[item.criterion_id].year].append(item)
    found: dict[int, list[RequirementRow]] = defaultdict(list)
    for (commune, year), asked in groups.items():
        for row in _rows(commune, year, asked, works, day):
            found[row.requirement.criterion_id].append(row)
    return found


def _rows(
    commune: Commune, year: int, items: Sequence[RequiredEvidence], works: Mapping[int, Linked], day: date
) -> Iterable[RequirementRow]:
    own = {item.pk: Ref("requirement", str(item.pk)) for item in items}
    linked = {item.pk: [works[link.assignment_id] for link in item.links.all()] for item in items}
    needs = {
        pk: Need(asked_of(item), [own[pk], *(ref for work in linked[pk] if work.accepted for ref in work.subjects)])
        for pk, item in ((item.pk, item) for item in items)
    }
    around = {pk: [own[pk], *(ref for work in linked[pk] for ref in work.subjects)] for pk in own}
    shown = claims_at(commune, {ref for refs in around.values() for ref in refs}, end_of(day))
    claims = shown.claims
    told = sufficed_by(commune, needs, claims, year=year, today=day)
    for item in items:
        works_of = [Work(work.accepted, any(claims[ref] for ref in work.subjects)) for work in linked[item.pk]]
        behind = [claim for ref in around[item.pk] for claim in claims[ref]]
        work = [link.assignment for link in item.links.all()]
        unsure = any(each.unsure for each in linked[item.pk]) or not shown.unsure.isdisjoint(around[item.pk])
        yield RequirementRow(item, requirement_standing(told[item.pk], works_of), work, behind, unsure)
