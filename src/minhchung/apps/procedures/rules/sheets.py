"""Tables handed in as files or pasted: rows with the lines inside a cell kept (an official list puts one agency a line)."""

import io
from collections.abc import Sequence

from python_calamine import CalamineError, CalamineWorkbook

from minhchung.apps.procedures.rules.columns import Row
from minhchung.text.normal import nfc

ROWS_AT_MOST = 20_000
COLUMNS_AT_MOST = 40


class UnreadableWorkbookError(ValueError):
    """The bytes are no workbook that can be opened."""


def of_workbook(content: bytes) -> list[list[Row]]:
    """The sheets that hold anything, each as numbered rows. Raises UnreadableWorkbookError."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableWorkbookError(str(error)) from error
    return [rows for sheet in sheets if (rows := _rows(sheet))]


def of_pasted(text: str) -> list[Row]:
    """Lines of cells parted by tabs, as a spreadsheet copies them; " | " parts cells too."""
    lines = [
        (number, line.split("\t") if "\t" in line else line.strip("| ").split("|")) for number, line in enumerate(text.splitlines(), 1)
    ]
    return [(number, [nfc(cell).strip().strip('"') for cell in cells]) for number, cells in lines if any(cell.strip() for cell in cells)]


def _rows(sheet: Sequence[Sequence[object]]) -> list[Row]:
    cells = [(number, [_text(cell) for cell in row[:COLUMNS_AT_MOST]]) for number, row in enumerate(sheet[:ROWS_AT_MOST], 1)]
    return [(number, row) for number, row in cells if any(row)]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return nfc(str(cell)).strip() if cell is not None else ""
