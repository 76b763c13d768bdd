"""How numbers, days and names are written in official documents (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

import re
from collections.abc import Callable, Sequence

from minhchung.text import nfc

POINTS = "abcdđeghiklmnopqrstuvxy"
"""The letters that number points: "a)", "b)", … without ă, â, ê, ô, ơ, ư and the letters of foreign words."""
GAP = "\u00a0"
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_PLACES = re.compile(r"\s+(?=(?:phường|xã|đặc khu|thị trấn|thành phố|tỉnh)\s)", re.IGNORECASE)


def printable(text: str) -> str:
    """Text as XML and a printed line can hold it: composed letters, no control characters."""
    return "".join(sign for sign in nfc(text) if sign >= " " and sign not in "\ufffe\uffff" and not "\ud800" <= sign <= "\udfff")


def roman_numeral(number: int) -> str:
    """ "IV" of 4; numbers below 90."""
    said = ""
    for value, signs in _ROMAN:
        while number >= value:
            said, number = said + signs, number - value
    return said


def marker(form: str, number: int, above: str = "") -> str:
    """The `number`th marker of a form: "I.", "1.", "(1)", "a)", "1.1." (behind the number of the level above), "-", "+"."""
    if form == "1.1.":
        return f"{above.rstrip('.')}.{number}." if above else f"{number}."
    if form.startswith("I"):
        return f"{roman_numeral(number)}{form[1:]}"
    if "1" in form:
        return form.replace("1", str(number))
    if form == "a)":
        return f"{POINTS[number - 1]})" if number <= len(POINTS) else f"{POINTS[-1]}{number - len(POINTS)})"
    return form


def padded(number: str) -> str:
    """ "05" of "5"; letters behind a number stay."""
    return f"0{number}" if re.match(r"[1-9](?!\d)", number) else number


def day_words(year: int | None, month: int | None, day: int | None) -> str:
    """ "ngày 05 tháng 01 năm 2026"; what is not known yet is a gap to write in."""
    gap = GAP * 4
    said = gap if month is None else f"{month:02d}" if month <= 2 else str(month)
    return f"ngày {gap if day is None else f'{day:02d}'} tháng {said} năm {gap if year is None else year}"


def broken_name(name: str, width: Callable[[str], float], room: float) -> list[str]:
    """A body's name as the lines of the head: whole when it fits `room`, else broken before the name of its place, else into as few lines
    as it needs, about equally long."""
    if width(name) <= room:
        return [name]
    parts = [part for part in _PLACES.split(name, maxsplit=1) if part]
    if len(parts) > 1:
        return [line for part in parts for line in broken_name(part, width, room)]
    words = name.split()
    made = _filled(words, width, room)
    narrower = room
    while narrower > room / 2 and len(closer := _filled(words, width, narrower - 1)) == len(made):
        made, narrower = closer, narrower - 1
    return made


def _filled(words: Sequence[str], width: Callable[[str], float], room: float) -> list[str]:
    """The words as lines, each as full as it gets; a word wider than the room has a line of its own."""
    made: list[str] = []
    for word in words:
        if made and width(f"{made[-1]} {word}") <= room:
            made[-1] += f" {word}"
        else:
            made.append(word)
    return made
