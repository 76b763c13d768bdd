"""Correcting the register: columns, file, answer wanted, archive."""

from datetime import date, datetime

from minhchung.apps.documents import rights
from minhchung.apps.documents.arrivals import enter_book, locked_book
from minhchung.apps.documents.changing import locked
from minhchung.apps.documents.citing import base_of, own_of, resolve
from minhchung.apps.documents.fields import Fields, difference, recorded
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.writing import attach_to, ref, settle
from minhchung.apps.files.receiving import Received
from minhchung.apps.files.storing import put, told
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person


@act("documents.edit", "Sửa thông tin văn bản", on="document", allowed=rights.handles)
def edit(*, document: Document, fields: Fields, actor: Person | None, at: datetime) -> Document:
    """Writes the columns as a person confirmed them; nothing is marked as merely read from the file any more.

    Raises Refused when an issued outgoing document would lose its number (correct an issued document by a correcting one), and when
    the arrival number is another document's.
    """
    locked_book(document.commune_id)
    row = locked(document)
    earlier, base, own = recorded(row), base_of(row), own_of(row)
    fields.write_to(row)
    if any(earlier[column] != getattr(row, column) for column in ("arrival_number", "arrived_on")):
        enter_book(row, give=False)
    if row.state == Document.State.ISSUED and row.direction == Document.Direction.OUTGOING and row.number is None:
        raise Refused(f"{document.title} đã ban hành nên không để trống số; ghi số và ký hiệu, ví dụ 468/TB-UBND.")
    row.from_file = []
    row.save()
    settle(row, reread=own_of(row) != own, earlier_bases=[base])
    before, after = difference(earlier, recorded(row))
    record(commune=row.commune_id, subject=ref(row), before=before, after=after)
    document.refresh_from_db()
    return document


@act("documents.attach", "Đính tệp vào văn bản", on="document", allowed=rights.handles)
def attach(*, document: Document, upload: Received, actor: Person | None, at: datetime) -> Document:
    """Gives the document a file, or another one; the earlier file stays in the store and in the history."""
    row = locked(document)
    earlier, file = recorded(row), row.file
    stored, _ = put(row.commune, upload, actor=actor, at=at)
    attach_to(row, stored)
    row.save()
    settle(row, reread=True)
    before, after = difference(earlier, recorded(row))
    record(commune=row.commune_id, subject=ref(row), before={**before, **(told(file) if file else {})}, after={**after, **told(stored)})
    document.refresh_from_db()
    return document


@act("documents.want_answer", "Đặt chờ trả lời", on="document", allowed=rights.handles)
def want_answer(*, document: Document, wanted: bool, due_on: date | None = None, actor: Person | None, at: datetime) -> Document:
    """Says whether an answer is waited for (outgoing) or owed (incoming), and by when if that was said."""
    row = locked(document)
    before = {"needs_answer": row.needs_answer, "answer_due_on": row.answer_due_on}
    after = {"needs_answer": wanted, "answer_due_on": due_on if wanted else None}
    Document.objects.filter(pk=row.pk).update(**after)
    record(commune=row.commune_id, subject=ref(row), before=before, after=after)
    document.refresh_from_db()
    return document


@act("documents.archive", "Đưa văn bản ra khỏi sổ", on="document", allowed=rights.handles)
def archive(*, document: Document, reason: str, actor: Person | None, at: datetime) -> Document:
    """Takes a document out of the register; nothing is deleted. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused("Chưa ghi lý do đưa văn bản ra khỏi sổ; ghi lý do rồi làm lại.")
    if not Document.objects.filter(pk=document.pk, archived_at=None).update(archived_at=at):
        raise Refused(f"{document.title} đã được đưa ra khỏi sổ từ trước; tải lại trang.")
    lookup.remove(ref(document))
    resolve(document.commune_id, [base_of(document)])
    record(commune=document.commune_id, subject=ref(document), before={"archived_at": None}, after={"archived_at": at}, note=reason.strip())
    document.refresh_from_db()
    return document


@act("documents.restore", "Đưa văn bản trở lại sổ", on="document", allowed=rights.handles)
def restore(*, document: Document, actor: Person | None, at: datetime) -> Document:
    """Puts an archived document back into the register."""
    before = document.archived_at
    if not Document.objects.filter(pk=document.pk, archived_at__isnull=False).update(archived_at=None):
        raise Refused(f"{document.title} đang ở trong sổ; tải lại trang.")
    document.refresh_from_db()
    settle(document)
    record(commune=document.commune_id, subject=ref(document), before={"archived_at": before}, after={"archived_at": None})
    return document
