"""Who is meant: the whole circle ("các phòng, đơn vị", "Quý cơ quan"), and whether two names are one office."""

import re
from collections.abc import Sequence

from minhchung.reading.script import LOWER
from minhchung.text.normal import fold, lower

_ALL = re.compile(
    r"(?:các|tất cả các|toàn thể các|toàn bộ các|mỗi|từng|mọi) (?:phòng|khoa|ban|ngành|bộ phận|cơ quan|đơn vị|tổ chức|đoàn thể"
    r"|cá nhân|phòng ban)(?: chuyên môn(?=,))?"
    r"(?:(?:,| và|,? và các|/| -|, các) ?(?:phòng|khoa|ban|ngành|bộ phận|cơ quan|đơn vị|đoàn thể|tổ chức|cá nhân|phòng ban"
    r"|tổ dân phố|khu phố|ban ngành|địa phương)){0,6}"
    rf"(?: (?:thuộc|trực thuộc|của)? ?(?:ubnd |ủy ban nhân dân )?(?:phường|xã|thành phố|đặc khu|tỉnh)?(?: [{LOWER}]{{1,7}}){{0,3}})?$"
)
# A province's whole circle: its departments and the committees of its communes, whoever else is named behind them.
_PROVINCE = re.compile(
    r"(?:thủ trưởng |giám đốc |lãnh đạo )?(?:các )?(?:sở|sở, ban|sở, ban, ngành|sở, ngành|sở, ban ngành)(?: (?:tỉnh|thành phố))?"
    r"(?:;|,| và|, và) (?:chủ tịch )?ủy ban nhân dân (?:các |cấp )?(?:xã|phường)(?:, (?:xã|phường|thị trấn|đặc khu)){0,2}"
    r"(?:(?:;|,| và|, và) (?:các )?(?:tổ chức|cơ quan|đơn vị)[^;]{0,60})?$"
)
_WIDE = ("đơn vị", "bộ phận", "ban, ngành", "phòng, ban", "khoa, phòng", "phòng, khoa")
_SCOPE = re.compile(r" (?:trên địa bàn|trực thuộc|thuộc|trong toàn|trong)\b[^,;]{0,60}$")
# "Quý cơ quan" is whoever the letter is addressed to.
_POLITE = re.compile(r"quý [^,;.]{2,40}$")
_NARROW = ("liên quan", "chuyên môn ", "chức năng", "được", "có ", "sự nghiệp", "kinh doanh", "bảo vệ")
BARE_PLACES = ("tỉnh", "thành phố", "phường", "xã", "địa phương", "huyện", "quận")


def same_office(name: str, other: str) -> bool:
    """Whether two names are one office, spelled out or in initials: "Ban CHQS xã" and "Ban Chỉ huy Quân sự xã Đá Bạc"."""
    here = re.findall(r"\w+", name)
    there = re.findall(r"\w+", other)
    at = 0
    for word in here:
        long = len(word) > 1 and word.isupper()
        if at < len(there) and lower(word) == lower(there[at]):
            at += 1
        elif long and at + len(word) <= len(there) and fold(word) == fold("".join(w[0] for w in there[at : at + len(word)])):
            at += len(word)
        else:
            return False
    if not here or at == len(there):
        return bool(here)
    return lower(there[at]) in BARE_PLACES or lower(there[at - 1]) in (*BARE_PLACES, "phố")


def is_everyone(said: str, addressees: Sequence[str]) -> bool:
    """Whether the words cover the whole circle: "các phòng, đơn vị", or all the letter is addressed to."""
    low = _spelled(said)
    if _POLITE.match(low):
        return True
    if _ALL.match(low) and any(w in low for w in _WIDE) and not any(n in low + " " for n in _NARROW):
        return True
    if _PROVINCE.match(low):
        return True
    if not addressees:
        return False
    if len(addressees) == 1:
        # One name alone stays that name; one group is the whole circle when nothing but its scope ("trên địa bàn tỉnh") is left unsaid.
        group = _SCOPE.sub("", _spelled(addressees[0]))
        return "các " in group and _SCOPE.sub("", low) == group
    words = set(re.findall(r"\w+", low))
    return all((have := set(re.findall(r"\w+", _spelled(a)))) and len(have & words) >= 0.6 * len(have) for a in addressees)


def _spelled(said: str) -> str:
    low = lower(" ".join(said.split())).strip(" .:;")
    return low.replace("ubnd", "ủy ban nhân dân").replace("uỷ ban", "ủy ban")
