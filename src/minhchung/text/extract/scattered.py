"""Pages whose text layer is out of order.

Where a font lacks letters, the program that makes the PDF takes them from another font and often writes them after the rest of the
line: "PH NG VÂN KHÊ ƯỜ". What is seen is right, what is stored is not. Such pages are read from the places of their characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any

from minhchung.text.extract.glyphs import Box, Edges, Glyph, Line, advance_box

LONE_SHARE = 0.06  # of the words; Vietnamese has few words of one letter (ý, ở, à, y)
LONE = re.compile(r"(?<!\S)[^\W\d_](?!\S)")
ENOUGH_WORDS = 8
SAMPLE_LINES = 25
LINES_LIMIT = 2_000
TOUCH = 2.0  # points
BLANK = 0.12  # of the height of a character: wider paper between two characters parts words


def is_scattered(lines: Sequence[Line]) -> bool:
    """Whether single letters stand alone far too often for Vietnamese. A page of more lines than paper holds is taken as it is."""
    if len(lines) > LINES_LIMIT:
        return False
    text = "\n".join([line.text for line in lines[:SAMPLE_LINES]])
    words = len(text.split())
    return words >= ENOUGH_WORDS and len(LONE.findall(text)) > LONE_SHARE * words


def has_lone_letters(lines: Sequence[Line]) -> bool:
    """Whether any letter stands alone on a page that paper can hold: too little to tell by, but not beside pages out of order."""
    return len(lines) <= LINES_LIMIT and any(LONE.search(line.text) for line in lines)


def lines_in_place(layer: Any, lines: Iterable[Line]) -> list[list[Glyph]]:
    """The lines of a page with their characters from left to right and blanks where the paper shows. What stands within the width
    of an earlier line and on its height belongs to that line; lines without ink are left out."""
    found: list[list[tuple[Box, str]]] = []
    outlines: list[Box] = []
    for line in lines:
        glyphs = _visible(layer, line)
        if not glyphs:
            continue
        box = _outline(glyphs)
        home = next((at for at in range(len(found) - 1, -1, -1) if outlines[at].beside(box) and _within(box, outlines[at])), None)
        if home is None:
            found.append(glyphs)
            outlines.append(box)
        else:
            found[home] += glyphs
            outlines[home] = outlines[home].around(box)
    return [_with_blanks(glyphs) for glyphs in found]


def _visible(layer: Any, line: Line) -> list[tuple[Box, str]]:
    return [
        (box, char)
        for char, index in zip(line.text, line.indexes, strict=True)
        if not char.isspace() and (box := advance_box(layer, index)) is not None
    ]


def _outline(glyphs: Sequence[tuple[Box, str]]) -> Box:
    whole = glyphs[0][0]
    for box, _ in glyphs[1:]:
        whole = whole.around(box)
    return whole


def _within(box: Box, other: Box) -> bool:
    """Whether `box` begins inside `other` or touches its end."""
    return other.left - TOUCH <= box.left <= other.right + TOUCH


def edges_in_place(line: Sequence[Glyph]) -> Edges:
    """Where a line of placed characters begins and ends."""
    boxes = [box for box, _ in line if box is not None]
    return Edges(min(box.left for box in boxes), max(box.right for box in boxes), median(box.bottom for box in boxes))


def _with_blanks(glyphs: Iterable[tuple[Box, str]]) -> list[Glyph]:
    found: list[Glyph] = []
    right: float | None = None
    for box, char in sorted(glyphs, key=lambda glyph: (glyph[0].left, glyph[0].right)):
        if right is not None and box.left - right > BLANK * (box.top - box.bottom):
            found.append((None, " "))
        found.append((box, char))
        right = box.right if right is None else max(right, box.right)
    return found


def spelled(line: Sequence[Glyph]) -> str:
    """The text of a line of characters."""
    return "".join(char for _, char in line)


def placed_words(line: Sequence[Glyph]) -> list[tuple[float, str]]:
    """The words of a line with the left edge of each."""
    found: list[tuple[float, str]] = []
    fresh = True
    for box, char in line:
        if box is None:
            fresh = True
        elif fresh:
            found.append((box.left, char))
            fresh = False
        else:
            found[-1] = (found[-1][0], found[-1][1] + char)
    return found
