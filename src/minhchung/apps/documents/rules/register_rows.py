"""Rows of the city document system's register: which column is what, and what a row says. Pure: cells in, values out.

Columns are those of the registers of Nghị định 30/2020/NĐ-CP (Phụ lục IV) and their common names in document systems.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from minhchung.text.extract import secrecy_stamp
from minhchung.text.normal import fold, nfc, squeeze

Cell = str | float | int | bool | date | datetime | time | timedelta | None

COLUMNS: dict[str, str] = {
    "code": "Số, ký hiệu",
    "number": "Số (cột riêng)",
    "symbol": "Ký hiệu (cột riêng)",
    "issued_on": "Ngày văn bản",
    "type": "Loại văn bản",
    "subject": "Trích yếu",
    "issuer": "Cơ quan ban hành",
    "signer": "Người ký",
    "arrival_number": "Số đến",
    "arrived_on": "Ngày đến",
    "unit": "Đơn vị xử lý, đơn vị soạn",
    "answer_due_on": "Hạn xử lý, hạn trả lời",
    "city_status": "Trạng thái",
    "answered_by": "Số văn bản trả lời",
    "personal_signature": "Chữ ký số cá nhân",
    "agency_signature": "Chữ ký số cơ quan",
    "secrecy": "Độ mật",
}
"""What a column may hold → its Vietnamese name."""

_HEADINGS: dict[str, tuple[str, ...]] = {
    "code": (
        "so ky hieu",
        "so, ky hieu",
        "so va ky hieu",
        "so/ky hieu",
        "so hieu",
        "so hieu van ban",
        "so ky hieu van ban",
        "so, ky hieu van ban",
    ),
    "number": ("so", "so di", "so van ban", "so phat hanh"),
    "symbol": ("ky hieu",),
    "issued_on": ("ngay van ban", "ngay ban hanh", "ngay ky", "ngay thang van ban", "ngay, thang van ban", "ngay phat hanh", "ngay thang"),
    "type": ("loai van ban", "ten loai", "hinh thuc van ban", "the loai"),
    "subject": (
        "trich yeu",
        "trich yeu noi dung",
        "noi dung",
        "ten loai va trich yeu",
        "ten loai va trich yeu noi dung",
        "noi dung trich yeu",
    ),
    "issuer": ("co quan ban hanh", "tac gia", "noi gui", "don vi ban hanh", "noi ban hanh", "co quan gui"),
    "signer": ("nguoi ky", "lanh dao ky"),
    "arrival_number": ("so den", "so van ban den"),
    "arrived_on": ("ngay den", "ngay nhan", "ngay tiep nhan"),
    "unit": (
        "don vi xu ly",
        "don vi soan thao",
        "don vi nhan",
        "don vi chu tri",
        "don vi hoac nguoi nhan",
        "phong ban xu ly",
        "don vi soan",
    ),
    "answer_due_on": ("han xu ly", "han tra loi", "thoi han", "han giai quyet", "thoi han giai quyet", "han hoan thanh"),
    "city_status": ("trang thai", "tinh trang", "trang thai xu ly", "tien do", "tinh trang xu ly", "tien do giai quyet"),
    "answered_by": (
        "so van ban tra loi",
        "van ban tra loi",
        "so, ky hieu van ban tra loi",
        "so ky hieu van ban tra loi",
        "van ban phuc dap",
    ),
    "personal_signature": ("chu ky so ca nhan", "ky so ca nhan", "chu ky ca nhan", "ky ca nhan"),
    "agency_signature": ("chu ky so co quan", "ky so co quan", "dau so", "chu ky co quan", "ky so don vi"),
    "secrecy": ("do mat", "muc do mat", "do bao mat", "cap do mat"),
}
_BY_HEADING = {heading: column for column, headings in _HEADINGS.items() for heading in headings}
_YES = frozenset(["co", "x", "yes", "true", "1", "da", "ky", "dung", "✓", "v"]) | {"da ky", "co ky"}
_NO = frozenset({"khong", "no", "false", "0", "chua", "chua ky", "khong ky"})
_SECRET = {"mat": "MẬT", "toi mat": "TỐI MẬT", "tuyet mat": "TUYỆT MẬT"}
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
"""Days as Excel counts them (from 30/12/1899): 1954 to 2119. A cell that lost its format shows the bare number."""
_DAYS = frozenset({"issued_on", "arrived_on", "answer_due_on"})
_SIGNS = frozenset({"personal_signature", "agency_signature"})
HEADER_WITHIN = 20
HEADER_NEEDS = 3


@dataclass(frozen=True)
class Sheet:
    """A table as read: the headings as written, the row they stand in (1-based as in Excel), and the rows after them with their numbers."""

    headings: tuple[str, ...]
    header_row: int
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class RegisterRow:
    """What one row says: `values` by column name, only what is filled in."""

    row: int
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RejectedRow:
    """A row that cannot enter, and why, in Vietnamese."""

    row: int
    reason: str


def find_sheet(cells: Sequence[Sequence[Cell]]) -> Sheet | None:
    """The table under the first row that holds at least three known headings; banners above it are passed over. None without one."""
    for index, row in enumerate(cells[:HEADER_WITHIN]):
        headings = tuple(text_of(cell) for cell in row)
        if sum(column is not None for column in guess(headings)) >= HEADER_NEEDS:
            return _under(cells, index, headings)
    return None


def _under(cells: Sequence[Sequence[Cell]], index: int, headings: tuple[str, ...]) -> Sheet:
    rows = [(number, tuple(row)) for number, row in enumerate(cells[index + 1 :], index + 2) if any(text_of(cell) for cell in row)]
    if rows and _counts_columns(rows[0][1]):
        rows = rows[1:]
    return Sheet(headings, index + 1, tuple(rows))


def _counts_columns(row: Sequence[Cell]) -> bool:
    """The row of column numbers under the head of a lawful register: (1), (2), (3)."""
    said = [text_of(cell).strip("()") for cell in row if text_of(cell)]
    return len(said) >= HEADER_NEEDS and said == [str(place) for place in range(1, len(said) + 1)]


def guess(headings: Sequence[str]) -> tuple[str | None, ...]:
    """What each heading means, each meaning once; None for a heading not known."""
    found: list[str | None] = []
    for heading in headings:
        column = _BY_HEADING.get(fold(heading).strip(" .:*()"))
        found.append(column if column not in found else None)
    return tuple(found)


def read_rows(sheet: Sheet, columns: Mapping[int, str]) -> tuple[list[RegisterRow], list[RejectedRow]]:
    """Every row read by `columns` (place → column name); a bad row is listed with its reason and loses no other."""
    good: list[RegisterRow] = []
    bad: list[RejectedRow] = []
    for number, cells in sheet.rows:
        try:
            values = {
                name: value for place, name in columns.items() if place < len(cells) and (value := _value(name, cells[place])) is not None
            }
            good.append(RegisterRow(number, _with_code(values)))
        except ValueError as error:
            bad.append(RejectedRow(number, str(error)))
    return good, bad


def _with_code(values: dict[str, Any]) -> dict[str, Any]:
    """Number and symbol in two columns make one code; a row must name the document somehow."""
    number, symbol = values.pop("number", ""), values.pop("symbol", "")
    if "code" not in values and (number or symbol):
        values["code"] = (
            "/".join(part for part in (str(number), str(symbol)) if part) if not str(symbol).startswith(f"{number}/") else symbol
        )
    if "code" not in values and not ("arrival_number" in values and "arrived_on" in values):
        raise ValueError("không có số, ký hiệu, cũng không đủ số đến và ngày đến để nhận ra văn bản; ghi thêm rồi nhập lại")
    return values


def _value(name: str, cell: Cell) -> Any:
    if name in _DAYS:
        return _day(COLUMNS[name], cell)
    if name == "arrival_number":
        return _whole(COLUMNS[name], cell)
    if name in _SIGNS:
        return _sign(COLUMNS[name], cell)
    if name == "secrecy":
        return _refuse_secret(_SECRET.get(fold(text_of(cell))))
    if name == "subject":
        _refuse_secret(secrecy_stamp(text_of(cell)))
    return text_of(cell) or None


def _refuse_secret(level: str | None) -> None:
    """A document of state secrets has no place here, nor have its subject and number (DESIGN 6.11)."""
    if level:
        raise ValueError(f"văn bản đóng dấu {level} không được vào phần mềm này; theo dõi theo chế độ văn bản mật")


def text_of(cell: Cell) -> str:
    """A cell as a person reads it: 101, 20/11/2026, words without stray blanks."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return squeeze(nfc(str(cell)))


def _day(label: str, cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    said = text_of(cell)
    if not said:
        return None
    if said.isdecimal() and _FIRST_SERIAL <= int(said) <= _LAST_SERIAL:
        return date(1899, 12, 30) + timedelta(days=int(said))
    if isinstance(cell, float) and _FIRST_SERIAL <= cell <= _LAST_SERIAL:  # with an hour behind the point
        return date(1899, 12, 30) + timedelta(days=int(cell))
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(said, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(f"{label} “{said}” không phải ngày có thật; sửa thành ngày/tháng/năm")


def _whole(label: str, cell: Cell) -> int | None:
    said = text_of(cell)
    if not said:
        return None
    if not said.isdecimal() or not 0 < int(said) < 1_000_000_000:
        raise ValueError(f"{label} “{said}” không phải số nguyên dương; sửa lại ô này")
    return int(said)


def _sign(label: str, cell: Cell) -> bool | None:
    said = fold(text_of(cell))
    if not said:
        return None
    if said in _YES or said in _NO:
        return said in _YES
    raise ValueError(f"{label} “{text_of(cell)}” không rõ là có hay không; ghi Có hoặc Không")
