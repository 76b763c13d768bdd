"""Tables on a PDF page, from the rules drawn around their cells."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import neg
from typing import Any

import pypdfium2.raw as pdfium_c

from minhchung.text.extract.glyphs import Box

THIN = 3.0  # a drawn line is a path or a filled box no thicker than this, in points
NEAR = 3.0  # edges closer than this meet
SHORTEST = 6.0  # shorter strokes are marks, not borders
RULES_LIMIT = 1_500  # a page with more is a drawing
SEGMENTS_LIMIT = 400


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: `at` is its x when upright, its y when flat; it runs from `start` to `end` along the other axis."""

    at: float
    start: float
    end: float
    upright: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its outline, and per row, from the top, the box of every cell (None where the cell to the left reaches in).

    A cell merged over several rows is the same object in each of them.
    """

    outline: Box
    rows: tuple[tuple[Box | None, ...], ...]
    columns: tuple[float, ...]  # the left edges of the columns and the right edge of the last
    heights: tuple[float, ...]  # the top edges of the rows and the bottom edge of the last

    def row_at(self, y: float) -> int | None:
        """The row at a height, or None above and below the table."""
        row = bisect_right(self.heights, -y, key=neg) - 1
        return row if 0 <= row < len(self.heights) - 1 else None

    def cell_at(self, row: int, x: float) -> Box | None:
        """The cell of a row at a place; beside the table the outermost one."""
        column = max(min(bisect_right(self.columns, x), len(self.columns) - 1) - 1, 0)
        cells = self.rows[row]
        while column and cells[column] is None:
            column -= 1
        return cells[column]


def grids_of(page: Any) -> list[Grid]:
    """The ruled tables of a page (two rows and two columns, or one row of three), from top to bottom."""
    rules = _rules(page)
    if sum(rule.upright for rule in rules) < 3 or len(rules) < 6:
        return []
    found = [grid for group in _joined(rules) if (grid := _grid(group)) is not None]
    return sorted(found, key=lambda grid: -grid.outline.top)


def _rules(page: Any) -> list[Rule]:
    found: list[Rule] = []
    area = page.get_width() * page.get_height()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    handle = page.raw
    for index in range(pdfium_c.FPDFPage_CountObjects(handle)):
        item = pdfium_c.FPDFPage_GetObject(handle, index)
        if pdfium_c.FPDFPageObj_GetType(item) != pdfium_c.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        box = Box(left.value, bottom.value, right.value, top.value)
        if (box.right - box.left) * (box.top - box.bottom) > 0.9 * area:
            continue  # the paper itself, painted white
        segments = pdfium_c.FPDFPath_CountSegments(item)
        found += _segments(item, segments) if 6 < segments <= SEGMENTS_LIMIT else _sides(box)
        if len(found) > RULES_LIMIT:
            return []
    return found


def _sides(box: Box) -> list[Rule]:
    """A thin box is one rule, a wide one the four sides of a cell."""
    wide, high = box.right - box.left, box.top - box.bottom
    if wide <= THIN:
        return [Rule(box.middle, box.bottom, box.top, True)] if high >= SHORTEST else []
    if high <= THIN:
        return [Rule(box.middle_height, box.left, box.right, False)] if wide >= SHORTEST else []
    if high < SHORTEST or wide < SHORTEST:
        return []
    upright = [Rule(x, box.bottom, box.top, True) for x in (box.left, box.right)]
    return upright + [Rule(y, box.left, box.right, False) for y in (box.bottom, box.top)]


def _segments(item: Any, count: int) -> list[Rule]:
    """The straight pieces of a path that draws many lines at once."""
    found: list[Rule] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    begin = last = (0.0, 0.0)
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(item, matrix)
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        if not pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            found += _stroke(last, point)
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            found += _stroke(point, begin)
        last = point
    return found


def _stroke(one: tuple[float, float], other: tuple[float, float]) -> list[Rule]:
    wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
    if min(wide, high) > 0.5 or max(wide, high) < SHORTEST:
        return []
    if wide < high:
        return [Rule(one[0], min(one[1], other[1]), max(one[1], other[1]), True)]
    return [Rule(one[1], min(one[0], other[0]), max(one[0], other[0]), False)]


def _joined(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch, in groups: each group is a table, or the underline of a title alone."""
    parents = list(range(len(rules)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    upright = [index for index, rule in enumerate(rules) if rule.upright]
    flat = sorted((index for index, rule in enumerate(rules) if not rule.upright), key=lambda index: rules[index].at)
    for one in upright:
        for other in flat:
            if rules[other].at > rules[one].end + NEAR:
                break
            if _touch(rules[one], rules[other]):
                parents[root(one)] = root(other)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(root(index), []).append(rule)
    return list(groups.values())


def _touch(upright: Rule, flat: Rule) -> bool:
    return (
        upright.start - NEAR <= flat.at <= upright.end + NEAR and flat.start - NEAR <= upright.at <= flat.end + NEAR
    )  # fmt: skip


def _grid(rules: Sequence[Rule]) -> Grid | None:
    columns = _places(rule.at for rule in rules if rule.upright)
    rows = _places(rule.at for rule in rules if not rule.upright)[::-1]
    # One row of two cells is a frame; one of three or more is what a page break left of a table.
    if len(columns) < 3 or len(rows) < 2 or len(columns) + len(rows) < 6:
        return None
    outline = Box(columns[0], rows[-1], columns[-1], rows[0])
    return Grid(outline, _Cells(columns, rows, rules).boxes(), tuple(columns), tuple(rows))


class _Cells:
    """Finds the cells between column and row borders: a cell grows to the right and down over every missing border."""

    def __init__(self, columns: Sequence[float], rows: Sequence[float], rules: Sequence[Rule]) -> None:
        self._columns, self._rows = columns, rows
        self._upright = _by_place(rules, columns, upright=True)
        self._flat = _by_place(rules, rows, upright=False)
        self._taken: dict[tuple[int, int], Box | None] = {}

    def boxes(self) -> tuple[tuple[Box | None, ...], ...]:
        across, down = range(len(self._columns) - 1), range(len(self._rows) - 1)
        return tuple(tuple(self._cell(row, column) for column in across) for row in down)

    def _cell(self, row: int, column: int) -> Box | None:
        """The box of the cell that stands here; None when one to the left has grown over this place."""
        if (row, column) in self._taken:
            return self._taken[row, column]
        columns, rows, right, below = self._columns, self._rows, column + 1, row + 1
        height = (rows[row] + rows[row + 1]) / 2
        while right < len(columns) - 1 and not _covered(self._upright[right], height) and (row, right) not in self._taken:
            right += 1
        middle = (columns[column] + columns[right]) / 2
        while below < len(rows) - 1 and not _covered(self._flat[below], middle):
            below += 1
        box = Box(columns[column], rows[below], columns[right], rows[row])
        if right - column > 1 or below - row > 1:
            self._taken |= {(r, c): box if c == column else None for r in range(row, below) for c in range(column, right)}
        return box


def _covered(rules: Sequence[Rule], at: float) -> bool:
    return any(rule.start - NEAR <= at <= rule.end + NEAR for rule in rules)


def _places(values: Iterable[float]) -> list[float]:
    """Sorted distinct places; those that nearly coincide are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _by_place(rules: Sequence[Rule], places: Sequence[float], *, upright: bool) -> list[list[Rule]]:
    chosen = [rule for rule in rules if rule.upright == upright]
    return [[rule for rule in chosen if abs(rule.at - place) <= NEAR] for place in places]
