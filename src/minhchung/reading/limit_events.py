"""Limits counted from an event: "05 ngày làm việc kể từ ngày nhận được văn bản", "ngay sau khi …", "theo tiến độ của Sở"."""

import re
from collections.abc import Iterator

from minhchung.reading.limit import Limit, Offset, OffsetUnit
from minhchung.reading.limit_cues import HOUR, labelled
from minhchung.text.flat import Flat, amounts_of, at_anchors, at_places

# A number in words is a word by itself: "Chính phủ" holds no "chín h".
_NUMBER = r"(?:\d{1,3}|(?:một|hai mươi|hai|ba mươi|ba|bốn|năm|sáu|bảy|tám|chín|mười lăm|mười)(?!\w))"
_UNIT = r"(?:ngày làm việc|ngày|giờ làm việc|giờ|tiếng|h|phút|tuần|tháng|quý|năm)"
_NOT_OVER = r"(?! ?\d|\w| [^\W\d]{2,5}(?: một| hai)? năm ?\d| (?:đầu|cuối|qua|gần|vừa|trước đây|liên|năm|tuổi|nay)|,? ngày ?\d)"
_AMOUNT = rf"(?:(?P<least>\d{{1,3}}) ?- ?)?(?P<n>{_NUMBER}) ?(?:\((?:\w{{1,12}} ?){{1,3}}\) ?)?(?P<unit>{_UNIT}){_NOT_OVER}"
_FROM = r"kể từ|tính từ|từ khi|từ ngày(?! ?\d)|sau khi|sau ngày(?! ?\d)|trước khi|trước ngày(?! ?\d)|so với"
_ANCHOR = r"[^,.;:()|]{2,160}"
_COUNTED = re.compile(
    rf"(?<![\w.,/\-]){_AMOUNT}(?P<tail>,? (?:(?:{_FROM})|(?P<loose>sau|trước)(?! ngày)"
    rf"|(?P<held>)(?=(?:tổ chức|diễn ra|khai mạc|khai giảng|khởi công) )) ?(?P<anchor>{_ANCHOR}))?"
)
# What follows the digits of an amount: a blank or sign, or a unit without a blank.
_BEHIND_DIGITS = " -(ngthpq"
# What stands before the amount. Without any of it an amount is a limit only when it says from when.
_LEAD = re.compile(
    r"(?<!\w)(?:(?:(?:(?:chậm|muộn) nhất|không quá|tối đa|xong|ngay)(?: là)? )?(?:trong|sau|trước)(?: vòng| thời hạn| thời gian| khoảng)?"
    r"(?: (?:không quá|tối đa|ít nhất|tối thiểu|chậm nhất))?|(?:(?:chậm|muộn) nhất|không quá)(?: là)?|(?P<least>tối thiểu|ít nhất)) $"
)
_EVENT_FIRST = re.compile(
    rf"(?:(?:trước|sau) (?:khi|ngày) (?!\d)(?P<anchor>[^\W\d]{{1,12}}(?: [^\W\d]{{1,12}}){{0,9}}?)"
    r"|(?:xong )?trước (?!mắt|đây|hết|tiên|đó|nay|pháp luật|một |hai |ba |bốn |năm |mười )"
    r"(?P<short>(?!ngày|giờ|khi|tháng|ít nhất|tối thiểu)"
    r"[^\W\d]{1,12}(?: (?!trong|từ|sau|khoảng|trước|là|không|ít|tối)[^\W\d]{1,12}){0,5}?))"
    rf"(?: (?:ít nhất|tối thiểu))? {_AMOUNT}"
)
_EVENT_FIRST_ANCHOR = re.compile(r"xong trước |trước |sau khi |sau ngày ")
_EVENT = re.compile(
    r"(?<!\w)(?:ngay (?:khi|sau khi|sau) (?P<event>[^,.;:()|]{2,160})"
    r"|(?:ngay )?trong ngày làm việc (?:tiếp theo|kế tiếp|liền kề)(?: (?:kể từ|sau) (?:khi|ngày) (?P<next>[^,.;:()|]{2,100}))?"
    r"|(?P<pledged>theo (?:đúng )?(?:thời (?:gian|hạn)|tiến độ|lộ trình) (?:đã |được )?(?:cam kết|thống nhất|thỏa thuận|giao)(?= \(ngày))"
    r"|(?:ngay )?trong ngày (?:tiếp nhận|làm việc|phát sinh|nhận)\b(?! ?\d)|ngay trong ngày(?! ?\d)|trong ngày(?= ?[.,;)|]|$)"
    r"|(?:ngay )?trong (?:tuần|tháng|quý)(?: này| tới| sau| tiếp theo)\b"
    r"|(?:ngay trong|trong|ngay) (?:ngày|sáng|chiều|tối) (?:mai|nay)\b|ngay trong (?:tuần|tháng)\b(?! ?\d| (?:đầu|cuối))"
    r"|(?P<week>trong (?:tuần|tháng|quý)(?= ?[.,;)|]|$)(?!, (?:chậm|muộn|trước|xong))"
    r"|(?<=phấn đấu )trong (?:tuần|tháng|quý)(?! ?\d| [ivx]{1,4}\b)"
    r"|(?:trong|hết) (?:học kỳ (?:i{1,2}|[12]|một|hai)\b(?: năm học)?|năm học)(?: \d{4} ?- ?\d{4})?)"
    r"|(?:chậm nhất |muộn nhất )?(?:trước|vào|trong|chậm nhất|muộn nhất) (?:sáng |chiều )?(?:ngày )?"
    r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật) (?:tuần )?(?:này|sau|tới)\b"
    r"|(?:xong )?trong tuần (?:thứ )?\d{1,2}(?![\d/]| (?:tháng|buổi|lần|ngày|cuộc|ca|giờ|tin))(?:(?: ?/ ?| năm )\d{4})?"
    r"|tại (?:kỳ họp|phiên họp|cuộc họp|(?:cuộc |buổi |hội nghị )?giao ban|hội nghị)(?: [^\W\d]{1,12}){0,4}?"
    r" (?:(?:tuần |tháng |quý )?(?:tới|sau|tiếp theo|kế tiếp|gần nhất|sắp tới)\b|(?:đầu|giữa|cuối) năm(?: \d{4})?)"
    r"|trước khi (?P<until>(?:[^\W\d]{1,12} ){0,3}?(?:kết thúc|hết|bước vào|bắt đầu|nghỉ|khai giảng|khai mạc|diễn ra|đổ bộ|khởi công"
    r"|vào (?:năm học|mùa|vụ|đợt))\b[^,.;:()|]{0,100})"
    rf"|trước {HOUR}?(?:kỳ họp|phiên họp|mùa|tết|dịp|kỳ nghỉ|kỳ thi|kỳ chi trả|đợt|lễ|đại hội"
    r"|ngày(?! ?\d| làm việc| đó| này| thứ| chủ nhật| mùng| mồng))"
    r" (?P<session>[^,.;:()|]{2,100})"
    r"|theo (?:đúng )?(?:thời (?:gian|hạn)|tiến độ)(?: quy định| yêu cầu| đề ra)? (?:tại|của|trong) (?P<paper>[^,.;:()|]{2,120})"
    r"|(?<=thực hiện )khi có (?P<when>[^,.;:()|]{2,120})|(?<=báo cáo )khi có (?P<asked>yêu cầu[^,.;:()|]{0,80}))"
)
_EVENT_ANCHOR = re.compile(r"ngay |xong trong |trong |tại |trước |theo |khi có |hết |vào |chậm nhất |muộn nhất ")
_SAID_BY_LABEL = re.compile(
    r"(?<!\w)(?:thời (?:gian|hạn|điểm)|tiến độ|hạn)(?: [^\W\d]{1,12}){0,6} ?: ?"
    r"(?P<value>(?:ngay |đến )?(?:sau khi|khi|theo|ngay|cùng|song song|trước khi)\b[^.;|]{2,100})"
)
_LABEL_ANCHOR = re.compile(r"thời |tiến độ|hạn")
# What goes on for a time is no limit: "niêm yết công khai trong 15 ngày".
_LASTING = re.compile(
    r"(?<!phiếu )(?<!bảng )(?<!biểu )\b(?:niêm yết|công khai|treo|diễn ra|trưng bày|tạm dừng|kéo dài|duy trì|nghỉ|phát sóng|đăng tải"
    r"|cách ly|lưu giữ)(?: [^\W\d]{1,12}){0,6} $"
)
# "trong tuần" is a limit behind a verb of finishing or sending; elsewhere it tells when things happened.
_SENT = re.compile(
    r"(?<!\w)(?:hoàn thành|hoàn tất|xong|dứt điểm|báo cáo|gửi|nộp|trình|trả lời|xử lý|giải quyết|khắc phục|thực hiện)(?: \w{1,12}){0,8} $"
)
# "rút ngắn thời gian chờ xuống còn không quá 10 phút" sets a goal for the waiting, none for the work.
_SHORTENED = re.compile(r"(?:giảm|rút ngắn|xuống|còn)(?: \w{1,12}){0,6} $")
# The time within which a condition comes true is none for the duty: "khi có 02 ca bệnh trong 07 ngày, báo ngay ...".
_IF = re.compile(r"(?:^|[.,;:|] )(?:khi|nếu|trường hợp) [^.,;:|]{0,100}$")
_THEN = re.compile(r"(?: (?!phải |thì |để |báo |gửi )[^\W\d]{1,12}){0,8},")
# "thời lượng không quá 07 phút" is how long a talk may be, "thông báo trước ít nhất một ngày" how early one is told.
_LENGTH = re.compile(r"thời lượng(?: [^\W\d]{1,12}){0,3} $")
_NOTICE = re.compile(r"thông báo $")
_IN_FORCE = re.compile(r"hiệu lực(?: thi hành)? $")
_OLDER = re.compile(r"(?:ban hành|tiếp nhận|phát sinh|ký|nộp|cấp|sinh|tuyển dụng|hình thành) $")
_CUT = re.compile(
    r" (?:có(?= \d)|để|nhằm|phải|thì|tại (?!khoản|điểm|mục|điều|kế hoạch|công văn|nghị quyết)|gửi về|và gửi|và báo cáo|báo cáo về"
    r"|các đơn vị|các phòng)\b"
)
_SPELLED = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười lăm": 15,
    "hai mươi": 20, "ba mươi": 30,
}  # fmt: skip
_UNITS: dict[str, OffsetUnit] = {
    "ngày làm việc": "working-days", "ngày": "days", "giờ làm việc": "hours", "giờ": "hours", "tiếng": "hours", "h": "hours",
    "phút": "minutes",
    "tuần": "weeks", "tháng": "months", "quý": "quarters", "năm": "years",
}  # fmt: skip

