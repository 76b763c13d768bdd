"""From what stands in a cell to the value of its column, or to a sentence that says how to mend the cell."""

import calendar
import datetime as dt
import re
from decimal import Decimal

from minhchung.letters.registers.model import Column, ReturnedCell, Value
from minhchung.letters.registers.values import DIGITS_KEPT, canonical, tidy_text
from minhchung.letters.registers.workbook import Raw, Trouble
from minhchung.text.normal import clean, fold, squeeze
from minhchung.text.numbers import read_number

FIRST_YEAR, LAST_YEAR = 1950, 2150
CENTURY = 2000
_DAY_FIRST = re.compile(r"(?:ngày )?(\d{1,2})(?: ?[/.-] ?| tháng )(\d{1,2})(?:(?: ?[/.-] ?|,? năm )(\d{4}|\d{2}))?", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?(?:\.0+)?)?")
_DIGITS_AND_SIGNS = re.compile(r"(?=.*\d)[\d /.\-]{1,40}")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_NUMBER = re.compile(r"(-?)([\d., ]{1,40})")
_DATE_SHAPES = (_DIGITS_AND_SIGNS, _DAY_FIRST, _YEAR_FIRST)
_BLANK_SIGNS = {"", "-", "(trống)"}


def read_cell(raw: Raw, trouble: Trouble | None, column: Column, address: str, epoch: dt.date) -> ReturnedCell:
    """The cell as a value of its column. Never raises: what cannot be read has `error`."""
    if trouble == "error":
        return ReturnedCell(address, error=f"Ô {address} đang báo lỗi công thức. Gõ giá trị vào ô {address}.")
    if trouble == "uncalculated":
        cause = f"Ô {address} là công thức chưa có kết quả. Mở tệp bằng Excel rồi lưu lại, hoặc gõ giá trị vào ô {address}."
        return ReturnedCell(address, error=cause)
    native = _native(raw)
    text = _as_text(raw)
    if text is None:
        return ReturnedCell(address, error=f"Ô {address} chứa giờ, không phải {_wanted(column)}. Sửa ô {address}.")
    try:
        value, error = _value(native, text, column, address, epoch)
    except ValueError as problem:
        value, error = None, f"Ô {address}: {problem}"
    return ReturnedCell(address, value, error, text, native)


def merged_away(address: str, owner: str) -> ReturnedCell:
    """A cell swallowed by a merge across columns: what it held cannot be known."""
    return ReturnedCell(address, error=f"Ô {address} bị gộp vào ô {owner}. Bỏ gộp ô rồi điền lại ô {address}.")


def _native(raw: Raw) -> dt.date | Decimal | None:
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _decimal(raw)
    return None


def _decimal(raw: float) -> Decimal:
    # Fifteen digits are what a spreadsheet keeps: 0.1 + 0.2 is 0.3 there.
    return Decimal(f"{raw:.{DIGITS_KEPT}g}").normalize() + 0


def _as_text(raw: Raw) -> str | None:
    """What the cell shows, or None for a time of day, which no column of a register holds."""
    if isinstance(raw, dt.date):
        return f"{raw:%d/%m/%Y}"
    if isinstance(raw, dt.time | dt.timedelta):
        return None
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, int | float):
        return f"{_decimal(raw):f}".replace(".", ",")
    return raw


def _wanted(column: Column) -> str:
    return {"date": "ngày", "date-or-words": "ngày", "number": "số"}.get(column.kind, "chữ")


def _value(native: dt.date | Decimal | None, text: str, column: Column, address: str, epoch: dt.date) -> tuple[Value, str]:
    if column.kind == "date":
        return _date(native, text, address, epoch)
    if column.kind == "date-or-words":
        said = squeeze(clean(text))
        if native is not None or any(shape.fullmatch(said) for shape in _DATE_SHAPES):
            return _date(native, text, address, epoch)
        return canonical(text, column), ""
    if column.kind == "number":
        return _number(native, text, address, column)
    if isinstance(native, dt.date):
        cause = f"Bảng tính đã tự đổi ô {address} thành ngày {text}. Định dạng ô là Văn bản (Text) rồi gõ lại."
        return None, cause
    if column.kind == "choice":
        return _choice(text, column, address)
    return canonical(text, column), ""


