"""Tables as lines of text: pipe rows for tables of data, plain lines for tables that only lay out a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

Cell = Sequence[str]  # the paragraphs of one cell

# Words that stand in the borderless tables by which NĐ 30/2020 documents are laid out: head, addressees, signature.
LAYOUT_WORDS = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập ?[-–] ?Tự do|Kính gửi ?:|Nơi nhận ?:|^Số ?:.{0,40}/", re.MULTILINE
)
LAYOUT_ROWS = 6
REPEATED_LENGTH = 80
COLUMNS_LIMIT = 200  # one endless row must not make every other row as long


def table_lines(rows: Sequence[Sequence[Cell]], *, bordered: bool) -> list[str]:
    """The lines of a table, in reading order; a blank line belongs between lines of a layout table, none between pipe rows.

    Every pipe row is one line with the same number of cells, a cell's paragraphs joined by a blank; an empty row is left out.
    A table of one column, a borderless one of one row, and one that carries the head, the addressees or the signature of a
    document come back as their paragraphs, row by row, cell by cell.
    """
    filled = [row for row in rows if any(line.strip() for cell in row for line in cell)]
    if not filled:
        return []
    if is_layout(filled, bordered=bordered):
        return [line for row in filled for cell in row for line in cell if line.strip()]
    return pipe_lines(table_rows(filled))


def repeated(cell: Cell) -> list[str]:
    """What a cell merged over several rows says in each row below its first.

    On paper it stands beside all of them: a unit or a time limit merged over three tasks holds for each. Long texts are not said
    again: they are tasks, and one task would become several.
    """
    return list(cell) if sum(map(len, cell)) <= REPEATED_LENGTH else []


def table_rows(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The rows that are not empty, every cell one line of text, all rows equally long."""
    filled = [row for row in rows if any(line.strip() for cell in row for line in cell)]
    width = min(max((len(row) for row in filled), default=0), COLUMNS_LIMIT)
    return [[_one_line(cell) for cell in row] + [""] * (width - len(row)) for row in filled]


def pipe_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """One line per row."""
    return ["| " + " | ".join(row) + " |" for row in rows]


def is_layout(rows: Sequence[Sequence[Cell]], *, bordered: bool) -> bool:
    """Whether a table only places text on the page instead of relating cells to each other."""
    if max(len(row) for row in rows) == 1 or (not bordered and len(rows) == 1):
        return True
    if len(rows) > LAYOUT_ROWS:
        return False
    return any(LAYOUT_WORDS.search(line) for row in rows for cell in row for line in cell)


def _one_line(cell: Cell) -> str:
    # A table in a cell says its rows one after the other; any other pipe inside a cell would shift every column after it.
    lines = [_inner_row(line) + (";" if place < len(cell) else "") if _is_row(line) else line for place, line in enumerate(cell, start=1)]
    return " ".join(" ".join(lines).replace("|", "¦").split())


def _is_row(line: str) -> bool:
    return line.startswith("| ") and line.endswith(" |")


def _inner_row(row: str) -> str:
    return " – ".join(filter(None, map(str.strip, row[1:-1].split(" | "))))
