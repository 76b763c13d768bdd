"""A list that lies on several sheets of one workbook: those with the same headings are one list, others are named."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastexcel
import pytest

from minhchung.flow.exports import open_export, write_rejects

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
