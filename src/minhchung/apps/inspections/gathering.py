"""From results of the checklist to findings: the same line at several units is one finding under all of them."""

from dataclasses import dataclass
from datetime import date

from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.writing import SEVERITY_OF, Found
from minhchung.apps.inspections.checklists import Line, checklist_of
from minhchung.apps.inspections.models import ChecklistResult, Inspection

KIND_OF = {
    ChecklistResult.Result.SHORTCOMING: Finding.Kind.SHORTCOMING,
    ChecklistResult.Result.MAJOR: Finding.Kind.MAJOR,
    ChecklistResult.Result.MINOR: Finding.Kind.MINOR,
    ChecklistResult.Result.RECOMMENDATION: Finding.Kind.RECOMMENDATION,
}
"""Results that become findings, the worst of a line's first (the order of severity is that of `WORST`)."""
WORST = (Finding.Kind.MAJOR, Finding.Kind.SHORTCOMING, Finding.Kind.MINOR, Finding.Kind.RECOMMENDATION)


@dataclass(frozen=True)
class Gathered:
    """A line with its results that are not right, one per unit."""

    line: Line
    results: tuple[ChecklistResult, ...]

    @property
    def kind(self) -> Finding.Kind:
        """The worst of its results."""
        return min((KIND_OF[ChecklistResult.Result(each.result)] for each in self.results), key=WORST.index)

    @property
    def message(self) -> str:
        """The note where it is the same everywhere, else the question with what was seen kept at each unit."""
        notes = list(dict.fromkeys(each.note for each in self.results))
        return notes[0] if len(notes) == 1 else f"Chưa đạt ở {len(self.results)} đơn vị: {self.line.question}"

    def found(self, inspection: Inspection, *, on: date) -> Found:
        """The finding to write."""
        message = self.message
        units = {each.inspected.unit_id: "" if each.note == message else each.note for each in self.results}
        citation = f"{self.line.citation}{' (chưa xác nhận)' if self.line.unconfirmed else ''}"
        return Found(
            inspection.source,
            message,
            SEVERITY_OF[self.kind],
            units,
            kind=self.kind,
            citation=citation[:300],
            origin=inspection.ref,
            found_on=on,
        )


def gathered(inspection: Inspection) -> list[Gathered]:
    """The lines that are not right somewhere and stand in no finding yet, in the order of the checklist."""
    rows = ChecklistResult.objects.filter(inspected__inspection=inspection, finding=None, result__in=list(KIND_OF))
    by_line: dict[str, list[ChecklistResult]] = {}
    for each in rows.select_related("inspected").order_by("inspected__unit__order"):
        by_line.setdefault(each.line, []).append(each)
    return [Gathered(line, tuple(by_line[line.code])) for line in checklist_of(inspection.kind).lines() if line.code in by_line]
