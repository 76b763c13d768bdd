"""The first rows of a spreadsheet as words, for what they list and for a look at it. Formulas give the values they were saved with."""

import io
import logging
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineWorkbook

from minhchung.text.normal import clean, squeeze
from minhchung.text.written import written_day

logger = logging.getLogger(__name__)
SHEETS, ROWS, COLUMNS = 20, 5_000, 60
LONGEST_CELL = 300


def sheets_of(data: bytes, *, rows: int = ROWS) -> list[list[list[str]]]:
    """The rows of each visible sheet; none when the file is not readable as a spreadsheet, which is no reason to refuse it."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [each.name for each in book.sheets_metadata if "Visible" in str(each.visible) and "Work" in str(each.typ)][:SHEETS]
        return [[list(map(_word, row[:COLUMNS])) for row in book.get_sheet_by_name(name).to_python(nrows=rows)] for name in names]
    except Exception as error:  # noqa: BLE001 - the reader's own errors have no common class; the file is kept, only not counted
        logger.info("a spreadsheet of %s bytes is not readable: %s", len(data), error)
        return []


def running_text(sheets: list[list[list[str]]], *, at_most: int = 40) -> str:
    """The rows that stand before and after the lists of the first sheet, as lines of a text: where the title and the date are."""
    lines = [squeeze(" ".join(filter(None, row))) for sheet in sheets[:1] for row in sheet if 0 < sum(map(bool, row)) <= 2]
    return "\n\n".join(lines[:at_most] + lines[at_most:][-at_most:])


def _word(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime | date):
        return written_day(cell)
    return squeeze(clean(str(cell)))[:LONGEST_CELL]
