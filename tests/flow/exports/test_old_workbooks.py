"""Workbooks of 1997-2003 (.xls), built by hand: the compound file with one stream of BIFF8 records."""

import struct
from pathlib import Path

import pytest

from minhchung.flow.exports import ExportError, open_export

SECTOR = 512


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _sheet(rows: list[list[str | float]]) -> bytes:
    out = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    out += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, float):
                out += _record(0x0203, struct.pack("<HHHd", r, c, 0, cell))
            elif cell:
                out += _record(0x0204, struct.pack("<HHHHB", r, c, 0, len(cell), 1) + cell.encode("utf-16-le"))
    return out + _record(0x000A, b"")


def _book(sheet: bytes) -> bytes:
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + _record(0x0042, struct.pack("<H", 1200))
    name = "Danh sách".encode("utf-16-le")
    at = len(begin) + 4 + 8 + len(name) + 4
    bound = _record(0x0085, struct.pack("<IBBBB", at, 0, 0, len(name) // 2, 1) + name)
    return begin + bound + _record(0x000A, b"") + sheet


def _compound(stream: bytes) -> bytes:
    """One stream called Workbook, in sectors of 512 bytes: FAT first, then the directory, then the stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    count = len(stream) // SECTOR
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *(n + 3 for n in range(count - 1)), 0xFFFFFFFE]
    assert len(fat) <= SECTOR // 4, "one sector of FAT is enough for these tests"
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) + b"\xff" * (108 * 4)

    def entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
        text = (name + "\0").encode("utf-16-le") if name else b""
        links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
        return text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + links + bytes(36) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + entry("Workbook", 2, 2, len(stream), 0xFFFFFFFF)
    directory += entry("", 0, 0, 0, 0xFFFFFFFF) * 2
    return header + struct.pack(f"<{len(fat)}I", *fat).ljust(SECTOR, b"\xff") + directory + stream


@pytest.fixture
def old_workbook(tmp_path: Path):
    def write(rows: list[list[str | float]]) -> Path:
        path = tmp_path / "cu.xls"
        path.write_bytes(_compound(_book(_sheet(rows))))
        return path

    return write


def test_an_old_workbook_is_read_like_a_new_one(old_workbook, read, header, line):
    rows = [
        ["", "DANH SÁCH"],
        [],
        ["", *header],
        ["", *map(str, line(1))],
        ["", *map(str, line(2, received="31/11/2026"))],
        ["", *map(str, line(3))],
    ]
    got = read(old_workbook(rows))
    assert got.column("code") == ["H24.100-261120-0001", "H24.100-261120-0003"]
    assert got.column("procedure")[0] == "Chứng thực bản sao từ bản chính"
    assert [(reject.row, reject.column) for reject in got.rejects] == [(5, "Ngày tiếp nhận")]


def test_a_serial_number_is_a_day(old_workbook, read):
    got = read(old_workbook([["Mã hồ sơ", "Ngày tiếp nhận"], ["H24.1-261120-0001", 46346.322916666664]]))
    assert got.column("received_at")[0].isoformat() == "2026-11-20T07:45:00"


def test_an_old_workbook_without_a_list_is_refused(old_workbook):
    with pytest.raises(ExportError, match="Mã hồ sơ"):
        open_export(old_workbook([["a", "b"], ["1", "2"]]))


def test_an_old_workbook_cut_short_is_refused(old_workbook, header, line):
    path = old_workbook([header, list(map(str, line(1)))])
    path.write_bytes(path.read_bytes()[:1700])
    with pytest.raises(ExportError, match=r"hỏng|không phải bảng tính"):
        list(open_export(path))


def test_a_cell_where_no_column_is_is_refused(old_workbook, header, line):
    path = old_workbook([header, [*map(str, line(1)), *[""] * 60_000, "xa"]])
    with pytest.raises(ExportError, match="256 cột"):
        open_export(path)


def test_a_header_that_asks_for_endless_tables_is_refused(old_workbook, header, line):
    path = old_workbook([header, list(map(str, line(1)))])
    data = bytearray(path.read_bytes())
    data[44:48] = b"\xff\xff\xff\xff"
    path.write_bytes(bytes(data))
    with pytest.raises(ExportError, match="hỏng"):
        open_export(path)


def test_a_locked_workbook_is_said_to_be_locked(tmp_path: Path):
    path = tmp_path / "khoa.xlsx"
    path.write_bytes(_compound("EncryptedPackage".encode("utf-16-le") + bytes(100)))
    with pytest.raises(ExportError, match="mật khẩu"):
        open_export(path)
