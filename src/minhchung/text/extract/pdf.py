"""PDF → text: the text layer as it is, with what stands only in signature widgets put where it stands."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from minhchung.text.extract.archive import broken, encrypted
from minhchung.text.extract.glyphs import BROKEN_WORD, lines
from minhchung.text.extract.model import ExtractError
from minhchung.text.extract.stamps import Stamp, bears_stamps, merged, stamps_of

# PDFium keeps global state: two threads inside it at once can bring the process down.
PDFIUM = threading.RLock()
PASSWORD_ERROR = 4
PAGES_LIMIT = 2_000
# A page of a letter holds hundreds of characters; fewer than this and a picture carries the text.
FEW_LETTERS = 12
GARBAGE_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of each page, which pages have no usable text layer (0-based), and the stamped words that were put in."""

    pages: list[str]
    blank: tuple[int, ...]
    stamped: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def pdf_text(data: bytes, name: str) -> PdfText:
    """Reads every page. Raises ExtractError (broken, encrypted, too-big)."""
    with PDFIUM:
        document = opened(data, name)
        try:
            texts, stamped_pages = _bodies(document, name)
            blank = tuple(index for index, text in enumerate(texts) if not usable(text))
            if not stamped_pages:
                return PdfText(texts, blank, ())
            return _with_stamps(document, data, texts, stamped_pages, blank)
        finally:
            document.close()


def opened(data: bytes, name: str) -> Any:
    """The PDFium document. The caller holds PDFIUM and closes it."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD_ERROR:
            raise encrypted(name) from error
        raise broken(name, "cấu trúc PDF không đọc được") from error
    if len(document) == 0:
        document.close()
        raise broken(name, "tệp PDF không có trang nào")
    if len(document) > PAGES_LIMIT:
        count = len(document)
        document.close()
        raise ExtractError("too-big", f"“{name}” có {count} trang, quá {PAGES_LIMIT} trang; hãy tách riêng phần văn bản chỉ đạo.")
    return document


def usable(text: str) -> bool:
    """Whether a page's text layer can be read: some letters, and not mostly characters without a meaning."""
    letters = sum(map(str.isalnum, text[:2000]))
    if letters < FEW_LETTERS:
        return False
    strange = sum(1 for char in text[:2000] if char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < "\t")
    return strange <= GARBAGE_SHARE * (letters + strange)


def _bodies(document: Any, name: str) -> tuple[list[str], list[int]]:
    texts: list[str] = []
    stamped_pages: list[int] = []
    for index in range(len(document)):
        try:
            page = document[index]
            textpage = page.get_textpage()
        except pdfium.PdfiumError as error:
            raise broken(name, f"không đọc được trang {index + 1}") from error
        texts.append(BROKEN_WORD.sub("-\n", textpage.get_text_range()))
        if bears_stamps(page):
            stamped_pages.append(index)
        textpage.close()
        page.close()
    return texts, stamped_pages


def _with_stamps(document: Any, data: bytes, texts: list[str], pages: Sequence[int], blank: tuple[int, ...]) -> PdfText:
    try:
        stamps = stamps_of(data, pages)
    except (pikepdf.PdfError, pdfium.PdfiumError, ValueError, TypeError, KeyError):
        # The text layer is sound: it is worth more than the stamps, but the reader must be told that they are missing.
        return PdfText(texts, blank, (), ("Không đọc được chữ trong ô chữ ký số: số, ngày của văn bản có thể thiếu, hãy xem bản PDF.",))
    found: list[Stamp] = []
    for index in pages:
        if stamps[index] and index not in blank:
            page = document[index]
            textpage = page.get_textpage()
            texts[index] = "\n".join(merged(lines(textpage), stamps[index]))
            textpage.close()
            page.close()
            found += stamps[index]
    return PdfText(texts, blank, tuple(stamp.text for stamp in found))
