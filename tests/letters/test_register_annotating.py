"""The person's own file comes back with what to put right, and nothing else of it is lost."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from minhchung.letters.registers import (
    CellError,
    Column,
    Diff,
    RegisterFileError,
    Value,
    annotate_errors,
    compare,
    messages_by_row,
    read_returned,
    with_errors,
)
from minhchung.letters.registers.annotating import CONFLICT_COLOUR, ERROR_COLOUR

Rows = dict[str, dict[str, Value]]
Export = Callable[..., bytes]
Open = Callable[[bytes], Any]
DATE_ERROR = "Tháng 11 chỉ có 30 ngày. Sửa ô F7 thành ngày có thật."


def page_of(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def filled(cell: Any) -> str | None:
    return str(cell.fill.fgColor.rgb) if cell.fill.fill_type == "solid" else None


@pytest.fixture
def wrong(export: Export, opened: Open) -> bytes:
    """A returned file with a date that does not exist, a conflict in the making, and the person's own looks."""
    sheet = opened(export())
    sheet.cell("119", "finished_on").value = "31/11/2026"
    sheet.cell("104", "progress").value = "4/6 đơn vị"
    sheet.cell("131", "task").font = Font(name="Arial", bold=True)
    sheet.cell("131", "progress").fill = PatternFill("solid", fgColor="FF92D050")
    sheet.page.column_dimensions["D"].width = 55
    sheet.page["L2"] = "ghi chú riêng"
    return bytes(sheet.save())


def compared(data: bytes, rows: Rows, columns: tuple[Column, ...]) -> Diff:
    now = {**rows, "104": {**rows["104"], "progress": "3/6 đơn vị"}}
    return compare(rows, now, read_returned(data, columns))


def test_errors_and_conflicts_stand_in_a_new_last_column_beside_coloured_cells(
    wrong: bytes, rows: Rows, columns: tuple[Column, ...]
) -> None:
    page = page_of(annotate_errors(wrong, compared(wrong, rows, columns)))
    assert (page["M4"].value, page["M6"].value, page["M7"].value) == ("Lỗi", None, DATE_ERROR)
    assert page["M8"].value == (
        "Ô H8 (Tiến độ): lúc xuất là “2/6 đơn vị”, sổ nay ghi “3/6 đơn vị”, tệp ghi “4/6 đơn vị”. Chọn một giá trị khi nhập lại."
    )
    assert (filled(page["F7"]), filled(page["H8"])) == (ERROR_COLOUR, CONFLICT_COLOUR)


def test_what_the_person_wrote_and_how_it_looks_is_kept(wrong: bytes, rows: Rows, columns: tuple[Column, ...]) -> None:
    page = page_of(annotate_errors(wrong, compared(wrong, rows, columns)))
    assert (page["D6"].font.name, page["D6"].font.bold) == ("Arial", True)
    assert filled(page["H6"]) == "FF92D050"
    assert page.column_dimensions["D"].width == 55
    assert page["L2"].value == "ghi chú riêng"
    assert page["F7"].value == "31/11/2026"
    assert page.column_dimensions["A"].hidden
    assert page.freeze_panes == "E6"
    assert [str(rule.sqref) for rule in page.data_validations.dataValidation] == ["F6:F8", "G6:G8"]


def test_the_file_with_errors_is_read_like_the_file_without(wrong: bytes, rows: Rows, columns: tuple[Column, ...]) -> None:
    diff = compared(wrong, rows, columns)
    again = compared(annotate_errors(wrong, diff), rows, columns)
    assert (again.changes, again.conflicts, again.errors) == (diff.changes, diff.conflicts, diff.errors)


def test_a_second_round_uses_the_same_column_and_takes_old_marks_off(
    wrong: bytes, opened: Open, rows: Rows, columns: tuple[Column, ...]
) -> None:
    sheet = opened(annotate_errors(wrong, compared(wrong, rows, columns)))
    sheet.cell("119", "finished_on").value = date(2026, 11, 30)
    mended = bytes(sheet.save())
    diff = compared(mended, rows, columns)
    assert not diff.errors
    page = page_of(annotate_errors(mended, diff))
    assert [cell.value for cell in page[4]].count("Lỗi") == 1
    assert (page["M7"].value, filled(page["F7"])) == (None, None)
    assert filled(page["H6"]) == "FF92D050"
    assert page["M8"].value.startswith("Ô H8")


def test_several_messages_of_a_row_stand_together_errors_first(wrong: bytes, rows: Rows, columns: tuple[Column, ...]) -> None:
    diff = with_errors(compared(wrong, rows, columns), [CellError(7, "Việc đã nghiệm thu.", "119", "state", "G7")])
    assert messages_by_row(diff)[7] == f"{DATE_ERROR} Việc đã nghiệm thu."


def test_a_message_is_never_a_formula(wrong: bytes, rows: Rows, columns: tuple[Column, ...]) -> None:
    diff = with_errors(compared(wrong, rows, columns), [CellError(6, "=1+1")])
    cell = page_of(annotate_errors(wrong, diff))["M6"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_sheet_styled_to_its_last_column_gets_its_errors_beside_the_table(
    wrong: bytes, opened: Open, rows: Rows, columns: tuple[Column, ...]
) -> None:
    sheet = opened(wrong)
    sheet.page.cell(900, 16384).font = Font(name="SimSun")
    data = bytes(sheet.save())
    page = page_of(annotate_errors(data, compared(data, rows, columns)))
    assert page["M7"].value == DATE_ERROR


def test_part_of_a_cell_in_bold_stays_in_bold(export: Export, rows: Rows, columns: tuple[Column, ...]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export()), rich_text=True)
    book.worksheets[0]["H6"] = CellRichText("Đã đăng ", TextBlock(InlineFont(b=True), "một phần"))
    target = io.BytesIO()
    book.save(target)
    diff = compared(target.getvalue(), rows, columns)
    assert [item.new for item in diff.changes] == ["Đã đăng một phần"]
    back = openpyxl.load_workbook(io.BytesIO(annotate_errors(target.getvalue(), diff)), rich_text=True)
    assert isinstance(back.worksheets[0]["H6"].value, CellRichText)


def test_a_file_that_cannot_be_opened_again_says_what_to_do(wrong: bytes, rows: Rows, columns: tuple[Column, ...]) -> None:
    diff = compared(wrong, rows, columns)
    with pytest.raises(RegisterFileError, match="Tệp bị hỏng"):
        annotate_errors(b"PK\x03\x04", diff)
