"""What hangs together: directive ↔ assignment ↔ evidence ↔ leaf ↔ procedure ↔ finding, and what hangs on nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.documents.models import Document
from minhchung.apps.findings.models import Finding, FindingWork
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import CriterionAssignment, CriterionProcedure
from minhchung.apps.indexes.standing import IndexStanding, LeafRow
from minhchung.apps.procedures.models import Procedure


@dataclass(frozen=True)
class MatrixRow:
    """A leaf with the work linked to it, the directives the work comes from, how many pieces of evidence stand behind it, the procedures it
    is about, and the findings still open about it, its evidence, its work or its procedures, or mended by that work."""

    leaf: LeafRow
    assignments: Sequence[Assignment]
    directives: Sequence[Document]
    claims: int
    procedures: Sequence[Procedure]
    findings: Sequence[Finding]


def matrix(standing: IndexStanding) -> list[MatrixRow]:
    """Every leaf of the index in order. Nobody brings evidence for a penalty that was not recorded."""
    shown = [row for row in standing.leaves.values() if row.asks_for_evidence]
    about = _findings_about(standing.index.commune_id)
    periods = _periods_of({pk for row in shown for pk in _work_of(row)})
    procedures = _procedures_of([row.criterion.pk for row in shown])
    return [_row(row, about, periods, procedures[row.criterion.pk]) for row in shown]


def _row(
    row: LeafRow, about: Mapping[Ref, Sequence[Finding]], periods: Mapping[int, Sequence[int]], procedures: Sequence[Procedure]
) -> MatrixRow:
    work = _work_of(row)
    directives = {each.document_id: each.document for each in work.values() if each.document is not None}
    claims = [claim.pk for item in row.requirements for claim in item.claims]
    keys = {
        "criterion": [row.criterion.pk],
        "requirement": [item.requirement.pk for item in row.requirements],
        "claim": claims,
        "assignment": list(work),
        "occurrence": [period for pk in work for period in periods[pk]],
        "procedure": [each.pk for each in procedures],
    }
    found = {each.pk: each for kind, pks in keys.items() for pk in pks for each in about.get(Ref(kind, str(pk)), ())}
    return MatrixRow(row, list(work.values()), list(directives.values()), len(claims), procedures, [found[pk] for pk in sorted(found)])


def _procedures_of(leaves: Sequence[int]) -> Mapping[int, list[Procedure]]:
    found: dict[int, list[Procedure]] = defaultdict(list)
    for link in CriterionProcedure.objects.filter(criterion__in=leaves).select_related("procedure"):
        found[link.criterion_id].append(link.procedure)
    return found


def _work_of(row: LeafRow) -> dict[int, Assignment]:
    return {each.pk: each for item in row.requirements for each in item.assignments}


def _periods_of(assignments: set[int]) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for assignment, pk in Occurrence.objects.filter(duty__assignment__in=assignments).values_list("duty__assignment", "pk"):
        found[assignment].append(pk)
    return found


def _findings_about(commune: str) -> Mapping[Ref, Sequence[Finding]]:
    """The open findings by what they are about, and by the work that mends them."""
    live = {each.pk: each for each in Finding.objects.filter(commune=commune, closed_at=None)}
    found: dict[Ref, list[Finding]] = defaultdict(list)
    for each in live.values():
        if each.subject is not None:
            found[each.subject].append(each)
    for finding, assignment in FindingWork.objects.filter(finding__in=live).values_list("finding", "assignment"):
        found[Ref("assignment", str(assignment))].append(live[finding])
    return found


def without_leaf(commune: str, year: int) -> QuerySet[Assignment]:
    """The work of the year that proves nothing of the index."""
    linked = CriterionAssignment.objects.filter(assignment=OuterRef("pk"), unlinked_at=None, requirement__archived_at=None)
    return (
        Assignment.objects.filter(commune=commune, year=year, archived_at=None)
        .filter(~Exists(linked))
        .select_related("document")
        .order_by("number")
    )
