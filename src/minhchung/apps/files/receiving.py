"""From an upload to bytes in their place. Runs before the act: no row is written here.

What is quickly read is read at once, so that the page can show it. The rest (pictures, files for LibreOffice, long or large ones) is
only looked at here as far as the door needs; its text is read by a job (jobs.py) after the upload was acknowledged.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.files.base import File

from minhchung.apps.files import vault
from minhchung.apps.files.models import Blob
from minhchung.apps.files.office import members_of
from minhchung.apps.files.reading import Reading, read
from minhchung.apps.files.rules import FATAL, WITHOUT_TEXT, FileRefused, admitted, file_name, holds_macros
from minhchung.apps.files.signatures import FoundSignature
from minhchung.apps.ground.acts import Refused
from minhchung.text.extract import ExtractError, MediaType, sniff
from minhchung.text.extract.effort import takes_long
from minhchung.text.extract.heads import stamped_on_heads, stamped_on_sheets
from minhchung.text.extract.model import SecretDocument


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
    contents: dict[str, Any] | None = None
    signatures: tuple[FoundSignature, ...] = ()
    known: bool = False


def receive(upload: "File[bytes]", *, name: str | None = None, look: Callable[[bytes, Received], object] | None = None) -> Received:
    """Takes a file in: type by content, guards, and if it takes but a moment text and signatures; then moves it to its place.

    Raises Refused in Vietnamese for what is not taken (too large, web page, program, archive, password, secret document …); of a
    refused file neither bytes nor text are kept. A file whose text is still to be read has the state WAITING. `look` is shown the bytes
    of a file that would be taken, and refuses it likewise by raising Refused.
    """
    shown = name or upload.name or "tệp"
    with vault.taken_in(upload.chunks(), name=shown, limit=settings.UPLOAD_LIMIT) as waiting:
        known = Blob.objects.filter(pk=waiting.sha256).exclude(text_state=Blob.TextState.FAILED).first()
        if known is not None and known.text_state == Blob.TextState.SECRET:
            raise Refused(known.text_error)
        try:
            received = _known(known, shown) if known else _looked_at(waiting, shown)
        except (FileRefused, ExtractError) as error:
            raise Refused(str(error)) from error
        if look is not None:
            look(waiting.read(), received)
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
        contents=blob.contents,
        known=True,
    )


def _looked_at(waiting: vault.Waiting, name: str) -> Received:
    data = waiting.read()
    kind = admitted(sniff(data), name, data[:16])
    _guard_office(kind, data, name)
    if _later(kind, data, name):
        return Received(waiting.sha256, waiting.size, file_name(name, kind), kind.value, text_state=Blob.TextState.WAITING)
    reading = read(data, kind, name)
    if reading.code in FATAL:
        raise FileRefused(reading.error)
    return _with(waiting, kind, name, reading)


def _with(waiting: vault.Waiting, kind: MediaType, name: str, reading: Reading) -> Received:
    return Received(
        waiting.sha256,
        waiting.size,
        file_name(name, kind),
        kind.value,
        text=reading.text,
        text_state=reading.state,
        text_error=reading.error,
        said=reading.said,
        contents=reading.contents,
        signatures=reading.signatures,
    )


def _guard_office(kind: MediaType, data: bytes, name: str) -> None:
    """No macros, no bombs, no secret stamped where no text is read: on the heads of pages, which may be read later, and in cells."""
    zipped = kind in (MediaType.DOCX, MediaType.XLSX, MediaType.PPTX, MediaType.ODT)
    members = members_of(data, name) if zipped else frozenset()
    if holds_macros(kind, members, data):
        raise FileRefused(f"“{name}” chứa macro, có thể chạy khi mở; hãy lưu lại thành .docx, .xlsx hoặc PDF không có macro rồi tải lên.")
    looks = {MediaType.DOCX: stamped_on_heads, MediaType.XLSX: stamped_on_sheets}.get(kind)
    if looks is not None and (level := looks(data, name)):
        raise SecretDocument(name, level)


def _later(kind: MediaType, data: bytes, name: str) -> bool:
    """Whether the file is read after the answer. Raises ExtractError when a PDF shows at the door why it is refused (password, damage)."""
    if kind in WITHOUT_TEXT:
        return False
    try:
        slow = takes_long(data, kind, name)
    except ExtractError as error:
        if error.code in FATAL:
            raise
        return False  # the reader says what is wrong with it, and says it now
    return slow or len(data) > settings.READ_AT_ONCE
