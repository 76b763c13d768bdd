"""A spreadsheet file as grids of plain values, from Excel, Google Sheets, LibreOffice or WPS.

Values are read with calamine, which gives an empty cell both for an error (#REF!) and for a formula never calculated. Taking those
for cells a person emptied would lose data, so they are found in the XML itself.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from minhchung.letters.registers.model import RegisterFileError

Raw = str | int | float | bool | dt.date | dt.time | dt.timedelta
Trouble = Literal["uncalculated", "error"]
Place = tuple[int, int]  # row, column, from 0

ROWS_LIMIT = 20_000
UNPACKED_LIMIT = 200 * 1024 * 1024
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_REL_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

NOT_XLSX = "Tệp không phải bảng tính .xlsx: mở bằng chương trình bảng tính, chọn Lưu thành, kiểu Excel (.xlsx), rồi nộp lại."
LOCKED = "Tệp đặt mật khẩu hoặc là kiểu .xls cũ: bỏ mật khẩu, lưu lại kiểu .xlsx rồi nộp lại."
TOO_LARGE = "Tệp quá lớn để đọc an toàn: chỉ giữ lại sổ, bỏ ảnh và trang tính khác, rồi nộp lại."
BROKEN = "Tệp bị hỏng, không đọc được: mở bằng chương trình bảng tính, lưu lại kiểu .xlsx rồi nộp lại."


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: `rows` from A1, "" for an empty cell; `merges` as (first row, first column, last row, last column) from 0."""

    name: str
    rows: tuple[tuple[Raw, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...]
    troubles: Mapping[Place, Trouble]

    def at(self, row: int, column: int) -> Raw:
        """The value of a cell, "" outside the sheet."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return ""


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a file in order. `epoch`: the day that serial number 0 stands for."""

    grids: tuple[Grid, ...]
    epoch: dt.date


def open_book(data: bytes) -> Book:
    """Read a whole .xlsx file. Raises RegisterFileError when it is none, is locked, broken, or too large to read safely."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise RegisterFileError(LOCKED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(item.file_size for item in package.infolist()) > UNPACKED_LIMIT:
                raise RegisterFileError(TOO_LARGE)
            parts, epoch = _parts(package)
            troubles = {name: dict(_troubles(package.read(part))) for name, part in parts.items()}
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            grids = tuple(_grid(book.get_sheet_by_name(name), troubles[name]) for name in book.sheet_names if name in troubles)
    except (zipfile.BadZipFile, KeyError) as error:
        raise RegisterFileError(NOT_XLSX) from error
    except (CalamineError, etree.XMLSyntaxError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        if isinstance(error, RegisterFileError):
            raise
        raise RegisterFileError(BROKEN) from error
    return Book(grids, epoch)


def address(row: int, column: int) -> str:
    """ "F18" for row 17, column 5 (both from 0)."""
    return f"{letter(column)}{row + 1}"


def letter(column: int) -> str:
    """ "F" for column 5 (from 0)."""
    name, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _grid(sheet: CalamineSheet, troubles: Mapping[Place, Trouble]) -> Grid:
    if sheet.end is not None and sheet.end[0] >= ROWS_LIMIT:
        raise RegisterFileError(f"Trang tính “{sheet.name}” có dữ liệu quá dòng {ROWS_LIMIT}: xóa các dòng thừa ở cuối rồi nộp lại.")
    rows = tuple(tuple(row) for row in sheet.to_python(skip_empty_area=False))
    merges = tuple((first[0], first[1], last[0], last[1]) for first, last in sheet.merged_cell_ranges or ())
    return Grid(sheet.name, rows, merges, troubles)


def _parts(package: zipfile.ZipFile) -> tuple[dict[str, str], dt.date]:
    """The part of each worksheet by its name, and the day of serial number 0."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    book = etree.fromstring(package.read("xl/workbook.xml"), parser)
    rels = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {rel.get("Id"): rel.get("Target", "") for rel in rels if rel.get("Type", "").endswith("/worksheet")}
    parts: dict[str, str] = {}
    for sheet in book.iter(f"{MAIN}sheet", f"{STRICT}sheet"):
        target = targets.get(sheet.get(REL_ID) or sheet.get(STRICT_REL_ID))
        if target:
            parts[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    settings = next(book.iter(f"{MAIN}workbookPr", f"{STRICT}workbookPr"), None)
    old_mac = settings is not None and settings.get("date1904") in ("1", "true", "on")
    return parts, dt.date(1904, 1, 1) if old_mac else dt.date(1899, 12, 30)


def _troubles(part: bytes) -> Iterator[tuple[Place, Trouble]]:
    """The cells of a sheet that hold an error, or a formula without a result."""
    for tag in (MAIN, STRICT):
        cells = etree.iterparse(
            io.BytesIO(part), events=("end",), tag=f"{tag}row", resolve_entities=False, no_network=True, huge_tree=False
        )
        at_row = -1
        for _, row in cells:
            at_row = int(row.get("r", at_row + 2)) - 1
            at_column = -1
            for cell in row.iter(f"{tag}c"):
                # Some programs leave addresses out: the cell is then the next one.
                at_column = _column(cell.get("r")) if cell.get("r") else at_column + 1
                value = cell.findtext(f"{tag}v")
                if cell.get("t") == "e":
                    yield (at_row, at_column), "error"
                elif cell.find(f"{tag}f") is not None and not value and cell.get("t") != "str":
                    yield (at_row, at_column), "uncalculated"
            row.clear()


def _column(name: str | None) -> int:
    match = _ADDRESS.fullmatch(name or "")
    if match is None:
        raise ValueError(f"not the address of a cell: {name!r}")
    column = 0
    for sign in match[1]:
        column = column * 26 + ord(sign) - ord("A") + 1
    return column - 1
