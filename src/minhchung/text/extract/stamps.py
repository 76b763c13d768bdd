"""Number, date and signer that a PDF carries only in signature widgets and stamps.

When a document is signed electronically the clerk's tool puts the number and the date over the page as the looks of signature
fields; the text layer below still reads "Số:    /TB-UBND". Here the looks are drawn onto an empty copy of the page, read as text
with their places, and put into the line where they stand.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from minhchung.text.extract.glyphs import Box, Glyph, Line, char_boxes, lines_of

VISIBLE_KINDS = frozenset({pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP})
VISIBLE_NAMES = frozenset({"/Widget", "/FreeText", "/Stamp"})
# What signing tools print about the certificate: true, but no part of the letter; it goes below the page's text.
CERTIFICATE = re.compile(
    r"Người ký|Ký bởi|Ký số|Signed by|Signature Valid|Thời gian ký|Ngày ký|Signing (?:time|date)|Date:|Email|Cơ quan:", re.IGNORECASE
)
CLOSE = 60.0  # points
TELLING_LIMIT = 50  # lines of certificates on one page; seven signatures of five lines are 35
WORD_GAP = 4.0  # points of empty paper between two characters that part two stamped words


@dataclass(frozen=True, slots=True)
class Stamp:
    """One run of stamped characters and where it stands."""

    text: str
    box: Box


def bears_stamps(page: Any) -> bool:
    """Whether a page has a widget, a free text or a stamp over it; costs a few calls on a page without annotations."""
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
        if annotation:
            kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
            pdfium_c.FPDFPage_CloseAnnot(annotation)
            if kind in VISIBLE_KINDS:
                return True
    return False


def stamps_of(data: bytes, pages: Sequence[int]) -> dict[int, list[Stamp]]:
    """The stamped words of the given pages (0-based), by page. Raises what pikepdf and PDFium raise for damaged files."""
    with pikepdf.open(io.BytesIO(data)) as source:
        wanted, empty = set(pages), source.make_stream(b"")
        for index, page in enumerate(source.pages):
            shown: Iterable[pikepdf.Object] = page.obj.get("/Annots", pikepdf.Array()) if index in wanted else []
            kept = [item for item in shown if str(item.get("/Subtype", "")) in VISIBLE_NAMES]
            for item in kept:
                # As a stamp its looks are drawn whether or not a form knows of it: some tools forget to say.
                item["/Subtype"] = pikepdf.Name.Stamp
            page.obj["/Annots"] = pikepdf.Array(kept)
            page.obj["/Contents"] = empty
        if "/AcroForm" in source.Root:
            del source.Root["/AcroForm"]
        source.flatten_annotations("screen")
        bare = io.BytesIO()
        source.save(bare)
    found: dict[int, list[Stamp]] = {}
    document = pdfium.PdfDocument(bare.getvalue())
    try:
        for index in pages:
            page = document[index]
            textpage = page.get_textpage()
            found[index] = [stamp for line in lines_of(textpage) for stamp in _words(textpage.raw, line)]
            textpage.close()
            page.close()
    finally:
        document.close()
    return found


def _words(layer: Any, line: Line) -> list[Stamp]:
    """Cuts one line of stamped text where the paper between two characters is wide: each widget then has its own run."""
    boxes = char_boxes(layer, line)
    found: list[Stamp] = []
    start, last = 0, None
    for index, box in enumerate(boxes):
        if box is None:
            continue
        if last is not None and not (last.beside(box) and -WORD_GAP < box.left - last.right < 2 * WORD_GAP):
            found += _run(line.text[start:index], boxes[start:index])
            start = index
        last = box
    return found + _run(line.text[start:], boxes[start:])


def _run(text: str, boxes: Sequence[Box | None]) -> list[Stamp]:
    text, box = " ".join(text.split()), _around(boxes)
    return [Stamp(text, box)] if text and box is not None else []


def _around(boxes: Sequence[Box | None]) -> Box | None:
    whole: Box | None = None
    for box in boxes:
        if box is not None:
            whole = box if whole is None else whole.around(box)
    return whole


def stamped_lines(read: Sequence[str], lines: Sequence[Sequence[Glyph]], stamps: Sequence[Stamp]) -> tuple[list[str], dict[int, list[str]]]:
    """The lines of a page with every stamp inside the line on which it stands, and the lines to add after a line (-1: at the top):
    stamps that stand alone, and below the page what tells of the certificate. `read` are the lines as read so far, `lines`
    their characters with places."""
    texts = [list(line) for line in lines]
    boxes = [_around([box for box, _ in chars]) for chars in texts]
    after: dict[int, list[str]] = {}
    touched: set[int] = set()
    certificates = {id(stamp) for stamp in about_certificates(stamps)}
    for stamp in sorted(stamps, key=lambda item: (-item.box.top, item.box.left)):
        if id(stamp) in certificates:
            after.setdefault(len(lines) - 1, []).append(stamp.text)
            continue
        place = _line_of(boxes, stamp)
        if place is None:
            after.setdefault(_line_above(boxes, stamp), []).append(stamp.text)
        else:
            _insert(texts[place], stamp)
            touched.add(place)
    return [" ".join("".join(char for _, char in texts[at]).split()) if at in touched else text for at, text in enumerate(read)], after


def about_certificates(stamps: Sequence[Stamp]) -> list[Stamp]:
    """Those of a page's stamps that tell of a certificate. Its look is several lines under one another: one telling line marks those
    close above and below it."""
    telling = [stamp for stamp in stamps if CERTIFICATE.search(stamp.text)][:TELLING_LIMIT]
    return [
        stamp
        for stamp in stamps
        if any(
            other.box.left < stamp.box.right and stamp.box.left < other.box.right and abs(other.box.bottom - stamp.box.bottom) < CLOSE
            for other in telling
        )
    ]


def _line_of(boxes: Sequence[Box | None], stamp: Stamp) -> int | None:
    """The body line on which the stamp stands; of several (two columns of the head) the nearest, unless all are far away."""
    best, nearest = None, 90.0
    for index, box in enumerate(boxes):
        if box is None or not box.beside(stamp.box):
            continue
        gap = max(box.left - stamp.box.right, stamp.box.left - box.right, 0.0)
        if gap < nearest:
            best, nearest = index, gap
    return best


def _line_above(boxes: Sequence[Box | None], stamp: Stamp) -> int:
    """The body line after which a stamp on empty paper is read: the lowest one above it; -1 when there is none."""
    best, lowest = -1, float("inf")
    for index, box in enumerate(boxes):
        if box is not None and box.bottom >= stamp.box.middle_height and box.bottom <= lowest:
            best, lowest = index, box.bottom
    return best


def _insert(chars: list[Glyph], stamp: Stamp) -> None:
    """Puts the stamp's text behind the last character left of it, with blanks where words would touch."""
    place = 0
    for index, (box, char) in enumerate(chars):
        if box is not None and not char.isspace() and box.middle < stamp.box.middle:
            place = index + 1
    before = chars[place - 1][1] if place else " "
    after = chars[place][1] if place < len(chars) else " "
    text = stamp.text
    if not before.isspace() and before not in "(/":
        text = " " + text
    # "Số:      /TB-UBND": the blanks kept for the number go, or the number and its symbol would stand apart.
    blanks = place
    while blanks < len(chars) and chars[blanks][1].isspace():
        blanks += 1
    if blanks < len(chars) and chars[blanks][1] in "/,.;":
        del chars[place:blanks]
    elif after.isalnum():
        text += " "
    chars[place:place] = [(stamp.box, char) for char in text]
