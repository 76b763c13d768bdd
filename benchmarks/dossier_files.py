"""Exports for the benchmark of the lake, made on the spot: as many rows as asked for, twenty columns as one-stop systems have them.

The workbook is written as Excel saves it (shared strings, two columns of date cells, two of numbers), the CSV in UTF-8 with a mark.
Everybody named is invented and every number of a person lies where no real one can.
"""

import csv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np

HEADINGS = (
    "STT", "Mã hồ sơ", "Mã TTHC", "Tên thủ tục hành chính", "Lĩnh vực", "Trạng thái hồ sơ", "Kênh nộp", "Đơn vị giải quyết",
    "Cán bộ đang xử lý", "Người tiếp nhận", "Chủ hồ sơ", "Địa chỉ", "Số điện thoại", "Thời hạn giải quyết", "Đơn vị tính",
    "Ngày nộp hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Thanh toán trực tuyến",
)  # fmt: skip
DATE_CELLS, NUMBERS = frozenset({16, 17}), frozenset({0, 13})
STATUSES = ("Đã trả kết quả", "Đã xử lý xong", "Đang xử lý", "Được tiếp nhận", "Yêu cầu bổ sung giấy tờ", "Dừng xử lý")
CHANNELS = ("Trực tuyến", "Trực tiếp", "Bưu chính công ích")
FIELDS = ("Hộ tịch", "Chứng thực", "Đất đai", "Bảo trợ xã hội", "Xây dựng", "Thành lập và hoạt động của hộ kinh doanh")
PAYMENTS = ("Không", "Cổng DVCQG", "Cổng địa phương")
IMPOSSIBLE = "31/02/2026 08:00:00"
MINUTES_OF_TWO_YEARS = 2 * 365 * 24 * 60
ORIGIN, ZERO = np.datetime64("2025-01-01T00:00", "m"), np.datetime64("1899-12-30T00:00", "m")
PIECE = 20_000
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
BOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}.sharedStrings+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId3" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="dd/mm/yyyy hh:mm:ss"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>'
    '<xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>',
}
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def rows(count: int, bad: int) -> Iterator[list[Any]]:
    """Rows in the order of HEADINGS; moments as minutes since 2025. Of every hundred rows `bad` have an impossible day of reception."""
    rng = np.random.default_rng(20261130)
    for first in range(0, count, PIECE):
        size = min(PIECE, count - first)
        came = rng.integers(0, MINUTES_OF_TWO_YEARS, size)
        kind, person = rng.integers(0, 300, size).tolist(), rng.integers(0, 200_000, size).tolist()
        status, few = rng.integers(0, len(STATUSES), size).tolist(), rng.integers(0, 40, size).tolist()
        ended = (came + rng.integers(60, 20_000, size)).tolist()
        days = np.datetime_as_string(ORIGIN + came, unit="D")
        for at, minute in enumerate(came.tolist()):
            number, k, who = first + at + 1, kind[at], person[at]
            day = days[at]
            yield [
                number, f"H24.130-{day[2:4]}{day[5:7]}{day[8:10]}-{number:07d}", f"1.{k:06d}.000.00.00.H24",
                f"Thủ tục hành chính cấp xã số {k} về {FIELDS[k % 6].lower()} (dữ liệu hư cấu)", FIELDS[k % 6], STATUSES[status[at]],
                CHANNELS[few[at] % 3], f"Phòng chuyên môn số {few[at] % 8}", f"Cán bộ xử lý {few[at]}", f"Cán bộ một cửa {few[at] % 9}",
                f"Nguyễn Văn Mẫu {who:06d}", f"Số {who % 97}, tổ {who % 23}, phường Vân Khê (hư cấu)", f"0000{who:06d}",
                1 + k % 30, "Ngày làm việc", minute - 30, None if at % 100 < bad else minute, minute + (1 + k % 30) * 1440,
                ended[at] if status[at] < 2 else "", PAYMENTS[few[at] % 3],
            ]  # fmt: skip


def written(minute: int | str) -> str:
    """A moment as the system writes it in a text cell."""
    if isinstance(minute, str):
        return minute
    said = str(ORIGIN + minute)
    return f"{said[8:10]}/{said[5:7]}/{said[:4]} {said[11:]}:00"


def write_csv(path: Path, count: int, bad: int = 0) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADINGS)
        for row in rows(count, bad):
            row[16] = IMPOSSIBLE if row[16] is None else row[16]
            out.writerow([written(cell) if 15 <= at <= 18 else cell for at, cell in enumerate(row)])


def write_xlsx(path: Path, count: int, bad: int = 0, stray: tuple[int, ...] = ()) -> None:
    """`stray`: rows that have one more cell, in column XFD; one beyond the last row stands alone."""
    strings: dict[str, int] = {}
    zero = int((ORIGIN - ZERO).astype(int))

    def text(place: str, said: str) -> str:
        return f'<c r="{place}" t="s"><v>{strings.setdefault(said, len(strings))}</v></c>'

    def cell(at: int, place: str, value: Any) -> str:
        if at in NUMBERS:
            return f'<c r="{place}"><v>{value}</v></c>'
        if at in DATE_CELLS and value is not None:
            return f'<c r="{place}" s="1"><v>{(zero + value) / 1440:.9f}</v></c>'
        if value == "":
            return ""
        return text(place, IMPOSSIBLE if value is None else written(value) if at >= 15 and at < 19 else value)

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in BOOK.items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            letters = "ABCDEFGHIJKLMNOPQRST"
            head = "".join(text(f"{letter}1", said) for letter, said in zip(letters, HEADINGS, strict=True))
            sheet.write(f'<worksheet {MAIN}><dimension ref="A1:T{count + 1}"/><sheetData><row r="1">{head}</row>'.encode())
            for row in rows(count, bad):
                number = row[0] + 1
                cells = "".join([cell(at, f"{letters[at]}{number}", value) for at, value in enumerate(row)])
                cells += text(f"XFD{number}", "lạc") if number in stray else ""
                sheet.write(f'<row r="{number}">{cells}</row>'.encode())
            for number in (one for one in stray if one > count + 1):
                sheet.write(f'<row r="{number}">{text(f"XFD{number}", "lạc")}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as member:
            member.write(f'<sst {MAIN} count="{len(strings)}" uniqueCount="{len(strings)}">'.encode())
            for said in strings:
                member.write(f"<si><t>{escape(said)}</t></si>".encode())
            member.write(b"</sst>")
