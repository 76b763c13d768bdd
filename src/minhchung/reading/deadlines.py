"""By when: the words of a clause that say it, their kind, and the date or period where the words give one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from minhchung.reading.recurrence import Recurrence, find_recurrence, rhythms
from minhchung.text.dates import Point, join_ranges, points
from minhchung.text.flat import Flat, flatten

__all__ = ["Deadline", "Offset", "Recurrence", "find_deadlines", "find_recurrence", "main_deadline"]

Kind = Literal["date", "period", "recurring", "relative", "urgent", "standing"]


@dataclass(frozen=True, slots=True)
class Offset:
    """"05 ngày làm việc" → 5 working-days; ``least`` is the smaller number of "24-48 giờ"."""

    count: int
    unit: Literal["hours", "days", "working-days", "weeks", "months", "quarters", "years"]
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit as the text says it.

    ``start``/``end`` are offsets in the given text and ``text`` the words there. ``date`` is an ISO date when day and month
    are given and the year is said or known (``year_said`` tells which); ``period`` is "2026-10", "2026-Q2", "2026-H2" or
    "2026". ``inclusive`` is False for "trước …": the day or period named is no longer in time. ``recurring_days`` holds
    "10" (of the month), "01-10" (of the year), "Q1-05" (day 5 of the first month of each quarter), "fri" (of the week) or
    "last" (of the month). ``offset`` and ``anchor`` are the parts of "05 ngày làm việc kể từ ngày nhận được văn bản".
    ``urgent`` ("khẩn trương") and ``standing`` ("thường xuyên") say no time at all.
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

    @property
    def firm(self) -> bool:
        """Whether the words name a time, be it a date, a period, a day that comes back or an event."""
        return self.kind in ("date", "period", "relative") or bool(self.recurring_days)


def main_deadline(deadlines: list[Deadline]) -> Deadline | None:
    """The one that counts for a clause: the first firm one, else the first of any kind."""
    return next((d for d in deadlines if d.firm), deadlines[0] if deadlines else None)


@dataclass(frozen=True, slots=True)
class _Found:
    """A deadline with offsets in the flat line."""

    start: int
    end: int
    kind: Kind
    date: str | None = None
    period: str | None = None
    inclusive: bool = True
    days: tuple[str, ...] = ()
    offset: Offset | None = None
    anchor: str | None = None
    year_said: bool = True


_HOUR = r"(?:\d{1,2} ?(?:h|giờ|g) ?(?:\d{2})?(?: phút)?,? ?)"
_CUE = re.compile(
    r"(?<!\w)(?:"
    r"(?P<late>(?:chậm|muộn) nhất(?: là)?|(?:thời )?hạn (?:cuối cùng|cuối|chót)(?: là)?|không (?:chậm|muộn|trễ) (?:hơn|quá)|không để quá|không quá"
    r"|thời (?:hạn|gian)(?: hoàn thành| thực hiện| báo cáo| gửi| nộp| gửi báo cáo)?(?: là)?|hạn(?: nộp| hoàn thành| báo cáo)?),?:? ?)?"
    r"(?:(?P<before>(?:xong )?(?:từ nay )?(?:đến )?trước(?: thời điểm)?)"
    r"|(?P<until>(?:cho |kể từ nay |từ nay )?(?:đến|tới)(?: trước)?(?: hết)?|hết)|(?P<within>(?:xong |ngay |gọn )?(?:trong|vào)|xong))? ?"
    rf"(?P<hour>{_HOUR})?(?:(?P<edge>đầu|giữa|cuối|hết|thượng tuần|trung tuần|hạ tuần) )?$"
)
_LABEL = re.compile(
    r"(?:thời (?:gian|hạn)(?: hoàn thành| thực hiện| triển khai| báo cáo| gửi báo cáo| gửi| nộp| tổ chức)?|tiến độ(?: thực hiện| hoàn thành)?"
    r"|hạn(?: hoàn thành| báo cáo| nộp| chót| cuối)?|hoàn thành|thời điểm(?: báo cáo| hoàn thành)?) ?:[ -]*$"
)
_DONE = re.compile(r"(?:hoàn thành|hoàn tất|xong|dứt điểm|kết thúc)(?: \w+){0,12},? $")
_PAST_VERB = re.compile(r"\bđã (?:được )?(?:hoàn thành|ban hành|tổ chức|tiếp nhận|giải quyết|thực hiện|báo cáo|gửi|triển khai|có|nộp|được|đạt|xử lý)\b")
_NOT_DUE = re.compile(
    r"(?:tính|số liệu|kỳ báo cáo|nhiệm kỳ|giai đoạn|năm học|thời kỳ|có hiệu lực(?: thi hành)?|tại (?:cuộc họp|hội nghị|buổi làm việc))(?: \w+){0,2} $"
)
_OLDER = re.compile(
    r"(?:văn bản|hồ sơ|quyết định|trường hợp|dự án|công trình|thủ tục|tthc|nghị quyết|hợp đồng|đơn|người|giấy)(?: \w+){0,3}"
    r" (?:đã |được |phát sinh |tiếp nhận |ban hành |ký |nộp |cấp |có hiệu lực |hình thành |tồn đọng ){1,3}$"
)
_AFTER_RECUR = re.compile(r" ?(?:của )?,? ?(?:hằng|hàng|mỗi|các|của) ?(?P<unit>năm|tháng|quý|tuần)\b(?: báo cáo)?")
_MONTH_OF_QUARTER = re.compile(r" (?:của )?tháng (?P<which>đầu|thứ hai|giữa|cuối)(?: tiên)?(?: của)?(?: mỗi| hằng| hàng| các)? quý(?: sau| tiếp theo| kế tiếp)?")
_MONTH_AFTER = re.compile(r" (?:của )?(?:tháng (?:sau|tiếp theo|kế tiếp|liền kề|báo cáo|đó)|mỗi tháng|tháng(?! ?\d))")
_PERIODIC_BEFORE = re.compile(r"(?:(?:hằng|hàng|mỗi) (?:tháng|quý|năm|tuần)|định kỳ(?: \d?\d? ?\w+)?|báo cáo (?:tháng|quý|năm|6 tháng)|theo (?:tháng|quý)),? ?(?:\(|và )?(?:\w+ ){0,4}$")
_WEEKDAY = re.compile(
    r"(?P<cue>(?:chậm nhất |muộn nhất )?(?:(?:là |vào )?(?:trước |vào |trong )?)?(?:\d{1,2} ?(?:h|giờ|g) ?(?:\d{2})?(?: phút)?,? ?)?)(?:(?:sáng|chiều|cuối) )?(?:ngày )?"
    r"\b(?P<day>thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?: của)?,? (?:hằng|hàng|mỗi) tuần"
)
_DAYS = {"hai": "mon", "2": "mon", "ba": "tue", "3": "tue", "tư": "wed", "4": "wed", "năm": "thu", "5": "thu", "sáu": "fri", "6": "fri", "bảy": "sat", "7": "sat"}
_NUMBER = r"(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
_RELATIVE = re.compile(
    rf"(?:\b(?:chậm nhất|muộn nhất|không quá)(?: là)?(?: trong)?(?: vòng)? |\b(?:trong|sau)(?: vòng| thời hạn| thời gian)? (?:không quá |tối đa )?)"
    rf"(?:(?P<least>\d{{1,3}}) ?- ?)?(?P<n>{_NUMBER}) ?(?:\(\w+\) ?)?(?P<unit>ngày làm việc|ngày|giờ làm việc|giờ|tiếng|tuần|tháng|quý|năm)(?! ?\d|\w| đầu| cuối)"
    r"(?P<tail>(?: làm việc)?,? (?:kể từ|tính từ|từ|sau|trước|so với) (?P<anchor>[^,.;:()|]{3,160}))?"
    r"|\b(?P<event>ngay (?:khi|sau khi|sau)|ngay trong ngày|trong ngày làm việc|trong ngày(?! \d)|theo (?:đúng )?thời (?:gian|hạn) tại) ?(?P<what>[^,.;:()|]{0,160})"
)
_CUT = re.compile(r" (?:để|nhằm|tại (?!khoản|điểm|mục|điều)|gửi về|và gửi|và báo cáo|báo cáo về)\b")
_ADVERB = re.compile(
    r"\b(?P<urgent>khẩn trương|kịp thời|ngay lập tức|(?<!\w)ngay(?! (?:khi|sau|từ|tại|trong|cả|ở|trên|thẳng|ngắn|đầu|\w+ đầu))|lập tức|sớm nhất|hỏa tốc|gấp)\b"
    r"|\b(?P<standing>thường xuyên)\b"
)
_ATTRIBUTE = re.compile(r"(?:\bchi|kinh phí|giáo dục|chưa|không|chưa (?:thật sự|thực sự|được)|thi đua|không được|chưa thật|dự toán|đúng và|tính) $")
_QUOTED = re.compile(r"[“\"«][^”\"»]{1,400}[”\"»]")


def find_deadlines(text: str, *, document_date: date | None = None, year: int | None = None) -> list[Deadline]:
    """The time limits of an NFC text in order, none overlapping.

    ``year`` (else the year of ``document_date``) completes a day and month written without one. Past dates, dates of
    documents and meetings, dates of effect and the year in a plan's name are no limits.
    """
    flat = flatten(text)
    context = _Context(flat, document_date, year or (document_date.year if document_date else None))
    found = [*context.timed(), *context.weekdays(), *context.relative(), *context.rhythms(), *context.adverbs()]
    quoted = [m.span() for m in _QUOTED.finditer(flat.low)]
    kept: list[_Found] = []
    for item in sorted(found, key=lambda f: (f.start, -f.end)):
        if kept and item.start < kept[-1].end:
            continue
        if any(a < item.start < b for a, b in quoted):
            continue
        kept.append(item)
    return [_made(flat, item) for item in kept]


def _made(flat: Flat, item: _Found) -> Deadline:
    start, end = flat.span(item.start, item.end)
    return Deadline(
        start, end, flat.source[start:end], item.kind, item.date, item.period, item.inclusive, item.days, item.offset, item.anchor, item.year_said
    )


@dataclass(frozen=True, slots=True)
class _Context:
    flat: Flat
    document_date: date | None
    year: int | None

    def timed(self) -> Iterator[_Found]:
        low = self.flat.low
        for first, last in join_ranges(self.flat, list(points(self.flat))):
            window = low[max(0, last.start - 70) : last.start]
            cue = _CUE.search(window)
            found = self._point(first, last, window, cue if cue and cue.group().strip() else None)
            if found is not None:
                yield found

    def _point(self, first: Point | None, last: Point, window: str, cue: re.Match[str] | None) -> _Found | None:
        low = self.flat.low
        before = cue is not None and cue.group("before") is not None and not cue.group("hour")
        start = last.start - (len(window) - cue.start()) if cue else last.start
        end = last.end
        if cue and not any(cue.group(g) for g in ("late", "before", "until", "within", "hour")):
            cue = None if not cue.group("edge") else cue
        recurring = self._recurring(last, start, end, window, before)
        if recurring is not None:
            return recurring
        labelled = _LABEL.search(window) is not None
        alone = labelled or self._alone(last.start, last.end)
        if last.kind == "day":
            return _Found(start, end, "date", None, inclusive=not before, year_said=False) if cue and cue.group() else None
        if last.kind == "date" and last.bare and cue is None and not alone:
            return None
        said = cue is not None and any(cue.group(g) for g in ("late", "before", "until", "within"))
        done = _DONE.search(window if cue is None else window[: cue.start()]) is not None
        if not (said or alone or first is not None or (done and cue is None and last.kind != "year")):
            return None
        if last.kind == "year" and not self._year_is_due(cue, alone, done):
            return None
        if not alone and self._rejected(start, end, last, window if cue is None else window[: cue.start()]):
            return None
        filled = last.in_year(self._year_for(last))
        iso = filled.iso()
        if last.kind == "date":
            return _Found(start, end, "date", iso, inclusive=not before, year_said=last.year is not None)
        return _Found(start, end, "period", None, iso, inclusive=not before, year_said=last.year is not None)

    def _year_is_due(self, cue: re.Match[str] | None, alone: bool, done: bool) -> bool:
        if alone:
            return True
        if cue is None:
            return False
        if cue.group("before") or cue.group("late") or cue.group("edge"):
            return True
        if cue.group("until"):
            return "hết" in cue.group("until")
        return bool(cue.group("within")) and done

    def _year_for(self, point: Point) -> int | None:
        """The document's year; the next one when the day lies more than half a year before the document."""
        if self.document_date is None or self.year != self.document_date.year or point.kind != "date":
            return self.year
        said = point.in_year(self.year).iso()
        assert said is not None  # noqa: S101 - a date with a year has an ISO form
        try:
            late = date.fromisoformat(said) < self.document_date - timedelta(days=183)
        except ValueError:
            return self.year
        return self.document_date.year + 1 if late else self.year

    def _alone(self, start: int, end: int) -> bool:
        """Whether the mention makes up a table cell or the whole text."""
        low = self.flat.low
        left = low[max(0, start - 12) : start].rstrip(" (-+*")
        right = low[end : end + 3].strip(" ).;")
        return (left == "" or left.endswith("|")) and (right == "" or right.startswith("|")) and (start < 12 or left != "")

    def _rejected(self, start: int, end: int, last: Point, window: str) -> bool:
        low = self.flat.low
        clause = re.split(r"[.;:,] ", low[max(0, start - 110) : start])[-1]
        if _NOT_DUE.search(window) or _OLDER.search(clause) or _PAST_VERB.search(clause):
            return True
        after = re.split(r"[.;]", low[end : end + 60])[0]
        if re.match(r"[^|]{0,40}?\bđã\b", after):
            return True
        return last.kind != "date" and self._over(last)

    def _over(self, point: Point) -> bool:
        """Whether the period had ended when the document was written."""
        if self.document_date is None:
            return False
        filled = point.in_year(self.year)
        if filled.year is None:
            return False
        month = {"month": filled.month, "quarter": 3 * (filled.part or 0), "half": 6 * (filled.part or 0), "year": 12}.get(filled.kind) or 12
        return (filled.year, month) < (self.document_date.year, self.document_date.month)

    def _recurring(self, last: Point, start: int, end: int, window: str, before: bool) -> _Found | None:
        if last.kind not in ("day", "date") or last.year is not None:
            return None
        low = self.flat.low
        quarter = _MONTH_OF_QUARTER.match(low, end)
        if quarter and last.kind == "day":
            which = {"đầu": 1, "thứ hai": 2, "giữa": 2, "cuối": 3}[quarter.group("which")]
            return _Found(start, quarter.end(), "recurring", inclusive=not before, days=(f"Q{which}-{last.day:02}",))
        after = _AFTER_RECUR.match(low, end)
        if after is None and last.kind == "day":
            after = _MONTH_AFTER.match(low, end)
        told_before = _PERIODIC_BEFORE.search(low[max(0, start - 50) : start])
        if after is None and told_before is None:
            return None
        day = f"{last.day:02}" if last.kind == "day" else f"{last.month:02}-{last.day:02}"
        return _Found(start, after.end() if after else end, "recurring", inclusive=not before, days=(day,))

    def weekdays(self) -> Iterator[_Found]:
        for match in _WEEKDAY.finditer(self.flat.low):
            day = "sun" if match.group("day") == "chủ nhật" else _DAYS[match.group("day")[4:]]
            before = "trước" in match.group("cue") and not re.search(r"\d", match.group("cue"))
            yield _Found(match.start(), match.end(), "recurring", inclusive=not before, days=(day,))

    def relative(self) -> Iterator[_Found]:
        for match in _RELATIVE.finditer(self.flat.low):
            group = "anchor" if match.group("n") else "what"
            tail = match.group(group)
            end = match.end()
            if tail:
                cut = _CUT.search(tail)
                end = match.start(group) + (cut.start() if cut else len(tail.rstrip()))
            anchor = self.flat.line[match.start(group) : end].strip() if tail else None
            yield _Found(match.start(), end, "relative", offset=_offset(match), anchor=anchor or None)

    def rhythms(self) -> Iterator[_Found]:
        for value, start, end in rhythms(self.flat.low):
            if value != "regular":
                yield _Found(start, end, "recurring")

    def adverbs(self) -> Iterator[_Found]:
        low = self.flat.low
        for match in _ADVERB.finditer(low):
            if match.group("standing") and _ATTRIBUTE.search(low[max(0, match.start() - 20) : match.start()]):
                continue
            yield _Found(match.start(), match.end(), "urgent" if match.group("urgent") else "standing")


_SPELLED = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_OFFSET_UNITS: dict[str, Literal["hours", "days", "working-days", "weeks", "months", "quarters", "years"]] = {
    "ngày làm việc": "working-days", "ngày": "days", "giờ làm việc": "hours", "giờ": "hours", "tiếng": "hours",
    "tuần": "weeks", "tháng": "months", "quý": "quarters", "năm": "years",
}  # fmt: skip


def _offset(match: re.Match[str]) -> Offset | None:
    if match.group("n") is None:
        return None
    said = match.group("n")
    count = _SPELLED.get(said) or int(said)
    return Offset(count, _OFFSET_UNITS[match.group("unit")], int(match.group("least")) if match.group("least") else None)
