"""List markers: how a Vietnamese document numbers its parts, and where each stands in the order of levels."""

import re
from typing import NamedTuple

from minhchung.reading.script import LOWER, UPPER

LEVELS = {
    "hash": 0, "part": 1, "upper": 2, "roman": 3, "article": 4, "decimal": 5, "ordinal": 8.5, "letter": 9, "paren": 10, "bullet": 11,
    "none": 20,
}  # fmt: skip

_MARK = re.compile(
    r"(?P<hash>#{1,6} )?(?:\*{1,3}|_{1,3})?"
    rf"(?:(?P<part>(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục) (?:thứ [{LOWER}]{{2,5}}|[IVXLC]{{1,5}}|\d{{1,2}})(?=[.:\-]| ?$| -)[.:\-]? ?-? ?)"
    r"|(?P<article>Điều \d{1,3}[a-zđ]? ?[.:] ?)"
    rf"|(?P<upper>[A-H] ?[.)/\-] ?(?=[{UPPER}\"“*]))"
    r"|(?P<roman>[IVX]{1,5} ?(?:[.)]|[/:-](?= )) ?(?=\S|$))"
    rf"|(?P<deep>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}(?:[.)/:]|\.\)|-(?= )|(?= \W{{0,3}}[{UPPER}]))(?!\d) ?)"
    # The hundredth item as well; a year is none, nor a number in the middle of a sentence.
    # A scanner puts a blank before the stop: "4 . Công an phường".
    rf"|(?P<decimal>\d{{1,2}}(?:[.)/:]|\.-|-(?= ))(?![\d%]) ?|\d{{1,2}} [.)] (?=[*\"“]{{0,3}}[{UPPER}])"
    rf"|(?!19\d\d|20\d\d)[1-9]\d{{2,3}}[.)] (?=[*\"“]{{0,3}}[{UPPER}]))"
    rf"|(?P<letter>[a-zđ](?:[.)/]|-(?= ))(?=\s|[{UPPER}]|\*|$) ?)"
    r"|(?P<ordinal>(?:[-+•] ?)?(?:(?:(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là"
    r"|[Tt]hứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?: là)?)[,:]|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)[.:](?= )) ?)"
    r"|(?P<paren>\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)[.:]? ?)"
    rf"|(?P<bullet>(?:[-+•▪●○◦■□✓✔➢➤»·\uf0b7\uf02d\uf0a7\uf0d8\uf076]|\*(?= )|o(?= [{UPPER}])) ?))?"
)
# Most lines open with a word, and of words only those with these two letters open a mark: "Phần", "Điều", "Thứ nhất", "IV.".
_WORD_MARKS = {
    *("PH", "Ph", "CH", "Ch", "MỤ", "Mụ", "Đi", "Th", "th", "Mộ", "Ha", "Ba", "Bố", "Nă", "Sá", "Bả", "Tá", "Mư"),
    *(first + second for first in "IVX" for second in "IVX"),
}
_SMALL_ROMAN = re.compile(r"\((?:i{1,3}|iv|vi{0,3}|ix|x)\)")
_DATED_DASH = re.compile(r"- ?(?:19|20)\d\d\b")
_SECOND_HALF = re.compile(r"- ?(?:[Xx]ã hội|Kiến trúc|Thương binh|Du lịch|Thể thao|Công nghiệp|Môi trường|Hộ tịch|Tài chính|Kế toán)\b")
_ORGAN_DASH = re.compile(r"- ?[A-ZĐ]{2,}")
_NUMBER_END = re.compile(r"\d/(?:\d{4}/)?[A-ZĐ][\wĐđ]*$")
_POST_DASH = re.compile(r"- ?(?:Phó |Trưởng |Chủ tịch|Giám đốc|Bí thư|Chánh |Hiệu trưởng|Tổ trưởng|Ủy viên|Bộ trưởng|Thứ trưởng)")
_NAME_END = re.compile(rf"(?:[{UPPER}][{LOWER}]{{1,6}} ?){{2,4}}$")
_FIRST_HALF = re.compile(r"(?:[Vv]ăn hoá|[Vv]ăn hóa|[Cc]hính trị|[Kk]inh tế|Quy hoạch|Lao động|Tư pháp|Kế hoạch|Tiểu thủ|Nông nghiệp)$")

