"""The words before a date that make it a limit: "chậm nhất trước ngày", "đến hết", "xong trong"; and labels ("Thời hạn:")."""

import re
from typing import NamedTuple

WINDOW = 90

_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
HOUR = (
    r"(?:\d{1,2}(?: ?(?:h|giờ|g)(?: ?\d{2})?(?: ?phút|')?|:\d{2}"
    r"|\.[0-5]\d(?=,? (?:ngày|thứ|chủ nhật|hằng|hàng)|,? ?$))(?: (?:sáng|chiều))?,? ?)"
)
_CUE = re.compile(
    r"(?<!\w)(?:"
    r"(?P<late>(?:chậm|muộn) nhất(?: là)?|(?:thời )?hạn (?:cuối cùng|cuối|chót)(?:(?: [^\W\d]{1,12}){0,8} là)?|không (?:chậm"
    r"|muộn|trễ) (?:hơn|quá)"
    r"|không (?:để )?quá) ?)?"
    r"(?:(?P<before>(?:xong )?trước ?(?:thời điểm )?)"
    r"|(?P<until>(?:cho |(?:kể |bắt đầu )?từ nay |từ (?:ngày )?\d{1,2} |(?:kể )?từ (?:ngày"
    r"|khi) [^\W\d]{1,12}(?: [^\W\d]{1,12}){0,4} )?(?:đến|tới)(?: trước)?(?: hết)?|hết)"
    r"|(?P<within>(?P<meeting>(?:trong|tại) (?:các )?(?:kỳ họp|phiên họp|(?:cuộc |buổi |hội nghị |phiên )?giao ban"
    r"|cuộc họp(?: giao ban)?|(?:kỳ |buổi )?sinh hoạt(?: chi bộ| chuyên đề| đảng| định kỳ)?)(?: thường lệ| thường kỳ| định kỳ| chuyên đề"
    r"| (?:của )?(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|hđnd|hội đồng nhân dân|đảng ủy|chi bộ)(?: (?:phường|xã|thành phố|tỉnh))?){0,2})"
    r"|(?:xong |ngay |gọn )?(?:trong|vào)(?: các)?|xong|từ))? ?"
    rf"(?P<hour>{HOUR}|giờ (?:nghỉ trưa|tan sở) )?(?:(?:đầu |hết )?giờ (?:làm việc|hành chính),? )?"
    rf"(?:(?:buổi )?(?:sáng|chiều|tối|trưa),? )?(?:\d{{1,2}} (?=ngày (?:đầu|cuối) ))?(?:ngày (?:làm việc )?)?"
    rf"(?:(?P<weekday>{_WEEKDAY})(?:,? \(?|\())?"
    r"(?P<edge>(?:dịp |nửa |tuần )?(?:đầu|giữa|cuối)(?: tiên| cùng)?(?: của)?|hết|thượng tuần|trung tuần|hạ tuần"
    r"|tuần (?:thứ )?(?:\d|nhất|hai|ba|tư)(?: của)?)? ?$"
)
# Where a cue can begin: the search through the window tries no other word.
_CUE_STARTS = re.compile(
    r"(?:chậm|muộn|thời|hạn|không|xong|trước|cho|kể|bắt|từ|đến|tới|hết|trong|tại|ngay|gọn|vào|giờ|đầu|buổi|sáng|chiều|tối|trưa"
    r"|ngày|thứ|chủ|dịp|nửa|tuần|giữa|cuối|thượng|trung|hạ)"
)
_HOUR_STARTS = re.compile(r"\d\d?(?=[:hg. ])")
_LABEL = re.compile(
    r"(?<!\w)(?:thời (?:gian|hạn|điểm)|tiến độ|hạn|hoàn thành)(?! giải quyết| làm việc| tiếp| học| lưu trữ"
    r"| bảo quản)(?: [^\W\d]{1,12}){0,8} ?: ?[\-(]? ?(?:dự kiến |khoảng )?$"
)
# What may follow the colon of a label takes no more room than this.
_AFTER_COLON = 16
_DONE = re.compile(
    r"(?:hoàn thành(?<!chưa hoàn thành)(?<!không hoàn thành)|hoàn tất|hoàn thiện|xong|dứt điểm|kết thúc|thời hạn)(?: \w{1,12}){0,12}"
    r",? (?:vào |trong )?$"
)
_DONE_AT = re.compile(
    r"(?:hoàn thành(?<!chưa hoàn thành)(?<!không hoàn thành)|hoàn tất|xong|dứt điểm|kết thúc|thời hạn(?: \w{1,12}){0,3}"
    r"|đưa vào (?:sử dụng|vận hành)) $"
)
_HELD_AT = re.compile(r"(?<!\w)(?:trình|tổ chức|thực hiện|ban hành|triển khai) $")

