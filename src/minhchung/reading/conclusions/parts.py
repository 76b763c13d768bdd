"""What a part of a conclusion holds, told by its title; and, where a title holds several, by the words of the item."""

import re
from typing import Literal

from minhchung.reading.conclusions.model import Kind
from minhchung.text.normal import lower

Part = Literal["strengths", "shortcomings", "requirements"]
Parts = frozenset[Part]

NOTHING: Parts = frozenset()
# Titles over what belongs to none of the three: who was there, how it went, why it is so, what the unit says itself.
_ASIDE = re.compile(
    r"(?:[\w.)]{1,5} )?(?:về )?(?:các )?(?:nguyên nhân|ý kiến|giải trình|thành phần|kế hoạch|phạm vi|đối tượng|thời gian|địa điểm"
    r"|căn cứ|mục đích|phương pháp|khái quát|đặc điểm|đại diện|nơi nhận|trách nhiệm (?:để|của)|tiếp thu|chuẩn mực|phát biểu"
    r"|(?:kiến nghị|đề xuất|đề nghị)[^.;:]{0,30}(?:với đoàn|(?:của|từ) (?:các )?(?:đơn vị|phòng|cơ sở|trung tâm|ubnd|trạm|trường)))\b"
)
_WORDS: dict[Part, re.Pattern[str]] = {
    "strengths": re.compile(
        r"ưu điểm|ưu điêm|điểm mạnh|mặt (?:được|mạnh|làm được|đạt được|tích cực)|(?:kết quả|những việc|nội dung|thành tích) (?:đã )?"
        r"(?:đạt được|làm được|làm tốt)|việc đã làm|đã đạt được|điểm (?:tích cực|phù hợp|tốt)|ghi nhận|thực hành tốt|mặt tốt"
    ),
    "shortcomings": re.compile(
        r"tồn tại|hạn chế|khuyết điểm|thiếu sót|điểm yếu|mặt (?:chưa được|yếu|còn)|không phù hợp|chưa phù hợp|sai phạm|vi phạm"
        r"|(?:nội dung|việc|điểm|vấn đề|những gì) (?:chưa|cần (?:khắc phục|cải tiến|lưu ý|chấn chỉnh))|khuyến nghị|cơ hội cải tiến"
        r"|điểm (?:cần )?(?:lưu ý|quan sát|cải tiến)|chưa (?:làm được|đạt được|đạt yêu cầu)|bất cập|phát hiện đánh giá"
    ),
    "requirements": re.compile(
        r"yêu cầu|yêu câu|kiến nghị|đề nghị|biện pháp|khắc phục|chấn chỉnh|nhiệm vụ|giao các|tổ chức thực hiện|hành động"
    ),
}
# A sentence that announces demands asks; "tổ chức thực hiện nhiệm vụ" in it is what it speaks of.
_ANNOUNCED = _WORDS | {"requirements": re.compile(r"yêu cầu|kiến nghị|đề nghị|biện pháp (?:khắc phục|xử lý)|giao (?:các|cho)")}
_BOTH = re.compile(
    r"kết quả (?:kiểm tra|thanh tra|đánh giá|xác minh|làm việc|giám sát|phúc tra)|nhận xét|phát hiện|đánh giá chung|kết quả cụ thể"
    r"|nội dung (?:đã )?(?:kiểm tra|thanh tra|đánh giá|xác minh)|qua kiểm tra"
)
_FOUND: Parts = frozenset({"strengths", "shortcomings"})
# "Yêu cầu khắc phục tồn tại" demands, "tồn tại cần khắc phục" tells.
_DEMANDS = re.compile(r"(?:[\w.)]{1,5} )?(?:các |những |một số |nội dung |về )?(?:yêu cầu|yêu câu|kiến nghị|đề nghị|biện pháp|khắc phục)")
_TO_BE_MENDED = re.compile(r"(?:cần|phải) (?:được )?(?:khắc phục|chấn chỉnh|xử lý)|không phù hợp (?:với )?(?:các )?yêu cầu")
# "… tập trung khắc phục triệt để những hạn chế, tồn tại nêu trên và thực hiện các nội dung sau": what is to be mended is not told there.
_FAULT = r"(?:tồn tại|hạn chế|thiếu sót|khuyết điểm|yếu kém)"
_MENDS = re.compile(rf"(?<!đã )(?:khắc phục|chấn chỉnh|sửa chữa)(?: [^\W\d]+){{0,4}} {_FAULT}(?:,? (?:và )?{_FAULT})*")
_LONGEST_TITLE = 24
_LEAD_IN_END = 100

