"""Columns mapped by hand: the headers offered, the profile made, the file read by it, the user's own profile found again."""

from datetime import date
from pathlib import Path

import pytest

from minhchung.flow.columns import Status
from minhchung.flow.exports import ExportError, open_export
from minhchung.flow.exports.mapping import mapped_profile, tables_of, with_words

ROWS = [
    ["TỔNG HỢP THÁNG 11"],
    ["Phiếu số", "Việc gì", "Vào sổ", "Xong", "Họ tên", "Ở đâu rồi", "Ghi"],
    ["12/HS", "Khai sinh", "20/11/2026", "", "Nguyễn Văn A", "Đang ở lãnh đạo", "x"],
    ["13/HS", "Khai tử", "20/11/2026", "21/11/2026", "Trần Thị B", "Xong rồi", "y"],
]
CHOSEN = {0: "code", 1: "procedure", 2: "received_at", 3: "finished_at", 5: "status"}
ON = date(2026, 11, 20)


def test_the_likeliest_header_comes_first_with_what_stands_under_it(table_file) -> None:
    (tables,) = tables_of(table_file(ROWS)).values()
    table = tables[0]
    assert (table.first, table.last) == (2, 2)
    assert [column.heading for column in table.columns] == ROWS[1]
    assert table.columns[1].samples == ("Khai sinh", "Khai tử")
    assert table.columns[4].personal
    assert table.columns[4].samples == (), "names of applicants are not shown"


def test_known_headings_are_proposed_and_each_column_of_the_lake_once(table_file) -> None:
    (tables,) = tables_of(table_file([["Mã hồ sơ", "Mã HS", "Ngày nhận"], ["H99.12-261120-0001", "1", "20/11/2026"]])).values()
    assert [column.guess for column in tables[0].columns] == ["code", "", "received_at"]


def test_two_rows_of_header_are_offered_as_one(table_file) -> None:
    rows = [["Phiếu", "Nhận", ""], ["", "Ngày", "Giờ"], ["12/HS", "20/11/2026", "08:00"]]
    (tables,) = tables_of(table_file(rows)).values()
    assert ("1-2", ("Phiếu", "Nhận > Ngày", "Nhận > Giờ")) in [(table.key, tuple(c.heading for c in table.columns)) for table in tables]


def test_a_file_is_read_by_the_profile_made_of_the_choice_and_found_again_by_itself(table_file, read) -> None:
    path: Path = table_file(ROWS)
    with pytest.raises(ExportError):
        open_export(path)
    (tables,) = tables_of(path).values()
    profile = mapped_profile("cua-phuong", "Của phường", tables[0], CHOSEN, on=ON)
    profile = with_words(profile, {"statuses": {"Đang ở lãnh đạo": Status.PROCESSING, "Xong rồi": Status.FINISHED}})
    export = open_export(path, own=[profile])
    batches = list(export)
    (rows,) = [batch.tables["dossiers"].to_pylist() for batch in batches]
    assert export.profile == "cua-phuong"
    assert [(row["code"], row["procedure"], row["status"]) for row in rows] == [
        ("12/HS", "Khai sinh", "processing"),
        ("13/HS", "Khai tử", "finished"),
    ]
    assert not any("Nguyễn" in str(row) for row in rows)


def test_a_column_left_unread_stays_unread_whatever_the_general_list_makes_of_it(table_file) -> None:
    path = table_file([["Mã hồ sơ", "Ngày nhận", "Ngày trả"], ["H99.12-261120-0001", "20/11/2026", "21/11/2026"]])
    (tables,) = tables_of(path).values()
    profile = mapped_profile("cua-phuong", "Của phường", tables[0], {0: "code", 1: "received_at"}, on=ON)
    assert set(open_export(path, profile=profile).columns) == {"code", "received_at"}
    assert "delivered_at" in open_export(path).columns


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({1: "procedure", 2: "received_at"}, "Chưa chọn cột nào là mã hồ sơ"),
        ({0: "code"}, "cần ít nhất một cột nữa"),
        ({0: "code", 2: "received_at", 3: "received_at"}, "cùng được chọn là"),
        ({0: "code", 4: "officer"}, "dữ liệu cá nhân"),
    ],
)
def test_a_choice_that_cannot_be_read_says_why(table_file, chosen: dict[int, str], said: str) -> None:
    (tables,) = tables_of(table_file(ROWS)).values()
    with pytest.raises(ExportError, match=said):
        mapped_profile("a", "A", tables[0], chosen, on=ON)


def test_two_columns_of_one_heading_cannot_be_remembered(table_file) -> None:
    (tables,) = tables_of(table_file([["Số", "Ngày", "Ngày"], ["1/HS", "20/11/2026", "21/11/2026"]])).values()
    with pytest.raises(ExportError, match="nhiều cột tên “Ngày”"):
        mapped_profile("a", "A", tables[0], {0: "code", 2: "received_at"}, on=ON)


def test_a_message_file_has_no_columns_to_map(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[]", "utf-8")
    with pytest.raises(ExportError, match="không có cột để ghép"):
        tables_of(path)
