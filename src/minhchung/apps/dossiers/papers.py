"""Workbooks in the printed layout of a form: A4 across, Times New Roman, merged headings, one page wide."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

A4 = 9
FONT: dict[str, Any] = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter", "text_wrap": True}
MARGINS = {"left": 0.79, "right": 0.47, "top": 0.59, "bottom": 0.59}
Cell = str | int | float | None


@dataclass(frozen=True)
class Head:
    """A heading cell of a table: rows and columns from 0 inside the head, both ends included."""

    text: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Table:
    """A table with its head. `numbers` prints the row (1) (2) (3); `total` is the last row, in bold; `widths` in characters."""

    heads: tuple[Head, ...]
    widths: tuple[float, ...]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()
    numbers: bool = True
    title: str = ""


@dataclass(frozen=True)
class Paper:
    """One sheet: the lines above (`left` and `right` stand beside each other on top), the tables, the notes and who signs under them."""

    name: str
    title: str
    subtitle: str
    left: str
    right: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    signers: tuple[str, str] = ("NGƯỜI LẬP", "THỦ TRƯỞNG ĐƠN VỊ")


def workbook(paper: Paper, *, at: datetime) -> bytes:
    """The sheet as XLSX. The same arguments give the same bytes. Unknown cells (None) hold an en dash."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": paper.title, "created": at.replace(tzinfo=None)})
        _Writer(book, paper).write()
    return target.getvalue()


class _Writer:
    def __init__(self, book: Any, paper: Paper) -> None:
        self.book, self.paper = book, paper
        self.sheet = book.add_worksheet(paper.name)
        self.last = max(len(table.widths) for table in paper.tables) - 1
        self.row = 0

    def write(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.set_margins(**MARGINS)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&C&P/&N")
        widest = max(self.paper.tables, key=lambda table: len(table.widths))
        for column, width in enumerate(widest.widths):
            self.sheet.set_column(column, column, width)
        self._top()
        for table in self.paper.tables:
            self._table(table)
        for note in self.paper.notes:
            self._line(note, self._format(italic=True, align="left"))
        self.row += 1
        self._beside(*self.paper.signers)

    def _format(self, **more: object) -> Any:
        return self.book.add_format({**FONT, **more})

    def _line(self, text: str, style: Any, lines: int = 1) -> None:
        self.sheet.merge_range(self.row, 0, self.row, self.last, "", style)
        self.sheet.write_string(self.row, 0, text, style)
        wanted = max(lines, text.count("\n") + 1, len(text) // 130 + 1)
        self.sheet.set_row(self.row, 16 * wanted)
        self.row += 1

    def _top(self) -> None:
        self._beside(self.paper.left, self.paper.right)
        self.row += 1
        self._line(self.paper.title, self._format(bold=True, align="center", font_size=14), lines=2)
        self._line(self.paper.subtitle, self._format(italic=True, align="center"))
        self.row += 1

    def _beside(self, left: str, right: str) -> None:
        """Two texts on one line, each in the middle of its half."""
        half = self.last // 2
        style = self._format(bold=True, align="center", font_size=11)
        for text, first, last in ((left, 0, half), (right, half + 1, self.last)):
            self.sheet.merge_range(self.row, first, self.row, last, "", style)
            self.sheet.write_string(self.row, first, text, style)
        self.sheet.set_row(self.row, 16 * (max(left.count("\n"), right.count("\n")) + 1))
        self.row += 1

    def _table(self, table: Table) -> None:
        head = self._format(bold=True, align="center", border=1, font_size=11)
        if table.title:
            self._line(table.title, self._format(bold=True, align="left"))
        for cell in table.heads:
            where = (self.row + cell.top, cell.left, self.row + cell.bottom, cell.right)
            if (cell.top, cell.left) != (cell.bottom, cell.right):
                self.sheet.merge_range(*where, "", head)
            self.sheet.write_string(where[0], where[1], cell.text, head)
        self.row += max(cell.bottom for cell in table.heads) + 1
        if table.numbers:
            small = self._format(italic=True, align="center", border=1, font_size=10)
            for column in range(len(table.widths)):
                self.sheet.write_string(self.row, column, f"({column + 1})", small)
            self.row += 1
        for row in table.rows:
            self._cells(row, bold=False)
        if table.total:
            self._cells(table.total, bold=True)
        self.row += 1

    def _cells(self, row: Sequence[Cell], *, bold: bool) -> None:
        text = self._format(border=1, bold=bold, align="left")
        number = self._format(border=1, bold=bold, align="right", num_format="#,##0")
        for column, value in enumerate(row):
            if isinstance(value, str):
                self.sheet.write_string(self.row, column, value, text)
            elif value is None:
                self.sheet.write_string(self.row, column, "–", number)
            else:
                self.sheet.write_number(self.row, column, value, number)
        self.row += 1
