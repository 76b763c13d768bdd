"""Dates, months, quarters, half-years and years as directives write them.

Nothing is guessed: a day and month without a year take the year the caller gives (and ``year_said`` is False) or stay
without an ISO form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from minhchung.text.flat import Flat, at_places, flatten, places_of
from minhchung.text.numbers import roman

Kind = Literal["date", "month", "quarter", "half", "year", "range"]

_YEAR = r"(?:19|20)\d\d"
# "tháng năm 2026" is a month of that year left out, "tháng Năm năm 2026" is May.
_MONTH_WORD = r"giêng|hai|ba|tư|năm(?= năm)|sáu|bảy|tám|chín|mười một|mười hai|mười|chạp"
# A year by its animal: "năm Bính Ngọ".
_LUNAR_YEAR = r"(?: năm (?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý) (?:tý|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)\b)"
_CORE = re.compile(
    # ngày 24, 25 và 26 tháng 8 năm 2026
    r"(?<![\w/.,%])(?<!tuần )(?P<word_said>ngày ?)?(?P<word_list>(?:\d{1,2}(?: ?[,\-] ?| và )){0,4})"
    rf"(?P<word_d>\d{{1,2}}) ?tháng ?(?P<word_m>\d{{1,2}}(?!\d)|(?:{_MONTH_WORD})(?(word_said)(?!\w)|(?=,? ?năm ?\d)))"
    rf"(?:(?:,? ?năm ?| ?/ ?)(?P<word_y>{_YEAR})(?!\d))?"
    # 24/8, 24, 25/8/2026, 30-6-2026, 30.6.2026, ngày 10-5
    r"|(?<![\w/.,%])(?P<slash_said>ngày ?)?(?P<slash_list>(?:\d{1,2}(?: ?[,\-] ?"
    r"| và )){0,4})(?P<slash_d>\d{1,2}) ?/ ?(?P<slash_m>\d{1,2})(?!\d)"
    rf"(?: ?(?:/|,? ?năm) ?(?P<slash_y>{_YEAR}|\d\d)(?!\d))?(?! ?[/%]|[.,]\d|[^\W\d])"
    r"|\bngày ?(?P<dash_d>\d{1,2})-(?P<dash_m>\d{1,2})(?![\w/%.\-]| ?(?:/|tháng|và|hằng|hàng))"
    rf"|(?<![\w/.,%\-])(?:ngày ?)?(?P<dot_d>\d{{1,2}})[.\-](?P<dot_m>\d{{1,2}})[.\-](?P<dot_y>{_YEAR})(?![\w/\-]|\.\d)"
    # trước 10-6 (no more words: "trước 10-12 ngày" counts days)
    r"|(?:(?<=trước )|(?<=nhất )|(?<=hạn )|(?<=hết ))(?P<hyphen_d>\d{1,2})-(?P<hyphen_m>\d{1,2})(?= ?(?:[;.,)|]|$)| (?:để|gửi|phải|qua)\b)"
    # ngày mùng 4 Tết, 28 Tết
    rf"|(?<![\w/.,%\-])(?:ngày ?)?(?:mùng |mồng )?(?P<tet>\d{{1,2}}) tết\b(?: nguyên đán)?{_LUNAR_YEAR}?(?! trung thu"
    rf"| dương lịch| độc lập| thiếu nhi)"
    # ngày     tháng 6 năm 2026, ngày … tháng … năm 2026
    rf"|\bngày ?[.…]{{0,20}} ?tháng ?(?P<blank_m>\d{{1,2}})?[.…]{{0,20}},? ?năm ?(?P<blank_y>{_YEAR})(?!\d)"
    # ngày 25, ngày 10, 20 (of some month)
    r"|\bngày ?(?P<days>(?:\d{1,2}(?:, ?| và )){0,4})(?P<day>\d{1,2})(?![\w/%]|[.,]\d| ?tháng ?\d| làm việc)"
    # tháng 6, 7/2026, tháng 10-2026, tháng Mười hai
    r"|(?:(?<!\d )(?<!\d)\b|(?<=tuần \d ))tháng ?(?P<months>(?:\d{1,2} ?(?:[,\-]|và) ?(?:tháng ?)?){0,4})"
    rf"(?P<month>\d{{1,2}}(?!\d)|{_MONTH_WORD})(?![\w%])"
    rf"(?:(?: ?[/\-] ?|,? ?năm ?)(?P<month_y>{_YEAR})(?!\d))?"
    # quý I, II/2026
    r"|\bquý ?(?P<quarters>(?:(?:i{1,3}|iv|[1-4]) ?(?:[,\-]|và|đến) ?(?:quý ?)?){0,3})(?P<quarter>iv|i{1,3}|[1-4]|một|hai|ba|bốn|tư"
    r"|đầu(?= năm)|cuối(?= năm))"
    rf"(?!\w)(?:(?: ?[/\-] ?|,? ?năm ?)(?P<quarter_y>{_YEAR})(?!\d)| năm\b)?"
    # 6 tháng cuối năm 2026, nửa đầu năm
    rf"|(?<![\w/.,])(?:(?P<half_n>\d{{1,2}}|ba|sáu|chín) tháng|nửa) (?P<half>đầu|cuối) năm(?: ?(?P<half_y>{_YEAR})(?!\d))?"
    rf"|(?:(?<=: )|(?<=\|)|(?<=\| ))(?P<span_from>{_YEAR}) ?- ?(?P<span_to>{_YEAR})(?!\d)"
    rf"|\bnăm ?(?P<years>{_YEAR} ?- ?)?(?P<year>{_YEAR})(?!\d| ?- ?\d)"
    r"|\b(?P<this_year>(?:(?<=cuối )|(?<=hết ))năm(?: nay)?(?! \d|\w| học)|năm nay)"
)
# Where a mention can begin; no look-behinds here: a choice of plain first letters is what makes the search fast.
_ANCHOR = re.compile(r"ngày|tháng|quý|năm|nửa|ba tháng|sáu tháng|chín tháng|mùng |mồng ")
# A mention without digits holds one of these.
_WITHOUT_NUMBER = ("tháng", "quý", "năm")
# What follows a number that opens a mention.
_BEHIND_NUMBER = " /.,-t"
_MONTHS = {
    "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
    "chạp": 12,
}  # fmt: skip
_QUARTERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "đầu": 1, "cuối": 4}
_NUMERAL = re.compile(r"\d{1,2}")
# The forms that may list several days before the last, and begin with "ngày" or not.
_WITH_LIST = ("word", "slash")
# Months that only the lunar calendar has, and what is said behind a lunar day.
_LUNAR_MONTHS = ("giêng", "chạp")
_LUNAR = re.compile(rf"{_LUNAR_YEAR}?(?: ?\(? ?âm lịch\)?| al\b){_LUNAR_YEAR}?|{_LUNAR_YEAR}")
_COUNTS = {"ba": 3, "sáu": 6, "chín": 9}
_TO = re.compile(r" ?(?:-|đến|tới|cho đến)(?: hết)? ?")
_FROM = re.compile(r"(?<!\w)(?:kể |bắt đầu )?từ $")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A stretch of time named in a text.

    ``iso`` is "2026-06-30", "2026-06", "2026-Q2", "2026-H2" or "2026"; of a range, its end (``iso_from`` its beginning
    where it can be told). None when the year is neither said nor given. ``year_said`` tells whether the text says the year.
    """

    start: int
    end: int
    kind: Kind
    iso: str | None
    iso_from: str | None
    year_said: bool
    text: str


