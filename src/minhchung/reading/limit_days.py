"""Days that come back: "trước ngày 25 hằng tháng", "ngày 15 của tháng cuối quý", "chiều thứ Sáu hằng tuần"."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from minhchung.reading.limit import Limit
from minhchung.reading.limit_cues import HOUR, covered, cue_before
from minhchung.reading.recurrence import Rhythm
from minhchung.text.dates import Point
from minhchung.text.flat import Flat, at_anchors

# More days than these in one list are no deadline; the bound keeps the search linear.
MOST_DAYS = 12

_EVERY = re.compile(r" ?,? ?(?:của )?(?:hằng|hàng|mỗi) ?(?:năm|tháng|quý)\b|(?: của)? tháng báo cáo\b")
_OF_QUARTER = re.compile(
    r" (?:của )?tháng (?P<which>đầu|thứ nhất|thứ hai|giữa|thứ ba|cuối)(?: tiên| cùng)?(?: của)?(?: mỗi| hằng| hàng| các| từng)? quý"
    r"(?: sau| tiếp theo| kế tiếp| liền kề)?(?! (?:[ivx]{1,4}|\d{1,2})\b)"
)
_OF_MONTH = re.compile(
    r" (?:của )?(?:tháng (?:(?:sau|tiếp theo)(?: liền kề)?|kế tiếp|liền kề|báo cáo|đó)|mỗi tháng)|(?: của) tháng\b(?! ?\d| (?:đầu|cuối"
    r"|này|trước))"
)
_OF_MONTHS = re.compile(r" (?:của )?các tháng (?P<months>(?:\d{1,2}(?:, ?| và |; ?)?){2,12})(?:,? ?(?:hằng|hàng|mỗi) năm)?")
_QUARTER_MONTHS = {"đầu": 1, "thứ nhất": 1, "thứ hai": 2, "giữa": 2, "thứ ba": 3, "cuối": 3}
_AND = re.compile(r" ?(?:,|;|và|, và) ?(?:trước |vào )?")
_RHYTHM_GAP = re.compile(r",? ?(?:vào )?\(?")
_LAST = re.compile(r"ngày (?:làm việc )?(?P<side>cuối(?: cùng)?|đầu tiên)(?: của)?(?: mỗi| hằng| hàng)? (?:tháng|quý|kỳ báo cáo)\b(?! ?\d)")
_DAY = r"(?:ngày )?(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_DAYS = rf"(?P<days>{_DAY}(?:(?:, | và ){_DAY}){{0,5}})"
_WEEKLY = r"(?:hằng|hàng|mỗi) tuần"
_LEAD = (
    rf"(?:(?:chậm|muộn) nhất (?:là )?)?(?:(?P<before>trước )|đến hết |đến |vào |trong )?(?P<hour>{HOUR})?"
    r"(?:(?:sáng|chiều|cuối buổi|tối) )?(?:các )?"
)
_WEEKDAY = re.compile(rf"(?<!\w){_DAYS}(?: của)?,? {_WEEKLY}")
_WEEKDAY_ANCHOR = re.compile(r"ngày thứ |ngày chủ |thứ |chủ nhật")
_LEAD_BEFORE = re.compile(rf"(?<!\w){_LEAD}$")
# "báo cáo tuần trước 10 giờ sáng thứ Hai": the rhythm stands earlier in the sentence, the day behind a word of time.
_REPORT_DAY = re.compile(
    rf"(?:(?:chậm|muộn) nhất (?:là )?)?(?:(?P<before>trước )|vào )?(?P<hour>{HOUR})?(?:(?:sáng|chiều|tối) )?{_DAYS}(?! ?[(,]? ?\d| ngày)"
)
_REPORT_ANCHOR = re.compile(r"chậm nhất|muộn nhất|trước |vào ")
_EACH_DAY = re.compile(rf"(?:hằng|hàng|mỗi) (?:(?:buổi )?(?:sáng|chiều|tối),? )?{_DAYS}(?: ?(?:hằng|hàng|mỗi) tuần)?(?! ?[(,]? ?\d)")
_EACH_ANCHOR = re.compile(r"(?:hằng|hàng|mỗi) (?=buổi |sáng |chiều |tối |thứ |ngày thứ |chủ nhật)")
_WEEK_FIRST = re.compile(rf"{_WEEKLY},? (?:\(|là )?{_LEAD}{_DAYS}")
_WEEK_ANCHOR = re.compile(r"hằng tuần|hàng tuần|mỗi tuần")
_NAMES = {
    "hai": "mon", "2": "mon", "ba": "tue", "3": "tue", "tư": "wed", "4": "wed", "năm": "thu", "5": "thu", "sáu": "fri", "6": "fri",
    "bảy": "sat", "7": "sat", "nhật": "sun",
}  # fmt: skip
_DAY_NAME = re.compile(r"(?:thứ|chủ) (\w{1,12})")
_LAST_ANCHOR = re.compile(r"ngày cuối|ngày làm việc cuối|ngày đầu tiên|ngày làm việc đầu")
_NUMERAL = re.compile(r"\d{1,2}")
_SENTENCE = re.compile(r"[.;|]")


@dataclass(frozen=True, slots=True)
class Beat:
    """A rhythm in the line: "hằng tháng" from ``start`` to ``end``."""

    value: Rhythm
    start: int
    end: int


def days(flat: Flat, spans: list[tuple[Point | None, Point]], beats: list[Beat]) -> Iterator[Limit]:
    """The limits on days that come back."""
    singles = [last for _, last in spans if last.year is None and last.kind in ("day", "date")]
    beats = [beat for beat in beats if beat.value != "regular"]
    done = -1
    for index, point in enumerate(singles):
        if index <= done:
            continue
        run = [point]
        while len(run) < MOST_DAYS and index + len(run) < len(singles):
            following = singles[index + len(run)]
            if following.kind != point.kind or not _AND.fullmatch(flat.low, run[-1].end, following.start):
                break
            run.append(following)
        limit = _coming_back(flat.low, run, beats)
        if limit is None and len(run) > 1:
            limit = _coming_back(flat.low, run[:1], beats)
            run = run[:1]
        if limit is not None:
            done = index + len(run) - 1
            yield limit
    if " tuần" in flat.low or "thứ " in flat.low or "chủ nhật" in flat.low:
        yield from _weekdays(flat.low, beats)
    for match in at_anchors(_LAST, _LAST_ANCHOR, flat.low):
        start, before = _lead(flat.low, match.start())
        day = "last" if match.group("side").startswith("cuối") else "01"
        yield Limit(start, match.end(), "recurring", inclusive=not before, days=(day,))


def _coming_back(low: str, run: list[Point], beats: list[Beat]) -> Limit | None:
    cue = cue_before(low, run[0].start)
    if covered(low, cue.start if cue.said else run[0].start):
        return None
    start = cue.start if cue.said and not cue.from_only else run[0].start
    end = run[-1].end
    found = _after(low, run)
    beat = _beat_before(low, start, beats)
    if found is None:
        near = beat is not None and _RHYTHM_GAP.fullmatch(low, beat.end, start) is not None
        if beat is None or not (cue.said or near) or cue.from_only or not _fits(run[-1], beat):
            return None
        found = tuple(_name(point) for point in run), end
        # "hằng tháng, trước ngày 25" is one wording; "Báo cáo tháng: trước ngày 18" names the report first.
        if _RHYTHM_GAP.fullmatch(low, beat.end, start) and not low.startswith(("báo cáo", "giao ban", "họp", "sơ kết"), beat.start):
            start = beat.start
            if "(" in low[start : run[0].start] and low.startswith(")", found[1]):
                found = found[0], found[1] + 1
    if low.startswith("định kỳ ", max(0, start - 8)) and start >= 8:
        start -= 8
    return Limit(start, found[1], "recurring", inclusive=not cue.before, days=found[0])


def _after(low: str, run: list[Point]) -> tuple[tuple[str, ...], int] | None:
    """(days, end) when the words behind the last day say that it comes back."""
    end = run[-1].end
    numbers = [day for point in run for day in (*point.more_days, point.day or 0)]
    if run[-1].kind == "day":
        if quarter := _OF_QUARTER.match(low, end):
            return tuple(f"Q{_QUARTER_MONTHS[quarter.group('which')]}-{day:02}" for day in numbers), quarter.end()
        if months := _OF_MONTHS.match(low, end):
            named = [int(month) for month in _NUMERAL.findall(months.group("months"))]
            stop = months.start() + len(months.group().rstrip(" ,;"))
            return tuple(f"{month:02}-{day:02}" for month in named for day in numbers), stop
    every = _EVERY.match(low, end) or (_OF_MONTH.match(low, end) if run[-1].kind == "day" else None)
    return (tuple(name for point in run for name in _names(point)), every.end()) if every else None


def _names(point: Point) -> list[str]:
    if point.kind == "day":
        return [f"{day:02}" for day in (*point.more_days, point.day or 0)]
    return [_name(point)]


def _name(point: Point) -> str:
    return f"{point.day:02}" if point.kind == "day" else f"{point.month:02}-{point.day:02}"


def _beat_before(low: str, start: int, beats: list[Beat]) -> Beat | None:
    """The nearest rhythm earlier in the sentence."""
    place = bisect_right(beats, start, key=lambda beat: beat.end) - 1
    if place < 0 or start - beats[place].end > 160 or _SENTENCE.search(low, beats[place].end, start):
        return None
    return beats[place]


def _fits(point: Point, beat: Beat) -> bool:
    """A day of the month comes back every month or less often, a day of the year every half-year or year."""
    if point.kind == "day":
        return beat.value in ("monthly", "quarterly", "half-yearly", "yearly")
    return beat.value in ("half-yearly", "yearly", "quarterly")


def _weekdays(low: str, beats: list[Beat]) -> Iterator[Limit]:
    for match in at_anchors(_WEEKDAY, _WEEKDAY_ANCHOR, low):
        start, before = _lead(low, match.start())
        yield Limit(start, match.end(), "recurring", inclusive=not before, days=_said(match))
    for match in at_anchors(_WEEK_FIRST, _WEEK_ANCHOR, low):
        before = match.group("before") is not None and match.group("hour") is None
        yield Limit(match.start(), match.end(), "recurring", inclusive=not before, days=_said(match))
    for match in at_anchors(_EACH_DAY, _EACH_ANCHOR, low):
        yield Limit(match.start(), match.end(), "recurring", days=_said(match))
    if not any(beat.value == "weekly" for beat in beats):
        return
    for match in at_anchors(_REPORT_DAY, _REPORT_ANCHOR, low):
        beat = _beat_before(low, match.start(), beats)
        if beat is not None and beat.value == "weekly":
            before = match.group("before") is not None and match.group("hour") is None
            yield Limit(match.start(), match.end(), "recurring", inclusive=not before, days=_said(match))


def _said(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(_NAMES[name] for name in _DAY_NAME.findall(match.group("days")))


def _lead(low: str, at: int) -> tuple[int, bool]:
    """Where the words before a day begin, and whether they shut the day out ("trước", without an hour)."""
    base = max(0, at - 60)
    lead = _LEAD_BEFORE.search(low[base:at])
    if lead is None:
        return at, False
    return base + lead.start(), lead.group("before") is not None and lead.group("hour") is None
