"""Where paragraphs begin on a PDF page. Its text layer knows lines only; indents and spacing tell the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from minhchung.text.extract.glyphs import Edges

MARKED = re.compile(r"\s?(?:[-+•*–]|\(?\d{1,2}[.)]|\(?[a-zđ][.)]|[IVX]{1,4}\.)(?:\d{1,2}\.)?\s")
SAME = 3.0  # points within which two edges are the same
INDENT = (14.0, 75.0)  # a first line stands in by 1 to 1.27 cm (NĐ 30/2020, Phụ lục I); less is chance, more is a title
LONG = 0.6  # of the widest line
SOME = 0.1  # of the long lines
SPACED = 1.2  # of the normal distance between lines: six points more under a line of 14 points is 1.37
SHORT = 50.0  # points of free paper at the end of a line that the next word would have used


def paragraph_starts(texts: Sequence[str], edges: Sequence[Edges | None]) -> set[int]:
    """The lines (by index) before which a new paragraph surely begins.

    Only strong signs count: more space than between the lines of a paragraph; a jump upwards (another column); a line after a centred
    title; an indented line after one at the margin, or after another indented one that ends early. What stays undecided is left to
    whoever reads the text.
    """
    inked = [edge for edge in edges if edge is not None]
    if len(inked) < 3:
        return set()
    margin = _margin(inked)
    right = max(edge.right for edge in inked)
    normal = _distance(edges, margin, right)
    starts: set[int] = set()
    before: int | None = None
    for index, edge in enumerate(edges):
        if edge is None:
            continue
        last = edges[before] if before is not None else None
        if before is not None and last is not None:
            down = last.base - edge.base
            if down < -SAME or (normal > 0 and down > SPACED * normal) or _indented(edge, last, texts[before], margin, right):
                starts.add(index)
        before = index
    return starts


def _margin(edges: Sequence[Edges]) -> float:
    """The left edge where long lines begin: the head and the list of recipients are columns of their own."""
    widest = max(edge.right - edge.left for edge in edges)
    long = [edge for edge in edges if edge.right - edge.left > LONG * widest]
    bins = Counter(round(edge.left / SAME) for edge in long)
    # Two-line paragraphs have as many long lines at their indent as at the margin: the leftmost that is no exception counts.
    place = min(place for place, count in bins.items() if count >= SOME * len(long))
    return median(edge.left for edge in long if round(edge.left / SAME) == place)


def _distance(edges: Sequence[Edges | None], margin: float, right: float) -> float:
    """The distance between two lines of one paragraph: from a full line to one that begins at the margin."""
    inside: list[float] = []
    for last, edge in pairwise(edges):
        if last is None or edge is None or not 0 < last.base - edge.base < 60:
            continue
        if last.right > right - SHORT and abs(edge.left - margin) <= SAME:
            inside.append(last.base - edge.base)
    return median(inside) if len(inside) >= 2 else 0.0


def _indented(edge: Edges, last: Edges, last_text: str, margin: float, right: float) -> bool:
    centred = last.left - margin > INDENT[1] and last.right < right - SHORT
    if centred and edge.left - margin <= INDENT[1]:
        return True  # a title stands further in than any paragraph
    if not INDENT[0] <= edge.left - margin <= INDENT[1]:
        return False
    if abs(last.left - margin) <= SAME + 1:
        # A list item whose following lines hang under its words looks the same the other way round.
        return not MARKED.match(last_text)
    return abs(last.left - edge.left) <= SAME and last.right < right - SHORT
