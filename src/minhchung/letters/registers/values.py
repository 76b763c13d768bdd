"""One form for each value, so that the same value is the same before and after a trip through a spreadsheet."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from minhchung.letters.registers.model import Column, Value
from minhchung.text.normal import nfc

DIGITS_KEPT = 15  # a spreadsheet keeps no more significant digits
TEXT_LIMIT = 32_000  # Excel cuts a cell at 32 767 UTF-16 units
_LINE_ENDS = re.compile(r"\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[ \t\u00a0]+")


def canonical(value: Value | int, column: Column) -> Value:
    """The value in its one form: NFC text without stray blanks, "" as None, numbers as Decimal.

    Raises TypeError for a value of the wrong kind (a float, a time of day) and ValueError for one a sheet cannot hold.
    """
    if value is None:
        return None
    if isinstance(value, str):
        if column.kind in ("date", "number"):
            raise TypeError(f"column {column.key} holds {column.kind}, not text")
        return _checked_length(tidy_text(value))
    if column.kind == "number" and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _number(Decimal(value))
    if column.kind in ("date", "date-or-words") and isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise TypeError(f"column {column.key} holds {column.kind}, not {type(value).__name__}")


def tidy_text(value: str) -> str | None:
    """A text in its one form: NFC, one kind of line end, no stray blanks or control characters; None when nothing is left."""
    lines = _CONTROL.sub("", _LINE_ENDS.sub("\n", nfc(value))).split("\n")
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in lines).strip() or None


def _checked_length(text: str | None) -> str | None:
    if text and len(text.encode("utf-16-le")) // 2 > TEXT_LIMIT:
        raise ValueError(f"Nội dung dài {len(text)} ký tự, một ô bảng tính chỉ chứa {TEXT_LIMIT}: rút ngắn rồi xuất lại.")
    return text


def _number(value: Decimal) -> Decimal:
    tidy = value.normalize() + 0  # + 0 turns -0 into 0
    if not tidy.is_finite() or len(tidy.as_tuple().digits) > DIGITS_KEPT:
        raise ValueError(f"Số {value} không ghi được vào bảng tính (quá {DIGITS_KEPT} chữ số): làm tròn rồi xuất lại.")
    return tidy


def canonical_row(values: Mapping[str, Value], columns: Iterable[Column]) -> dict[str, Value]:
    """The values of the given columns in canonical form; a key without a value is None."""
    return {column.key: canonical(values.get(column.key), column) for column in columns}


def shown(value: Value, column: Column) -> str:
    """The value as a person reads it: 20/11/2026, 0,75, (trống)."""
    if value is None:
        return "(trống)"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        places = "" if column.decimals is None else f".{column.decimals}"
        text = f"{value:,{places}f}" if value.is_finite() else str(value)
        return text.replace(",", " ").replace(".", ",").replace(" ", ".")
    return value


def digest(row_id: str, values: Mapping[str, Value], columns: Iterable[Column]) -> str:
    """A short mark of a row as it was written: the same id and values in these columns always give the same 16 characters."""
    told = sorted((key, _told(value)) for key, value in canonical_row(values, columns).items())
    return hashlib.sha256(json.dumps([row_id, told], ensure_ascii=True).encode("ascii")).hexdigest()[:16]


def _told(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"d{value.isoformat()}"
    if isinstance(value, Decimal):
        return f"n{value:f}"
    return f"t{value}"
