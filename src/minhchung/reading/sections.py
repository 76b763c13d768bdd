"""Which parts of a document can hold assignments, told by their titles."""

import re
from typing import Literal

from minhchung.reading.outline import Node
from minhchung.text.normal import lower

Section = Literal["orders", "past", "purpose", "money", "frame", "basis", "opinions", "notice", "open"]

_LEAD = r"^(?:về |phần |một số |những |các |công tác |nội dung |việc |kết luận về |i+\. )?"
_PAST = re.compile(
    _LEAD + r"(?:đánh giá(?! nội bộ|,? (?:xếp loại )?(?:cán bộ|công chức|viên chức|đảng viên|người lao động|học sinh))"
    r"|kết quả|ưu điểm|mặt (?:được|làm được|đạt được|mạnh|hạn chế|còn)|tồn tại|hạn chế|khuyết điểm"
    r"|thiếu sót|khó khăn|thuận lợi|vướng mắc"
    r"|nguyên nhân|bài học|tình hình|thực trạng|bối cảnh|nhận xét|nhận định|đặc điểm|việc đã làm|những việc|sơ kết|tổng kết"
    r"|thành tích|số liệu|đã đạt được)"
)
_PURPOSE = re.compile(
    r"^(?:mục đích|mục tiêu|quan điểm|phương châm|phạm vi|đối tượng|nguyên tắc|sự cần thiết|ý nghĩa|chủ đề"
    r"|giải thích từ ngữ)"
)
_MONEY = re.compile(r"^(?:về )?(?:nguồn )?(?:kinh phí|dự toán|nguồn lực tài chính|ngân sách thực hiện)")
_FRAME = re.compile(
    r"^(?:thời gian(?! qua| tới| vừa)|thời hạn|địa điểm|thành phần|chương trình (?:chi tiết|hội nghị|cuộc họp|làm việc|buổi)"
    r"|nội dung (?:cuộc )?(?:họp|hội nghị|làm việc)$|hình thức|người dự|chủ trì|thư ký(?!$)|khách mời|nơi nhận|tài liệu"
    r"|lịch (?:làm việc|công tác|trực))"
)
_BASIS = re.compile(r"^(?:căn cứ|cơ sở pháp lý|căn cứ pháp lý)")
_OPINIONS = re.compile(
    r"^(?:các )?(?:ý kiến (?:phát biểu|thảo luận|tham gia|của|trao đổi)|thảo luận|phát biểu|diễn biến|nghe báo cáo|báo cáo của"
    r"|tham luận)"
)
_ORDERS = re.compile(
    r"nhiệm vụ|giải pháp|biện pháp|tổ chức thực hiện|phân công|trách nhiệm|phương hướng|yêu cầu|kiến nghị|khắc phục|kết luận|trọng tâm"
    r"|chỉ đạo|triển khai|tiến độ|giao việc|công việc|chế độ (?:thông tin,? )?báo cáo|hoạt động|nội dung"
)
_ASKS = re.compile(
    r"yêu cầu|đề nghị|chỉ đạo|nhiệm vụ|giải pháp|giao |kết luận|thực hiện (?:các|một số|tốt|ngay|nghiêm|những)|tập trung|phân công"
    r"|nội dung sau|công việc sau|biện pháp"
)
_TOLD = re.compile(
    r"(?:kết quả|tồn tại|hạn chế|khó khăn|vướng mắc|nguyên nhân|tình hình|ưu điểm|thiếu sót|khuyết điểm"
    r"|số liệu)[^.;:]{0,40}(?:như sau|sau đây|sau|cụ thể|là|như)?$"
)
# "xin trả lời như sau:", "báo cáo kết quả như sau:": what follows is told.
_ANSWERS = re.compile(r"(?:trả lời|giải trình|phúc đáp|báo cáo)[^,.;:]{0,60} (?:như sau|sau|cụ thể)$")
# "thông báo thời gian nghỉ lễ như sau:": the public is told when and where; only words of asking order anything.
_NOTICE = re.compile(r"thông báo[^.;:]{0,80}(?:thời gian|lịch|địa điểm|kết quả|danh sách)[^.;:]{0,60} (?:như sau|sau)$")
_CONCLUSIONS = re.compile(r"kết luận|giao nhiệm vụ|phân công|chỉ đạo|giao việc|nhiệm vụ|thống nhất(?: giao| như sau| các nội dung sau)?:?$")
# "Chủ trì kết luận:", "Ý kiến chỉ đạo": whoever speaks, what follows is told to be done.
_LONGEST_TITLE = 40
_CONCLUDES = re.compile(
    r"(?:kết luận|ý kiến chỉ đạo|giao nhiệm vụ|giao việc|(?:cuộc họp|hội nghị|chủ trì|chủ tọa|các bên) (?:đã )?thống nhất)"
    r"(?: (?:cuộc họp|hội nghị|buổi làm việc|các nội dung|một số nội dung))?(?:,? ?như sau| sau)?$"
)
_LED = re.compile(r"(?:[\w.)]{1,6} )?(?:về )?(?:công tác |việc )?(?:lãnh đạo|chỉ đạo|quán triệt|triển khai thực hiện|ban hành văn bản)\b")
# Parts of a report or an invitation that hand out work all the same: "Nhiệm vụ trọng tâm tháng 6", "Phân công chuẩn bị".
_HANDS_OUT = re.compile(
    r"(?:nhiệm vụ|phương hướng|giải pháp|công tác|công việc|kế hoạch)[^.;:]{0,60}? (?:trọng tâm|thời gian tới|sắp tới|tiếp theo"
    r"|cuối năm|(?:tháng|tuần|quý|năm|kỳ) (?:tới|sau|đến|\d|[ivx]{1,4}\b))|phân công|giao (?:nhiệm vụ|việc)|công tác chuẩn bị"
    r"|chuẩn bị (?:nội dung|tài liệu|hội nghị|cuộc họp)"
)
_AND_ORDERS = re.compile(
    r"(?:và|,|;|-) ?(?:các |một số |những )?(?:nhiệm vụ|phương hướng|giải pháp|biện pháp|nội dung chỉ đạo|yêu cầu|kết luận"
    r"|phân công)"
)


