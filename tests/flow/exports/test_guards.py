"""Workbooks that would harm: a stray cell far away, a bomb, a lying archive, a damaged one."""

import resource
import struct
import zipfile
from pathlib import Path
from typing import Any

import fastexcel
import pytest
import xlsxwriter

from minhchung.flow.exports import ExportError, open_export, workbooks
from minhchung.flow.exports.zipped import _beyond_the_last_row, _widest, column_number, last_column

CODE = "H24.1-261120-{:04d}"


@pytest.fixture
def stray(tmp_path: Path, header, line):
    def write(*cells: tuple[int, int], rows: int = 3_000) -> Path:
        path = tmp_path / "xa.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, header)
            for n in range(1, rows + 1):
                sheet.write_row(n, 0, line(n))
            for r, c in cells:
                sheet.write_string(r, c, "lạc")
        return path

    return write


@pytest.mark.parametrize(
    "cells",
    [[(0, 16_383)], [(1_500, 16_383), (1_501, 700)], [(5, 600)], [(1_048_575, 16_383)], [(2_999, 16_383), (1_048_575, 16_383)]],
    ids=["XFD1", "XFD and ZY", "WC", "XFD1048576", "XFD3000 and XFD1048576"],
)
def test_a_stray_cell_far_to_the_right_costs_no_memory_and_no_row(stray, read, monkeypatch, cells: list[tuple[int, int]]):
    laid_out = []

    def counted(book: fastexcel.ExcelReader, sheet: str, *asked: Any) -> Any:
        seen = book.load_sheet(sheet, header_row=None)
        laid_out.append((seen.total_height, seen.width))
        return load(book, sheet, *asked)

    load = workbooks._load
    monkeypatch.setattr(workbooks, "_load", counted)
    path = stray(*cells)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    got = read(path)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert got.tables["dossiers"].num_rows == 3_000
    assert got.rejects == []
    assert laid_out == [(3_001, 6)], "rows and columns of the rectangle that the reader lays out"
    # The full rectangle would be 3,000 x 16,384 cells of 24 bytes or more: over 1.1 GB.
    assert grown < 300_000, "kilobytes"


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("ZZ", 702), ("AAA", 703), ("XFD", 16_384)])
def test_letters_are_column_numbers_also_when_found_in_bytes(letters: str, number: int):
    assert column_number(letters.encode()) == number
    if number > 26:
        assert _widest(b'<row r="1"><c r="' + letters.encode() + b'1" t="s"><v>1</v></c></row>     ') == number


def test_the_last_column_is_found_also_over_the_edge_of_pieces(tmp_path: Path):
    path = tmp_path / "a.zip"
    for shift in range(24):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("s.xml", b"x" * ((1 << 20) - shift) + b'<c r="XFD12" t="s"/>' + b" " * 100)
        with zipfile.ZipFile(path) as archive:
            assert last_column(archive, "s.xml") == 16_384


def test_capital_letters_in_texts_are_no_columns():
    assert _widest(b'<c r="A1" t="inlineStr"><is><t>"UBND" r="x" HDND</t></is></c>' + b" " * 20) == 0


@pytest.mark.parametrize("reference", ["A99999999", "XFD4294967295", "99999999"])
def test_a_cell_beyond_the_last_row_is_refused(tmp_path: Path, workbook, header, line, reference: str):
    source, path = workbook([header, line(1)]), tmp_path / "xa.xlsx"
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(path, "w") as bad:
        for member in archive.infolist():
            data = archive.read(member)
            bad.writestr(member.filename, data.replace(b'r="A2"', b'r="' + reference.encode() + b'"'))
    with pytest.raises(ExportError, match="giới hạn"):
        list(open_export(path))


def test_long_numbers_in_cells_are_no_rows():
    assert not _beyond_the_last_row(b'<row r="1048576"><c r="A1048576"><v>123456789.12345678</v></c><t>AB12345678 r="x"</t></row>')


def test_a_bomb_is_refused(tmp_path: Path, workbook, header, line):
    source = workbook([header, line(1)])
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bomb:
        for member in archive.infolist():
            data = archive.read(member)
            bomb.writestr(member.filename, data + b" " * (150 << 20) if member.filename.endswith("sheet1.xml") else data)
    with pytest.raises(ExportError, match="nén bất thường"):
        open_export(path)


def test_an_archive_that_lies_about_its_size_is_refused(workbook, header, line):
    path = workbook([header, *(line(n) for n in range(1, 2_000))])
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    at = data.rfind(struct.pack("<I", size))
    data[at : at + 4] = struct.pack("<I", size // 2)
    path.write_bytes(bytes(data))
    with pytest.raises(ExportError, match="hỏng"):
        list(open_export(path))


def test_a_workbook_cut_short_is_refused(workbook, header, line):
    path = workbook([header, line(1)])
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(ExportError, match="hỏng"):
        open_export(path)


def test_entities_in_a_workbook_are_refused(tmp_path: Path, workbook, header, line):
    source, path = workbook([header, line(1)]), tmp_path / "thuc-the.xlsx"
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(path, "w") as bad:
        for member in archive.infolist():
            data = archive.read(member)
            if member.filename == "xl/workbook.xml":
                data = data.replace(b"<workbook", b'<!DOCTYPE w [<!ENTITY a "b">]><workbook', 1)
            bad.writestr(member.filename, data)
    with pytest.raises(ExportError, match="DOCTYPE"):
        open_export(path)