# Lines that tell the time, place, people or money of the item before them.
LABEL = re.compile(
    r"(?:[-+•] ?)?[*_]{0,3}(?P<label>"
    r"(?:Thời (?:gian|hạn|điểm)(?: (?:hoàn thành|thực hiện|báo cáo|gửi|tổ chức|triển khai|xong|nộp))?(?: dự kiến)?)"
    r"|(?:(?:Cơ quan|Đơn vị|Bộ phận|Cá nhân|Phòng)(?:,? ?/? ?(?:đơn vị|cá nhân|cơ quan))? ?(?:được giao )?(?:chủ trì|phối hợp"
    r"|thực hiện|phụ trách|tham mưu|chịu trách nhiệm))"
    r"|(?:Chủ trì|Phối hợp|Phân công thực hiện|Phân công|Phụ trách|Trách nhiệm(?: thực hiện)?|Người (?:phụ trách|thực hiện))"
    r"|(?:Yêu cầu (?:về )?(?:sản phẩm|kết quả|chất lượng)"
    r"|Sản phẩm(?: đầu ra| hoàn thành)?|Kết quả(?: đầu ra| cần đạt)?|Kinh phí(?: thực hiện)?|Địa điểm|Hình thức|Đối tượng"
    r"|Thành phần|Số lượng|Nơi nhận báo cáo))"
    r"[*_]{0,3} ?:"
    r"|(?:[-+•] ?)?(?:Hoàn thành|Thời hạn|Thời gian hoàn thành|Xong)(?: xong)? (?P<bare>(?:trước|trong|chậm nhất)\b[^.;]{2,50}[.;]?$)"
)


class Mark(NamedTuple):
    """A marker at the start of a block: its kind, its depth among its kind, and where the words begin."""

    kind: str
    level: float
    sign: str
    end: int


def find_mark(text: str) -> Mark | None:
    """The list marker at the start of the text, or None."""
    first = text[:2]
    if first.isalpha() and first not in _WORD_MARKS and len(first) == 2:
        return None
    found = _MARK.match(text)
    if found is None or found.end() == 0:
        return None
    kind = found.lastgroup or ""
    hashes = found.group("hash")
    if kind in ("", "hash"):
        return Mark("hash", LEVELS["hash"] + len(hashes) / 10, hashes.strip(), len(hashes)) if hashes else None
    sign = found.group(kind).strip()
    level: float = LEVELS["decimal" if kind == "deep" else kind]
    if hashes:
        # Markdown says the level itself.
        return Mark("decimal" if kind == "deep" else kind, LEVELS["hash"] + len(hashes) / 10, sign, found.end())
    if kind == "paren" and _SMALL_ROMAN.match(sign):
        level += 0.5  # "(i)" stands under "(1)"
    if kind == "deep":
        level += sign.strip(".)/:").count(".")
    return Mark("decimal" if kind == "deep" else kind, level, sign, found.end())


def looks_like_dash_inside(before: str, after: str) -> bool:
    """A dash at the start of a line may be the middle of "2026 - 2030" or "Văn hóa - Xã hội"."""
    if not after.startswith("-"):
        return False
    if _DATED_DASH.match(after):
        return before[-4:].isdigit()
    if _ORGAN_DASH.match(after) and _NUMBER_END.search(before):
        return True
    if _POST_DASH.match(after) and not before.endswith((".", ";", ":", ",")) and _NAME_END.search(before):
        return True
    return bool(_SECOND_HALF.match(after) and _FIRST_HALF.search(before))