class Point(NamedTuple):
    """A mention in the flat line, its parts not yet put together.

    ``bare`` is a "15/6" or "15 tháng 6" with no "ngày" and no year. ``spread`` tells that the words name several days, months or
    quarters of which this is the last; ``more_days`` are the earlier days of "ngày 10, 20". A ``lunar`` day ("23 tháng Chạp") has
    no ISO form: no calendar of the moon is kept here.
    """

    start: int
    end: int
    kind: Literal["date", "day", "month", "quarter", "half", "year"]
    year: int | None
    month: int | None = None
    day: int | None = None
    part: int | None = None
    bare: bool = False
    more_days: tuple[int, ...] = ()
    spread: bool = False
    lunar: bool = False

    def in_year(self, year: int | None) -> "Point":
        """The same point, its missing year filled."""
        return self if self.year is not None or self.lunar else self._replace(year=year)

    def exists(self) -> bool:
        """Whether the calendar has the day (29 February is let pass while the year is unknown)."""
        if self.kind != "date":
            return True
        try:
            date(self.year or 2000, self.month or 0, self.day or 0)
        except ValueError:
            return False
        return True

    def iso(self) -> str | None:
        """The ISO form ("2026-Q2" and "2026-H1" for quarters and halves), or None while the year is unknown."""
        if self.year is None:
            return None
        if self.kind == "date":
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        if self.kind == "day":
            return None
        if self.kind == "month":
            return f"{self.year:04}-{self.month:02}"
        if self.kind == "year":
            return f"{self.year:04}"
        return f"{self.year:04}-{'Q' if self.kind == 'quarter' else 'H'}{self.part}"


def points(flat: Flat) -> Iterator[Point]:
    """Every point of time in the flat line, in order, with offsets in the line; days without a month too."""
    low = flat.low
    if not flat.numbers and not any(word in low for word in _WITHOUT_NUMBER):
        return
    for match in at_places(_CORE, places_of(_ANCHOR, flat, follow=_BEHIND_NUMBER), low):
        point = _point(match)
        if point is not None:
            yield _by_the_moon(low, match, point) if point.kind == "date" else point


def _by_the_moon(low: str, match: re.Match[str], day: Point) -> Point:
    """The day as a lunar one where its words say so."""
    said = _LUNAR.match(low, day.end)
    if said is None and not day.lunar and match.group("word_m") not in _LUNAR_MONTHS:
        return day
    return day._replace(end=said.end() if said else day.end, year=None, bare=False, lunar=True)


