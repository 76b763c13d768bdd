"""Rows typed in a form: what a press does, and what a block copied from a sheet fills."""

import pytest

from minhchung.apps.ground.row_editor import Column, Editor, Fresh, filled, pressed, spread

STEPS = Editor("steps", "Các bước", "bước", (Column("name", "Việc"), Column("unit", "Đơn vị", choices=[("VP", "Văn phòng")]),
                                             Column("hours", "Số giờ", brief=True)))  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "rows", "fresh"),
    [
        ("them:steps", ["a", "b", "c", ""], Fresh("steps", 3)),
        ("len:steps:1", ["b", "a", "c"], Fresh("steps", 0, "len")),
        ("len:steps:0", ["a", "b", "c"], Fresh("steps", 0, "len")),
        ("xuong:steps:1", ["a", "c", "b"], Fresh("steps", 2, "xuong")),
        ("bo:steps:2", ["a", "b"], Fresh("steps", 1)),
        ("bo:steps:7", ["a", "b", "c"], None),
        ("bo:steps:-1", ["a", "b", "c"], None),
        ("", ["a", "b", "c"], None),
        ("trai:steps:1", ["a", "b", "c"], Fresh("steps", 1)),
    ],
)
def test_a_press_changes_the_rows_and_says_where_the_keyboard_goes_on(wish: str, rows: list[str], fresh: Fresh | None) -> None:
    assert pressed(["a", "b", "c"], wish, "") == (rows, fresh)


def test_after_the_last_row_is_dropped_the_keyboard_is_at_the_button_that_adds_one() -> None:
    assert pressed(["a"], "bo:steps:0", "") == ([], Fresh("steps", at="them"))


def test_a_block_copied_from_a_sheet_fills_the_next_columns_and_the_empty_rows_below() -> None:
    rows = [{"name": "Tiếp nhận"}, {"name": "Thẩm định\tVP\t4\nKý\t\t0,5", "hours": "9"}, {"name": "", "unit": ""}, {"name": "Trả kết quả"}]
    assert spread(rows, ["name", "unit", "hours"]) == [
        {"name": "Tiếp nhận"},
        {"name": "Thẩm định", "unit": "VP", "hours": "4"},
        {"name": "Ký", "unit": "", "hours": "0,5"},
        {"name": "Trả kết quả"},
    ]


def test_a_full_row_below_moves_down_and_what_lies_beyond_the_last_column_is_left_out() -> None:
    rows = [{"hours": "1\tthừa\n2"}, {"name": "Sau"}]
    assert spread(rows, ["name", "unit", "hours"]) == [{"hours": "1"}, {"hours": "2"}, {"name": "Sau"}]


def test_a_cell_with_a_line_end_inside_stays_one_cell() -> None:
    assert spread([{"name": '"Tờ khai\nmẫu 01"\tVP'}], ["name", "unit"]) == [{"name": "Tờ khai\nmẫu 01", "unit": "VP"}]


def test_lines_without_a_tab_are_rows_only_when_they_were_pasted() -> None:
    cell = [{"name": "Một\nhai"}]
    assert spread(cell, ["name"], lines_too=False) == cell
    assert spread(cell, ["name"]) == [{"name": "Một"}, {"name": "hai"}]
    sent = {"steps.0.name": "Một\r\nhai", "do": "trai:steps:0"}
    assert STEPS.after(sent)[0] == [{"name": "Một"}, {"name": "hai"}]


def test_a_choice_is_known_by_its_words_and_what_is_none_stays_to_be_seen() -> None:
    table = STEPS.table([{"name": "Ký", "unit": "văn phòng"}, {"unit": "Phòng lạ"}])
    assert [row.cells[1].text for row in table.rows] == ["VP", "Phòng lạ"]
    assert [row.cells[1].strange for row in table.rows] == [False, True]


def test_rows_of_other_tables_and_beyond_the_last_are_not_read_and_empty_ones_are_not_kept() -> None:
    sent = {"basis.0.name": "khác", "steps.2.name": "Ba", "steps.0.name": " ", "steps.x.name": "lạ", "steps.1000.name": "quá"}
    assert filled(STEPS.sent(sent)) == [{"name": "Ba"}]
