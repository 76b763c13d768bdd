"""Evidence made on the spot: letters, lists, pictures and saved pages of the sample ward, all invented, each with one thing to be found."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import docx
from PIL import Image

from tests.extract.conftest import Page, pdf_file
from tests.files.samples import sign, turned, xlsx_of

Rows = Sequence[Sequence[str]]
SIGNED_AT = datetime(2026, 4, 3, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TYPES = {
    "KH": "KẾ HOẠCH",
    "BC": "BÁO CÁO",
    "QĐ": "QUYẾT ĐỊNH",
    "TB": "THÔNG BÁO",
    "TTr": "TỜ TRÌNH",
    "NQ": "NGHỊ QUYẾT",
    "CTr": "CHƯƠNG TRÌNH",
}
BODY = "Căn cứ nhiệm vụ được giao, nội dung cụ thể như sau: các bộ phận đã triển khai đầy đủ theo chức năng."


def letter(
    kind: str = "KH",
    day: date | None = date(2026, 1, 12),
    *,
    number: str = "15",
    about: str = "Cải cách hành chính của phường năm 2026",
    unit: str = "",
    year: int = 2026,
) -> list[str]:
    """The lines of a document. Without a number or a day their places are left blank; `unit` issues it in the ward's place."""
    head = ["UBND PHƯỜNG VÂN KHÊ", unit.upper()] if unit else ["ỦY BAN NHÂN DÂN", "PHƯỜNG VÂN KHÊ"]
    dated = f"ngày {day:%d} tháng {day.month} năm {day.year}" if day else f"ngày     tháng     năm {year}"
    symbol = "KT" if unit else "UBND"
    return [*head, f"Số: {number or '    '}/{kind}-{symbol}", f"Vân Khê, {dated}", TYPES[kind], about, BODY]


def word(lines: Sequence[str], rows: Rows = ()) -> bytes:
    """A Word file with a ruled table under the lines."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        table.style = "Table Grid"
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(lines: Sequence[str], rows: Rows = ()) -> bytes:
    """A PDF with a text layer, and a ruled table under the lines."""
    texts = [(60.0, 790.0 - 24 * place, line) for place, line in enumerate(lines)]
    top = 790.0 - 24 * len(lines)
    lefts = [60.0, 110.0, 400.0, 520.0][: len(rows[0]) + 1] if rows else []
    texts += [(left + 4, top - 22 * place - 16, cell) for place, row in enumerate(rows) for left, cell in zip(lefts, row, strict=False)]
    heights = [top - 22 * place for place in range(len(rows) + 1)]
    rules = [(x, heights[0], x, heights[-1]) for x in lefts] + [(lefts[0], y, lefts[-1], y) for y in heights] if rows else []
    return pdf_file([Page(texts=texts, rules=rules)])


def signed(lines: Sequence[str], rows: Rows = ()) -> bytes:
    """The PDF, signed."""
    return sign(pdf(lines, rows), "Ngô Thanh Bách", SIGNED_AT)


def changed(lines: Sequence[str]) -> bytes:
    """The PDF, signed and then changed."""
    return turned(signed(lines))


def broken(lines: Sequence[str]) -> bytes:
    """The PDF with another byte under its signature."""
    data = bytearray(signed(lines))
    data[data.index(b"/MediaBox") + 1] ^= 1
    return bytes(data)


def sheet(rows: Rows, *, title: str = "DANH SÁCH THEO DÕI", day: date | None = date(2026, 3, 12)) -> bytes:
    """A spreadsheet: the ward, a title, the list, the day."""
    foot = [[f"Vân Khê, ngày {day:%d} tháng {day.month} năm {day.year}"]] if day else []
    return xlsx_of([["ỦY BAN NHÂN DÂN PHƯỜNG VÂN KHÊ"], [title], *map(list, rows), *foot])


def people(count: int, *, total: bool = False) -> list[list[str]]:
    """A list of so many people."""
    rows = [["STT", "Họ và tên", "Kết quả"], *([str(n), f"Người thứ {n}", "Đạt"] for n in range(1, count + 1))]
    return [*rows, ["", "Tổng cộng", str(count)]] if total else rows


def by_unit(names: Sequence[str]) -> list[list[str]]:
    """A list with a line for each unit."""
    return [["STT", "Đơn vị", "Số thủ tục"], *([str(n), name, "3"] for n, name in enumerate(names, 1))]


def photo(taken: date | None, *, form: str = "JPEG") -> bytes:
    """A picture with the day a camera wrote into it. No two are the same."""
    picture = Image.new("RGB", (64, 48), (30, 120, taken.toordinal() % 200 if taken else 7))
    exif = Image.Exif()
    if taken:
        exif[306] = f"{taken:%Y:%m:%d} 09:31:00"
        exif.get_ifd(34665)[36867] = f"{taken:%Y:%m:%d} 09:31:00"
    out = io.BytesIO()
    picture.save(out, form, exif=exif)
    return out.getvalue()


def page(day: str) -> bytes:
    """A page of the portal, printed to PDF."""
    return pdf([f"{day} Cổng thông tin điện tử phường Vân Khê", "Công khai thủ tục hành chính", "Danh mục thủ tục thực hiện tại phường",
                "https://vankhe.haikhe.example/cong-khai/thu-tuc-hanh-chinh"])  # fmt: skip
