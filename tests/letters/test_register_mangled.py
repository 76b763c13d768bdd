"""A register comes back with its rows, columns and cells not as they were; and files that are no register."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from minhchung.letters.registers import Column, Diff, RegisterFileError, Value, compare, read_returned

Rows = dict[str, dict[str, Value]]
Export = Callable[..., bytes]
Open = Callable[[bytes], Any]
DryRun = Callable[..., Diff]


def test_rows_in_another_order_are_the_same_rows(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    first = [cell.value for cell in sheet.page[6]]
    last = [cell.value for cell in sheet.page[8]]
    for at, (one, other) in enumerate(zip(first, last, strict=True), start=1):
        sheet.page.cell(6, at).value, sheet.page.cell(8, at).value = other, one
    assert dry_run(sheet.save(), rows).is_empty


def test_rows_sorted_apart_from_their_ids_are_errors_not_changes(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    for column in range(3, 10):
        one, other = sheet.page.cell(6, column), sheet.page.cell(7, column)
        one.value, other.value = other.value, one.value
    diff = dry_run(sheet.save(), rows)
    assert not diff.changes
    assert [error.row_id for error in diff.errors] == ["131", "119"]
    assert "mang mã 131 nhưng nội dung là của mã 119" in diff.errors[0].message


def test_a_row_whose_every_identifying_cell_is_another_is_not_believed(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    for key in ("number", "task", "progress"):
        sheet.cell("131", key).value = "viết lại"
    diff = dry_run(sheet.save(), rows)
    assert not diff.changes
    assert ["nội dung là của việc khác" in error.message for error in diff.errors] == [True]


def test_one_identifying_cell_corrected_by_hand_leaves_the_rest_of_the_row_good(
    export: Export, opened: Open, rows: Rows, dry_run: DryRun
) -> None:
    sheet = opened(export())
    sheet.cell("131", "task").value = "Công khai quyết toán"
    sheet.cell("131", "progress").value = "Đã đăng"
    diff = dry_run(sheet.save(), rows)
    assert [item.column for item in diff.changes] == ["progress"]
    assert [error.cell for error in diff.errors] == ["D6"]


def test_a_second_sheet_with_the_register_is_named_not_passed_over(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.book.copy_worksheet(sheet.page).title = "Bản của tổ"
    diff = dry_run(sheet.save(), rows)
    assert diff.problems == (
        "Tệp có nhiều trang tính chứa sổ, chỉ đọc trang “Sổ theo dõi”. Dồn nội dung từ “Bản của tổ” sang rồi xóa trang thừa.",
    )
    assert diff.unchanged == ("131", "119", "104")


def test_a_copied_row_is_an_error_that_names_both(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    for column in range(1, 10):
        sheet.page.cell(9, column).value = sheet.page.cell(6, column).value
    sheet.page["H9"] = "bản chép"
    diff = dry_run(sheet.save(), rows)
    (error,) = diff.errors
    assert (error.row, error.cell) == (9, "A9")
    assert error.message.startswith("Dòng 9 mang cùng mã 131 với dòng 6.")
    assert not diff.changes


def test_columns_inserted_moved_and_hidden_are_found_by_their_keys(
    export: Export, opened: Open, rows: Rows, columns: tuple[Column, ...]
) -> None:
    sheet = opened(export())
    sheet.cell("131", "progress").value = "Đã đăng"
    sheet.page.insert_cols(4, 2)
    sheet.page["D4"], sheet.page["D6"] = "Ghi riêng của tổ", "hỏi lại"
    sheet.page.column_dimensions["G"].hidden = True
    returned = read_returned(sheet.save(), columns)
    diff = compare(rows, rows, returned)
    assert [(item.column, item.cell) for item in diff.changes] == [("progress", "J6")]
    assert returned.foreign == ("D “Ghi riêng của tổ”",)


def test_columns_in_another_order_are_the_same_columns(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.cell("131", "progress").value = "Đã đăng"
    for row in range(3, 9):
        task, progress = sheet.page.cell(row, 4), sheet.page.cell(row, 8)
        task.value, progress.value = progress.value, task.value
    diff = dry_run(sheet.save(), rows)
    assert [(item.column, item.cell) for item in diff.changes] == [("progress", "D6")]
    assert not diff.errors


def test_blank_lines_between_the_rows_are_nothing(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.page.insert_rows(7, 3)
    sheet.page["D8"] = "   "
    sheet.cell("119", "progress").value = "Đã gửi lại"
    diff = dry_run(sheet.save(), rows)
    assert [item.cell for item in diff.changes] == ["H10"]
    assert not diff.new_rows


def test_a_file_that_counts_its_days_from_1904_says_the_same_dates(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.book.epoch = CALENDAR_MAC_1904
    sheet.cell("119", "finished_on").value = (date(2026, 11, 4) - date(1904, 1, 1)).days
    sheet.cell("119", "finished_on").number_format = "General"
    assert dry_run(sheet.save(), rows).is_empty


def test_heads_are_enough_when_the_row_of_keys_is_deleted(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.cell("131", "progress").value = "Đã đăng"
    sheet.page["H4"] = "TIẾN  ĐỘ"
    sheet.page.delete_rows(3)
    diff = dry_run(sheet.save(), rows)
    assert [(item.row_id, item.column, item.cell) for item in diff.changes] == [("131", "progress", "H5")]
    assert not diff.errors


def test_keys_are_enough_when_a_head_is_renamed(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.page["H4"] = "Kết quả đến nay"
    sheet.cell("131", "progress").value = "Đã đăng"
    assert [item.column for item in dry_run(sheet.save(), rows).changes] == ["progress"]


def test_a_deleted_column_changes_nothing(export: Export, opened: Open, rows: Rows, columns: tuple[Column, ...]) -> None:
    sheet = opened(export())
    sheet.cell("131", "state").value = "Đã xong"
    sheet.page.delete_cols(8)
    returned = read_returned(sheet.save(), columns)
    diff = compare(rows, rows, returned)
    assert returned.absent == ("progress",)
    assert [item.column for item in diff.changes] == ["state"]
    assert not diff.errors


def test_a_column_copied_beside_itself_is_not_read_and_the_rest_is(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    for row in range(3, 9):
        sheet.page.cell(row, 10).value = sheet.page.cell(row, 8).value
    sheet.cell("131", "state").value = "Đã xong"
    diff = dry_run(sheet.save(), rows)
    assert diff.problems == ("Cột “Tiến độ” có nhiều lần (H, J) nên chưa đọc. Xóa cột chép thừa rồi nộp lại.",)
    assert [item.column for item in diff.changes] == ["state"]


def test_without_the_column_of_ids_nothing_is_new_and_nothing_is_missing(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.page.delete_cols(1)
    diff = dry_run(sheet.save(), rows)
    assert not diff.new_rows
    assert not diff.missing
    assert diff.problems[0].startswith("Tệp mất cột mã dòng")
    assert not diff.is_empty


def test_group_headings_ours_and_theirs_are_no_rows(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export(groups={"131": "Tháng 10/2026", "119": "Tháng 11/2026", "104": "Tháng 11/2026"}))
    sheet.page["C15"] = "Việc của tổ dân phố"
    sheet.page.merge_cells("C15:I15")
    diff = dry_run(sheet.save(), rows)
    assert diff.is_empty, diff


def test_a_group_heading_of_an_older_export_merged_over_the_table_is_still_no_row(
    export: Export, opened: Open, rows: Rows, dry_run: DryRun
) -> None:
    sheet = opened(export(groups=dict.fromkeys(rows, "Tháng 11/2026")))
    sheet.page.merge_cells("C6:I6")
    assert dry_run(sheet.save(), rows).is_empty


def test_cells_merged_down_a_column_give_every_row_the_value(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.page["H6"] = "Đã gửi chung"
    sheet.page.merge_cells("H6:H8")
    diff = dry_run(sheet.save(), rows)
    assert {item.row_id: item.new for item in diff.changes} == dict.fromkeys(("131", "119", "104"), "Đã gửi chung")


def test_cells_merged_across_columns_are_an_error_where_the_value_was_lost(
    export: Export, opened: Open, rows: Rows, dry_run: DryRun
) -> None:
    sheet = opened(export())
    sheet.page.merge_cells("G6:H6")
    diff = dry_run(sheet.save(), rows)
    assert [error.message for error in diff.errors] == ["Ô H6 bị gộp vào ô G6. Bỏ gộp ô rồi điền lại ô H6."]
    assert not diff.changes


def test_formulas_count_with_their_result_and_are_errors_without_one(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.cell("131", "progress").value = '="Đã "&"đăng"'
    sheet.cell("119", "progress").value = "#REF!"
    sheet.cell("119", "progress").data_type = "e"
    data = sheet.save()
    diff = dry_run(data, rows)
    assert [error.cell for error in diff.errors] == ["H6", "H7"]
    assert "công thức chưa có kết quả" in diff.errors[0].message
    assert "đang báo lỗi công thức" in diff.errors[1].message
    calculated = _with_result(data, "H6", "Đã đăng")
    assert [(item.cell, item.new) for item in dry_run(calculated, rows).changes] == [("H6", "Đã đăng")]


def _with_result(data: bytes, cell: str, result: str) -> bytes:
    """The file as a program that calculates would have saved it: the formula with its result beside it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            part = old.read(item).decode("utf-8") if item.filename.endswith(".xml") else ""
            if item.filename == "xl/worksheets/sheet1.xml":
                start = part.index(f'<c r="{cell}"')
                end = part.index("</c>", start)
                body = (
                    part[start:end]
                    .replace(f'<c r="{cell}"', f'<c t="str" r="{cell}"')
                    .replace("<v></v>", "")
                    .replace("<v />", "")
                    .replace("<v/>", "")
                )
                part = f"{part[:start]}{body}<v>{result}</v>{part[end:]}"
            new.writestr(item, part.encode("utf-8") if part else old.read(item))
    return target.getvalue()


