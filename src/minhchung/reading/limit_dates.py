"""Limits that name a day, a month, a quarter, a half-year or a year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from minhchung.reading.limit import Limit
from minhchung.reading.limit_cues import Cue, covered, cue_before, finishing, finishing_at, held_at, labelled
from minhchung.text.dates import Point
from minhchung.text.flat import Flat
from minhchung.text.sought import Sought

HALF_A_YEAR = 183
TWO_MONTHS = timedelta(days=60)
PERIODS = ("month", "quarter", "half", "year")

_PAST = (
    r"\bđã (?:được |cơ bản )?(?:hoàn thành|ban hành|tổ chức|tiếp nhận|giải quyết|thực hiện|báo cáo|gửi|triển khai|có|nộp|đạt|xử lý"
    r"|thống nhất|họp|làm|kiểm tra|phát hiện|chỉ đạo)\b"
)
_PAST_VERB = re.compile(_PAST)
# Words right before a date that make it the date of something else.
_NOT_DUE = re.compile(
    r"(?:tính|số liệu|kỳ báo cáo|nhiệm kỳ|giai đoạn|năm học|thời kỳ|có hiệu lực(?: thi hành)?|khởi công|kỷ niệm)"
    r"(?: \w{1,12}){0,2} ?$"
)
_MET = re.compile(r"(?:nghỉ |^|(?<!\w)(?:tại|sau|trong) |^ ?)(?:cuộc họp|hội nghị|buổi làm việc|phiên họp|lễ)(?: \w{1,12}){0,2} ?$")
_OLDER = re.compile(
    r"(?:văn bản|hồ sơ|giao dịch|phản ánh|kiến nghị|quyết định|trường hợp|dự án|công trình|thủ tục|tthc|nghị quyết|hợp đồng"
    r"|đơn|người|giấy)(?: \w{1,12}){0,3}"
    r" (?:đã |được |phát sinh |tiếp nhận |ban hành |ký |nộp |cấp |có hiệu lực |hình thành |tồn đọng |xây dựng ){1,3}$"
)
_DUTY = re.compile(r"\b(?:dứt điểm|hoàn thành|xong|xử lý|số hóa|số hoá|khắc phục)\b")
_IN_TITLE = re.compile(r"\d{4}\b[^.;]{0,120}\bvề (?:việc )?[^,.;]{0,160}$")
_AFTER_DONE = re.compile(rf"[^|.;]{{0,40}}?{_PAST}|,? (?:gây|phát sinh|xảy ra|ghi nhận|xuất hiện)\b")
# "phấn đấu đạt trên 60% trong năm 2026": by when a figure is to be reached.
_REACHED = re.compile(r"(?<!\w)đạt (?:\w{1,12} ){0,3}\d{1,3}(?:,\d{1,2})?% $")
_FIRST_MONTHS = re.compile(r"(?:tháng|nửa|quý) đầu năm")
_NEXT = re.compile(r" (?:này|tới|sắp tới)\b")
_AND = re.compile(r" và (?P<early>đầu )?")
# "phục vụ đợt kiểm tra vào ngày ...", "dự hội nghị ngày ...": the day of an event the work is for.
_EVENT_NOUN = r"(?:đợt|đoàn|hội nghị|hội thảo|hội thi|hội thao|cuộc|buổi|lễ|kỳ|lớp|phiên|diễn tập|ngày hội|đại hội|chuyến|giải)"
_FOR_EVENT = re.compile(
    rf"(?<!\w)(?:phục vụ|chuẩn bị|cho|dự|tham dự|tham gia|đón|đón tiếp|bảo vệ|trực|chào mừng)(?: \w{{1,12}}){{0,6}} {_EVENT_NOUN}"
    r"(?: \w{1,12}){0,10} $"
    rf"|(?<!\w)(?:phục vụ|chuẩn bị)(?: \w{{1,12}}){{0,8}} (?:làm việc|tiếp|đón|gặp)(?: \w{{1,12}}){{0,8}} $"
    rf"|(?:^|[.|] )(?:các )?{_EVENT_NOUN}(?: \w{{1,12}}){{0,10}} (?:tổ chức|bắt đầu) $|(?:diễn ra|khai mạc) $|(?<!\w)(?:đón"
    rf"|tiễn)(?:,? \w{{1,12}}){{1,8}} $"
)
# What lay undone or came in up to a day, or between two: the count of a state, no limit.
_AS_OF = re.compile(r"(?<!\w)(?:quá hạn|trễ hạn|chậm hạn|còn tồn|tồn đọng|còn lại|phát sinh)(?: \w{1,12}){0,2} $")
# How long a thing is valid and who is old enough by then ("hết hiệu lực năm 2025" says it with its year: a day behind that is another
# one); what came in before a day and is therefore treated otherwise.
_VALID = Sought(
    r"(?:có thời hạn|hết hạn|hết hiệu lực|có giá trị|bảo hành|hạn sử dụng|đáo hạn|tuổi(?: đảng| đời)?)"
    r"(?: (?!(?:19|20)\d\d )\w{1,12}){0,2} $"
    r"|(?:công dân|người|trẻ|trẻ em|thanh niên) sinh $"
)
_TREATED = re.compile(r" (?:được|thì|vẫn|chưa|đều|không)\b")
# The days of a course or a meeting somebody goes to.
_GOES_TO = re.compile(rf"(?<!\w)(?:dự|tham dự|tham gia)(?: \w{{1,12}}){{0,4}} {_EVENT_NOUN}(?: \w{{1,12}}){{0,10}} $")
_MEETS = re.compile(r"(?<!\w)(?:họp|mời|dự|tham dự|tập trung|có mặt|làm việc|khai mạc|diễn ra)(?: \w{1,12}){0,8} $")
# A day right behind what is handed over and to whom: "nộp hồ sơ về Phòng ngày 20/5".
_HANDED = re.compile(
    r"(?<!\w)(?:gửi|nộp|bàn giao|báo cáo|trình(?! diễn)|cung cấp)(?: (?!dự |phục|về việc|việc |cho đợt|tết |kỷ |chương )\w{1,12}){1,14} $"
)
_EVENT_IN = re.compile(rf"(?<!\w){_EVENT_NOUN}(?!\w)")
_HANDED_END = re.compile(r" ?(?:[.,;)|]|$)| (?:để|qua|và)\b")
# What was said at a meeting is no date for the next one.
_SAID_AT = re.compile(r"(?:kết luận|phát biểu|ý kiến|chỉ đạo|thông qua|thống nhất|nêu|giao)(?: \w{1,12}){0,6} $")
_CLAUSE_END = re.compile(r"[.;:,] ")


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of the document: its date, and the year that completes days and months without one."""

    on: date | None
    year: int | None

    def completed(self, point: Point) -> Point:
        """The point in a year: its own, else the document's, else the next one where the document stands at the turn of the year.

        A 29 February stays without a year where the calendar has none.
        """
        if point.year is not None or self.year is None:
            return point
        filled = point.in_year(self.year + 1 if self._next_year(point) else self.year)
        return filled if filled.exists() else point

    def _next_year(self, point: Point) -> bool:
        """A day more than half a year before the document, or one of the first months said in November or December."""
        if self.on is None or self.on.year != self.year:
            return False
        if point.kind == "date":
            return (self.on.month - (point.month or 0)) * 30 + self.on.day - (point.day or 0) > HALF_A_YEAR
        first_months = (point.kind == "month" and (point.month or 0) <= 3) or (point.kind == "quarter" and point.part == 1)
        return self.on.month >= 11 and first_months

    def is_over(self, point: Point) -> bool:
        """Whether the day or period lay wholly before the document was written; False while that is unknown."""
        filled = self.completed(point)
        if filled.year is None or self.year is None:
            return False
        if self.on is None:
            return filled.year < self.year
        if filled.kind == "date":
            return (filled.year, filled.month or 0, filled.day or 0) < (self.on.year, self.on.month, self.on.day)
        last = {"month": filled.month, "quarter": 3 * (filled.part or 0), "half": 6 * (filled.part or 0)}.get(filled.kind) or 12
        return (filled.year, last) < (self.on.year, self.on.month)

    def is_long_over(self, point: Point) -> bool:
        """Whether the day lies so far back that no directive can mean it as a limit (a directive may come out a few days late)."""
        filled = self.completed(point)
        if self.on is None or filled.kind != "date" or filled.year is None:
            return self.is_over(point)
        return date(filled.year, filled.month or 0, filled.day or 0) < self.on - TWO_MONTHS


