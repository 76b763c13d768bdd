"""Numbers of plan items as documents write them: "25", "25.", "(25)", "I.3", "Nhiệm vụ số 25"; and the marks of headings."""

import re
from typing import Literal

from minhchung.text.normal import fold, squeeze

Mark = Literal["letter", "roman", "number", "small", "bullet", ""]

_ROMAN = re.compile(r"[IVX]{1,6}")
_LETTER = re.compile(r"[A-HK-UY]")
_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,3}){0,4}")
_SMALL = re.compile(r"[a-zđ]")
_BULLET = re.compile(r"[-–—+•*]")
_LED = re.compile(r"(?P<mark>[IVX]{1,6}|[A-HK-UY]|\d{1,4}(?:\.\d{1,3}){0,4}|[a-zđ])(?P<sign>[.)]|(?<=\d)(?=\s))\s*(?=\S)")
_LEADING_NOUGHTS = re.compile(r"(?<![\d])0+(?=\d)")


def bare(number: str) -> str:
    """The number without brackets, full stop and blanks around it: "25." → "25", "(25)" → "25", "I. " → "I"."""
    return squeeze(number).strip(" .)(:;")


def key_of(number: str) -> str:
    """One form for all ways of writing a number, to compare by: "Nhiệm vụ số 05" → "5", "I.3." → "i.3"."""
    folded = re.sub(r"^(?:nhiem vu|muc|tt|stt)? ?(?:so )?", "", fold(bare(number)))
    return _LEADING_NOUGHTS.sub("", folded.replace(" ", ""))


def mark_of(number: str) -> Mark:
    """What kind of mark stands before a line; "" for none and for words."""
    text = bare(number)
    if not text:
        return "bullet" if _BULLET.fullmatch(number.strip()) else ""
    for kind, pattern in (("roman", _ROMAN), ("letter", _LETTER), ("number", _NUMBER), ("small", _SMALL), ("bullet", _BULLET)):
        if pattern.fullmatch(text):
            return kind  # type: ignore[return-value]  # the five words of Mark
    return ""


def led(text: str) -> tuple[str, str]:
    """A line and the mark it begins with: "II. Thủ tục" → ("II", "Thủ tục"); ("", text) when it begins with none."""
    found = _LED.match(text.strip())
    if found is None:
        return "", text.strip()
    return found["mark"], text.strip()[found.end() :].strip()


def after(previous: str, number: str) -> str:
    """A number that a spreadsheet kept as a decimal: "1.1" behind "1.9" was written "1.10", "1.2" behind "1.19" "1.20"."""
    head, _, last = number.rpartition(".")
    before, _, prior = previous.rpartition(".")
    if head and head == before and last.isdigit() and prior.isdigit() and int(prior) == int(last) * 10 - 1:
        return f"{number}0"
    return number
