"""By when: the words of a clause that say it, their kind, and the date or period where the words give one."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from minhchung.reading.limit import Kind, Limit, Offset
from minhchung.reading.limit_cues import HOUR
from minhchung.reading.limit_dates import Written, dated
from minhchung.reading.limit_days import Beat, days
from minhchung.reading.limit_events import events
from minhchung.reading.recurrence import Recurrence, attributive, find_recurrence, quotations, rhythms, within
from minhchung.text.dates import Point, join_ranges, points
from minhchung.text.flat import Flat, at_anchors, flatten
from minhchung.text.normal import lower

__all__ = ["Deadline", "Offset", "Recurrence", "find_deadlines", "find_recurrence", "main_deadline"]


class Deadline(NamedTuple):
    """A time limit as the text says it.

    ``start``/``end`` are offsets in the given text and ``text`` the words there. ``date`` is an ISO date when day and month
    are given and the year is said or known (``year_said`` tells which); ``period`` is "2026-10", "2026-Q2", "2026-H2" or
    "2026". ``inclusive`` is False for "trước …": the day or period named is no longer in time (a day named with an hour is).
    ``recurring_days`` holds "10" (of the month), "01-10" (of the year), "Q1-05" (day 5 of the first month of each quarter),
    "fri" (of the week) or "last" (of the period); it is empty for "hằng tháng" alone. ``offset`` and ``anchor`` are the parts
    of "05 ngày làm việc kể từ ngày nhận được văn bản". ``urgent`` ("khẩn trương") and ``standing`` ("thường xuyên") say no
    time at all.
    """

    start: int
    end: int
    text: str
    kind: Kind
    date: str | None = None
    period: str | None = None
    inclusive: bool = True
    recurring_days: tuple[str, ...] = ()
    offset: Offset | None = None
    anchor: str | None = None
    year_said: bool = True
    hour: bool = False

    @property
    def firm(self) -> bool:
        """Whether the words name a time, be it a date, a period, a day or an hour that comes back or an event."""
        return self.kind in ("date", "period", "relative") or bool(self.recurring_days) or self.hour

    @property
    def includes_its_day(self) -> bool | None:
        """Whether the date, the period or the day that comes back is itself still in time; None when the words name none of these."""
        return self.inclusive if self.date or self.period or self.recurring_days else None


_ADVERB = re.compile(
    r"\b(?P<urgent>khẩn trương|kịp thời|ngay lập tức|ngay(?! (?:khi|sau|từ|tại|trong|cả|ở|trên|thẳng|ngắn|đầu|trước|bên|cạnh|lúc|chính)\b)"
    r"|lập tức|trong thời gian sớm nhất|sớm nhất|sớm(?= [^\W\d])(?! (?:nhất|hơn|muộn))|hỏa tốc|gấp(?! (?:\d|đôi|ba|hai|rút|nhiều|bội))"
    r"|gấp rút|nhanh chóng)\b"
    r"|\b(?P<standing>thường xuyên|liên tục|(?<=: )cả năm|trong suốt năm|trong cả năm)\b"
)
_ADVERB_ANCHOR = re.compile(r"khẩn |kịp |ngay|lập |trong |sớm|hỏa |gấp|nhanh |thường |liên |cả năm")
_HELD = re.compile(r"(?<!\w)(?:diễn ra|khai mạc)(?: vào| từ)? $")
_NOT_SOON = re.compile(r"(?:cảnh báo|phát hiện|từ|đặt cọc|can thiệp|dự báo|thanh lý) $")
_LATEST = re.compile(r"(?:chậm|muộn) nhất\b", re.IGNORECASE)
_BEFORE = re.compile(r"(?:trước|(?:chậm|muộn) nhất)\b", re.IGNORECASE)
_CLOCK = re.compile(HOUR)
_BRACKET = re.compile(r" ?\((?:tức là |tức |nhằm |là )?")
_LIST_GAP = re.compile(r" ?(?:,|/|;|và|hoặc|, và)? ?(?:hằng |hàng |mỗi |theo |báo cáo |tổng kết |sơ kết |cả |định kỳ )?")


def find_deadlines(text: str, *, document_date: date | None = None, year: int | None = None) -> list[Deadline]:
    """The time limits of an NFC text in order, none overlapping; ValueError for other text.

    ``year`` (else the year of ``document_date``) completes a day and month written without one. Past dates, dates of
    documents and meetings, dates of effect and the year in a plan's name are no limits; neither is anything in quotation
    marks.
    """
    flat = flatten(text)
    written = Written(document_date, year or (document_date.year if document_date else None))
    spans = join_ranges(flat, list(points(flat)))
    beats = [Beat(value, start, end) for value, start, end in rhythms(flat)]
    # The more telling reading of the same words comes first and holds them.
    found = [*days(flat, spans, beats), *events(flat), *dated(flat, spans, written), *_rhythms(flat.low, beats), *_adverbs(flat.low)]
    if not found:
        return []
    found = _without_events(flat.low, found)
    quoted = quotations(flat.low)
    kept: list[Limit] = []
    for limit in found:
        place = bisect_left(kept, limit.start, key=lambda other: other.start)
        clear = (place == 0 or kept[place - 1].end <= limit.start) and (place == len(kept) or limit.end <= kept[place].start)
        if clear and not within(quoted, limit.start):
            kept.insert(place, limit)
    last_points = [last for _, last in spans]
    return [_in_words(flat, _with_its_day(flat.low, limit, last_points, written)) for limit in _told_closer(flat.low, kept)]


def _without_events(low: str, limits: list[Limit]) -> list[Limit]:
    """The days on which something takes place ("lễ hội diễn ra từ ngày ... đến ngày ...") count only where no other day is said."""
    if len(limits) == 1:
        return limits
    held = [limit for limit in limits if limit.kind == "date" and _HELD.search(low[max(0, limit.start - 20) : limit.start])]
    others = any(limit.kind == "date" and limit not in held for limit in limits)
    return [limit for limit in limits if limit not in held] if held and others else limits


def _with_its_day(low: str, limit: Limit, days: list[Point], written: Written) -> Limit:
    """An event or a lunar day takes the date said behind it: "trước khi kết thúc năm học (31/5/2026)", "trước kỳ họp ngày 08/7"."""
    event = limit.kind == "relative" and limit.offset is None and not limit.inclusive
    if not event and not (limit.kind == "date" and limit.date is None):
        return limit
    place = bisect_left(days, limit.start, key=lambda day: day.end)
    for day in days[place : place + 3]:
        if day.kind != "date" or day.lunar:
            continue
        closed = day.start >= limit.end and _BRACKET.fullmatch(low, limit.end, day.start) and low.startswith(")", day.end)
        if closed or (event and day.end == limit.end):
            filled = written.completed(day)
            return limit._replace(end=day.end + bool(closed), kind="date", date=filled.iso(), year_said=day.year is not None, anchor=None)
    return limit


def _told_closer(low: str, limits: list[Limit]) -> list[Limit]:
    """An amount of time or an event and its day are one limit: "trong 03 ngày làm việc (trước 17/7/2026)", "trong 07 ngày, từ 20/9 đến
    26/9", "trước đại hội (tháng 10/2026)"."""
    out: list[Limit] = []
    for limit in limits:
        last = out[-1] if out else None
        if last is None or last.kind != "relative" or limit.kind not in ("date", "period"):
            out.append(limit)
            continue
        gap = low[last.end : limit.start]
        inside = gap == " (" and low[limit.end : limit.end + 1] == ")"
        if inside or (gap in (", ", " ") and low.startswith("từ ", limit.start)):
            out[-1] = limit._replace(start=last.start, end=limit.end + inside, offset=last.offset, anchor=last.anchor)
        else:
            out.append(limit)
    return out


