"""How a document enters and changes the register. Shared by the acts of this app; itself no act."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from minhchung.apps.documents import citing
from minhchung.apps.documents.arrivals import enter_book
from minhchung.apps.documents.fields import Fields, assumed_issuer, fields_said, given_by, names_said, recorded
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules import signing_of
from minhchung.apps.files.models import Blob, StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.files.said import said_by
from minhchung.apps.files.storing import put, told
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.text.extract import secrecy_stamp
from minhchung.text.normal import nfc

SEARCHED_TEXT = 100_000
TextState = Blob.TextState


def ref(document: Document) -> Ref:
    """The document's address as a subject."""
    return Ref("document", str(document.pk))


def enter(
    commune: Commune,
    *,
    direction: Document.Direction,
    state: Document.State,
    fields: Fields | None,
    upload: Received | None,
    text: str,
    actor: Person | None,
    at: datetime,
) -> tuple[Document, dict[str, Any]]:
    """Writes a new document, and gives it with what the history says of it. Without `fields`, the file's own words fill the row."""
    if not (fields or upload or text.strip()):
        raise Refused("Văn bản chưa có nội dung nào: tải tệp lên, dán nội dung, hoặc ghi số, ký hiệu và trích yếu.")
    text = checked_text(text)
    document = Document(commune=commune, direction=direction, state=state, added_by=actor, added_at=at)
    facts: dict[str, Any] = {}
    if upload:
        document.file, _ = put(commune, upload, actor=actor, at=at)
        facts = told(document.file)
    blob = document.file.blob if document.file else None
    said = blob.said if blob else said_by(text)
    (fields or fields_said(said)).write_to(document)
    if fields is None:
        document.from_file = names_said(said)
        document.arrived_on = localdate(at) if direction == Document.Direction.INCOMING else None
    document.text = blob.text if blob and blob.text else text
    take_file_state(document)
    enter_book(document, give=True)
    document.save()
    settle(document, reread=True)
    return document, {**{name: value for name, value in recorded(document).items() if value not in (None, "", False)}, **facts}


def checked_text(text: str) -> str:
    """Pasted text in normal form. Raises Refused for a document of state secrets; nothing of it is kept."""
    level = secrecy_stamp(text)
    if level is not None:
        raise Refused(
            f"Nội dung dán vào có dấu {level}: phần mềm này không được phép đọc hay lưu văn bản bí mật nhà nước; "
            "xử lý theo chế độ văn bản mật."
        )
    return nfc(text).replace("\x00", "").strip()


def take_signatures(document: Document) -> None:
    """Fills the two signature columns from the file where a person has not said anything."""
    if document.file is None:
        return
    found = signing_of((each.signer, each.by_agency, each.intact) for each in document.file.blob.signatures.all())
    if found is None:
        return
    if document.personal_signature is None:
        document.personal_signature = found.personal
    if document.agency_signature is None:
        document.agency_signature = found.agency


def take_file_state(document: Document) -> None:
    """Notes how far the reading of the file has come, and takes its signatures once they are known. The caller saves."""
    state = document.file.blob.text_state if document.file else TextState.READ
    document.file_state = "" if state == TextState.READ else state
    if state != TextState.WAITING:
        take_signatures(document)


def take_reading(document: Document) -> None:
    """Takes over what the reading of the file has given since: its text, its signatures, and its own words for a row that is still
    empty; a row in which a person has written is left as it is. The caller saves."""
    blob = document.file.blob if document.file else None
    if blob is None:
        return
    document.text = blob.text or document.text
    take_file_state(document)
    issuer = "" if document.issuer == assumed_issuer(document) else document.issuer
    if not any((document.code, document.type, document.issued_on, issuer, document.signer, document.subject)):
        replace(Fields.of(document), **{"issuer": issuer, **given_by(blob.said)}).write_to(document)
        document.from_file = names_said(blob.said)


def settle(document: Document, *, reread: bool = False, earlier_bases: Iterable[str] = ()) -> None:
    """After a change: the search row, the citations of the document's own text, and the citations that may mean it."""
    lookup.put(ref(document), commune=document.commune_id, title=document.title, text=searched(document))
    if reread and document.text:
        citing.cite(ref(document), document.text, commune=document.commune_id, own=citing.own_of(document))
    citing.resolve(document.commune_id, {citing.base_of(document), *earlier_bases})


def searched(document: Document) -> str:
    """The words a document is found by, besides its title."""
    return "\n".join((document.code, document.type, document.issuer, document.signer, document.text[:SEARCHED_TEXT]))


def enter_many(commune: Commune, documents: list[Document]) -> None:
    """Writes many new documents without files, makes them findable, and looks again at the citations that may mean one of them."""
    Document.objects.bulk_create(documents, batch_size=500)
    lookup.put_new(((ref(document), document.title, searched(document)) for document in documents), commune=commune.code)
    citing.resolve(commune.code, {citing.base_of(document) for document in documents})


def attach_to(document: Document, stored: StoredFile) -> None:
    """Gives the document this file and its text; the signature columns follow the new file. The caller saves."""
    document.file = stored
    document.text = stored.blob.text or document.text
    document.personal_signature = document.agency_signature = None
    take_file_state(document)
