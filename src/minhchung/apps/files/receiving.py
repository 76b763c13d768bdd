"""From an upload to bytes in their place and what they say of themselves. Runs before the act: no row is written here.

Reading a file may take long; doing it inside the act would hold the database's write lock all the while.
"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.files.base import File

from minhchung.apps.files import vault
from minhchung.apps.files.models import Blob
from minhchung.apps.files.office import members_of
from minhchung.apps.files.rules import FATAL, WITHOUT_TEXT, FileRefused, admitted, file_name, holds_macros
from minhchung.apps.files.said import said_by
from minhchung.apps.files.signatures import FoundSignature, signatures_of
from minhchung.apps.ground.acts import Refused
from minhchung.text.extract import ExtractError, MediaType, extract, sniff


@dataclass(frozen=True)
class Received:
    """A file in its place, ready to be given a row by an act. `known` when its row exists already and nothing was read anew."""

    sha256: str
    size: int
    name: str
    media_type: str
    text: str = ""
    text_state: str = Blob.TextState.NONE
    text_error: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    signatures: tuple[FoundSignature, ...] = ()
    known: bool = False


def receive(upload: "File[bytes]", *, name: str | None = None) -> Received:
    """Takes a file in: type by content, guards, text, signatures; then moves it to its place.

    Raises Refused in Vietnamese for what is not taken (too large, web page, program, archive, password, secret document …); of a
    refused file neither bytes nor text are kept.
    """
    shown = name or upload.name or "tệp"
    with vault.taken_in(upload.chunks(), name=shown, limit=settings.UPLOAD_LIMIT) as waiting:
        known = Blob.objects.filter(pk=waiting.sha256).exclude(text_state=Blob.TextState.FAILED).first()
        try:
            received = _known(known, shown) if known else _looked_at(waiting, shown)
        except (FileRefused, ExtractError) as error:
            raise Refused(str(error)) from error
        vault.settle(waiting)
    return received


def _known(blob: Blob, name: str) -> Received:
    return Received(
        blob.sha256,
        blob.size,
        file_name(name, MediaType(blob.media_type)),
        blob.media_type,
        text=blob.text,
        text_state=blob.text_state,
        text_error=blob.text_error,
        said=blob.said,
        known=True,
    )


def _looked_at(waiting: vault.Waiting, name: str) -> Received:
    data = waiting.read()
    kind = admitted(sniff(data), name, data[:16])
    _guard_office(kind, data, name)
    text, state, error = _text(kind, data, name)
    return Received(
        waiting.sha256,
        waiting.size,
        file_name(name, kind),
        kind.value,
        text=text,
        text_state=state,
        text_error=error,
        said=said_by(text),
        signatures=signatures_of(data) if kind is MediaType.PDF else (),
    )


def _guard_office(kind: MediaType, data: bytes, name: str) -> None:
    """No macros, no bombs: also in office files that are not read."""
    zipped = kind in (MediaType.DOCX, MediaType.XLSX, MediaType.PPTX, MediaType.ODT)
    members = members_of(data, name) if zipped else frozenset()
    if holds_macros(kind, members, data):
        raise FileRefused(f"“{name}” chứa macro, có thể chạy khi mở; hãy lưu lại thành .docx, .xlsx hoặc PDF không có macro rồi tải lên.")


def _text(kind: MediaType, data: bytes, name: str) -> tuple[str, str, str]:
    """Text, its state, and the message when there is none. A file whose text cannot be had is still evidence."""
    if kind in WITHOUT_TEXT:
        return "", Blob.TextState.NONE, ""
    try:
        text = extract(data, name=name, limit_bytes=settings.UPLOAD_LIMIT).text
    except ExtractError as error:
        if error.code in FATAL:
            raise
        unread = Blob.TextState.NONE if error.code == "no-text" else Blob.TextState.FAILED
        return "", unread, error.message[:500]
    return text.replace("\x00", ""), Blob.TextState.READ, ""
