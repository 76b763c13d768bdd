"""How documents stand on a page: rows of the register, dates of answers, the history in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules import Waited, waited
from minhchung.apps.files.models import Signature
from minhchung.apps.ground.acts import label_of
from minhchung.apps.ground.models import HistoryEvent
from minhchung.worktime import Calendar

_WIDTHS = ("7.5rem", "10rem", "", "6.5rem", "9rem", "11rem")
_LABELS = {
    "in": ("Ngày đến", "Số, ký hiệu", "Trích yếu, cơ quan ban hành", "Đơn vị", "Trong QLVB", "Trả lời"),
    "out": ("Ngày ban hành", "Số, ký hiệu", "Trích yếu", "Đơn vị soạn", "Bước, chữ ký", "Trả lời"),
    "law": ("Ngày ban hành", "Số, ký hiệu", "Tên, cơ quan ban hành"),
}


def columns_of(direction: str) -> list[dict[str, str]]:
    """The heads of the register of a direction."""
    return [{"label": label, "width": width} for label, width in zip(_LABELS[direction], _WIDTHS, strict=False)]


@dataclass(frozen=True)
class Row:
    """A document of a list. `state` is that of the answer: answered, late, waiting, owed, or "" when none is wanted."""

    document: Document
    state: str
    waited: Waited | None


@dataclass(frozen=True)
class Signed:
    """Signatures of a file that say the same (an agency signs each annex anew): one line, and how many they are."""

    signature: Signature
    count: int


def signed_by(document: Document) -> list[Signed]:
    """The signatures of the document's file in signing order, equal ones together."""
    if document.file is None:
        return []
    grouped: dict[tuple[object, ...], list[Signature]] = {}
    for each in document.file.blob.signatures.all():
        facts = (each.signer, each.signed_at, each.intact, each.changed_after, each.digest_algorithm, each.note)
        grouped.setdefault(facts, []).append(each)
    return [Signed(group[0], len(group)) for group in grouped.values()]


@dataclass(frozen=True)
class Happened:
    """One event of the history in words."""

    event: HistoryEvent
    label: str


def rows_of(documents: Iterable[Document], today: date, calendar: Calendar) -> list[Row]:
    """The rows of a page. Each document carries `answered` (queries.register)."""
    return [_row(document, today, calendar) for document in documents]


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
    return [Happened(event, label_of(event.act)) for event in events.select_related("actor")[:limit]]
