"""One value in one cell and back, without loss: text, an exact decimal, a day, a list of words."""

import csv
import datetime as dt
import io
import re
from decimal import Decimal

from minhchung.scoring.exchange.problems import ExchangeError
from minhchung.text.normal import clean, squeeze

Raw = str | int | float | bool | dt.date | dt.time | dt.timedelta | None
DIGITS_KEPT = 15  # what a spreadsheet keeps of a number
LONGEST_TEXT = 32_767
FIRST_DAY = dt.date(1900, 3, 1)  # before it programs disagree on the calendar
_NUMBER = re.compile(r"([-+]?)(\d+)(?:[.,](\d+))?")
_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00:00)?")


class CellError(ValueError):
    """What stands in a cell is not what its column holds; the message says how to mend it."""


def as_text(raw: Raw) -> str:
    """The text of a cell, of a number as it would be typed (1.1, not 1.1000000000000001)."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "Có" if raw else "Không"
    if isinstance(raw, int | float):
        return f"{number_of(raw):f}"
    if isinstance(raw, dt.date):
        return f"{raw:%d/%m/%Y}"
    raise CellError("ô chứa giờ: ghi lại bằng chữ")


def number_of(raw: float) -> Decimal:
    """The decimal somebody typed, out of the nearest binary fraction."""
    return Decimal(f"{raw:.{DIGITS_KEPT}g}").normalize() + 0


def as_number(raw: Raw) -> Decimal:
    """An exact number. Raises CellError."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return number_of(raw)
    said = squeeze(clean(as_text(raw)))
    if _THOUSANDS.fullmatch(said):
        raise CellError(f"“{said}” có thể là {said.replace('.', ',')} hoặc {said.replace('.', '')}: ghi rõ một trong hai")
    match = _NUMBER.fullmatch(said)
    if match is None:
        raise CellError(f"“{said}” không phải số: ghi dạng 0,75")
    return Decimal(f"{match[1]}{match[2]}.{match[3] or '0'}")


def is_plain(value: Decimal) -> bool:
    """Whether a spreadsheet's own number holds it exactly."""
    if not value:
        return True
    digits, exponent = len(value.normalize().as_tuple().digits), value.adjusted()
    return digits <= DIGITS_KEPT and -DIGITS_KEPT < exponent < DIGITS_KEPT


def written_number(value: Decimal) -> str:
    """A number that a spreadsheet cannot hold, as text: all its digits, a comma before the decimals."""
    return f"{value:f}".replace(".", ",")


def as_day(raw: Raw) -> dt.date:
    """A day. Raises CellError."""
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    said = squeeze(clean(as_text(raw)))
    if match := _DAY.fullmatch(said):
        day, month, year = match.groups()
    elif match := _ISO_DAY.fullmatch(said):
        year, month, day = match.groups()
    else:
        raise CellError(f"“{said}” không phải ngày: ghi dạng 31/01/2026")
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError as error:
        raise CellError(f"“{said}” không có trong lịch: ghi một ngày có thật") from error


def written_list(items: tuple[str, ...]) -> str:
    """Words of a list in one cell, a semicolon between them; a word that holds one stands in quotes."""
    target = io.StringIO()
    csv.writer(target, delimiter=";", lineterminator="\n").writerow(items)
    line = target.getvalue()[:-1]
    return line if '"' in line else line.replace(";", "; ")


def as_list(raw: Raw) -> tuple[str, ...]:
    """The words of a list. Raises CellError."""
    try:
        rows = list(csv.reader(io.StringIO(as_text(raw), newline=""), delimiter=";", skipinitialspace=True, strict=True))
    except csv.Error as error:
        raise CellError("dấu ngoặc kép trong danh sách không khớp: bỏ dấu, hoặc đóng ngoặc") from error
    return tuple(word for row in rows for item in row if (word := item.strip()))


def checked_text(text: str) -> str:
    """Text that a cell can hold as it is. Raises ExchangeError."""
    if len(text) > LONGEST_TEXT:
        raise ExchangeError(f"“{text[:40]}…” dài {len(text)} ký tự, một ô của Excel chứa tối đa {LONGEST_TEXT}: rút gọn rồi xuất lại.")
    strange = next(
        (sign for sign in text if (sign < " " and sign not in "\n\t") or sign in "\x7f\ufffe\uffff" or "\ud800" <= sign <= "\udfff"), None
    )
    if strange is not None:
        raise ExchangeError(
            f"“{squeeze(text)[:40]}” có ký tự điều khiển {strange!r} mà Excel không chứa được: gõ lại đoạn ấy rồi xuất lại."
        )
    return text