# The units that stand behind a number in words ("hai ngày"): an amount without digits holds one.
_SPELLED_WITH = ("ngày", "giờ", "tiếng", "phút", "tuần", "tháng", "quý", "năm")

# After these hours, told by the clock, the evening begins.
_EVENING = {str(hour) for hour in range(17, 24)}


def events(flat: Flat) -> Iterator[Limit]:
    """The limits of the line that count from an event or hang on one."""
    low = flat.low
    if flat.numbers or any(unit in low for unit in _SPELLED_WITH):
        yield from _amounts(flat)
    for match in at_anchors(_EVENT, _EVENT_ANCHOR, low):
        if (
            match.group("week")
            # A term of a school year that is named is a time by itself.
            and not (match.group().startswith("trong học kỳ") and match.group()[-1:].isdigit())
            and not low.endswith("phấn đấu ", 0, match.start())
            and not _SENT.search(low[max(0, match.start() - 90) : match.start()])
        ):
            continue
        if match.group("session") is None or _OLDER.search(low[max(0, match.start() - 12) : match.start()]) is None:
            yield _event(flat, match)
    if ":" in low:
        for match in at_anchors(_SAID_BY_LABEL, _LABEL_ANCHOR, low):
            start = match.start("value")
            end = start + len(match.group("value").rstrip())
            yield Limit(start, end, "relative", anchor=flat.line[start:end])


