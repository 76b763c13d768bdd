"""A register comes back filled in: by one person, by two, twice."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from minhchung.letters.registers import CellError, Column, Diff, Value, compare, read_returned, with_errors

Rows = dict[str, dict[str, Value]]
Export = Callable[..., bytes]
Open = Callable[[bytes], Any]
DryRun = Callable[..., Diff]
Program = Callable[[bytes], bytes]
Saved = Callable[[Rows, Diff], Rows]
COLUMN_KEYS = ("number", "task", "deadline", "finished_on", "state", "progress", "points")


@pytest.mark.parametrize("program", ["as_is", "as_google", "as_wps"])
def test_a_file_nobody_wrote_on_changes_nothing(
    program: str, request: pytest.FixtureRequest, export: Export, rows: Rows, dry_run: DryRun
) -> None:
    data = export() if program == "as_is" else request.getfixturevalue(program)(export())
    diff = dry_run(data, rows)
    assert diff.is_empty, diff
    assert diff.unchanged == ("131", "119", "104")


@pytest.mark.parametrize("program", ["as_is", "as_google", "as_wps"])
def test_what_a_person_filled_in_is_shown_old_and_new(
    program: str, request: pytest.FixtureRequest, export: Export, opened: Open, rows: Rows, dry_run: DryRun
) -> None:
    sheet = opened(export())
    sheet.cell("131", "finished_on").value = date(2026, 11, 18)
    sheet.cell("131", "state").value = "Đã xong"
    sheet.cell("104", "progress").value = "4/6 đơn vị"
    data = sheet.save() if program == "as_is" else request.getfixturevalue(program)(sheet.save())
    diff = dry_run(data, rows)
    assert [(item.row_id, item.column, item.cell, item.old, item.new) for item in diff.changes] == [
        ("131", "finished_on", "F6", None, date(2026, 11, 18)),
        ("131", "state", "G6", "Đang làm", "Đã xong"),
        ("104", "progress", "H8", "2/6 đơn vị", "4/6 đơn vị"),
    ]
    assert not diff.errors
    assert diff.unchanged == ("119",)


def test_the_stamp_says_which_export_a_file_is(export: Export, as_google: Program, columns: tuple[Column, ...]) -> None:
    stamp = read_returned(export(), columns).stamp
    assert stamp is not None
    assert (stamp.id, stamp.commune, stamp.columns) == ("lan-xuat-7", "phường Vân Khê", COLUMN_KEYS)
    assert stamp.at.utcoffset() is not None
    assert read_returned(as_google(export()), columns).stamp is None


def test_bringing_the_same_file_back_twice_changes_nothing_more(
    export: Export, opened: Open, rows: Rows, dry_run: DryRun, saved: Saved
) -> None:
    sheet = opened(export())
    sheet.cell("131", "progress").value = "Đã đăng"
    data = sheet.save()
    first = dry_run(data, rows)
    again = dry_run(data, rows, saved(rows, first))
    assert len(first.changes) == 1
    assert again.is_empty
    assert again.unchanged == ("131", "119", "104")


def test_two_people_filling_one_row_meet_in_a_conflict_that_shows_both_values(
    export: Export, opened: Open, rows: Rows, dry_run: DryRun, saved: Saved
) -> None:
    first, second = opened(export()), opened(export())
    first.cell("104", "progress").value = "4/6 đơn vị"
    second.cell("104", "progress").value = "5/6 đơn vị"
    second.cell("104", "state").value = "Đã xong"
    after = saved(rows, dry_run(first.save(), rows))
    diff = dry_run(second.save(), rows, after)
    (conflict,) = diff.conflicts
    assert (conflict.exported, conflict.current, conflict.returned, conflict.cell) == ("2/6 đơn vị", "4/6 đơn vị", "5/6 đơn vị", "H8")
    assert [(item.column, item.new) for item in diff.changes] == [("state", "Đã xong")]


def test_a_cell_nobody_touched_never_undoes_what_the_register_became(export: Export, rows: Rows, dry_run: DryRun) -> None:
    now = {**rows, "131": {**rows["131"], "progress": "Đã đăng ngày 18/11"}}
    assert dry_run(export(), rows, now).is_empty


def test_emptying_a_cell_is_a_change_to_nothing(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.cell("119", "finished_on").value = None
    (change,) = dry_run(sheet.save(), rows).changes
    assert (change.old, change.new) == (date(2026, 11, 4), None)


def test_a_date_that_does_not_exist_is_an_error_of_its_cell_and_the_rest_of_the_row_counts(
    export: Export, opened: Open, rows: Rows, dry_run: DryRun
) -> None:
    sheet = opened(export())
    sheet.cell("131", "finished_on").value = "31/11/2026"
    sheet.cell("131", "progress").value = "Đã đăng"
    diff = dry_run(sheet.save(), rows)
    (error,) = diff.errors
    assert (error.cell, error.row_id, error.column) == ("F6", "131", "finished_on")
    assert error.message == "Tháng 11 chỉ có 30 ngày. Sửa ô F6 thành ngày có thật."
    assert [item.column for item in diff.changes] == ["progress"]


def test_a_column_that_is_only_to_be_read_is_not_changed(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.cell("119", "points").value = 2
    diff = dry_run(sheet.save(), rows)
    assert not diff.changes
    assert [error.message for error in diff.errors] == ["Cột “Điểm” chỉ để xem. Trả ô I7 về “0,75”."]


def test_a_new_row_has_no_id_and_keeps_what_was_written(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.page["D12"] = "Đối thoại doanh nghiệp quý IV"
    sheet.page["E12"] = "20/12/2026"
    diff = dry_run(sheet.save(), rows)
    (new,) = diff.new_rows
    assert (new.row, new.values) == (12, {"task": "Đối thoại doanh nghiệp quý IV", "deadline": date(2026, 12, 20)})
    assert not diff.missing


def test_a_new_row_with_a_wrong_cell_is_not_offered(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    sheet.page["D12"], sheet.page["F12"] = "Việc mới", "31/4/2026"
    diff = dry_run(sheet.save(), rows)
    assert not diff.new_rows
    assert [(error.cell, error.row_id) for error in diff.errors] == [("F12", None)]


def test_deleted_and_emptied_rows_are_missing_and_change_no_value(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    sheet = opened(export())
    for column in range(3, 10):
        sheet.page.cell(sheet.row_of("104"), column).value = None
    sheet.page.delete_rows(sheet.row_of("119"))
    diff = dry_run(sheet.save(), rows)
    assert diff.missing == ("119", "104")
    assert not diff.changes


def test_an_unknown_id_and_a_row_of_another_export_are_errors(
    export: Export, opened: Open, rows: Rows, columns: tuple[Column, ...], dry_run: DryRun
) -> None:
    sheet = opened(export())
    sheet.page["A6"] = "#999"
    diff = dry_run(sheet.save(), rows)
    assert "mang mã 999 không có trong sổ" in diff.errors[0].message
    earlier = {**rows, "119": {**rows["119"], "progress": "Chưa gửi"}}
    other = compare(earlier, rows, read_returned(export(), columns))
    assert ["thuộc một lần xuất khác" in error.message for error in other.errors] == [True]


def test_a_work_taken_out_meanwhile_is_an_error_only_when_written_on(export: Export, opened: Open, rows: Rows, dry_run: DryRun) -> None:
    now = {row_id: values for row_id, values in rows.items() if row_id != "119"}
    assert dry_run(export(), rows, now).is_empty
    sheet = opened(export())
    sheet.cell("119", "progress").value = "Đã gửi lại"
    (error,) = dry_run(sheet.save(), rows, now).errors
    assert "đã được bỏ khỏi sổ sau khi xuất" in error.message


def test_without_the_snapshot_the_mark_tells_whether_the_register_moved_on(
    export: Export, opened: Open, rows: Rows, columns: tuple[Column, ...]
) -> None:
    sheet = opened(export())
    sheet.cell("131", "progress").value = "Đã đăng"
    returned = read_returned(sheet.save(), columns)
    still = compare({}, rows, returned)
    assert [(item.old, item.new) for item in still.changes] == [("Chưa báo cáo", "Đã đăng")]
    moved = compare({}, {**rows, "131": {**rows["131"], "progress": "Đang soạn"}}, returned)
    assert not moved.changes
    assert [(item.current, item.returned, item.known) for item in moved.conflicts] == [("Đang soạn", "Đã đăng", False)]


def test_a_callers_error_takes_its_cell_or_row_out_of_what_is_saved(
    export: Export, opened: Open, rows: Rows, dry_run: DryRun, saved: Saved
) -> None:
    sheet = opened(export())
    sheet.cell("131", "progress").value = "Đã đăng"
    sheet.cell("119", "state").value = "Đang làm"
    sheet.page["D12"] = "Việc mới"
    diff = dry_run(sheet.save(), rows)
    more = with_errors(diff, [CellError(7, "Việc đã nghiệm thu.", "119", "state", "G7"), CellError(12, "Dòng mới không có mã việc.")])
    assert [item.row_id for item in more.changes] == ["131"]
    assert not more.new_rows
    assert [error.row for error in more.errors] == [7, 12]


def test_points_are_decimals_all_the_way(export: Export, columns: tuple[Column, ...]) -> None:
    rows: Rows = {"1": {"number": "1", "points": Decimal("0.10")}}
    (row,) = read_returned(export(rows), columns).rows
    assert row.cells["points"].value == Decimal("0.1")
    assert isinstance(row.cells["points"].value, Decimal)
