"""How often a thing is to be done: "hằng tuần", "theo tháng, quý", "06 tháng/lần", "thường xuyên"."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from minhchung.text.flat import Flat, flatten, places_of

Rhythm = Literal["daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly", "regular"]

_UNIT = r"(?:(?:0?[36]|ba|sáu|9|09|12|01|1|một) tháng|ngày|tuần|tháng|quý|năm|kỳ)"
_VALUES: dict[str, Rhythm] = {
    "ngày": "daily", "đêm": "daily", "tuần": "weekly", "tháng": "monthly", "quý": "quarterly", "năm": "yearly", "kỳ": "regular",
    "3 tháng": "quarterly", "ba tháng": "quarterly", "6 tháng": "half-yearly", "sáu tháng": "half-yearly",
    "9 tháng": "yearly", "12 tháng": "yearly", "1 tháng": "monthly", "một tháng": "monthly",
}  # fmt: skip
_PER_YEAR: dict[int, Rhythm] = {1: "yearly", 2: "half-yearly", 3: "regular", 4: "quarterly", 12: "monthly"}
# A unit followed by its number or name is one period, not a rhythm ("báo cáo quý II", "báo cáo năm 2026").
_NOT_ONE = r"(?! ?[\d(]? ?(?:\d|[ivx]{1,4}\b)| (?:đầu|cuối|này|tới|sau|trước(?! ngày| thứ| ?\d)|qua|nay|học|thứ|vừa|kế|rưỡi)\b|\w)"
_ONCE = r"(?: ?(?:/ ?(?:0?1 |một )?|một |1 |01 )(?:lần|kỳ)\b)"
_SCAN = re.compile(
    # mỗi năm tổ chức 02 lần
    r"\bmỗi (?P<in_each>tuần|tháng|quý|năm) (?:[^\W\d]{1,12} ){0,4}(?P<in_times>0?[2-9]|hai|ba|bốn) (?:lần|kỳ|đợt|cuộc|buổi)\b"
    # loa khu phố ngày 02 lượt
    r"|\bngày (?P<day_times>0?[1-9]|một|hai|ba) (?:lần|lượt|buổi)\b(?! ?/)"
    # hằng tuần, mỗi tháng 01 lần
    rf"|\b(?P<often>hằng|(?<!khách )(?<!nhà )(?<!cửa )(?<!ngân )hàng|mỗi|từng) (?P<each_unit>{_UNIT})(?!\w| học\b| họp\b){_ONCE}?"
    # "báo cáo tuần", "theo tháng": the words before the unit say that it comes back
    r"|\b(?P<every>theo(?: từng)?|định kỳ(?: theo| vào)?,?(?: hằng| hàng| mỗi)?|định kỳ \(|giao ban|báo cáo(?: định kỳ)?|sơ kết|họp"
    # "báo cáo CCHC quý, 6 tháng, năm"
    r"|báo cáo(?: (?!theo |định |hằng |hàng |mỗi )[^\W\d]{1,12}){1,4}?(?= (?:tuần, tháng|tháng, quý|quý, (?:0?6|sáu) tháng)))"
    rf"(?:(?<=\()| )(?P<unit>{_UNIT}){_NOT_ONE}{_ONCE}?"
    # 06 tháng/lần, 3 tháng một lần
    rf"|(?<![\w/,.])(?P<span_n>\d{{1,2}}|một|hai|ba|sáu) (?P<span>ngày|tuần|tháng|quý|năm){_ONCE}"
    # 02 lần/năm, 01 cuộc trong quý
    r"|(?<![\w/,.])(?P<times>\d{1,3}|một|hai|ba|bốn) (?P<thing>\w{1,12}(?:,? \w{1,12}){0,2}) ?(?:/|trong(?: một| 1| 01)? |trên "
    r"|mỗi )(?:0?1 |một )?"
    rf"(?P<per>ngày|đêm|tuần|tháng|quý|năm){_NOT_ONE}"
    r"|\btháng (?:cuối|đầu) (?:của )?(?P<of_quarter>quý)\b|\b(?:tháng cuối|cuối) (?:của )?mỗi (?P<each>tháng|quý|năm)\b"
    r"|\b(?:của )?(?P<of_month>tháng báo cáo)\b"
    r"|\b(?P<regular>thường xuyên|định kỳ)\b"
    # các ngày thứ Ba, thứ Năm
    r"|\bcác (?:ngày|tối|sáng|chiều) (?P<weekdays>(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?:,| và) (?:thứ|chủ nhật))"
    # mỗi sáng thứ Hai
    r"|\b(?:hằng|hàng|mỗi) (?:(?:buổi )?(?:sáng|chiều|tối),? )?(?:ngày )?(?P<weekday>thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b"
    r"|\b(?P<night>(?:hằng|hàng|mỗi) (?:đêm|tối|sáng|buổi sáng|buổi tối))\b"
)
# Every rhythm names one of these.
_TIMES = ("ngày", "tháng", "năm", "quý", "tuần", "kỳ", "thường xuyên", "thứ ", "chủ nhật", "đêm", "sáng", "tối")
# Where a rhythm can begin, but for the numbers.
_ANCHOR = re.compile(
    r"hằng |hàng |mỗi |từng |theo |định kỳ|thường xuyên|báo cáo |giao ban |sơ kết |họp |các |tháng |cuối |của (?=tháng báo)|một |hai |ba "
    r"|ngày (?=0?[1-9] |một |hai |ba )|bốn |sáu "
)
_MORE = re.compile(
    rf" ?(?:,|/|;|và|hoặc|,? và) ?(?:hằng |hàng |mỗi |theo |báo cáo |tổng kết |sơ kết |cả |định kỳ )?(?P<unit>{_UNIT}){_NOT_ONE}"
)
_ONE_TIME = re.compile(
    r",? (?:[^\W\d]{1,12} ){0,6}(?:(?:ngày |tháng |quý )?(?:\d{1,2}/)?\d{1,2}/20\d\d|(?:trước )?ngày \d{1,2}/\d{1,2}(?![\d/]))"
)
# "trước ngày 20/6 (báo cáo 6 tháng)": the report of a period that ends on that day.
_OF_A_DAY = re.compile(r"\d{1,2}/\d{1,2}(?:/20\d\d)? ?\($")
# What stands in quotation marks names something: a column, a movement, a motto.
_QUOTED = re.compile(r"[“\"«][^”\"»]{1,300}[”\"»]")
# What "thường xuyên" and "hằng ngày" say of a noun, not of the work.
_ATTRIBUTE = re.compile(
    r"(?:\bchi|kinh phí|ngân sách|giáo dục|đào tạo|chưa|không|chưa (?:thật sự|thực sự|được)|không được|thi đua|công việc|hoạt động|đời sống"
    r"|sinh hoạt|sử dụng|bảo đảm|vốn|cư trú|sinh sống|chưa thật|lao động|nguồn|sản xuất|kiểm tra không|tình trạng|vi phạm) $"
)
# What happens often is no duty.
_HAPPENS = re.compile(r" (?:tái diễn|xảy ra|xuất hiện|biến động|thay đổi|vi phạm|phát sinh|bị|gặp)\b")
_SAID_REGULAR = re.compile(r"định kỳ(?: [^\W\d]{1,12}){0,2} $|cứ $")
# "kế hoạch giải ngân chi tiết theo từng tháng": how a plan is broken down.
_BROKEN_DOWN = re.compile(r"(?:chi tiết|chỉ tiêu|kịch bản|lộ trình|mục tiêu|phân kỳ|nhu cầu|cụ thể|phân bổ)(?: cụ thể)? $")
# So much of a measure in a day or month is an amount, not how often: "10 phút/ngày", "5 tấn/ngày".
_MEASURES = {
    *(
        "phút",
        "giờ",
        "tiếng",
        "tấn",
        "tạ",
        "kg",
        "lít",
        "km",
        "m",
        "m2",
        "m3",
        "ha",
        "đồng",
        "triệu",
        "tỷ",
        "nghìn",
        "suất",
        "người",
        "lượt người",
    ),
}
_COUNTS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """``value`` as in the reading format; ``start``/``end`` are offsets in the given text, ``text`` its words."""

    value: Rhythm
    start: int
    end: int
    text: str


def find_recurrence(text: str) -> list[Recurrence]:
    """The rhythms an NFC text states, in order, one each. "thường xuyên", "định kỳ" without a period are ``regular``."""
    flat = flatten(text)
    return [Recurrence(value, *flat.span(start, end), flat.words(start, end)) for value, start, end in rhythms(flat)]


def quotations(low: str) -> list[tuple[int, int]]:
    """The stretches in quotation marks, in order."""
    return [match.span() for match in _QUOTED.finditer(low)] if '"' in low or "“" in low or "«" in low else []


def within(spans: list[tuple[int, int]], at: int) -> bool:
    """Whether a place lies in one of the stretches."""
    place = bisect_left(spans, at, key=lambda span: span[0]) - 1
    return place >= 0 and at < spans[place][1]


def attributive(before: str) -> bool:
    """Whether the words before "thường xuyên" make it an attribute of a noun or a fault found ("chi thường xuyên", "chưa thường xuyên")."""
    return _ATTRIBUTE.search(before) is not None


@lru_cache(maxsize=16)
def rhythms(flat: Flat) -> tuple[tuple[Rhythm, int, int], ...]:
    """(value, start, end) in the flat small-letter line."""
    low, at = flat.low, 0
    if not any(word in low for word in _TIMES):
        return ()
    found: list[tuple[Rhythm, int, int]] = []
    quoted = quotations(low)
    for start in places_of(_ANCHOR, flat, follow=" "):
        match = _SCAN.match(low, start) if start >= at else None
        if match is None or within(quoted, match.start()):
            continue
        at = match.end()
        value = _value(low, match)
        if value is None:
            continue
        found.append((value, match.start(), match.end()))
        if match.group("every") or match.group("often"):
            while (more := _MORE.match(low, at)) is not None:
                at = more.end()
                found.append((_unit(more.group("unit")), more.start("unit"), at))
    return tuple(_without_empty_regular(low, found))


def _unit(said: str) -> Rhythm:
    return _VALUES[said.lstrip("0")]


def _value(low: str, match: re.Match[str]) -> Rhythm | None:
    # The last group that took part tells the form.
    form, said = match.lastgroup, match[match.lastgroup or 0]
    if form == "regular":
        always = said == "thường xuyên"
        return None if always and (attributive(_before(low, match)) or _HAPPENS.match(low, match.end())) else "regular"
    if form == "each_unit":
        if match["often"] == "từng" and _BROKEN_DOWN.search(_before(low, match)):
            return None
        return None if said == "ngày" and (match["often"] == "từng" or attributive(_before(low, match))) else _unit(said)
    if form == "unit":
        return _said_to_recur(low, match)
    if form == "day_times":
        return "daily"
    if form == "of_month":
        return "monthly"
    if form in ("weekday", "weekdays", "night"):
        return "weekly" if form.startswith("weekday") else "daily"
    if form == "in_times":
        times = _COUNTS.get(said) or int(said)
        return _PER_YEAR.get(times, "regular") if match["in_each"] == "năm" else _unit(match["in_each"])
    if form == "span":
        count = _COUNTS.get(match["span_n"]) or int(match["span_n"])
        if said == "tháng" and (known := _VALUES.get(f"{count} tháng")):
            return known
        if count == 1:
            return _unit(said)
        # "02 tuần/lần" has no name of its own; only a word that says so makes it regular.
        return "regular" if _SAID_REGULAR.search(_before(low, match)) else None
    if form == "per":
        count = _COUNTS.get(match["times"]) or int(match["times"])
        if match["thing"].endswith(" ngay"):
            # "tầng 3 khoa Nhi ngay trong tuần": by when, not how often.
            return None
        if match["thing"] in _MEASURES:
            return None
        if said == "năm" and match["thing"] in ("lần", "kỳ", "đợt", "cuộc", "buổi"):
            return _PER_YEAR.get(count, "regular")
        return _unit(said)
    return "quarterly" if form == "of_quarter" else _unit(said)


def _before(low: str, match: re.Match[str]) -> str:
    return low[max(0, match.start() - 24) : match.start()]


def _said_to_recur(low: str, match: re.Match[str]) -> Rhythm | None:
    """The rhythm of "báo cáo tuần", "theo tháng"; None for what happens once ("sơ kết 6 tháng vào tuần cuối tháng 6/2026")."""
    unit, every = match["unit"], match["every"]
    if every.startswith("theo") and _BROKEN_DOWN.search(_before(low, match)):
        return None
    if every == "sơ kết" and _ONE_TIME.match(low, match.end()):
        return None
    if every == "báo cáo" and _OF_A_DAY.search(_before(low, match)):
        return None
    if unit == "ngày" and every != "giao ban" and not every.endswith(("hằng", "hàng", "mỗi")):
        return None
    return None if unit == "năm" and every in ("báo cáo", "họp", "giao ban", "sơ kết") else _unit(unit)


def _without_empty_regular(low: str, found: list[tuple[Rhythm, int, int]]) -> list[tuple[Rhythm, int, int]]:
    """ "định kỳ" is said more exactly by a period in the same clause; a value is kept at its first place."""
    kept: list[tuple[Rhythm, int, int]] = []
    seen: set[str] = set()
    for index, (value, start, end) in enumerate(found):
        if value == "regular" and low.startswith("định kỳ", start):
            after = found[index + 1] if index + 1 < len(found) else None
            before = found[index - 1] if index else None
            if after and after[0] != "regular" and after[1] - end <= 45 and not _STOP.search(low, end, after[1]):
                continue
            if before and before[0] != "regular" and start - before[2] <= 20 and not _STOP.search(low, before[2], start):
                continue
        if value not in seen:
            seen.add(value)
            kept.append((value, start, end))
    return kept


_STOP = re.compile(r"[.;]")
