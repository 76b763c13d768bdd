"""Bringing in a register of the city's document system."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from minhchung.apps.documents import rights
from minhchung.apps.documents.arrivals import Book
from minhchung.apps.documents.citing import base_of
from minhchung.apps.documents.importing import Planned, fields_of, make_plan, read_sheet
from minhchung.apps.documents.models import ColumnProfile, Document, RegisterImport, Relation
from minhchung.apps.documents.rules import numbered
from minhchung.apps.documents.writing import enter_many, settle
from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.text.normal import fold


@act("documents.import_register", "Nhập sổ từ QLVB", on="commune", allowed=rights.imports)
def import_register(
    *,
    commune: Commune,
    stored: StoredFile,
    direction: Document.Direction,
    columns: Mapping[int, str],
    profile: str = "",
    actor: Person | None,
    at: datetime,
) -> RegisterImport:
    """Brings the rows of a stored spreadsheet in, read by `columns` (place → column name); `profile` saves these columns under a name.

    Good rows enter, bad rows are listed with their reason. The same file brought in again adds and changes nothing.
    """
    if stored.commune_id != commune.pk:
        raise Refused("Tệp này không thuộc phường; tải lại tệp từ máy.")
    if not columns:
        raise Refused("Chưa nói cột nào là gì; chọn ít nhất cột “Số, ký hiệu” hoặc “Số đến” và “Ngày đến”.")
    sheet, book = read_sheet(stored), Book(commune)
    plan = make_plan(commune, sheet, columns, direction, on=localdate(at))
    for planned in plan.added:
        planned.document = _new(commune, direction, planned, actor=actor, at=at)
    twice = [problem for planned in plan.added if (problem := _outside(book, planned))]
    enter_many(commune, [planned.document for planned in plan.added if planned.document])
    twice += [problem for planned in plan.changed if (problem := _change(planned, book, at=at))]
    unanswered = [problem for planned in (*plan.added, *plan.changed, *plan.same) if (problem := _answer(commune, direction, planned))]
    named = {sheet.headings[place]: name for place, name in columns.items() if place < len(sheet.headings)}
    if profile.strip():
        ColumnProfile.objects.update_or_create(
            commune=commune, name=profile.strip()[:120], defaults={"direction": direction, "columns": named}
        )
    rejected = [{"row": each.row, "reason": each.reason} for each in plan.rejected] + twice + unanswered
    counted = {"added": len(plan.added), "changed": len(plan.changed), "same": len(plan.same)}
    made = RegisterImport.objects.create(
        commune=commune, file=stored, direction=direction, columns=named, by=actor, at=at, rejected=rejected, **counted
    )
    after = {"direction": direction, "sha256": stored.blob_id, "rejected": len(rejected), **counted}
    record(commune=commune.code, subject=Ref("file", str(stored.pk)), after=after)
    return made


def _new(commune: Commune, direction: Document.Direction, planned: Planned, *, actor: Person | None, at: datetime) -> Document:
    incoming = direction == Document.Direction.INCOMING
    state = Document.State.RECEIVED if incoming else Document.State.ISSUED
    document = Document(commune=commune, direction=direction, state=state, added_by=actor, added_at=at, city_seen_at=at)
    fields_of(planned).write_to(document)
    document.city_status = planned.row.values.get("city_status", "")[:80]
    if direction == Document.Direction.OUTGOING and document.number is None:
        document.state = Document.State.DRAFT
    return document


def _outside(book: Book, planned: Planned) -> dict[str, Any] | None:
    """What to say when the number a row brings is another document's; the row enters all the same, as the city's system has it."""
    document = planned.document
    if document is None or book.takes(document):
        return None
    said = f"số đến {document.arrival_number} đã cấp cho văn bản khác trong năm"
    return {"row": planned.row.row, "reason": f"văn bản đã nhập, nhưng {said}; mở văn bản và ghi lại số đến của một trong hai"}


def _change(planned: Planned, book: Book, *, at: datetime) -> dict[str, Any] | None:
    document = planned.document
    if document is None:
        raise RuntimeError("a changed row has a document")
    base = base_of(document)
    for change in planned.written:
        setattr(document, change.column, change.new[:80] if change.column == "city_status" else change.new)
    if any(change.column == "answer_due_on" for change in planned.written):
        document.needs_answer = True
    document.city_seen_at = at
    moved = any(change.column in ("arrival_number", "arrived_on") for change in planned.written)
    twice = _outside(book, planned) if moved else None
    document.save()
    settle(document, earlier_bases=[base])
    return twice


def _answer(commune: Commune, direction: Document.Direction, planned: Planned) -> dict[str, Any] | None:
    """Links the answering document a row names; gives the reason when it is not in the register exactly once."""
    said = planned.row.values.get("answered_by")
    if not said or planned.document is None:
        return None
    other = Document.Direction.OUTGOING if direction == Document.Direction.INCOMING else Document.Direction.INCOMING
    parts = numbered(said)
    rows = Document.objects.filter(commune=commune, direction=other, number=parts.number, suffix__iexact=parts.suffix, archived_at=None)
    found = [row for row in rows.defer("text") if fold(row.code) == fold(parts.code)] if parts.number is not None else []
    if len(found) == 1:
        Relation.objects.get_or_create(source=found[0], target=planned.document, kind=Relation.Kind.ANSWERS, scope="")
        return None
    cause = "chưa có trong sổ" if not found else "có nhiều văn bản cùng số trong sổ"
    return {"row": planned.row.row, "reason": f"văn bản đã nhập, nhưng văn bản trả lời “{said}” {cause}; vào sổ rồi ghi quan hệ bằng tay"}