def dated(flat: Flat, spans: list[tuple[Point | None, Point]], written: Written) -> Iterator[Limit]:
    """The limits among the dates and periods of the line."""
    index = 0
    while index < len(spans):
        first, last = spans[index]
        index += 1
        vague = False
        # "trong tháng 12/2026 và quý I/2027" is one limit, the later period; no one period holds "cuối năm 2026 và đầu năm 2027".
        while last.kind in PERIODS and index < len(spans) and spans[index][1].kind in PERIODS:
            joined = _AND.fullmatch(flat.low, last.end, spans[index][1].start)
            if joined is None:
                break
            vague = vague or (joined.group("early") is not None and spans[index][1].kind == "year")
            last = spans[index][1]._replace(start=last.start)
            index += 1
        limit = _limit(flat, first, last, written)
        if limit is not None:
            yield limit._replace(period=None) if vague else limit


def _limit(flat: Flat, first: Point | None, last: Point, written: Written) -> Limit | None:
    low = flat.low
    cue = cue_before(low, last.start)
    label = labelled(cue.left, hour=cue.hour and not cue.said)
    alone = label or _alone(low, last, cue)
    ranged = first is not None or (last.spread and last.kind != "year" and (cue.from_only or cue.within))
    led = _leads(last, cue) or _is_handed(low, last, cue, written)
    if not (cue.said and not cue.from_only) and not alone and not ranged and not led:
        return None
    if last.kind == "day":
        if not cue.said or cue.from_only or covered(low, cue.start):
            return None
        return Limit(cue.start, _end(low, last, cue), "date", inclusive=not cue.before, year_said=False)
    if not _due(low, last, cue, alone or ranged):
        return None
    meeting_day = cue.meeting and last.kind == "date" and "họp" in cue.whole
    if meeting_day or (not alone and _rejected(low, (first, last), cue, written)):
        return None
    start = cue.start if cue.said or cue.edge or cue.hour else last.start
    iso = written.completed(last).iso()
    said = last.year is not None
    if last.kind == "date":
        return Limit(start, _end(low, last, cue), "date", iso, inclusive=not cue.before, year_said=said)
    if cue.edge is not None and "đầu" in cue.edge and last.kind == "year":
        iso = None
    return Limit(start, _end(low, last, cue), "period", None, iso, inclusive=not cue.before, year_said=said)


