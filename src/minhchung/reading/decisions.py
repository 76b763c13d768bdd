"""What the issuer decides itself, with nobody told to act: "Thống nhất chủ trương ...", "Về đề xuất A: Giám đốc đồng ý"."""

import re

from minhchung.text.normal import lower

_SELF = re.compile(
    r"(?:cơ bản |về cơ bản |hoàn toàn )?(?:thống nhất(?! thực hiện| (?!chủ trương|phương án|quan điểm)[^.;:]{3,50} giữa )"
    r"|đồng ý|nhất trí|chấp thuận|ghi nhận|biểu dương|đánh giá cao|khen(?: ngợi)?(?! thưởng)"
    r"|hoan nghênh|chúc mừng|phê bình|cho phép|không đồng ý|trân trọng cảm ơn|cảm ơn)\b"
)
_SELF_ARTICLE = re.compile(
    r"(?:phê duyệt|thông qua|ban hành|thành lập|kiện toàn|bổ nhiệm|công nhận|điều động|khen thưởng|tặng|cử|thay thế|bãi bỏ|công bố"
    r"|giao quyền|giao (?:chỉ tiêu|kế hoạch|dự toán|biên chế|vốn)|phân bổ|điều chỉnh"
    r"|quy định|hủy bỏ|phê chuẩn|cho phép|sửa đổi|bổ sung|miễn nhiệm|công khai)\b"
)
_TOPIC_DECIDED = re.compile(
    r"[^:.;]{5,160}: ?(?:(?:lãnh đạo |tập thể )?(?:ubnd|ủy ban|chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|hiệu trưởng|bí thư|thường trực"
    r"|ban|đảng ủy|lãnh đạo|sở|bộ|hội nghị|cuộc họp)[^,.;:]{0,60}? )?"
    r"(?:cơ bản |về cơ bản |hoàn toàn |chưa )?(?:thống nhất(?! thực hiện)|đồng ý|nhất trí|chấp thuận|ghi nhận|không đồng ý|cho phép"
    r"|(?:không|chưa) (?:đồng ý|chấp thuận|thống nhất|nhất trí|xem xét))"
    r"(?:[ ,][^.;]{0,200})?(?:[.;] [^.;:]{1,60} sẽ [^.;:]{1,200})?[.;]?$"
)
# "UBND xã thống nhất chủ trương dừng dự án": the issuer names itself; "thống nhất giao Phòng A" hands work out.
_ISSUER_DECIDES = re.compile(
    r"(?:lãnh đạo |tập thể |đồng chí )?(?:ubnd|ủy ban nhân dân|(?:phó )?chủ tịch|ban thường vụ|thường trực)[^,.;:]{0,60}?"
    r" (?:cơ bản |về cơ bản |hoàn toàn )?(?:thống nhất|đồng ý|nhất trí|chấp thuận)"
    r" (?!giao|đề nghị|yêu cầu|với|phân công|thực hiện|để|cùng|nội dung sau|như sau|một số|các nội dung)"
)


def is_decision(text: str) -> bool:
    """Whether the clause opens with what the issuer decides ("Thống nhất chủ trương ...")."""
    return bool(_SELF.match(lower(text)[:60]))


def is_self_decision(text: str, *, article: bool) -> bool:
    """What the issuer decides itself, with no one told to act."""
    low = lower(text)
    return bool(_SELF.match(low) or (article and _SELF_ARTICLE.match(low)))


def decides_on_topic(text: str) -> bool:
    """As in "Về đề xuất bổ sung máy: Giám đốc đồng ý về nguyên tắc.": the issuer answers a matter and tells nobody to act."""
    return ":" in text and _TOPIC_DECIDED.match(lower(text)[:300]) is not None


def issuer_decides(text: str) -> bool:
    """As in "Chủ tịch UBND xã thống nhất chi kinh phí cắm mốc ...": the issuer says what it does itself."""
    return bool(_ISSUER_DECIDES.match(lower(text)[:160]))
