"""How documents stand on a page: rows of the register, dates of answers, the history in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from minhchung.apps.documents.models import Document
from minhchung.apps.documents.queries import urging_numbers
from minhchung.apps.documents.rules import Waited, waited
from minhchung.apps.documents.rules.validity import Validity, validity
from minhchung.apps.files.presenting import Signed, signed_in
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.templatetags.history import act_label
from minhchung.worktime import Calendar

_WIDTHS = ("7.5rem", "10rem", "", "6.5rem", "9rem", "11rem")
_LABELS = {
    "in": ("Ngày đến", "Số, ký hiệu", "Trích yếu, cơ quan ban hành", "Đơn vị", "Trong QLVB", "Trả lời"),
    "out": ("Ngày ban hành", "Số, ký hiệu", "Trích yếu", "Đơn vị soạn", "Bước, chữ ký", "Trả lời"),
    "law": ("Ngày ban hành", "Số, ký hiệu", "Tên, cơ quan ban hành", "Hiệu lực"),
}


def columns_of(direction: str) -> list[dict[str, str]]:
    """The heads of the register of a direction."""
    widths = (*_WIDTHS[:3], "14rem") if direction == Document.Direction.LAW else _WIDTHS
    return [{"label": label, "width": width} for label, width in zip(_LABELS[direction], widths, strict=False)]


UNTOLD = validity((), date.max)
"""Of a document of which nobody has confirmed anything."""


@dataclass(frozen=True)
class Row:
    """A document of a list. `validity` is its state of the day where the list tells it. `state` is that of the answer: answered, late,
    waiting, owed, or "" when none is wanted; `urging` says as the how manyth it urges about another one, 0 when it urges about none."""

    document: Document
    state: str
    waited: Waited | None
    urging: int = 0
    validity: Validity | None = None


def signed_by(document: Document) -> list[Signed]:
    """The signatures of the document's file in signing order, equal ones together."""
    return signed_in(document.file.blob) if document.file else []


@dataclass(frozen=True)
class Happened:
    """One event of the history in words."""

    event: HistoryEvent
    label: str


def rows_of(documents: Sequence[Document], today: date, calendar: Calendar, states: Mapping[int, Validity] | None = None) -> list[Row]:
    """The rows of a page. Each document carries `answered` (queries.register); `states` are those of today by document, where told."""
    urging = urging_numbers(documents)
    shown = [replace(_row(document, today, calendar), urging=urging.get(document.pk, 0)) for document in documents]
    return shown if states is None else [replace(row, validity=states.get(row.document.pk, UNTOLD)) for row in shown]


def _row(document: Document, today: date, calendar: Calendar) -> Row:
    wanted = document.needs_answer or document.answer_due_on is not None
    if getattr(document, "answered", False):
        return Row(document, "answered", None)
    if not wanted:
        return Row(document, "", None)
    if document.direction == Document.Direction.OUTGOING and document.state != Document.State.ISSUED:
        return Row(document, "", None)
    time = waited(document.issued_on or document.arrived_on, document.answer_due_on, today, calendar)
    if time.late or time.all_late:
        return Row(document, "late", time)
    return Row(document, "waiting" if document.direction == Document.Direction.OUTGOING else "owed", time)


def happened(events: QuerySet[HistoryEvent], limit: int = 20) -> list[Happened]:
    """The newest events with the names of their acts."""
    return [Happened(event, act_label(event)) for event in events.select_related("actor")[:limit]]
