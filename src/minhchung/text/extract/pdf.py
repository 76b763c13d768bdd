"""PDF → text: the text layer in its order, paragraphs parted, ruled tables as rows, signature widgets put where they stand."""

from __future__ import annotations

import math
import re
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from minhchung.text.extract.archive import broken, encrypted
from minhchung.text.extract.columns import parted
from minhchung.text.extract.glyphs import Edges, Line, char_boxes, edges_of, lines_of, words_of
from minhchung.text.extract.grids import Grid, grids_of
from minhchung.text.extract.model import ExtractError
from minhchung.text.extract.pages import Table, Text, composed, page_texts
from minhchung.text.extract.scattered import edges_in_place, has_lone_letters, is_scattered, lines_in_place, placed_words, spelled
from minhchung.text.extract.stamps import Stamp, about_certificates, bears_stamps, stamped_lines, stamps_of
from minhchung.text.extract.tables import is_layout, repeated, table_rows

# PDFium keeps global state: two threads inside it at once can bring the process down.
PDFIUM = threading.RLock()
PASSWORD_ERROR = 4
PAGES_LIMIT = 2_000
# A page of a letter holds hundreds of characters; fewer than this and a picture carries the text.
FEW_LETTERS = 12
GARBAGE_SHARE = 0.2
PROBES = 8  # characters of a page that tell how its writing lies
QUARTER = math.pi / 2
INSIDE = 1.0  # points: a letter may touch the border it stands at
MEANINGLESS = re.compile("[\x00-\x08\ufffd\ue000-\uf8ff]")

NO_STAMPS = "Không đọc được chữ trong ô chữ ký số: số, ngày của văn bản có thể thiếu, hãy xem bản PDF."


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of each page, which pages have no usable text layer (0-based), the stamped words that were put in, and for pages
    without text layer what signing tools print about certificates: it stands over the picture and disturbs its recognition."""

    pages: list[str]
    blank: tuple[int, ...]
    stamped: tuple[str, ...]
    certificates: dict[int, list[Stamp]]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Page:
    blocks: list[Text | Table]
    usable: bool
    stamped: bool
    scattered: bool = False
    suspect: bool = False


def pdf_text(data: bytes, name: str) -> PdfText:
    """Reads every page. Raises ExtractError (broken, encrypted, too-big)."""
    with PDFIUM:
        document = opened(data, name)
        try:
            pages = [_page(document, index, name) for index in range(len(document))]
            if any(page.scattered for page in pages):
                # A page of few words (the signer alone on the last one) cannot tell by itself: one font writes the whole document.
                suspects = [index for index, page in enumerate(pages) if page.suspect]
                pages = [_page(document, index, name, scattered=True) if index in suspects else page for index, page in enumerate(pages)]
            stamps, warnings = _stamps(data, [index for index, page in enumerate(pages) if page.stamped])
            for index, found in stamps.items():
                if pages[index].usable:
                    pages[index] = _page(document, index, name, found, scattered=pages[index].scattered)
        finally:
            document.close()
    texts = page_texts([page.blocks for page in pages])
    blank = tuple(index for index, page in enumerate(pages) if not page.usable)
    put_in = tuple(stamp.text for index, found in sorted(stamps.items()) if pages[index].usable for stamp in found)
    certificates = {index: about_certificates(found) for index, found in stamps.items() if not pages[index].usable}
    return PdfText(texts, blank, put_in, certificates, warnings)


def opened(data: bytes, name: str) -> Any:
    """The PDFium document. The caller holds PDFIUM and closes it."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD_ERROR:
            raise encrypted(name) from error
        raise broken(name, "cấu trúc PDF không đọc được") from error
    count = len(document)
    if 0 < count <= PAGES_LIMIT:
        return document
    document.close()
    if count == 0:
        raise broken(name, "tệp PDF không có trang nào")
    raise ExtractError("too-big", f"“{name}” có {count} trang, quá {PAGES_LIMIT} trang; hãy tách riêng phần văn bản chỉ đạo.")


def usable(text: str) -> bool:
    """Whether a page's text layer can be read: some letters, and not mostly characters without a meaning."""
    sample = text[:600]
    letters = sum(map(str.isalnum, sample))
    return letters >= FEW_LETTERS and len(MEANINGLESS.findall(sample)) <= GARBAGE_SHARE * letters


def _stamps(data: bytes, pages: Sequence[int]) -> tuple[dict[int, list[Stamp]], tuple[str, ...]]:
    """The stamped words by page; without a page that bears any the file is not opened a second time."""
    if not pages:
        return {}, ()
    try:
        return {index: found for index, found in stamps_of(data, pages).items() if found}, ()
    except (pikepdf.PdfError, pdfium.PdfiumError, RuntimeError, ValueError, TypeError, KeyError, AttributeError):
        # The text layer is sound and worth more than the stamps, but the reader must be told that they are missing.
        return {}, (NO_STAMPS,)