def main_deadline(deadlines: list[Deadline]) -> Deadline | None:
    """The one that counts for a clause: the first firm one, a day that does not come back before one that does, a day before an
    event without one ("trước mùa mưa lũ, xong trước 20/6"); else the first."""
    if len(deadlines) < 2:
        return deadlines[0] if deadlines else None
    once = next((d for d in deadlines if d.firm and d.kind != "recurring"), None)
    first = next((d for d in deadlines if d.firm), deadlines[0])
    if first.kind == "recurring" and once is None and lower(first.text).startswith("vào "):
        # "họp vào sáng thứ Hai hằng tuần; gửi báo cáo trước 16 giờ thứ Sáu hằng tuần": when a meeting is held is no limit.
        return next((d for d in deadlines if d.firm and _BEFORE.match(d.text)), first)
    if once is None:
        return first
    if first.kind == "relative" and first.offset is None:
        return next((d for d in deadlines if d.date), first)
    # "Sau hội nghị 03 ngày, gửi báo cáo, chậm nhất là ngày 21/11": the day closes the count.
    if first.kind == "relative" and (last := next((d for d in deadlines if d.date and _LATEST.match(d.text)), None)):
        return last
    # "trước ngày 25 hằng tháng và báo cáo tổng kết trước ngày 15/6": of two reports the first one said counts.
    monthly = first.kind == "recurring" and first.recurring_days and not any(day.isalpha() for day in first.recurring_days)
    if monthly and once.date and not lower(once.text).startswith("từ"):
        return first
    # "chiều thứ Sáu hằng tuần trong tháng 3": for how long, not by when.
    return once if first.kind == "recurring" and (once.date or (once.period and once.start > first.end + 1)) else first