def _amounts(flat: Flat) -> Iterator[Limit]:
    """The limits that say how much time: "trong 05 ngày", "trước hội nghị 03 ngày"."""
    low = flat.low
    for match in at_places(_COUNTED, amounts_of(flat, follow=_BEHIND_DIGITS), low):
        limit = _counted(flat, match)
        if limit is not None:
            yield limit
    for match in at_anchors(_EVENT_FIRST, _EVENT_FIRST_ANCHOR, low) if "trước " in low or "sau " in low else ():
        name = "anchor" if match.group("anchor") else "short"
        anchor = flat.line[match.start(name) : match.end(name)]
        yield Limit(match.start(), match.end(), "relative", offset=_offset(match), anchor=anchor)


def _counted(flat: Flat, match: re.Match[str]) -> Limit | None:
    """None for a mere amount of time ("thời hạn giải quyết là 05 ngày", "hội nghị 01 ngày")."""
    low = flat.low
    before = low[max(0, match.start() - 60) : match.start()]
    lead = _LEAD.search(before)
    if _IN_FORCE.search(before[: lead.start()] if lead else before):
        return None
    # "05 ngày sau hội nghị" alone may tell a story; behind "chậm nhất" it is a limit.
    tail = match.group("tail") is not None and (lead is not None or match.group("loose") is None)
    if tail and match.group("held") is not None and not (lead and lead.group().startswith("trước")):
        # "trước 05 ngày tổ chức hội nghị" counts back from the day; "03 ngày tổ chức hội thi" only lasts.
        tail = False
    if not tail and (lead is None or lead.group("least")) and not labelled(before):
        return None
    if not tail and _IF.search(low[max(0, match.start() - 120) : match.start()]) and _THEN.match(low, match.end()):
        return None
    if not tail and lead and _is_length_or_notice(before[: lead.start()], lead.group()):
        return None
    if not tail and _SHORTENED.search(before[: lead.start()] if lead else before):
        return None
    if not tail and (_LASTING.search(before[: lead.start()] if lead else before) or _clock(lead, match)):
        return None
    start = match.start() - (len(before) - lead.start() if lead else 0)
    end, anchor = match.end("unit"), None
    if tail:
        end = _cut(low, match.start("anchor"), match.end("anchor"))
        anchor = flat.line[match.start("anchor") : end]
    return Limit(start, end, "relative", offset=_offset(match), anchor=anchor)


