"""The lines of a PDF page with their places: what a text layer alone does not tell."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

# PDFium says a hyphen it takes for a broken word with U+0002 (new builds) or U+FFFE (old ones), and drops the line break after it.
# In our documents that hyphen is nearly always real: "QĐ-" at the end of a line, "UBND" on the next.
LINE_END = re.compile("\r\n|[\n\x02\ufffe]")
BROKEN_WORD = "\x02\ufffe"
WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points; the origin of a page is its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def middle_height(self) -> float:
        return (self.bottom + self.top) / 2

    def beside(self, other: Box) -> bool:
        """Whether the two stand on one line of writing: more than half of the lower one's height in common."""
        common = min(self.top, other.top) - max(self.bottom, other.bottom)
        return common > 0.5 * min(self.top - self.bottom, other.top - other.bottom)

    def around(self, other: Box) -> Box:
        return Box(min(self.left, other.left), min(self.bottom, other.bottom), max(self.right, other.right), max(self.top, other.top))

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


Glyph = tuple[Box | None, str]  # a character and where it stands; None for a blank or what leaves no ink


class Line(NamedTuple):
    """One line of the text layer: its text, and the index of every character in the layer."""

    text: str
    indexes: Sequence[int]


class Edges(NamedTuple):
    """Where a line begins and ends: left and right edge, and its base line."""

    left: float
    right: float
    base: float


def lines_of(textpage: Any) -> list[Line]:
    """The lines of a page in the order of its text layer."""
    text: str = textpage.get_text_range()
    exact = len(text) == textpage.count_chars()
    found: list[Line] = []
    start = 0
    for piece in LINE_END.split(text):
        end = start + len(piece)
        mark = text[end : end + 1]
        chars = piece + "-" if mark in BROKEN_WORD and mark else piece
        places = range(start, start + len(chars))
        found.append(Line(chars, places if exact else [pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage, place) for place in places]))
        start = end + (2 if mark == "\r" else 1)
    return found


def char_box(layer: Any, index: int) -> Box | None:
    """The box around the ink of one character; None when it has none. `layer`, here and below, is PDFium's handle of a text page."""
    if not pdfium_c.FPDFText_GetCharBox(layer, index, _LEFT, _RIGHT, _BOTTOM, _TOP):
        return None
    box = Box(_LEFT.value, _BOTTOM.value, _RIGHT.value, _TOP.value)
    return box if box.right > box.left and box.top > box.bottom else None


def advance_box(layer: Any, index: int) -> Box | None:
    """The box of one character with the paper around it that belongs to it: neighbours in a word touch."""
    if not pdfium_c.FPDFText_GetLooseCharBox(layer, index, _RECT):
        return None
    box = Box(_RECT.left, _RECT.bottom, _RECT.right, _RECT.top)
    return box if box.right > box.left and box.top > box.bottom else None


def char_boxes(layer: Any, line: Line) -> list[Box | None]:
    """The ink of every character of a line; one call into PDFium each, so only for pages that need it."""
    return [char_box(layer, index) for index in line.indexes]


def edges_of(layer: Any, line: Line) -> Edges | None:
    """Where a line begins and ends, from its first and last character; None for a line without ink."""
    text = line.text.rstrip()
    if not text:
        return None
    # Runs once per line of every page: values are read straight from PDFium's answers, no boxes are made.
    first, last = line.indexes[len(text) - len(text.lstrip())], line.indexes[len(text) - 1]
    if not pdfium_c.FPDFText_GetCharBox(layer, first, _LEFT, _RIGHT, _BOTTOM, _TOP):
        return None
    left = _LEFT.value
    if not pdfium_c.FPDFText_GetCharBox(layer, last, _LEFT, _RIGHT, _BOTTOM, _TOP):
        return None
    right = _RIGHT.value
    return Edges(left, right, _BOTTOM.value) if pdfium_c.FPDFText_GetCharOrigin(layer, last, _LEFT, _BOTTOM) else None


def words_of(layer: Any, line: Line) -> list[tuple[float, str]]:
    """The words of a line with the left edge of each; a word whose first letter leaves no ink stands where the one before it does."""
    found: list[tuple[float, str]] = []
    for match in WORD.finditer(line.text):
        inked = pdfium_c.FPDFText_GetCharBox(layer, line.indexes[match.start()], _LEFT, _RIGHT, _BOTTOM, _TOP)
        found.append((_LEFT.value if inked else found[-1][0] if found else 0.0, match[0]))
    return found


# Where PDFium writes its answers. One set is enough: every caller holds the lock around PDFium.
_LEFT, _RIGHT, _BOTTOM, _TOP = (ctypes.c_double() for _ in range(4))
_RECT = pdfium_c.FS_RECTF()