def _point(match: re.Match[str]) -> Point | None:
    # The groups of one form share the word before "_"; the last group that took part tells the form.
    form = (match.lastgroup or "").partition("_")[0]
    start, end = match.span()
    if form in _WITH_LIST or form in ("dot", "dash", "hyphen"):
        return _day_of_month(match, form)
    if form == "tet":
        day = int(match["tet"])
        return Point(start, end, "date", None, 12 if day > 20 else 1, day, lunar=True) if 1 <= day <= 30 else None
    if form == "day":
        more, day = tuple(int(said) for said in _NUMERAL.findall(match["days"])), int(match["day"])
        return Point(start, end, "day", None, day=day, more_days=more) if all(1 <= d <= 31 for d in (*more, day)) else None
    if form == "blank":
        month = int(match["blank_m"]) if match["blank_m"] else None
        return Point(start, end, "month" if month else "year", int(match["blank_y"]), month)
    if form == "month":
        said = match["month"]
        month = _MONTHS.get(said) or (int(said) if said.isdigit() else 0)
        return Point(start, end, "month", _year(match["month_y"]), month, spread=bool(match["months"])) if 1 <= month <= 12 else None
    if form == "quarter":
        said = match["quarter"]
        part = _QUARTERS.get(said) or roman(said) or int(said)
        return Point(start, end, "quarter", _year(match["quarter_y"]), part=part, spread=bool(match["quarters"]))
    if form == "half":
        return _half(match)
    if form == "span":
        return Point(start, end, "year", int(match["span_to"]), spread=True)
    return Point(start, end, "year", _year(match["year"]), spread=match["years"] is not None)


def _day_of_month(match: re.Match[str], form: str) -> Point | None:
    """The day a form with the day and the month names; None when the calendar has none."""
    start, end = match.span()
    year = None if form in ("dash", "hyphen") else _year(match[f"{form}_y"])
    listed = form in _WITH_LIST and bool(match[f"{form}_list"])
    bare = form in _WITH_LIST and year is None and match[f"{form}_said"] is None
    said = match[f"{form}_m"]
    point = Point(start, end, "date", year, _MONTHS.get(said) or int(said), int(match[f"{form}_d"]), bare=bare, spread=listed)
    return point if point.exists() else None


def _year(said: str | None) -> int | None:
    if said is None:
        return None
    return int(said) if len(said) == 4 else 2000 + int(said)


def _half(match: re.Match[str]) -> Point | None:
    start, end = match.span()
    count, side, year = match.group("half_n"), match.group("half"), _year(match.group("half_y"))
    months = 6 if count is None else _COUNTS.get(count) or (int(count) if count.isdigit() else 0)
    if months == 6:
        return Point(start, end, "half", year, part=1 if side == "đầu" else 2)
    if months == 3:
        return Point(start, end, "quarter", year, part=1 if side == "đầu" else 4)
    if 1 <= months <= 12:
        return Point(start, end, "month", year, months if side == "đầu" else 12)
    return None


def join_ranges(flat: Flat, found: list[Point]) -> list[tuple[Point | None, Point]]:
    """(beginning or None, end) per mention: "từ ngày 01 đến ngày 15 tháng 6/2026" is one mention with both.

    Parts missing in the beginning are taken from the end. The end's ``start`` then covers the whole wording.
    """
    joined: list[tuple[Point | None, Point]] = []
    for point in found:
        before = joined[-1] if joined else None
        if before is not None and before[0] is None and _TO.fullmatch(flat.low, before[1].end, point.start):
            first = before[1]
            said_from = _FROM.search(flat.low[max(0, first.start - 13) : first.start])
            if said_from is not None or (not first.bare and _same_grain(first, point)):
                start = first.start - len(said_from.group()) if said_from else first.start
                first = first._replace(year=first.year or point.year, month=first.month or point.month)
                if first.kind == "day" and first.month is not None:
                    first = first._replace(kind="date")
                joined[-1] = (first, point._replace(start=start))
                continue
        joined.append((None, point))
    return joined


def _same_grain(first: Point, second: Point) -> bool:
    return first.kind == second.kind or (first.kind == "day" and second.kind == "date")


def find_dates(text: str, *, year: int | None = None) -> list[DateMention]:
    """The dates and periods of an NFC text in order, none overlapping; ``year`` completes those that say none.

    "15/6" counts only behind "ngày" or with a year (otherwise it may be a fraction), a day without a month not at all.
    """
    flat = flatten(text)
    mentions = []
    for first, last in join_ranges(flat, list(points(flat))):
        if last.kind == "day" or last.lunar or (last.bare and first is None) or (last.kind == "year" and last.spread):
            continue
        start, end = flat.span(last.start, last.end)
        said = last.year is not None
        mentions.append(
            DateMention(
                start=start,
                end=end,
                kind="range" if first is not None else last.kind,
                iso=_iso(last, year),
                iso_from=_iso(first, last.year or year) if first is not None else None,
                year_said=said,
                text=text[start:end],
            )
        )
    return mentions


def _iso(point: Point, year: int | None) -> str | None:
    filled = point.in_year(year)
    return filled.iso() if filled.exists() else None
