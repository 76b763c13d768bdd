"""The characters of a PDF page with their places, for the few pages where the place decides the reading."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

# PDFium says a hyphen it takes for a broken word with U+0002 (new builds) or U+FFFE (old ones), and drops the line break after it.
# In our documents that hyphen is nearly always real: "QĐ-" at the end of a line, "UBND" on the next.
BROKEN_WORD = re.compile("[\x02\ufffe]")


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


@dataclass(frozen=True, slots=True)
class Line:
    """One line of writing: its text, and per character its box (None for a blank PDFium put in)."""

    text: str
    boxes: tuple[Box | None, ...]

    @property
    def box(self) -> Box | None:
        """The box around all inked characters."""
        whole: Box | None = None
        for box in self.boxes:
            if box is not None:
                whole = box if whole is None else whole.around(box)
        return whole


def char_box(textpage: Any, index: int) -> Box | None:
    """The box of one character; None when it has no ink."""
    left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    if not pdfium_c.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
        return None
    box = Box(left.value, bottom.value, right.value, top.value)
    return box if box.right > box.left and box.top > box.bottom else None


def lines(textpage: Any) -> list[Line]:
    """The lines of a page in the order of its text layer, with a box for every character."""
    text: str = textpage.get_text_range()
    exact = len(text) == textpage.count_chars()
    found: list[Line] = []
    start = 0
    for end in [*(match.end() for match in re.finditer(r"\r\n|[\n\x02\ufffe]", text)), len(text)]:
        chars = BROKEN_WORD.sub("-", text[start:end]).rstrip("\r\n")
        places = range(start, start + len(chars))
        indexes = places if exact else [pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage, place) for place in places]
        found.append(Line(chars, tuple(char_box(textpage, index) for index in indexes)))
        start = end
    return found
