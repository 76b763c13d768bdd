"""The person's own file back, with a column that says what to put right and colours on the cells meant."""

import copy
import io
import zipfile
from collections import defaultdict
from typing import Any

import openpyxl
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils.exceptions import InvalidFileException

from minhchung.letters.registers.model import ERROR_KEY, ERROR_TITLE, CellConflict, Column, Diff, RegisterFileError
from minhchung.letters.registers.values import shown
from minhchung.letters.registers.workbook import BROKEN

# Exact colours of our own: a later round can take its earlier marks off again without touching a person's colours.
ERROR_COLOUR, CONFLICT_COLOUR, WARNING_COLOUR = "FFF7D4CF", "FFFBE9B0", "FFFCF3D2"
OUR_COLOURS = {ERROR_COLOUR, CONFLICT_COLOUR, WARNING_COLOUR}
ERROR_COLUMN_WIDTH = 60


def annotate_errors(original: bytes, diff: Diff) -> bytes:
    """The returned file with a "Lỗi" column and coloured cells; everything else as the person left it.

    Marks of an earlier round are replaced. Raises RegisterFileError when the file cannot be written again.
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(original), rich_text=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise RegisterFileError(BROKEN) from error
    sheet = book[diff.place.sheet]
    _clear_our_colours(sheet, diff)
    colours = {error.cell: WARNING_COLOUR for error in diff.warnings}
    colours |= {conflict.cell: CONFLICT_COLOUR for conflict in diff.conflicts}
    colours |= {error.cell: ERROR_COLOUR for error in diff.errors}
    for cell, colour in colours.items():
        if cell is not None:
            sheet[cell].fill = PatternFill("solid", fgColor=colour)
    _write_column(sheet, diff)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def messages_by_row(diff: Diff) -> dict[int, str]:
    """What the "Lỗi" column says, by sheet row from 1: errors first, then conflicts, then what to look at again."""
    said: defaultdict[int, list[str]] = defaultdict(list)
    columns = {column.key: column for column in diff.columns}
    for error in diff.errors:
        said[error.row].append(error.message)
    for conflict in diff.conflicts:
        said[conflict.row].append(conflict_message(conflict, columns[conflict.column]))
    for warning in diff.warnings:
        said[warning.row].append(warning.message)
    return {row: " ".join(texts) for row, texts in said.items()}


def conflict_message(conflict: CellConflict, column: Column) -> str:
    """Both values of a conflict and what to do."""
    told = f"lúc xuất là “{shown(conflict.exported, column)}”, " if conflict.known else ""
    return (
        f"Ô {conflict.cell} ({column.title}): {told}sổ nay ghi “{shown(conflict.current, column)}”, "
        f"tệp ghi “{shown(conflict.returned, column)}”. Chọn một giá trị khi nhập lại."
    )


def _clear_our_colours(sheet: Any, diff: Diff) -> None:
    place = diff.place
    # Not the sheet's own extent: some programs give a style to every row and column there is.
    for row in sheet.iter_rows(min_row=place.first_row, max_row=place.last_row, max_col=place.last_column):
        for cell in row:
            if cell.has_style and cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in OUR_COLOURS:
                cell.fill = PatternFill(fill_type=None)


def _write_column(sheet: Any, diff: Diff) -> None:
    place = diff.place
    at = place.error_column or place.last_column + 1
    messages = messages_by_row(diff)
    head = sheet.cell(place.header_row, at)
    head.value = ERROR_TITLE
    if place.error_column is None:
        _dress(head, sheet.cell(place.header_row, place.last_column))
        if place.key_row is not None:
            sheet.cell(place.key_row, at).value = ERROR_KEY
        sheet.column_dimensions[head.column_letter].width = ERROR_COLUMN_WIDTH
    for row in range(place.first_row, place.last_row + 1):
        cell = sheet.cell(row, at)
        if isinstance(cell, MergedCell) or (row not in messages and cell.value is None):
            continue
        cell.value = messages.get(row)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.number_format = "@"
        if row in messages:
            cell.data_type = "s"  # never a formula, whatever the message begins with
            cell.font = copy.copy(sheet.cell(row, place.last_column).font)


def _dress(cell: Any, like: Any) -> None:
    cell.font, cell.border, cell.alignment = copy.copy(like.font), copy.copy(like.border), copy.copy(like.alignment)