def _choice(text: str, column: Column, address: str) -> tuple[Value, str]:
    if squeeze(clean(text)) in _BLANK_SIGNS:
        return None, ""
    known = {fold(choice): choice for choice in column.choices}
    if fold(text) in known:
        return canonical(known[fold(text)], column), ""
    return None, f"Ô {address} ghi “{squeeze(text)}”, không có trong danh sách. Chọn: {'; '.join(column.choices)}."


def _number(native: dt.date | Decimal | None, text: str, address: str, column: Column) -> tuple[Value, str]:
    if isinstance(native, Decimal):
        return canonical(native, column), ""
    said = squeeze(clean(text))
    if said in _BLANK_SIGNS:
        return None, ""
    match = _NUMBER.fullmatch(said)
    number = read_number(match[2].strip()) if match and native is None else None
    if match is None or number is None:
        return None, f"Ô {address} ghi “{said}”, không phải số. Ghi số dạng 0,75 hoặc 1.284."
    return canonical(-number if match[1] else number, column), ""


def _date(native: dt.date | Decimal | None, text: str, address: str, epoch: dt.date) -> tuple[Value, str]:
    if isinstance(native, dt.date):
        return _in_range(native, address)
    said = squeeze(clean(text))
    if said in _BLANK_SIGNS:
        return None, ""
    if isinstance(native, Decimal) or _SERIAL.fullmatch(said):
        serial = native if isinstance(native, Decimal) else Decimal(said)
        if 10_000 <= serial < 100_000:  # a time of day after the comma is left out
            return _in_range(epoch + dt.timedelta(days=int(serial)), address)
        return None, f"Ô {address} ghi số {said}, không phải ngày. Ghi ngày dạng 20/11/2026."
    if match := _YEAR_FIRST.fullmatch(said):
        return _real_date(int(match[1]), int(match[2]), int(match[3]), address)
    match = _DAY_FIRST.fullmatch(said.rstrip("."))
    if match is None:
        return None, f"Ô {address} ghi “{said}”, không phải ngày. Ghi ngày dạng 20/11/2026."
    if match[3] is None:
        return None, f"Ô {address} ghi “{said}”, thiếu năm. Ghi ngày dạng 20/11/2026."
    year = int(match[3]) + (CENTURY if len(match[3]) == 2 else 0)
    return _real_date(year, int(match[2]), int(match[1]), address)


def _real_date(year: int, month: int, day: int, address: str) -> tuple[Value, str]:
    mend = f"Sửa ô {address} thành ngày có thật."
    if not 1 <= month <= 12:
        return None, f"Không có tháng {month}. {mend}"
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None, f"Năm {year} ngoài khoảng {FIRST_YEAR}–{LAST_YEAR}. {mend}"
    length = calendar.monthrange(year, month)[1]
    if day > length:
        of_year = f" năm {year}" if month == 2 else ""
        return None, f"Tháng {month}{of_year} chỉ có {length} ngày. {mend}"
    if day < 1:
        return None, f"Không có ngày {day}. {mend}"
    return dt.date(year, month, day), ""


def _in_range(day: dt.date, address: str) -> tuple[Value, str]:
    return _real_date(day.year, day.month, day.day, address)


def says_the_same(cell: ReturnedCell, value: Value) -> bool:
    """Whether the cell still says the exported `value`, although a program may have turned it into another type.

    "07" stored as the number 7, or "30/10/2026" stored as a date, is the same. So is a text the column no longer allows.
    """
    if not cell.error and cell.value == value:
        return True
    if not isinstance(value, str):
        return False
    if isinstance(cell.native, Decimal):
        return bool(_NUMBER.fullmatch(value)) and read_number(value) == cell.native
    if isinstance(cell.native, dt.date):
        found, error = _date(None, value, cell.address, dt.date(1899, 12, 30))
        return not error and found == cell.native
    return tidy_text(cell.shown) == value