def section_of(node: Node, above: Section, *, plan: bool) -> Section:
    """The section a titled node opens; ``above`` is the section it stands in, ``plan``: the document is a plan."""
    title = lower(node.text).strip(" :.*")
    if node.mark is None and title.count(" ") > 8 and (node.leads or title.count(" ") <= _LONGEST_TITLE):
        return _of_lead_in(title, above)
    if node.mark is None and node.leads and _NOTICE.search(title):
        return "notice"
    if not title or title.count(" ") > _LONGEST_TITLE:
        return above
    first = "purpose" if plan and title == "yêu cầu chung" else _first(title, node)
    if first is not None:
        return first
    if above in ("past", "purpose", "money", "frame", "basis", "opinions"):
        return above
    return "orders" if _ORDERS.search(title) else above


def closed_topic(text: str, node: Node) -> bool:
    """Whether an item "Topic: ..." is, by its topic, an account, an aim or a frame ("Thành phần: ...", "Ưu điểm: ...")."""
    topic, colon, _ = lower(text)[:90].partition(":")
    return bool(colon) and topic.count(" ") < 10 and _first(topic.strip(), node) in ("past", "purpose", "frame", "basis", "opinions")


def concludes(node: Node) -> bool:
    """Whether a title above says that conclusions follow: in minutes only these are orders."""
    return any(_CONCLUSIONS.search(lower(title)) for title in node.path())


def hands_out_work(node: Node) -> bool:
    """Whether a title above hands out work, in a document that otherwise only tells: a report, an invitation."""
    return any(_HANDS_OUT.search(lower(title)) for title in node.path())


def tells_of_leading(node: Node) -> bool:
    """Whether a title above tells, in a report, how the work was led ("Công tác chỉ đạo, điều hành"): what was ordered is done."""
    return any(_LED.match(lower(title)) for title in node.path())


def is_duty_part(node: Node) -> bool:
    """Under "Tổ chức thực hiện", "Phân công", "Trách nhiệm" the titles are the units."""
    above = node.parent
    while above is not None and above.text:
        low = above.text.lower()
        if any(word in low for word in ("tổ chức thực hiện", "phân công", "trách nhiệm", "giao nhiệm vụ")):
            return True
        above = above.parent
    return False


def _of_lead_in(title: str, above: Section) -> Section:
    """A whole sentence before a colon: what it announces stands at its end."""
    end = title[-90:]
    if _ASKS.search(end):
        return "orders"
    if _NOTICE.search(title[-160:]):
        return "notice"
    if _TOLD.search(end) or _ANSWERS.search(end):
        return "past"
    return above


def _first(title: str, node: Node) -> Section | None:
    if _CONCLUDES.search(title) and not _BASIS.match(title):
        return "orders"
    if _PURPOSE.match(title):
        return "purpose"
    if title.startswith("yêu cầu") and _is_beside_purpose(node, title):
        return "purpose"
    if _PAST.match(title):
        return "open" if _AND_ORDERS.search(title) else "past"
    if _MONEY.match(title):
        return "money"
    if _FRAME.match(title):
        return "frame"
    if _BASIS.match(title):
        return "basis"
    if _OPINIONS.match(title):
        return "opinions"
    if node.mark and node.mark.kind in ("roman", "upper", "part", "article") and _ORDERS.search(title):
        return "orders"
    return None


def _is_beside_purpose(node: Node, title: str) -> bool:
    if title not in ("yêu cầu", "yêu cầu chung") or node.parent is None:
        return False
    return any(lower(other.text).startswith("mục") for other in node.parent.children[:8] if other is not node)
