"""Tables of a file as rows of cells: the sheets of a workbook, the ruled tables in the text of a document.

Both kinds of file say a merged cell in every row it stands beside, unless it is long (`repeated`): what follows sees one thing.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from minhchung.text.extract.tables import REPEATED_LENGTH
from minhchung.text.normal import nfc, squeeze
from minhchung.text.written import written_day

Cell = str | float | int | bool | date | datetime | time | timedelta | None
ROWS_AT_MOST = 5000
COLUMNS_AT_MOST = 40


class UnreadableFileError(ValueError):
    """The bytes are no workbook."""


@dataclass(frozen=True)
class Grid:
    """One table: its name for messages, and its rows with the number a person finds them by (1-based)."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def of_text(text: str) -> list[Grid]:
    """The ruled tables in the text of a document ("| a | b |" lines), in order."""
    return [Grid(f"bảng {place}", tuple(enumerate(rows, 1))) for place, rows in enumerate(_tables(text), 1)]


def of_workbook(content: bytes) -> list[Grid]:
    """The sheets of a workbook that hold anything. Raises UnreadableFileError."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [grid for name in workbook.sheet_names if (grid := _sheet(workbook, name)).rows]
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFileError(str(error)) from error


def text_of(cell: Cell) -> str:
    """A cell as a person reads it: 25.0 → "25", a date → "30/6/2026"."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return written_day(cell.date())
    if isinstance(cell, date):
        return written_day(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return squeeze(nfc(str(cell))).strip()


def _tables(text: str) -> Iterator[list[tuple[str, ...]]]:
    rows: list[tuple[str, ...]] = []
    for line in text.splitlines():
        if line.startswith("| ") and line.endswith(" |"):  # a bar inside a cell is never written as such (text.extract.tables)
            rows.append(tuple(squeeze(cell).strip() for cell in line[1:-1].split("|")))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def _sheet(workbook: CalamineWorkbook, name: str) -> Grid:
    sheet = workbook.get_sheet_by_name(name)
    cells = [[text_of(cell) for cell in row[:COLUMNS_AT_MOST]] for row in sheet.to_python(skip_empty_area=False)[: ROWS_AT_MOST + 1]]
    _spread(cells, sheet.merged_cell_ranges or ())
    return Grid(name, tuple((number, tuple(row)) for number, row in enumerate(cells, 1) if any(row)))


def _spread(cells: list[list[str]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Says a cell merged over several rows in each of them; over several columns it stands in the first."""
    for (top, left), (bottom, _) in merged:
        if top >= len(cells) or left >= len(cells[top]):
            continue
        value = cells[top][left]
        for row in cells[top + 1 : bottom + 1] if len(value) <= REPEATED_LENGTH else ():
            row[left] = value


def widths(grids: Sequence[Grid]) -> list[int]:
    """How many columns each table has."""
    return [max((len(cells) for _, cells in grid.rows), default=0) for grid in grids]
