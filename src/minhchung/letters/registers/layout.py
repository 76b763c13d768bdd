"""How much fits on a printed page of a register: A4 across, in the units spreadsheets use."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from minhchung.letters.registers.model import Column, Row, Value
from minhchung.letters.registers.values import shown

A4_ACROSS_MM, A4_DOWN_MM = 297, 210
# The binding side of a register is the left: 25 mm there, 12 mm opposite, 15 mm above and below.
LEFT_MM, RIGHT_MM, TOP_MM, BOTTOM_MM = 25, 12, 15, 15
MM_PER_INCH, POINTS_PER_INCH, PIXELS_PER_INCH = 25.4, 72, 96
LINE_POINTS = 15.0
# Running text of Times New Roman takes about as much as digits.
CHARACTERS_PER_WIDTH = 1.0
SMALLEST_SCALE = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of the table: a group heading (`row` None) or a row, with the estimated number of text lines in it."""

    heading: str
    row: Row | None
    text_lines: int


def print_scale(columns: Sequence[Column]) -> int:
    """The percentage at which the columns fit the width of the page, at most 100."""
    # A digit of Times New Roman 11 is 7 pixels wide in Excel, a little more in LibreOffice: the wider one decides.
    pixels = sum(column.width * 8 + 5 for column in columns)
    room = (A4_ACROSS_MM - LEFT_MM - RIGHT_MM) / MM_PER_INCH * PIXELS_PER_INCH
    return max(SMALLEST_SCALE, min(100, math.floor(room / pixels * 100)))


def text_lines(text: str, width: int) -> int:
    """How many lines a text takes in a column that wraps."""
    room = width * CHARACTERS_PER_WIDTH
    return sum(max(1, math.ceil(len(part) / room)) for part in text.split("\n"))


def table_lines(rows: Sequence[Row], values: Mapping[str, Mapping[str, Value]], columns: Sequence[Column]) -> Iterator[Line]:
    """The rows in their order, with a heading line wherever the group changes. `values`: canonical, by row id."""
    group = ""
    for row in rows:
        if row.group and row.group != group:
            yield Line(row.group, None, 1)
        group = row.group
        cells = values[row.id]
        yield Line("", row, max(text_lines(shown(cells[column.key], column), column.width) for column in columns))


def page_breaks(lines: Sequence[Line], *, first_row: int, rows_per_page: int, scale: int, head_points: float) -> list[int]:
    """The sheet rows (from 0) before which a page ends: after `rows_per_page` lines, sooner when they would not fit.

    A heading is never the last line of a page. `first_row` is the sheet row of the first line.
    """
    room = (A4_DOWN_MM - TOP_MM - BOTTOM_MM) / MM_PER_INCH * POINTS_PER_INCH / (scale / 100) - head_points
    breaks: list[int] = []
    count, used = 0, 0.0
    for index, line in enumerate(lines):
        height = line.text_lines * LINE_POINTS
        kept = 2 if line.row is None else 1
        if count and (count + kept > rows_per_page or used + height + (kept - 1) * LINE_POINTS > room):
            breaks.append(first_row + index)
            count, used = 0, 0.0
        count, used = count + 1, used + height
    return breaks
