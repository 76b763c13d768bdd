"""The register as it leaves: it looks like the paper one and carries what its return needs."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest

from minhchung.letters.registers import Column, ExportStamp, Row, SheetOptions, register_form, write_register
from minhchung.letters.registers.layout import page_breaks, print_scale, table_lines
from minhchung.letters.registers.values import canonical_row

Export = Callable[..., bytes]


def page_of(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def test_the_lawful_register_has_its_seven_columns_in_order_with_their_source() -> None:
    form = register_form("incoming_followup")
    assert [column.title for column in form.lawful] == [
        "Số đến",
        "Tên loại, số, ký hiệu, ngày, tháng và tên cơ quan ban hành văn bản",
        "Đơn vị hoặc người nhận",
        "Thời hạn giải quyết",
        "Tiến độ giải quyết",
        "Số, ký hiệu văn bản trả lời",
        "Ghi chú",
    ]
    assert "30/2020/NĐ-CP" in form.source
    assert form.valid_from == date(2020, 3, 5)


def test_additional_columns_stand_between_the_lawful_ones_and_never_replace_them() -> None:
    form = register_form("incoming_followup")
    keys = [column.key for column in form.with_extra("points", "task")]
    assert keys == ["arrival_number", "document", "task", "receiver", "deadline", "progress", "reply", "points", "note"]
    with pytest.raises(KeyError, match="nosuch"):
        form.with_extra("nosuch")


def test_the_sheet_has_heads_column_numbers_and_a_double_rule(export: Export, columns: tuple[Column, ...]) -> None:
    page = page_of(export())
    assert [page.cell(4, 3 + at).value for at in range(len(columns))] == [column.title for column in columns]
    assert [page.cell(5, 3 + at).value for at in range(3)] == ["(1)", "(2)", "(3)"]
    assert page.cell(5, 3).border.bottom.style == "double"
    assert {page.cell(row, 3).font.name for row in (1, 2, 4, 5, 6, 7)} == {"Times New Roman"}
    assert page.cell(1, 3).value == "SỔ THEO DÕI"


def test_it_prints_on_a4_across_with_the_heads_repeated(export: Export) -> None:
    page = page_of(export())
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.print_title_rows == "$3:$5"
    assert page.print_area == "'Sổ theo dõi'!$C$1:$I$8"
    assert not page.page_setup.fitToHeight
    assert page.freeze_panes == "E6"


def test_ids_marks_and_keys_are_there_but_hidden(export: Export) -> None:
    page = page_of(export())
    assert page.column_dimensions["A"].hidden
    assert page.row_dimensions[3].hidden
    assert [page.cell(row, 1).value for row in range(6, 9)] == ["#131", "#119", "#104"]
    assert page.cell(3, 3).value == "mc:number"
    book = openpyxl.load_workbook(io.BytesIO(export()))
    assert book["minh_chung"].sheet_state == "hidden"
    assert {row[0].value: row[1].value for row in book["minh_chung"].iter_rows(max_row=4)}["commune"] == "phường Vân Khê"


def test_dates_and_numbers_are_real_and_typed_text_stays_text(export: Export) -> None:
    page = page_of(export())
    assert page["E6"].is_date
    assert page["E6"].number_format == "dd/mm/yyyy"
    assert (page["I6"].value, page["I6"].number_format) == (1, "0.00")
    assert page["H6"].number_format == "@"


def test_the_state_is_chosen_from_a_list(export: Export) -> None:
    rules = {str(rule.sqref): rule for rule in page_of(export()).data_validations.dataValidation}
    assert rules["G6:G8"].formula1 == '"Chưa làm,Đang làm,Đã xong"'
    assert rules["G6:G8"].errorStyle in (None, "stop")


def test_a_list_too_long_for_the_rule_is_kept_on_the_hidden_sheet(export: Export) -> None:
    choices = tuple(f"Trạng thái số {number}, có giải thích" for number in range(30))
    data = export({"1": {"s": choices[3]}}, (Column("s", "Trạng thái", kind="choice", choices=choices),))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.worksheets[0].data_validations.dataValidation[0].formula1 == "minh_chung!$D$1:$D$30"
    assert [book["minh_chung"].cell(row, 4).value for row in (1, 30)] == [choices[0], choices[29]]


def test_a_page_has_at_most_twenty_five_rows(export: Export, columns: tuple[Column, ...]) -> None:
    page = page_of(export({str(number): {"number": str(number)} for number in range(60)}))
    assert [mark.id for mark in page.row_breaks.brk] == [30, 55]


def test_a_page_ends_sooner_when_the_rows_are_tall(columns: tuple[Column, ...]) -> None:
    rows = [Row(str(number), {"task": "việc dài " * 30}) for number in range(40)]
    values = {row.id: canonical_row(row.values, columns) for row in rows}
    lines = list(table_lines(rows, values, columns))
    breaks = page_breaks(lines, first_row=5, rows_per_page=25, scale=print_scale(columns), head_points=75)
    pages = [end - start for start, end in zip([5, *breaks], [*breaks, 45], strict=True)]
    assert max(pages) < 6
    assert sum(pages) == 40


def test_a_heading_is_never_the_last_line_of_a_page(columns: tuple[Column, ...]) -> None:
    rows = [Row(str(number), {}, "đầu" if number < 24 else "cuối") for number in range(30)]
    values = {row.id: canonical_row(row.values, columns) for row in rows}
    lines = list(table_lines(rows, values, columns))
    breaks = page_breaks(lines, first_row=0, rows_per_page=26, scale=100, head_points=0)
    assert lines[25].row is None
    assert breaks == [25]


def test_rows_stand_under_group_headings_that_do_not_keep_a_spreadsheet_from_sorting(export: Export) -> None:
    page = page_of(export(groups={"131": "Tháng 10/2026", "119": "Tháng 11/2026", "104": "Tháng 11/2026"}))
    assert [page.cell(row, 3).value for row in range(6, 11)] == ["Tháng 10/2026", "131", "Tháng 11/2026", "119", "07"]
    assert {str(area) for area in page.merged_cells.ranges} == {"C1:I1", "C2:I2"}, "Excel refuses to sort merged cells"
    assert [page.cell(6, column).border.top.style for column in range(3, 10)] == ["thin"] * 7


def test_wide_registers_are_scaled_to_the_page_and_narrow_ones_are_not() -> None:
    form = register_form("incoming_followup")
    assert print_scale(form.lawful) == 100
    everything = form.with_extra(*(column.key for column in form.columns if not column.lawful))
    assert 50 < print_scale(everything) < 100


def test_the_same_register_is_written_to_the_same_bytes(export: Export) -> None:
    assert export() == export()


def test_spare_lines_are_ruled_and_carry_no_id(export: Export) -> None:
    page = page_of(export(options=SheetOptions(spare_rows=2)))
    assert page.cell(10, 3).border.left.style == "thin"
    assert page.cell(10, 1).value is None


def test_an_id_given_twice_and_a_register_without_columns_are_refused(columns: tuple[Column, ...], export: Export) -> None:
    with pytest.raises(ValueError, match="không có cột nào"):
        export({}, ())
    twice = [Row("1", {}), Row("1", {})]
    with pytest.raises(ValueError, match="Mã dòng “1”"):
        write_register(twice, columns, title="", subtitle="", stamp=ExportStamp("1", datetime(2026, 1, 1, tzinfo=UTC), ""))


def test_text_that_looks_like_a_formula_stays_text(export: Export) -> None:
    page = page_of(export({"1": {"progress": "=1+1"}}))
    assert (page["H6"].value, page["H6"].data_type) == ("=1+1", "s")