def _leads(last: Point, cue: Cue) -> bool:
    """Whether the mention is a limit without a preposition: "hoàn thành quý II", "cuối quý III/2026"."""
    if last.kind != "year" and not last.bare and finishing_at(cue.left):
        return True
    if last.kind in ("month", "quarter", "half") and held_at(cue.left):
        return True
    return cue.edge is not None and last.kind in ("month", "quarter")


def _is_handed(low: str, day: Point, cue: Cue, written: Written) -> bool:
    """Whether the mention is the coming day on which something is handed over: "bàn giao cho Ban Chỉ huy ngày 04/5"."""
    if cue.said or day.kind != "date" or day.lunar or not low.startswith("ngày", day.start) or _HANDED_END.match(low, day.end) is None:
        return False
    if written.on is None or written.completed(day).year is None or written.is_over(day):
        return False
    handed = _HANDED.search(cue.left)
    return handed is not None and _EVENT_IN.search(handed.group()) is None


def _due(low: str, last: Point, cue: Cue, sure: bool) -> bool:
    """Whether the period is a limit and not the time something belongs to ("trong năm 2026", "trong 6 tháng đầu năm")."""
    looking_back = _FIRST_MONTHS.search(low, last.start, last.end) is not None
    if sure or last.kind == "date" or (last.kind in ("month", "quarter", "half") and not looking_back):
        return True
    done = finishing(cue.left) or "xong" in cue.whole
    if looking_back:
        return done or cue.late or cue.until or cue.before
    if cue.before or cue.late:
        return True
    if cue.until:
        return "hết" in cue.whole or _late_in(cue)
    if cue.within:
        # "Trong năm 2026, bảo đảm 100% công chức ...": the time stands before the order.
        opens = cue.start == 0 and low.startswith(", ", last.end)
        return done or opens or _late_in(cue) or _REACHED.search(cue.left) is not None
    return False


