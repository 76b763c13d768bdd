"""The words of a rule as clauses: a condition and what it is worth. Ranges of percentages, counts, places and late days in a condition."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from minhchung.text.normal import clean, fold, squeeze

NUMBER = r"\d{1,4}(?:[.,]\d{1,4})?"
_FULL = r"điểm (?:tối đa|tuyệt đối|chuẩn)|đủ điểm|trọn điểm|(?:tối đa|toàn bộ) (?:số )?điểm"
_NONE = r"không (?:được |tính |có |chấm )?(?:điểm|tính điểm)"
_VALUE = (
    rf"(?P<full>{_FULL})|(?P<none>{_NONE})|(?P<half>(?:50%|một nửa|1/2) (?:số )?điểm tối đa)"
    rf"|(?P<percent>{NUMBER}) ?% (?:số )?điểm tối đa|(?P<number>{NUMBER}) ?(?:điểm|đ)?"
)
_GIVES = r"(?:thì |sẽ )?(?:được |đạt |tính |chấm |cho |cộng |ghi )*"
_AFTER = re.compile(rf"^(?P<words>.+?)\s*(?P<sign>[:=→]|->|=>|-(?= ?\d))\s*{_GIVES}(?:{_VALUE})\.?$", re.IGNORECASE)
_RUNNING = re.compile(rf"^(?P<words>.+?),?\s+(?:thì |sẽ )?(?:được |đạt |tính |chấm |cho )+(?:{_VALUE})\.?$", re.IGNORECASE)
_BEFORE = re.compile(rf"^(?P<number>{NUMBER}) ?(?:điểm|đ)\s*(?:nếu|khi|:|-|cho)\s*(?P<words>.+?)\.?$", re.IGNORECASE)
# A semicolon or line end; a full stop before a new sentence; a comma before the next band.
_BREAK = re.compile(
    r"\s*(?:;|\n)\s*|(?:(?<=[a-zà-ỹđ)%])|(?<=[.,]\d)|(?<=: \d))\.\s+(?=[-+A-ZÀ-ỸĐ])"
    r"|(?<=điểm),\s+(?=(?:từ|dưới|trên|đạt|nếu|chậm|không|còn)\b|[<>≥≤\d])"
    r"|,\s+(?=[^,;:%]{2,40}(?:\d+ ?%)?[^,;:%]{0,20}:\s*\d)"
)
_BULLET = re.compile(r"^(?:[-+•*–]|[a-zđ]\)|\d{1,2}[.)](?= ))\s*")


class Clause(NamedTuple):
    """A piece of the words. `points` is None where it says none; `percent`: of the maximum. `text`: the piece as written."""

    words: str
    points: Decimal | None
    text: str


def clauses_of(text: str, maximum: Decimal) -> list[Clause]:
    """The pieces in order; "điểm tối đa" is the maximum."""
    found = []
    for piece in _BREAK.split(clean(text)):
        said = squeeze(_BULLET.sub("", squeeze(piece))).rstrip(";,")
        if said:
            found.append(_clause(said, maximum))
    return found


def _clause(said: str, maximum: Decimal) -> Clause:
    match = _AFTER.match(said) or _RUNNING.match(said)
    if match:
        return Clause(match["words"].strip(" -:"), _worth(match, maximum), said)
    if match := _BEFORE.match(said):
        return Clause(match["words"], decimal(match["number"]), said)
    return Clause(said.rstrip("."), None, said)


def _worth(match: re.Match[str], maximum: Decimal) -> Decimal:
    if match["full"]:
        return maximum
    if match["none"]:
        return Decimal(0)
    if match["half"]:
        return maximum / 2
    if match["percent"]:
        return maximum * decimal(match["percent"]) / 100
    return decimal(match["number"])


def decimal(text: str) -> Decimal:
    """A number of an annex."""
    return Decimal(text.replace(",", "."))


class Range(NamedTuple):
    """From `low` to `high`, None where open; whether the edge itself belongs to it."""

    low: Decimal | None
    high: Decimal | None
    with_low: bool = True
    with_high: bool = True


def range_in(words: str, sign: str = "%") -> Range | None:
    """The range a condition speaks of: "từ 80% đến dưới 100%", "trên 90%", "dưới 3 ngày"; None when it is not one and only one.

    `sign`: "%" for percentages, "" for counts, "ngay" for days, "hang" for places: what stands behind the numbers.
    """
    said = fold(words).replace("≥", ">=").replace("≤", "<=")
    unit = r" ?%" if sign == "%" else rf" ?{sign}" if sign else ""
    number = rf"({NUMBER}){unit}(?![\d%])"
    first = rf"({NUMBER})(?:{unit})?" if sign else number
    if sign and len(re.findall(number, said)) == 0:
        return None
    total = len(re.findall(NUMBER, said))
    both = re.search(
        rf"(>=?|tren|tu|dat tu)? ?{first}(?: tro len)? ?(den duoi|den can|den|toi|- ?<|-|va (?:duoi|nho hon|<)|<) ?(=)? ?{number}", said
    )
    if both and total == 2:
        closed = both[3] in ("den", "toi", "-") or bool(both[4])
        return Range(decimal(both[2]), decimal(both[5]), both[1] not in (">", "tren"), closed)
    if total != 1:
        return None
    single = re.search(number, said)
    if single is None:
        return None
    value, before, after = decimal(single[1]), said[: single.start()], said[single.end() :]
    if re.search(r"(duoi|<|chua den|chua dat|it hon|thap hon|khong dat) ?$", before):
        return Range(None, value, with_high=False)
    if re.search(r"(khong qua|toi da|<=|den|khong vuot qua) ?$", before):
        return Range(None, value)
    if re.search(r"(tren|>|hon|qua) ?$", before) and not re.search(r"tro len", after):
        return Range(value, None, with_low=False)
    if re.search(r"(tu|>=|it nhat|toi thieu|khong duoi) ?$", before) or re.search(r"^ ?\S{0,12}( \S+){0,4} tro len", after):
        return Range(value, None)
    return Range(value, value)


def ranges_in(words: list[str], sign: str = "%") -> list[Range] | None:
    """The range of every condition, or None where one has none."""
    found = [range_in(each, sign) for each in words]
    return [each for each in found if each is not None] if all(found) else None


def parts_of_formula(text: str) -> Iterator[tuple[str, str]]:
    """What the letters of a formula stand for: "trong đó a là số …; b là tổng số …" as (letter, words)."""
    for match in re.finditer(r"(?<![^\W\d_])([A-Za-z])\s*(?:là|:|=)\s*(?!\()((?:tổng |số |Số |Tổng )[^;,.\n]+)", clean(text)):
        yield match[1], squeeze(match[2])
