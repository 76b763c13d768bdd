"""An outgoing document from draft to issued: draft → approved → sent for number → issued → withdrawn."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from minhchung.apps.documents import rights
from minhchung.apps.documents.changing import move
from minhchung.apps.documents.citing import base_of, own_of
from minhchung.apps.documents.fields import Fields, difference, recorded, rename
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.writing import attach_to, enter, ref, settle
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.files.storing import told
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Commune, Person
from minhchung.text.written import written_day

State = Document.State


@act("documents.draft", "Soạn văn bản đi", on="commune", allowed=rights.registers)
def draft(
    *, commune: Commune, fields: Fields | None = None, upload: Received | None = None, text: str = "", actor: Person | None, at: datetime
) -> Document:
    """Enters an outgoing document as a draft."""
    document, said = enter(
        commune, direction=Document.Direction.OUTGOING, state=State.DRAFT, fields=fields, upload=upload, text=text, actor=actor, at=at
    )
    record(commune=commune.code, subject=ref(document), after=said)
    return document


@act("documents.approve", "Duyệt dự thảo", on="document", allowed=rights.approves)
def approve(*, document: Document, actor: Person | None, at: datetime) -> Document:
    """Approves a draft. Raises Refused when it is no draft any more."""
    return _step(document, {State.DRAFT}, State.APPROVED)


@act("documents.return_to_draft", "Trả lại dự thảo", on="document", allowed=rights.approves)
def return_to_draft(*, document: Document, reason: str, actor: Person | None, at: datetime) -> Document:
    """Gives an approved document back for rewriting, with a reason."""
    return _step(document, {State.APPROVED, State.SENT_FOR_NUMBER}, State.DRAFT, why="trả lại dự thảo", note=reason)


@act("documents.send_for_number", "Trình lấy số", on="document", allowed=rights.handles)
def send_for_number(*, document: Document, actor: Person | None, at: datetime) -> Document:
    """Sends an approved document to the clerk for its number and date."""
    return _step(document, {State.APPROVED}, State.SENT_FOR_NUMBER)


@act("documents.issue", "Ban hành", on="document", allowed=rights.handles)
def issue(
    *,
    document: Document,
    code: str,
    issued_on: date,
    signer: str = "",
    personal_signature: bool | None = None,
    agency_signature: bool | None = None,
    signed: StoredFile | None = None,
    actor: Person | None,
    at: datetime,
) -> Document:
    """Number, date and signatures as the person confirmed them; the `signed` file that came back takes the draft's place.

    Raises Refused when the number is missing, the date lies ahead, or the document is not at this step.
    """
    before_state = move(document, from_states={State.APPROVED, State.SENT_FOR_NUMBER}, to=State.ISSUED)
    earlier, base, own, file = recorded(document), base_of(document), own_of(document), document.file
    rename(document, code)
    if document.number is None:
        raise Refused(f"Chưa có số văn bản trong “{code}”; ghi đủ số và ký hiệu, ví dụ 468/TB-UBND.")
    if issued_on > localdate(at):
        raise Refused(
            f"Ngày ban hành {written_day(issued_on)} ở sau hôm nay {written_day(localdate(at))}; ghi đúng ngày trên văn bản đã ký."
        )
    document.issued_on, document.signer = issued_on, signer or document.signer
    if signed is not None:
        if signed.commune_id != document.commune_id:
            raise Refused("Tệp đã ký này không thuộc phường; tải lại tệp từ máy.")
        attach_to(document, signed)
    if personal_signature is not None:
        document.personal_signature = personal_signature
    if agency_signature is not None:
        document.agency_signature = agency_signature
    document.save()
    settle(document, reread=signed is not None or own_of(document) != own, earlier_bases=[base])
    before, after = difference(earlier, recorded(document))
    record(commune=document.commune_id, subject=ref(document), before={"state": before_state, **before, **_told(file if signed else None)},
           after={"state": State.ISSUED.value, **after, **_told(signed)})  # fmt: skip
    return document


@act("documents.withdraw", "Thu hồi văn bản", on="document", allowed=rights.withdraws)
def withdraw(*, document: Document, reason: str, actor: Person | None, at: datetime) -> Document:
    """Withdraws an issued document, with a reason."""
    return _step(document, {State.ISSUED}, State.WITHDRAWN, why="thu hồi", note=reason)


def _told(file: StoredFile | None) -> dict[str, Any]:
    return told(file) if file else {}


def _step(document: Document, from_states: set[Document.State], to: Document.State, *, why: str = "", note: str = "") -> Document:
    """One step; `why` names one that needs a reason. That the step is not open is said before that its reason is missing."""
    before = move(document, from_states=from_states, to=to)
    if why and not note.strip():
        raise Refused(f"Chưa ghi lý do {why}; ghi lý do rồi làm lại.")
    record(commune=document.commune_id, subject=ref(document), before={"state": before}, after={"state": to.value}, note=note.strip())
    return document
