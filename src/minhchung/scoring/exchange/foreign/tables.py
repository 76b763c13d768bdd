"""The tables of an annex, Excel or Word, as one kind of value."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from minhchung.scoring.exchange.cells import as_text
from minhchung.scoring.exchange.problems import ExchangeError
from minhchung.scoring.exchange.workbook import grids_of
from minhchung.text.extract import ExtractError, SecretDocument, secrecy_stamp
from minhchung.text.extract.docx import docx_text
from minhchung.text.extract.docx_tables import WordCell, docx_tables
from minhchung.text.extract.heads import stamped_on_heads, stamped_on_sheets
from minhchung.text.normal import clean

ROWS_LIMIT = 5_000
WORD = "word/"


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` keeps its line ends; `again`: the cell belongs to one merged from above, whose text it repeats; `span` columns wide."""

    text: str = ""
    again: bool = False
    span: int = 1
    bold: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its number in the sheet or table, from 1, and its cells, one for each column."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """What the row itself says, without what is merged from above."""
        return tuple("" if cell.again else cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `place` says which sheet it is or its number in the document."""

    place: str
    lines: tuple[Line, ...]

    @property
    def width(self) -> int:
        """Columns."""
        return max((len(line.cells) for line in self.lines), default=0)


def tables_of(data: bytes, name: str) -> tuple[Table, ...]:
    """Every table of an .xlsx or .docx file that says anything. Raises ExchangeError, also for a document stamped secret."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            is_word = any(member.startswith(WORD) for member in package.namelist())
    except zipfile.BadZipFile as error:
        raise ExchangeError(f"“{name}” không phải tệp .xlsx hoặc .docx: mở bằng Excel hay Word, lưu thành kiểu ấy rồi nộp lại.") from error
    try:
        level = (stamped_on_heads(data, name) or secrecy_stamp(docx_text(data, name))) if is_word else stamped_on_sheets(data, name)
    except ExtractError as error:
        raise ExchangeError(str(error)) from error
    if level:
        raise ExchangeError(str(SecretDocument(name, level)))
    tables = _word(data, name) if is_word else _excel(data, name)
    return tuple(table for table in tables if any(any(line.texts) for line in table.lines))


def joined(tables: Sequence[Table]) -> Table:
    """Tables that a person says are one, cut by pages or by fields."""
    lines = [line for table in tables for line in table.lines]
    return replace(tables[0], lines=tuple(replace(line, number=at) for at, line in enumerate(lines, start=1)))


def _word(data: bytes, name: str) -> list[Table]:
    try:
        tables = docx_tables(data, name)
    except ExtractError as error:
        raise ExchangeError(str(error)) from error
    return [Table(f"Bảng {at}", tuple(_word_lines(rows))) for at, rows in enumerate(tables, start=1)]


def _word_lines(rows: list[list[WordCell]]) -> list[Line]:
    lines: list[Line] = []
    for number, row in enumerate(rows[:ROWS_LIMIT], start=1):
        cells: list[Cell] = []
        for cell in row:
            above = lines[-1].cells[len(cells)] if cell.continues and lines and len(cells) < len(lines[-1].cells) else None
            text = above.text if above else clean("\n".join(cell.lines))
            cells.append(Cell(text, above is not None, cell.span, cell.bold, cell.indent))
            cells += [Cell()] * (cell.span - 1)
        lines.append(Line(number, tuple(cells)))
    return lines


def _excel(data: bytes, name: str) -> list[Table]:
    grids = grids_of(data, name)  # the limits and the readable errors of a workbook
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise ExchangeError(f"“{name}” bị hỏng, không đọc được: mở bằng Excel, lưu lại kiểu .xlsx rồi nộp lại.") from error
    widths = {grid.name: (len(grid.rows), max(map(len, grid.rows), default=0)) for grid in grids}
    return [_sheet(page, *widths.get(page.title, (0, 0))) for page in book.worksheets if page.sheet_state == "visible"]


def _sheet(page: Any, height: int, width: int) -> Table:
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    spans: dict[tuple[int, int], int] = {}
    for area in page.merged_cells.ranges:
        spans[area.min_row, area.min_col] = area.max_col - area.min_col + 1
        for row in range(area.min_row, min(area.max_row, height) + 1):
            merged[row, area.min_col] = (area.min_row, area.min_col)
    lines = []
    for number in range(1, min(height, ROWS_LIMIT) + 1):
        cells = []
        for column in range(1, width + 1):
            origin = merged.get((number, column), (number, column))
            cell = page.cell(*origin)
            text = clean(_shown(cell))
            blanks = len(text) - len(text.lstrip(" "))
            indent = int(cell.alignment.indent or 0) + blanks // 2
            cells.append(Cell(text.strip(), origin[0] != number, spans.get(origin, 1), bool(cell.font.b), indent))
        lines.append(Line(number, tuple(cells)))
    return Table(page.title, tuple(lines))


def _shown(cell: Any) -> str:
    """The text of a cell as it is seen: 1.10 with two decimals is "1.10", half as a percentage is "50%"."""
    value, form = cell.value, str(cell.number_format)
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(as_text(value))
        if "%" in form:
            return f"{(number * 100).normalize():f}%"
        places = len(form.partition(".")[2]) if set(form) <= set("0.") and "." in form else 0
        return f"{number:.{places}f}" if places > max(0, -int(number.as_tuple().exponent)) else f"{number:f}"
    return as_text(value)
