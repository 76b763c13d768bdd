"""A person's own file back, with a column "Lỗi" that says what to put right."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils.exceptions import InvalidFileException

from minhchung.scoring.exchange.columns import ERROR_TITLE
from minhchung.scoring.exchange.problems import ExchangeError, RowProblem
from minhchung.text.normal import fold

WIDTH = 60
HEAD_SEARCHED = 15
RED = PatternFill("solid", fgColor="FFF7D4CF")


def with_errors(data: bytes, problems: Iterable[RowProblem]) -> bytes:
    """The file as it was sent, each row beside what is wrong with it; the errors of an earlier round are replaced.

    Raises ExchangeError when the file cannot be written again.
    """
    told: dict[str, dict[int, list[RowProblem]]] = defaultdict(lambda: defaultdict(list))
    for problem in problems:
        told[problem.place][problem.row or 1].append(problem)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise ExchangeError("Tệp bị hỏng, không ghi thêm cột “Lỗi” được: mở bằng Excel, lưu lại kiểu .xlsx rồi nộp lại.") from error
    for sheet in book.worksheets:
        head, at = _place(sheet)
        if sheet.title in told or sheet.cell(head, at).value == ERROR_TITLE:
            _mark(sheet, head, at, told.get(sheet.title, {}))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _place(sheet: Any) -> tuple[int, int]:
    """Head row and column for the errors: where they stood before, else behind the last column of the fullest row at the top."""
    rows = range(1, min(HEAD_SEARCHED, sheet.max_row) + 1)
    for row in rows:
        for column in range(1, sheet.max_column + 1):
            if isinstance(value := sheet.cell(row, column).value, str) and fold(value) == fold(ERROR_TITLE):
                return row, column
    filled = {row: sum(sheet.cell(row, column).value is not None for column in range(1, sheet.max_column + 1)) for row in rows}
    return max(rows, key=lambda row: filled[row]), sheet.max_column + 1


def _mark(sheet: Any, head: int, at: int, told: dict[int, list[RowProblem]]) -> None:
    sheet.cell(head, at).value = ERROR_TITLE
    sheet.column_dimensions[sheet.cell(head, at).column_letter].width = WIDTH
    titles = {str(sheet.cell(head, column).value): column for column in range(1, at)}
    for row in range(head + 1, sheet.max_row + 1):
        sheet.cell(row, at).value = None
    for row, problems in told.items():
        cell = sheet.cell(row, at)
        cell.value = " ".join(f"{problem.column}: {problem.message}." if problem.column else f"{problem.message}." for problem in problems)
        cell.data_type = "s"  # never a formula, whatever the message begins with
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        for problem in problems:
            if problem.column in titles and row > head:
                sheet.cell(row, titles[problem.column]).fill = RED