def test_dates_handed_back_as_text_or_midnight_are_the_same_dates(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.cell("131", "deadline").value = "30/10/2026"
    sheet.cell("119", "deadline").value = "2026-11-05 00:00:00"
    sheet.cell("119", "finished_on").value = "04/11/26"
    assert dry_run(sheet.save(), rows).is_empty


def test_text_a_program_turned_into_a_date_is_not_saved_as_that_date(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    cell = sheet.cell("104", "progress")
    cell.value, cell.number_format = date(2026, 6, 2), "d-mmm"
    (error,) = dry_run(sheet.save(), rows).errors
    assert error.message == "Bảng tính đã tự đổi ô H8 thành ngày 02/06/2026. Định dạng ô là Văn bản (Text) rồi gõ lại."


def test_an_exported_text_that_a_program_turned_into_a_date_is_the_same(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    rows["131"]["progress"] = "30/10/2026"
    sheet = opened(export(rows))
    cell = sheet.cell("131", "progress")
    cell.value, cell.number_format = date(2026, 10, 30), "dd/mm/yyyy"
    assert dry_run(sheet.save(), rows).is_empty


def test_a_state_no_longer_in_the_list_comes_back_unchanged(export: Export, rows: Rows, dry_run: DryRun) -> None:
    rows["131"]["state"] = "Tạm hoãn"
    assert dry_run(export(rows), rows).is_empty


def test_dates_typed_where_the_month_comes_first_are_pointed_out(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.cell("131", "finished_on").value = date(2026, 5, 11)
    sheet.cell("104", "finished_on").value = "18/11/2026"
    diff = dry_run(sheet.save(), rows)
    assert len(diff.changes) == 2
    (warning,) = diff.warnings
    assert warning.cell == "F6"
    assert "đọc là 11/05/2026" in warning.message
    assert "ô F8 vẫn là chữ" in warning.message


def test_dates_all_typed_in_one_way_raise_no_doubt(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.cell("131", "finished_on").value = date(2026, 11, 5)
    sheet.cell("104", "finished_on").value = date(2026, 11, 18)
    assert not dry_run(sheet.save(), rows).warnings


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "không phải bảng tính .xlsx"),
        (b"ma,ten\n1,2\n", "không phải bảng tính .xlsx"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "mật khẩu hoặc là kiểu .xls cũ"),
        (b"PK\x03\x04 broken", "không phải bảng tính .xlsx"),
    ],
)
def test_a_file_that_is_no_spreadsheet_says_what_to_do(data: bytes, said: str, columns: tuple[Column, ...]) -> None:
    with pytest.raises(RegisterFileError, match=said):
        read_returned(data, columns)


def test_a_spreadsheet_without_a_register_says_what_to_do(columns: tuple[Column, ...]) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Danh sách họp"
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(RegisterFileError, match="Không tìm thấy hàng tiêu đề của sổ"):
        read_returned(target.getvalue(), columns)


def test_a_package_broken_inside_says_what_to_do(export: Export, columns: tuple[Column, ...]) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(export())) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            new.writestr(item, old.read(item)[:200] if item.filename.endswith("sheet1.xml") else old.read(item))
    with pytest.raises(RegisterFileError, match="Tệp bị hỏng"):
        read_returned(target.getvalue(), columns)


def test_a_sheet_with_a_value_far_below_is_refused_before_it_is_read(export: Export, opened: Open, columns: tuple[Column, ...]) -> None:
    sheet = opened(export())
    sheet.page["C1048576"] = "x"
    with pytest.raises(RegisterFileError, match="quá dòng 20000"):
        read_returned(sheet.save(), columns)
