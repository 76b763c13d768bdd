"""Names set in capitals given back in the usual spelling of Decree 30/2020/NĐ-CP, Annex II: "BAN CHỈ HUY QUÂN SỰ XÃ TÂN PHÚ" →
"Ban Chỉ huy Quân sự xã Tân Phú"."""

import re

from minhchung.reading.words import FIELDS, HEADS, NAME_TAILS, POSTS, WARD_FIELDS, Phrases, words_of
from minhchung.text.normal import lower

# Names of more than one capital, as written; everything else follows from head, field and place.
_WRITTEN = """Ủy ban nhân dân;Uỷ ban nhân dân;Hội đồng nhân dân;Ủy ban Mặt trận Tổ quốc;Mặt trận Tổ quốc;Việt Nam;Ban Thường vụ
Ban Chấp hành;Ban Chỉ đạo;Ban Chỉ huy;Ban Chỉ huy Quân sự;Bộ Chỉ huy Quân sự;Bộ Chỉ huy;Ban Quản lý;Ban Tổ chức
Ban Giám hiệu;Ban Giám đốc;Ban Công tác Mặt trận;Hội Liên hiệp Phụ nữ;Liên hiệp Phụ nữ;Hội Liên hiệp Thanh niên
Đoàn Thanh niên;Thanh niên Cộng sản Hồ Chí Minh;Hồ Chí Minh;Hội Nông dân;Hội Cựu chiến binh;Hội Chữ thập đỏ
Hội Người cao tuổi;Hội Phụ nữ;Hội LHPN;Hội CCB;Hội LHTN;Hội Khuyến học;Liên đoàn Lao động;Kho bạc Nhà nước
Ngân hàng Nhà nước;Tòa án nhân dân;Toà án nhân dân;Viện kiểm sát nhân dân;Bộ đội Biên phòng;Thường trực;Chính phủ
Quốc hội;Thủ tướng Chính phủ;Nhà nước;Chánh Văn phòng;Phó Chánh Văn phòng;Trường Mầm non;Trường Tiểu học
Trường Trung học cơ sở;Trường Trung học phổ thông;Đảng;Ủy ban Kiểm tra;Tỉnh ủy;Thành ủy;Đại học
Đội Thiếu niên Tiền phong;Bệnh viện Đa khoa;Trạm Y tế;Xây dựng Đảng;Đảng ủy;Đảng bộ;Đảng uỷ;Tổng cục;Chi cục;Thanh tra
Công an;Bảo hiểm xã hội;Hội đồng;Sở;Bộ;Cục"""
_SPELLED = {lower(name): name for name in re.split(r"[;\n]", _WRITTEN)}
_KNOWN = Phrases(";".join(_SPELLED) + ";")
_SHORT = {
    *("ubnd", "hđnd", "thpt", "thcs", "mttq", "tp", "ubmttq", "ccb", "lhpn", "lhtn", "tncs", "chqs", "qlda", "btv", "bch", "xl"),
    *("tnhh", "mtv", "đtxd"),
}
# A word without a vowel is initials: "BAN CHỈ ĐẠO CCHC".
_INITIALS = re.compile(r"[BCDĐGHKLMNPQRSTVX]{2,}$")
# "BCH QUÂN SỰ", "BCHQS": a title may shorten what the text says in full.
_BOARD = re.compile(r"\bBCH ?(?:QUÂN SỰ|QS)\b")
_LEVELS = Phrases("phường, xã, thị trấn, đặc khu, quận, huyện, thị xã, thành phố, tỉnh, khu vực, khu phố, thôn, ấp")
# After these the name of a person or place follows.
_NAMED = {"thpt", "thcs", "trường thcs", "trường thpt", "trường mầm non", "trường tiểu học"} | {
    "trường trung học cơ sở",
    "trường trung học phổ thông",
}
# The field after these is a common noun ("Đoàn kiểm tra", "Tổ công tác"), after offices it is a name ("Phòng Kinh tế").
_LOOSE_HEADS = {"đoàn", "tổ", "đội", "hội đồng", "nhóm", "các", "đảng ủy", "đảng bộ", "chi bộ", "công an", "ủy ban", "thanh tra"}
# Heads of one capital; behind the other names that are known whole a field begins small ("Ban Quản lý dự án").
_PLAIN_HEADS = {"sở", "bộ", "cục", "chi cục", "tổng cục"}
_ROMAN = re.compile(r"(?:[IVX]{1,5}|[A-ZĐ]{0,4}\d[\w]*)$")


def name_case(capitals: str) -> str:
    """The usual spelling of an office or post written in capitals. Names the rules do not know get one capital at the start."""
    words = words_of(_BOARD.sub("BAN CHỈ HUY QUÂN SỰ", capitals))
    capitals = words.text
    written = [capitals[start : start + len(word)] for start, word in zip(words.starts, words.low, strict=True)]
    small = [lower(word) for word in written]
    out: list[str] = []
    proper = field = named = False
    at = 0
    while at < len(small):
        level = _LEVELS.at(words.low, at) if at else 0
        known = _KNOWN.at(words.low, at)
        if level:
            out.extend(small[at : at + level])
            proper, field = True, False
            at += level
        elif small[at] in _SHORT or (at and (_ROMAN.match(written[at]) or _INITIALS.match(written[at]))):
            out.append(written[at])
            proper, field = small[at] in _NAMED, False
            at += 1
        elif not small[at][0].isalnum() or small[at] == "và":
            out.append(small[at])
            field, proper = named, False
            at += 1
        elif proper and not known:
            out.append(_big(small[at]))
            at += 1
        else:
            step = known or max(HEADS.at(words.low, at), POSTS.at(words.low, at), _field(words.low, at), 1)
            out.extend(_spelled(small[at : at + step], known, start=at == 0, field=field))
            said = " ".join(small[at : at + step])
            named = field and not known
            field = HEADS.at(words.low, at) == step and said not in _LOOSE_HEADS and (not known or said in _PLAIN_HEADS)
            proper = said in _NAMED
            at += step
    text = " ".join(out)
    return re.sub(r" ([,.)])", r"\1", re.sub(r"([(]) ", r"\1", text))


def _field(low: list[str], at: int) -> int:
    return max(FIELDS.at(low, at), WARD_FIELDS.at(low, at), NAME_TAILS.at(low, at))


def _spelled(small: list[str], known: int, *, start: bool, field: bool) -> list[str]:
    said = " ".join(small)
    if known:
        return _SPELLED.get(said, said).split(" ")
    small = [w.upper() if w in _SHORT else w for w in small]
    if not (start or field):
        return small
    # "văn hóa - xã hội", "hạ tầng và đô thị": each part of a field begins with a capital.
    parts = [_big(w) if i and small[i - 1] in ("-", ",", "và") else w for i, w in enumerate(small)]
    return [_big(parts[0]), *parts[1:]]


def _big(word: str) -> str:
    return word[:1].upper() + word[1:]
