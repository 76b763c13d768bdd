"""Rejected rows come back as the same table with a column "Lỗi"."""

import csv
import io
import zipfile
from pathlib import Path

import fastexcel
import pytest

from minhchung.flow.exports import open_export, write_rejects

WITH_PERSON = ["Chủ hồ sơ", "Ghi chú"]


@pytest.fixture
def rows(header, line) -> list[list[str]]:
    return [
        ["DANH SÁCH"],
        [],
        [*header, *WITH_PERSON],
        [*line(1), "Người A", ""],
        [*line(2, received="31/11/2026"), "Người B", "=HYPERLINK(1)"],
        [*line(3, code=""), "Người C", "@cmd"],
        [*line(4), "Người D", ""],
    ]


def _cells(path: Path, rejects_of: Path) -> list[list[str]]:
    out = io.BytesIO()
    ending = write_rejects(rejects_of, [reject for batch in open_export(rejects_of) for reject in batch.rejects], out)
    target = path / f"loi{ending}"
    target.write_bytes(out.getvalue())
    if ending == ".csv":
        return list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"))))
    book = fastexcel.read_excel(target).load_sheet(0, header_row=None, dtypes="string").to_arrow()
    return [[cell or "" for cell in row.values()] for row in book.to_pylist()]


def test_the_table_keeps_its_columns_and_holds_only_the_rejected_rows(tmp_path: Path, workbook, table_file, rows, header):
    for source in (workbook(rows), table_file(rows)):
        head, *body = _cells(tmp_path, source)
        assert head == [*header, *WITH_PERSON, "Lỗi"]
        assert [row[header.index("STT")] for row in body] == ["2", "3"]
        assert [row[6] for row in body] == ["Người B", "Người C"]
        assert body[0][-1].startswith("Cột “Ngày tiếp nhận”: Không phải ngày giờ có thật")
        assert body[1][-1].startswith("Cột “Mã hồ sơ”: Thiếu mã hồ sơ")


def test_no_cell_can_run_as_a_formula(tmp_path: Path, workbook, table_file, rows):
    assert [row[7] for row in _cells(tmp_path, table_file(rows))[1:]] == ["'=HYPERLINK(1)", "'@cmd"]
    _cells(tmp_path, workbook(rows))
    with zipfile.ZipFile(tmp_path / "loi.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert b"quotePrefix" in archive.read("xl/styles.xml")


def test_mended_rows_can_be_imported_again(tmp_path: Path, workbook, rows, read):
    source = workbook(rows)
    out = io.BytesIO()
    write_rejects(source, [reject for batch in open_export(source) for reject in batch.rejects], out)
    again = tmp_path / "sua.xlsx"
    again.write_bytes(out.getvalue())
    got = read(again)
    assert [(reject.row, reject.column) for reject in got.rejects] == [(2, "Ngày tiếp nhận"), (3, "Mã hồ sơ")]


def test_a_csv_line_with_odd_cells_comes_back_whole(tmp_path: Path, table_file, header, line):
    cells = _cells(tmp_path, table_file([header, line(1), ["3", "H24.100-261120-0003", "x", "20/11/2026"]]))
    assert cells[1][:4] == ["3", "H24.100-261120-0003", "x", "20/11/2026"]
    assert cells[1][-1] == "Dòng có 4 ô, tiêu đề có 6 ô."


def test_messages_give_a_plain_table_of_errors(tmp_path: Path):
    source = tmp_path / "m.json"
    source.write_text('[{"MaHoSo": "H24.1-261120-0001", "NgayTiepNhan": "20261332"}]', encoding="utf-8")
    cells = _cells(tmp_path, source)
    assert cells[0] == ["Dòng", "Cột", "Giá trị", "Lỗi"]
    assert cells[1][:3] == ["1", "NgayTiepNhan", "(số, 8 ký tự)"]