def _late_in(cue: Cue) -> bool:
    """ "cuối năm", "giữa năm": the middle or the end of a period, which unlike its beginning names a time to be ready."""
    return cue.edge is not None and ("cuối" in cue.edge or "giữa" in cue.edge)


def _alone(low: str, point: Point, cue: Cue) -> bool:
    """Whether the mention is all a table cell, a pair of brackets or the whole text says."""
    start = cue.start if cue.said else point.start
    left = low[max(0, start - 8) : start].rstrip(" -+")
    right = low[point.end : point.end + 4].lstrip(" ")
    closes = right.lstrip(").; ")[:1] in ("", "|")
    if left.rstrip("(").endswith("|") or (start <= 8 and not left.rstrip("(")):
        return closes and (not point.bare or left.endswith("|") or cue.said)
    return left.endswith("(") and right.startswith(")") and point.kind in ("month", "quarter", "half")


def _end(low: str, point: Point, cue: Cue) -> int:
    if cue.bracket and low[point.end : point.end + 1] == ")":
        return point.end + 1
    later = _NEXT.match(low, point.end) if point.year is None else None
    return later.end() if later else point.end


def _rejected(low: str, span: tuple[Point | None, Point], cue: Cue, written: Written) -> bool:
    """Whether the date is that of something past or of another thing."""
    first, point = span
    if (cue.until or cue.from_only or not cue.said) and not cue.late and _NOT_DUE.search(cue.left):
        return True
    if cue.left.endswith("sớm nhất "):
        return True
    if cue.until and not cue.late and "hết" not in cue.whole and _AS_OF.search(cue.left):
        return True
    if first is not None and (_OLDER.search(cue.left) or _AS_OF.search(cue.left) or _GOES_TO.search(cue.left)):
        return True
    if _VALID.search(cue.left) or (cue.hour and cue.within and _MEETS.search(cue.left)):
        return True
    if _TREATED.match(low, point.end) and _OLDER.search(cue.left):
        return True
    future = written.on is not None and written.completed(point).year is not None and not written.is_over(point)
    clause = _CLAUSE_END.split(cue.left)[-1]
    if not future and _MET.search(clause):
        return True
    if not future and (_PAST_VERB.search(clause) or _AFTER_DONE.match(low, point.end)):
        return True
    if not future and _OLDER.search(clause) and (written.on is not None or not _DUTY.search(clause)):
        return True
    if cue.meeting and _SAID_AT.search(clause):
        return True
    open_day = point.kind == "date" and cue.within and not (cue.late or cue.before or cue.until or cue.hour)
    if open_day and "xong" not in cue.whole and _FOR_EVENT.search(clause):
        return True
    over = written.is_over(point)
    if over and point.kind == "date" and not cue.late and (cue.until or first is not None or written.is_long_over(point)):
        return True
    if over and point.kind != "date":
        return not finishing_at(cue.left)
    return over and _IN_TITLE.search(low[max(0, cue.start - 220) : cue.start]) is not None