_GOOD_AFTER_ALL = re.compile(
    r"không (?:phát hiện|để xảy ra|để phát sinh|phát sinh|xảy ra|có (?:hồ sơ (?:quá|chậm|trễ)|vi phạm|sai phạm|trường hợp))[^,.;]*"
    r"|không phụ thuộc|hạn chế (?:tình trạng|tối đa|việc)[^,.;]*"
)
_WRONG = re.compile(
    r"\b(?:chưa|không|thiếu|vi phạm|sai|chậm|quá hạn|tồn đọng|hạn chế|tồn tại|lúng túng|hỏng|trễ|lệch|buông lỏng|né tránh|hết hiệu lực)\b"
    r"|\b(?:còn|cần|tuy nhiên|song|nhưng)\b(?! hạn)"
)

_MAJOR = re.compile(r"\b(?:nặng|lớn|nghiêm trọng|major)\b")
_MINOR = re.compile(r"\b(?:nhẹ|nhỏ|minor)\b")
_NONCONFORMITY = re.compile(r"không phù hợp|\bkph\b|\bnc\b|nonconformit")
_RECOMMENDATION = re.compile(r"khuyến nghị|cơ hội cải tiến|điểm (?:cần )?(?:lưu ý|quan sát|cải tiến)|\bofi\b|\bobs\b|quan sát|lưu ý")


def parts_of_title(title: str, *, leads: bool) -> Parts | None:
    """What the part under a title holds; NOTHING when it is set aside, None when the title does not tell. ``leads``: the title is a
    sentence that announces what follows, and its end tells."""
    low = lower(title).strip(" :.*")
    long = low.count(" ") > _LONGEST_TITLE
    if long and not leads:
        return None
    if leads and low.count(" ") > 8:
        return _of_lead_in(low[-_LEAD_IN_END:])
    if _ASIDE.match(low):
        return NOTHING
    if _DEMANDS.match(low):
        return frozenset({"requirements"})
    held: set[Part] = {part for part, words in _WORDS.items() if words.search(low)}
    if "shortcomings" in held and _TO_BE_MENDED.search(low):
        held.discard("requirements")
    if held:
        return frozenset(held)
    return _FOUND if _BOTH.search(low) else None


def _of_lead_in(end: str) -> Parts | None:
    """Of a long lead-in: whichever its last sentence names last ("bên cạnh kết quả đạt được còn một số tồn tại, hạn chế như sau")."""
    end = re.split(r"[.;] ", end)[-1]
    if (mended := _MENDS.search(end)) and not _WORDS["shortcomings"].search(end, mended.end()):
        return frozenset({"requirements"})
    last = {part: max((found.start() for found in words.finditer(end)), default=-1) for part, words in _ANNOUNCED.items()}
    part = max(last, key=lambda each: last[each])
    return frozenset({part}) if last[part] >= 0 else None


def part_of_item(text: str, parts: Parts) -> Part | None:
    """Which of the parts an item belongs to by its own words."""
    if len(parts) <= 1:
        return next(iter(parts), None)
    if tells_wrong(text):
        return "shortcomings"
    return "strengths" if "strengths" in parts else "requirements"


def tells_wrong(text: str) -> bool:
    """Whether the words say that something is lacking or late; "không phát hiện vi phạm" does not."""
    return wrong_at(text) is not None


def wrong_at(text: str) -> int | None:
    """Where the first word stands that says so."""
    found = _WRONG.search(_GOOD_AFTER_ALL.sub(lambda good: " " * len(good.group()), lower(text)))
    return found.start() if found else None


def kind_said(text: str) -> Kind | None:
    """The kind of finding the words name: "Điểm không phù hợp nhẹ", "NC major", "Khuyến nghị"."""
    low = lower(text)
    if _NONCONFORMITY.search(low):
        return "nonconformity-major" if _MAJOR.search(low) else "nonconformity-minor" if _MINOR.search(low) else "nonconformity"
    return "recommendation" if _RECOMMENDATION.search(low) else None


def grade_said(text: str) -> Kind | None:
    """The kind a cell or label "Mức độ" names, where "Nặng" alone is enough."""
    low = lower(text)
    return "nonconformity-major" if _MAJOR.search(low) else "nonconformity-minor" if _MINOR.search(low) else kind_said(text)
