"""What a file's content gives: its text, what it says of itself, its signatures. Pure of rows: nothing is written here."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from minhchung.apps.files.contents import contents_of
from minhchung.apps.files.models import Blob
from minhchung.apps.files.rules import FATAL, WITHOUT_TEXT
from minhchung.apps.files.said import said_by
from minhchung.apps.files.sheets import running_text, sheets_of
from minhchung.apps.files.signatures import FoundSignature, signatures_of
from minhchung.text.extract import ExtractError, MediaType, extract
from minhchung.text.extract.effort import takes_long
from minhchung.text.extract.model import IMAGES

logger = logging.getLogger(__name__)
State = Blob.TextState


@dataclass(frozen=True)
class Reading:
    """The outcome. `error` says in Vietnamese why there is no text; `code` is that of ExtractError, "fault" for a fault of our own."""

    state: str
    text: str = ""
    error: str = ""
    code: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    contents: dict[str, Any] = field(default_factory=dict)
    signatures: tuple[FoundSignature, ...] = ()


def read(data: bytes, kind: MediaType, name: str, *, progress: Callable[[int, int], None] | None = None) -> Reading:
    """Reads a file's content; whatever the file holds, and whatever goes wrong in reading it, comes back as a Reading.

    `progress` hears of every page recognised from a picture. A document of state secrets comes back as SECRET and without text.
    """
    if kind in WITHOUT_TEXT:
        return _counted(data, kind)
    try:
        signatures = signatures_of(data) if kind is MediaType.PDF else ()
        found = extract(data, name=name, limit_bytes=settings.UPLOAD_LIMIT, progress=progress)
        text = found.text.replace("\x00", "")
    except ExtractError as error:
        if error.code == "secret":
            return Reading(State.SECRET, error=error.message[:500], code=error.code)
        state = State.NONE if error.code == "no-text" else State.FAILED
        holds = contents_of(data, kind, "", {}) if error.code not in FATAL else {}
        return Reading(state, "", error.message[:500], error.code, contents=holds, signatures=signatures)
    except Exception as error:
        if _ending(error):
            raise
        logger.exception("reading a file of type %s and %s bytes failed", kind.value, len(data))
        return Reading(State.FAILED, error=FAULT.format(name=name)[:500], code="fault")
    said = said_by(text)
    holds = contents_of(data, kind, text, said, scanned=found.ocr)
    return Reading(State.READ, text, said=said, contents=holds, signatures=signatures)


def _counted(data: bytes, kind: MediaType) -> Reading:
    """Of a spreadsheet no running text is kept, but what its first lines say and what it lists."""
    sheets = sheets_of(data) if kind in (MediaType.XLSX, MediaType.XLS) else []
    text = running_text(sheets)
    said = said_by(text)
    return Reading(State.NONE, said=said, contents=contents_of(data, kind, text, said, sheets=sheets))


def looked_into(data: bytes, kind: MediaType, text: str, said: dict[str, Any]) -> Reading:
    """The same facts of a file whose text was taken before they were asked for: nothing is recognised anew."""
    if kind in WITHOUT_TEXT:
        return _counted(data, kind)
    try:
        scanned = kind in (*IMAGES, MediaType.PDF) and takes_long(data, kind, "")
    except ExtractError:
        scanned = False  # a PDF that cannot be opened gave no words, recognised or not
    return Reading(State.READ, text, said=said, contents=contents_of(data, kind, text, said, scanned=scanned))


FAULT = (
    "Chưa đọc được “{name}” do lỗi của phần mềm, đã ghi vào nhật ký máy chủ; tệp vẫn được giữ. Bấm “Đọc lại”, nếu vẫn lỗi thì báo quản trị."
)


def _ending(error: Exception) -> bool:
    """The process is going down under the reader's feet: no fault of the file's, it is read at the next start."""
    return isinstance(error, RuntimeError) and "shutdown" in str(error)
