"""Vietnamese numbers: 03, 1.284, 97,42, ba, hai mươi lăm, IV."""

import re
from decimal import Decimal

from minhchung.text.normal import lower, nfc, squeeze

_GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3}){1,5}(?:,\d{1,6})?")
_PLAIN = re.compile(r"\d{1,18}(?:[.,]\d{1,6})?")
_ROMAN = re.compile(r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"trăm": 100, "nghìn": 1000, "ngàn": 1000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}


def read_number(text: str) -> Decimal | None:
    """The value of a number as officials write it, or None when it is none.

    A dot between groups of three digits parts thousands, a comma is the decimal sign; a dot anywhere else is read
    as a decimal sign too ("97.42").
    """
    said = squeeze(lower(nfc(text)))
    if _GROUPED.fullmatch(said):
        return Decimal(said.replace(".", "").replace(" ", "").replace(",", "."))
    if _PLAIN.fullmatch(said):
        return Decimal(said.replace(",", "."))
    value = _spelled(said.split(" "))
    return None if value is None else Decimal(value)


def _spelled(words: list[str]) -> int | None:
    """ "hai mươi lăm" → 25; None when a word is no part of a number or the parts do not fit."""
    total = group = 0
    digit: int | None = None
    for word in words:
        if word in ("linh", "lẻ"):
            continue
        if word in UNITS:
            if digit is not None:
                return None
            digit = UNITS[word]
        elif word == "mười":
            if digit is not None:
                return None
            group += 10
        elif word == "mươi":
            if digit is None:
                return None
            group, digit = group + digit * 10, None
        elif word == "trăm":
            if digit is None:
                return None
            group, digit = group + digit * 100, None
        elif word in _SCALES:
            if digit is None and group == 0:
                return None
            total, group, digit = total + (group + (digit or 0)) * _SCALES[word], 0, None
        else:
            return None
    if digit is None and group == 0 and total == 0:
        return None
    return total + group + (digit or 0)


def plain_number(value: Decimal) -> str:
    """The number without leading or trailing zeros, a point as decimal sign: "3", "97.42"."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def roman(text: str) -> int | None:
    """The value of a Roman numeral below 100 in either case, or None."""
    said = lower(text.strip())
    if not said or not _ROMAN.fullmatch(said):
        return None
    total = 0
    for here, after in zip(said, [*said[1:], ""], strict=True):
        value = _ROMAN_VALUES[here]
        total += -value if after and _ROMAN_VALUES[after] > value else value
    return total