def _in_words(flat: Flat, limit: Limit) -> Deadline:
    start, end = flat.span(limit.start, limit.end)
    return Deadline(
        start=start,
        end=end,
        text=flat.source[start:end],
        kind=limit.kind,
        date=limit.date,
        period=limit.period,
        inclusive=limit.inclusive,
        recurring_days=limit.days,
        offset=limit.offset,
        anchor=limit.anchor,
        year_said=limit.year_said,
        hour=limit.kind == "recurring" and _CLOCK.search(flat.low, limit.start, limit.end) is not None,
    )


_HOUR_BEFORE = re.compile(rf"(?:(?<!\w)(?:(?:chậm|muộn) nhất )?(?:trước|vào|lúc) |^|(?<=[;.:|] )){HOUR}(?:(?:và|,) {HOUR})?$")
_HOUR_AFTER = re.compile(rf",? (?P<open>\()?(?:(?:chậm|muộn) nhất )?(?:trước|vào|lúc) {HOUR}(?(open)\))(?! ?(?:ngày|thứ))")


def _rhythms(low: str, beats: list[Beat]) -> Iterator[Limit]:
    """The rhythms as limits without a day, with the hour said beside them ("trước 16h00 hằng ngày")."""
    for limit in _lists(low, beats):
        hour = _HOUR_BEFORE.search(low[max(0, limit.start - 40) : limit.start])
        if hour is not None:
            yield limit._replace(start=limit.start - len(hour.group()))
        elif (later := _HOUR_AFTER.match(low, limit.end)) is not None:
            yield limit._replace(end=limit.end + len(later.group().rstrip(" ,")))
        else:
            yield limit


def _lists(low: str, beats: list[Beat]) -> Iterator[Limit]:
    """One limit per rhythm; the members of one list ("theo tháng, quý") make one."""
    open_limit: Limit | None = None
    for beat in beats:
        if beat.value == "regular":
            continue
        if open_limit is not None and _LIST_GAP.fullmatch(low, open_limit.end, beat.start):
            open_limit = Limit(open_limit.start, beat.end, "recurring")
            continue
        if open_limit is not None:
            yield open_limit
        open_limit = Limit(beat.start, beat.end, "recurring")
    if open_limit is not None:
        yield open_limit


def _adverbs(low: str) -> Iterator[Limit]:
    for match in at_anchors(_ADVERB, _ADVERB_ANCHOR, low):
        before = low[max(0, match.start() - 24) : match.start()]
        if match.group("standing"):
            if not attributive(before):
                yield Limit(match.start(), match.end(), "standing")
        elif not (match.group().startswith("sớm") and _NOT_SOON.search(before)):
            yield Limit(match.start(), match.end(), "urgent")