_COUNTED = re.compile(r"(?<!\w)(?:số liệu|tính|chốt)(?: số liệu)? $")
_COUNTED_FROM = re.compile(r"(?<!\w)(?:số liệu|tính|chốt)(?: số liệu)? từ (?:[^.;,]{0,40} )?$")


class Cue(NamedTuple):
    """What stands before a date. ``start`` is where its words begin in the line; ``left`` is the line before them.

    ``said`` tells whether there is a preposition of time at all, ``before`` whether it shuts the named time out ("trước" without
    an hour), ``from_only`` that it is only the "từ" of a range, ``edge`` the "cuối" of "cuối quý", ``bracket`` that a weekday's
    date stands in brackets, ``meeting`` that the date is that of a meeting at which something is to be shown.
    """

    start: int
    left: str
    whole: str = ""
    said: bool = False
    late: bool = False
    before: bool = False
    until: bool = False
    within: bool = False
    from_only: bool = False
    hour: bool = False
    edge: str | None = None
    bracket: bool = False
    meeting: bool = False


def cue_before(low: str, at: int) -> Cue:
    """The cue that ends at ``at``; one that says nothing where there is none."""
    base = max(0, at - WINDOW)
    window = low[base:at]
    starts = [found.start() for found in _CUE_STARTS.finditer(window)]
    if hours := [found.start() for found in _HOUR_STARTS.finditer(window)]:
        starts = sorted(starts + hours)
    match = next((found for start in starts if (found := _CUE.match(window, start))), None)
    words = match.group() if match else ""
    if match is None or not words.strip():
        return Cue(at, window)
    within, hour, edge = match["within"], match["hour"], match["edge"]
    late, before, until = match["late"], match["before"], match["until"]
    said = bool(late or before or until or within)
    if not said and not edge and not hour:
        return Cue(at, window)
    return Cue(
        start=base + match.start() + len(words) - len(words.lstrip()),
        left=window[: match.start()],
        said=said,
        before=bool(before) and not hour,
        until=bool(until),
        within=bool(within) and within != "từ",
        from_only=within == "từ" and not late,
        hour=bool(hour),
        edge=edge,
        bracket="(" in words,
        late=bool(late),
        meeting=bool(match["meeting"]),
        whole=words.strip(),
    )


def labelled(left: str, *, hour: bool = False) -> bool:
    """Whether a label ("Thời gian hoàn thành:") stands right before.

    Before an hour only one that speaks of a limit ("Hạn nộp: 17h00 ngày …"): "Thời gian: 14h00 ngày …" tells when a meeting begins.
    """
    label = _LABEL.search(left) if ":" in left[-_AFTER_COLON:] else None
    return label is not None and not (hour and label.group().startswith(("thời gian", "thời điểm")))


def finishing(left: str) -> bool:
    """Whether the clause on the left speaks of finishing ("hoàn thành việc … trong năm 2026")."""
    return _DONE.search(left) is not None


def finishing_at(left: str) -> bool:
    """Whether a verb of finishing stands right before ("hoàn thành ngày 30/6/2026")."""
    return _DONE_AT.search(left) is not None


def held_at(left: str) -> bool:
    """Whether a verb of doing stands right before ("tổ chức quý III/2026"); before a day it may tell the past as well."""
    return _HELD_AT.search(left) is not None


def covered(low: str, start: int) -> bool:
    """Whether the days belong to the time a report covers ("số liệu tính từ ngày 15 tháng trước đến ngày 14 …")."""
    left = low[max(0, start - WINDOW) : start]
    return _COUNTED_FROM.search(left) is not None or (low.startswith("từ ", start) and _COUNTED.search(left) is not None)