def _is_length_or_notice(before: str, lead: str) -> bool:
    return _LENGTH.search(before) is not None or (lead.startswith("trước") and _NOTICE.search(before) is not None)


def _clock(lead: re.Match[str] | None, match: re.Match[str]) -> bool:
    """ "trước 16 giờ", "sau 22 giờ" are times of day, "ngâm trong 15 phút" a time something lasts."""
    if lead is None:
        return False
    if lead.group() == "sau " and match.group("unit") in ("giờ", "h") and match.group("n") in _EVENING:
        return True
    short = match.group("unit") == "phút" and lead.group() == "trong "
    return short or (lead.group() == "trước " and match.group("unit") in ("giờ", "h", "phút"))


def _event(flat: Flat, match: re.Match[str]) -> Limit:
    group = next((name for name in ("event", "session", "until", "paper", "when", "asked", "next", "pledged") if match.group(name)), None)
    if group is None:
        return Limit(match.start(), match.end(), "relative")
    end = _cut(flat.low, match.start(group), match.end(group))
    return Limit(
        match.start(),
        end,
        "relative",
        inclusive=group not in ("session", "until", "pledged"),
        anchor=flat.line[match.start(group) : end].strip(),
    )


def _cut(low: str, start: int, end: int) -> int:
    """The end of the event's words: what follows "để", "phải", "tại" … is what is to be done."""
    stop = _CUT.search(low, start, end)
    end = stop.start() if stop else end
    return start + len(low[start:end].rstrip())


def _offset(match: re.Match[str]) -> Offset:
    said = match.group("n")
    least = match.group("least")
    return Offset(_SPELLED.get(said) or int(said), _UNITS[match.group("unit")], int(least) if least else None)