def _page(document: Any, index: int, name: str, stamps: Sequence[Stamp] = (), *, scattered: bool = False) -> _Page:
    try:
        page = document[index]
        textpage = _upright(page, page.get_textpage())
    except pdfium.PdfiumError as error:
        raise broken(name, f"không đọc được trang {index + 1}") from error
    try:
        lines = lines_of(textpage)
        plain = "\n".join([line.text for line in lines])
        if not usable(plain):
            return _Page([Text(plain)], usable=False, stamped=bears_stamps(page))
        scattered = scattered or is_scattered(lines)
        blocks = _blocks(page, textpage, lines, scattered, stamps)
        if index == 0 and blocks and isinstance(blocks[0], Text):
            blocks[0] = Text("\n".join(parted(blocks[0].lines.split("\n"))))
        suspect = not scattered and has_lone_letters(lines)
        return _Page(blocks, usable=True, stamped=bears_stamps(page), scattered=scattered, suspect=suspect)
    finally:
        textpage.close()
        page.close()


def _upright(page: Any, textpage: Any) -> Any:
    """The text of a page turned so that its writing is upright: one scanned or turned sideways would be read from its last line up."""
    total = textpage.count_chars()
    probes = range(0, total, max(total // PROBES, 1))
    # PDFium tells the angle of a character clockwise, -1 for one it cannot tell; the page turns clockwise too.
    angles = [pdfium_c.FPDFText_GetCharAngle(textpage.raw, at) for at in probes]
    turns = Counter(-round(angle / QUARTER) * 90 % 360 for angle in angles if angle >= 0)
    turn = turns.most_common(1)[0][0] if turns else page.get_rotation()
    if turn == page.get_rotation():
        return textpage
    textpage.close()
    page.set_rotation(turn)
    return page.get_textpage()


def _blocks(page: Any, textpage: Any, lines: Sequence[Line], scattered: bool, stamps: Sequence[Stamp]) -> list[Text | Table]:
    layer = textpage.raw  # the bare handle: thousands of calls go through it
    glyphs = lines_in_place(layer, lines) if scattered else []
    texts = [spelled(line) for line in glyphs] if scattered else [line.text for line in lines]
    after: dict[int, list[str]] = {}
    if stamps:
        chars = glyphs or [list(zip(char_boxes(layer, line), line.text, strict=True)) for line in lines]
        texts, after = stamped_lines(texts, chars, stamps)
    if page.get_rotation():
        # Places are given for the page as it lies in the file; on a turned page they say nothing of lines and columns.
        return composed(texts, [], after, {})
    edges: Sequence[Edges | None] = [edges_in_place(line) for line in glyphs] if scattered else [edges_of(layer, line) for line in lines]
    inside: dict[int, Table] = {}
    for grid in grids_of(page):
        held = [index for index, edge in enumerate(edges) if edge is not None and grid.outline.holds(edge.left, edge.base)]
        words = [placed_words(glyphs[index]) if scattered else words_of(layer, lines[index]) for index in held]
        cells = _cells(grid, [edges[index] for index in held], words)
        if any(any(row) for row in cells) and not is_layout([row for row in cells if any(row)], bordered=True):
            inside |= dict.fromkeys(held, Table(table_rows(cells)))
    outside = [None if index in inside else edge for index, edge in enumerate(edges)]
    return composed(texts, outside, after, inside)


def _cells(grid: Grid, edges: Sequence[Edges | None], lines: Sequence[Sequence[tuple[float, str]]]) -> list[list[list[str]]]:
    """The lines of every cell, row by row, from the words of the lines in the table: each word goes to the cell it begins in."""
    written: dict[int, list[str]] = {}
    for edge, words in zip(edges, lines, strict=True):
        at = grid.row_at(edge.base + INSIDE) if edge is not None else None
        if at is None:
            continue
        parts: dict[int, list[str]] = {}
        for left, word in words:
            parts.setdefault(id(grid.cell_at(at, left + INSIDE)), []).append(word)
        for cell, said in parts.items():
            written.setdefault(cell, []).append(" ".join(said))
    rows: list[list[list[str]]] = []
    seen: set[int] = set()
    for boxes in grid.rows:
        row: list[list[str]] = []
        for box in boxes:
            said = written.get(id(box), []) if box is not None else []
            row.append(repeated(said) if id(box) in seen else said)
        seen |= {id(box) for box in boxes if box is not None}
        rows.append(row)
    return rows
