"""Figures that tell how things lie or whom an order is about, and so are nothing to be reached."""

import re

# Those who stand beyond a figure are told of, none is set: "phê bình đơn vị giải ngân dưới 60%", "đơn vị chưa đạt 80%".
_TOLD_OF = re.compile(
    r"(?:nêu tên|phê bình|kiểm điểm|nhắc nhở|cảnh cáo|trách nhiệm|trừ điểm|biểu dương|khen thưởng|đối với)(?:,? \w{1,12}){0,10}"
    r" (?:đơn vị|địa phương|xã|phường|cơ quan|trường|hộ|cá nhân|tập thể|trường hợp|chủ đầu tư|dự án)"
    r"(?: (?!phải|cần|phấn|bảo|đảm)\w{1,12}){0,8} $"
)
_SHORT_OF = re.compile(r"(?:chưa đạt|không đạt|(?<!không )thấp hơn|(?<!không )kém)(?: \w{1,12}){0,2} $")
_BROUGHT_DOWN = re.compile(
    r"(?<!\w)(?:giảm|xuống|về|còn|duy trì|giữ|khống chế|kiểm soát|kìm|kéo|phấn đấu|bảo đảm|đảm bảo|mục tiêu|ở mức|tỷ lệ|tỉ lệ)(?!\w)"
)
_HOLDS = re.compile(
    r"(?<!\w)(?:đơn vị|địa phương|xã|phường|cơ quan|trường|hộ|cá nhân|dự án)(?: (?:có|đạt|giải ngân|để))+(?: \w{1,12}){0,6} $"
)
WISH = re.compile(r"\b(?:phấn đấu|đảm bảo|bảo đảm|phải|cần|yêu cầu|mục tiêu|tối thiểu|ít nhất|đề nghị|tiếp tục|hoàn thành)\b")
# What lies there already is no number to be reached: "12 chỉ tiêu chưa hoàn thành", "07 hợp đồng hết hạn".
LYING = re.compile(
    r" (?:chưa|đã|đang|hết hạn|dôi dư|vắng mặt|phát sinh|bị)(?!\w)|(?: [^\W\d]{1,12}){1,4}? đang (?:chậm|vướng|nợ)(?!\w)"
    r"|(?: [^\W\d]{1,12}){0,2}? (?:nêu trên|nói trên|trên đây|còn tồn|tồn đọng|còn lại)(?!\w)"
)


def is_told_of(clause: str, near: str, said: re.Match[str] | None) -> bool:
    """Whether the figure tells whom an order is about, not what is to be reached."""
    if _TOLD_OF.search(near) or _SHORT_OF.search(near):
        return True
    if said is None or not (said.group("below") or said.group("above")):
        return False
    held = _HOLDS.search(near) is not None and not WISH.search(clause)
    return held or (said.group("below") is not None and _BROUGHT_DOWN.search(clause) is None)
