"""A list that lies on several sheets of one workbook: those with the same headings or none are one list, others are named."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastexcel
import pytest

from minhchung.flow.exports import open_export, write_rejects
from minhchung.flow.exports.export import NOT_READ

SUMMARY = [["Đơn vị", "Tổng số"], ["Vân Khê", 10]]


@pytest.fixture
def book(workbook) -> Callable[..., Path]:
    def write(**sheets: list[list[Any]]) -> Path:
        return workbook(*sheets.values(), titles=[name.replace("_", " ") for name in sheets])

    return write


def test_sheets_with_the_same_headings_are_one_list(book, read, header, line):
    banner = [["DANH SÁCH"], [], header, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]]
    got = read(book(Tháng_10=[header, line(1), line(2)], Hướng_dẫn=[["Cách dùng"]], Tháng_11=[*banner, line(3)]))
    assert [code[-1] for code in got.column("code")] == ["1", "2", "3"]
    assert got.export.sheets == ("Tháng 10", "Tháng 11")
    assert got.export.unknown == {"no_list_sheets": {"Hướng dẫn": 1}}
    assert (got.rejects, got.read) == ([], 3)


def test_a_list_with_other_headings_and_what_is_no_list_are_named_and_not_read(book, read, header, line):
    got = read(book(Chính=[[*header, "Lĩnh vực"], [*line(1), "Hộ tịch"]], Phụ=[header, line(2)], Tổng_hợp=SUMMARY, Trống=[]))
    assert got.tables["dossiers"].num_rows == 1
    assert got.export.sheets == ()
    assert got.export.unknown == {"sheets": {"Phụ": 1}, "no_list_sheets": {"Tổng hợp": 1}}


def test_a_row_is_known_by_its_sheet_and_the_first_of_two_is_named_with_it(book, read, header, line):
    path = book(Một=[header, line(1), line(2)], Hai=[header, line(2), line(1, received="32/11/2026"), line(2, status="Đã xử lý xong")])
    got = read(path)
    assert got.tables["dossiers"].num_rows == 2
    assert [(reject.sheet, reject.row, reject.column) for reject in got.rejects] == [("Hai", 3, "Ngày tiếp nhận"), ("Hai", 4, "Mã hồ sơ")]
    assert got.rejects[1].reason.startswith("Mã hồ sơ đã có ở dòng 3 của trang “Một” với nội dung khác")
    assert got.read == 5


def test_the_rejected_rows_of_all_sheets_come_back_on_one(book, header, line):
    path = book(Một=[header, line(1, code=""), line(2)], Hai=[["THÁNG 11"], header, line(3), line(4, received="x")])
    out = io.BytesIO()
    write_rejects(path, [reject for batch in open_export(path) for reject in batch.rejects], out)
    body = fastexcel.read_excel(out.getvalue()).load_sheet(0, header_row=None, dtypes="string").to_arrow().to_pylist()
    assert [(row["__UNNAMED__0"], row["__UNNAMED__3"]) for row in body[1:]] == [("1", "20/11/2026 07:45"), ("4", "x")]


def test_the_signature_block_of_each_sheet_is_no_row(book, read, header, line):
    signed = [header, line(1), ["", "Người lập biểu"]]
    got = read(book(Một=signed, Hai=[header, line(2), ["", "Người lập biểu"]]))
    assert (got.rejects, got.read) == ([], 2)


def test_of_two_moments_of_export_the_earlier_counts(book, read, header, line):
    said = "Thời điểm kết xuất: {}/11/2026 07:45"
    got = read(book(Một=[[said.format(20)], header, line(1)], Hai=[[said.format(19)], header, line(2)]))
    assert got.export.as_of == dt.datetime(2026, 11, 19, 7, 45)


def test_a_sheet_named_after_a_person_is_told_by_its_place(book, read, header, line):
    got = read(book(Một=[header, line(1)], Nguyễn_Văn_Mẫu=[header, line(2)]))
    assert got.export.sheets == ("Một", "thứ 2")


def _date_cells(line, n: int, **change: Any) -> list[Any]:
    return line(n, received=dt.datetime(2026, 11, 20, 7, 45), due=dt.date(2026, 11, 23), **change)


def test_sheets_without_a_header_that_fit_go_on_with_the_list(book, read, header, line):
    first = [["DANH SÁCH"], header, *(_date_cells(line, n) for n in range(1, 4))]
    path = book(Trang_1=first, Trang_2=[line(4), line(5)], Trang_3=[[], *(_date_cells(line, n) for n in (6, 7)), ["", "Người lập biểu"]])
    got = read(path)
    assert [code[-1] for code in got.column("code")] == ["1", "2", "3", "4", "5", "6", "7"]
    assert got.column("received_at") == [dt.datetime(2026, 11, 20, 7, 45)] * 7
    assert got.column("due_at")[-1] == dt.datetime(2026, 11, 23)
    assert (got.export.sheets, got.export.continued) == (("Trang 1", "Trang 2", "Trang 3"), ("Trang 2", "Trang 3"))
    assert (got.export.unknown, got.rejects, got.read) == ({}, [], 7)


def test_a_bad_row_of_a_continuation_is_known_by_its_sheet_and_comes_back_under_the_headings(book, header, line):
    path = book(Một=[header, line(1), line(2)], Hai=[line(3), line(4), line(5, received="31/11/2026"), line(6), line(7), line(8)])
    rejects = [reject for batch in open_export(path) for reject in batch.rejects]
    assert [(reject.sheet, reject.row, reject.column) for reject in rejects] == [("Hai", 3, "Ngày tiếp nhận")]
    out = io.BytesIO()
    write_rejects(path, rejects, out)
    head, row = fastexcel.read_excel(out.getvalue()).load_sheet(0, header_row=None, dtypes="string").to_arrow().to_pylist()
    assert list(head.values()) == [*header, "Lỗi"]
    assert list(row.values())[1] == "H24.100-261120-0005"


def test_rows_that_have_not_ended_yet_go_on_with_those_that_have(book, read, header, line):
    ended = [[*header, "Ngày trả kết quả"], *([*line(n), "23/11/2026 09:00"] for n in range(1, 6))]
    got = read(book(Xong=ended, Chưa=[line(6), line(7)]))
    assert got.column("delivered_at") == [dt.datetime(2026, 11, 23, 9)] * 5 + [None] * 2
    assert got.export.continued == ("Chưa",)


OTHER_LAYOUTS: dict[str, Callable[..., list[Any]]] = {
    "a column more": lambda line, n: [*line(n), "Hộ tịch"],
    "a column more in the middle": lambda line, n: [*line(n)[:2], "Hộ tịch", *line(n)[2:5]],
    "a column less": lambda line, n: line(n)[:5],
    "no numbering": lambda line, n: line(n)[1:],
    "a name where the procedure stands": lambda line, n: line(n, procedure="Nguyễn Văn Mẫu"),
    "no code": lambda line, n: line(n, code="Khu phố Đông"),
    "no day": lambda line, n: line(n, received="", due=""),
    "a legend": lambda line, n: ["Đang xử lý", f"nghĩa {n}"],
    "a legend as wide": lambda line, n: [n, "Đang xử lý", "hồ sơ đã nhận", "chưa đến hạn", "chưa trả", "xem quy chế"],
    "totals": lambda line, n: ["Tổng cộng", n, n, n, n, n],
    "totals of units": lambda line, n: [n, "Phòng Kinh tế", n, n, n, n],
    "numbering": lambda line, n: ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
}


@pytest.mark.parametrize("layout", OTHER_LAYOUTS)
def test_a_sheet_without_a_header_that_does_not_fit_is_named_with_the_reason_and_not_read(book, read, header, line, layout: str):
    got = read(book(Một=[header, *(line(n) for n in range(1, 6))], Hai=[OTHER_LAYOUTS[layout](line, n) for n in range(6, 11)], Trống=[]))
    assert got.tables["dossiers"].num_rows == 5
    assert got.export.unknown == {"no_list_sheets": {"Hai": 1}}
    assert (got.export.sheets, got.export.continued) == ((), ())
    assert "chép hàng tiêu đề" in NOT_READ["no_list_sheets"]


def test_only_a_sheet_behind_the_list_goes_on_with_it(book, read, header, line):
    other = [[*header, "Lĩnh vực"], [*line(8), "Hộ tịch"]]
    got = read(book(Trước=[line(9), line(10)], Một=[header, *(line(n) for n in range(1, 6))], Khác=other, Sau=[line(6), line(7)]))
    # Which of the two lists the last sheet goes on with, nobody can tell but by their widths: it stands behind the other one.
    assert [code[-1] for code in got.column("code")] == ["8"]
    assert got.export.unknown == {"sheets": {"Một": 1}, "no_list_sheets": {"Trước": 1, "Sau": 1}}


def test_a_header_repeated_on_the_sheet_or_within_it_is_no_row(book, read, header, line):
    got = read(book(Một=[header, line(1), line(2)], Hai=[header, line(3), header, line(4)], Ba=[line(5), header, line(6)]))
    assert [code[-1] for code in got.column("code")] == ["1", "2", "3", "4", "5", "6"]
    assert got.rejects == []
