"""A look at a file inside a page: pages drawn as pictures, Word as clean HTML, a spreadsheet's first lines. Nothing of it can run.

A browser's own PDF viewer does not work in a sandboxed frame, so pages are drawn here. Nothing is kept: what is looked at is drawn anew.
"""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass

import mammoth
import nh3
import pypdfium2 as pdfium
from django.utils.safestring import SafeString, mark_safe
from PIL import Image

from minhchung.apps.files import vault
from minhchung.apps.files.models import Blob, StoredFile
from minhchung.apps.files.sheets import sheets_of
from minhchung.text.extract import ExtractError, MediaType
from minhchung.text.extract.model import IMAGES
from minhchung.text.extract.pdf import PDFIUM, opened

logger = logging.getLogger(__name__)
PAGES, ROWS, LETTERS = 30, 60, 20_000
"""So much of a file is shown; whoever wants more opens it."""
WIDTH, TALLEST = 1100, 4000
"""Pixels of a drawn page: readable on a screen, light for a phone; a strip of paper is cut at this height."""
HEAVIEST_WORD = 8 * 1024 * 1024
TAGS = {
    *("p", "br", "strong", "em", "b", "i", "u", "s", "sup", "sub", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "ul", "li"),
    *("table", "thead", "tbody", "tr", "td", "th"),
}
SPANS = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}


@dataclass(frozen=True)
class Preview:
    """What a page shows: numbers of pages drawn at files:page, the picture itself, `html` (clean), `text`, or `rows` of a sheet; `more`
    says that the file goes on; `why` stands where nothing can be shown."""

    pages: Sequence[int] = ()
    picture: bool = False
    html: SafeString | str = ""
    text: str = ""
    rows: Sequence[Sequence[str]] = ()
    more: str = ""
    why: str = ""


def preview_of(stored: StoredFile) -> Preview:
    """A look at a file the person may open; never an error, whatever the file holds."""
    kind = MediaType(stored.blob.media_type)
    try:
        with vault.opened(stored.blob_id) as stream:
            data = stream.read()
    except FileNotFoundError:
        return Preview(why="Tệp không còn trong kho; khôi phục từ bản sao lưu hoặc nộp lại tệp.")
    if kind in (MediaType.PNG, MediaType.JPEG):
        return Preview(picture=True)
    if kind is MediaType.PDF or kind is MediaType.TIFF:
        return _of_pages(count_pages(data, kind, stored.name))
    if kind in (MediaType.XLSX, MediaType.XLS):
        rows = next((sheet for sheet in sheets_of(data, rows=ROWS + 1) if sheet), [])
        more = f"{ROWS} dòng đầu của trang tính đầu" if len(rows) > ROWS else ""
        return Preview(rows=[_trimmed(row) for row in rows[:ROWS]], more=more, why="" if rows else NOTHING)
    if kind is MediaType.DOCX and (html := clean_html(data)):
        return Preview(html=html)
    return _of_text(stored.blob)


NOTHING = "Loại tệp này không xem được ngay trong trang; bấm “Mở tệp” để tải về."


def _trimmed(row: list[str]) -> list[str]:
    """The row up to its last filled cell: a title alone stands across the table."""
    return row[: max((place for place, cell in enumerate(row, 1) if cell), default=0)]


def _of_pages(count: int) -> Preview:
    more = f"{PAGES} trang đầu trong {count} trang" if count > PAGES else ""
    why = "" if count else "Tệp hỏng hoặc đặt mật khẩu nên không hiện trang được."
    return Preview(pages=range(1, min(count, PAGES) + 1), more=more, why=why)


def _of_text(blob: Blob) -> Preview:
    text = blob.text[:LETTERS]
    return Preview(text=text, more="phần đầu" if len(blob.text) > LETTERS else "", why="" if text else NOTHING)


def clean_html(word: bytes) -> SafeString | str:
    """A Word file as HTML without pictures, links, styles or anything that runs; "" when it is too heavy or cannot be turned."""
    if len(word) > HEAVIEST_WORD:
        return ""
    try:
        turned = mammoth.convert_to_html(io.BytesIO(word), convert_image=lambda image: []).value
    except Exception as error:  # noqa: BLE001 - mammoth raises whatever XML and zip raise; the text is shown in its place
        logger.info("a Word file of %s bytes cannot be shown as HTML: %s", len(word), error)
        return ""
    return mark_safe(nh3.clean(turned, tags=TAGS, attributes=SPANS, link_rel=None))  # noqa: S308 - cleaned on this very line


def count_pages(data: bytes, kind: MediaType, name: str) -> int:
    """How many pages can be drawn; 0 when none can."""
    if kind in IMAGES:
        try:
            with Image.open(io.BytesIO(data)) as picture:
                return int(getattr(picture, "n_frames", 1))
        except BROKEN_PICTURE:
            return 0
    try:
        with PDFIUM:
            document = opened(data, name)
            try:
                return len(document)
            finally:
                document.close()
    except ExtractError:
        return 0


BROKEN_PICTURE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def drawn(stored: StoredFile, number: int) -> bytes:
    """Page `number` (from 1) of a PDF or TIFF as PNG. Raises LookupError when there is no such page or it cannot be drawn."""
    kind = MediaType(stored.blob.media_type)
    if kind not in (MediaType.PDF, MediaType.TIFF) or not 1 <= number <= PAGES:
        raise LookupError("no page to be drawn")
    try:
        with vault.opened(stored.blob_id) as stream:
            data = stream.read()
        return _pdf_page(data, number, stored.name) if kind is MediaType.PDF else _frame(data, number)
    except (*BROKEN_PICTURE, EOFError, ExtractError, pdfium.PdfiumError) as error:
        raise LookupError("the page cannot be drawn") from error


def _pdf_page(data: bytes, number: int, name: str) -> bytes:
    with PDFIUM:
        document = opened(data, name)
        try:
            if number > len(document):
                raise LookupError("no such page")
            document.init_forms()  # signature widgets are drawn too: they carry number and date
            page = document[number - 1]
            scale = min(WIDTH / max(page.get_width(), 1), TALLEST / max(page.get_height(), 1))
            picture = page.render(scale=scale).to_pil()
            page.close()
        finally:
            document.close()
    return _png(picture)


def _frame(data: bytes, number: int) -> bytes:
    with Image.open(io.BytesIO(data)) as picture:
        picture.seek(number - 1)
        shown = picture.convert("RGB")
    shown.thumbnail((WIDTH, TALLEST))
    return _png(shown)


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
