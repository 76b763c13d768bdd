"""What hangs together: directive ↔ assignment ↔ evidence ↔ leaf, and what hangs on nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.documents.models import Document
from minhchung.apps.indexes.models import CriterionAssignment
from minhchung.apps.indexes.standing import IndexStanding, LeafRow


@dataclass(frozen=True)
class MatrixRow:
    """A leaf with the work linked to it, the directives the work comes from, and how many pieces of evidence stand behind it."""

    leaf: LeafRow
    assignments: Sequence[Assignment]
    directives: Sequence[Document]
    claims: int


def matrix(standing: IndexStanding) -> list[MatrixRow]:
    """Every leaf of the index in order. Nobody brings evidence for a penalty that was not recorded."""
    return [_row(row) for row in standing.leaves.values() if row.asks_for_evidence]


def _row(row: LeafRow) -> MatrixRow:
    work = {each.pk: each for item in row.requirements for each in item.assignments}
    directives = {each.document_id: each.document for each in work.values() if each.document is not None}
    return MatrixRow(row, list(work.values()), list(directives.values()), sum(len(item.claims) for item in row.requirements))


def without_leaf(commune: str, year: int) -> QuerySet[Assignment]:
    """The work of the year that proves nothing of the index."""
    linked = CriterionAssignment.objects.filter(assignment=OuterRef("pk"), unlinked_at=None, requirement__archived_at=None)
    return (
        Assignment.objects.filter(commune=commune, year=year, archived_at=None)
        .filter(~Exists(linked))
        .select_related("document")
        .order_by("number")
    )
