"""How the name of a unit is taken apart: kind, post, tail, words. Plain values; `naming` compares what comes out.

Directives write one unit in many ways ("Phòng VH-XH", "phòng Văn hoá – Xã hội phường Vân Khê", "Trưởng phòng Văn hóa").
What is left after post, kind and tail are set aside are the words that tell units apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minhchung.text.normal import clean, fold, lower

_TOKEN = re.compile(r"[^\W_]+")
_PARENTHESES = re.compile(r"\([^()]{0,200}\)")

KINDS = (("van", "phong"), ("trung", "tam"), ("bo", "phan"), ("phong",), ("ban",), ("to",), ("doi",))
"""What a unit is; the longer phrase first, so that "văn phòng" is not read as a kind of "phòng"."""

_FIRST_TOKENS = {"vp": ("van", "phong"), "tt": ("trung", "tam"), "p": ("phong",), "bp": ("bo", "phan"), "bcd": ("ban", "chi", "dao")}
_ANY_TOKENS = {
    "hdnd": ("hoi", "dong", "nhan", "dan"),
    "ubnd": ("uy", "ban", "nhan", "dan"),
    "vphdnd": ("van", "phong", "hoi", "dong", "nhan", "dan"),
    "vpubnd": ("van", "phong", "uy", "ban", "nhan", "dan"),
    "tthc": ("thu", "tuc", "hanh", "chinh"),
    "cchc": ("cai", "cach", "hanh", "chinh"),
}
_VOWELS = frozenset("aeioy")
"""A token with one of these is a syllable, not initials ("an" is not "Ánh Nguyệt"); "u" is not here for the sake of UBMT."""

_SYNONYMS = ((("dich", "vu", "hanh", "chinh", "cong"), ("phuc", "vu", "hanh", "chinh", "cong")),)
"""One centre is written both ways in directives and on its own signboard."""

_COURTESY = (("dong", "chi"), ("cac", "dong", "chi"), ("d", "c"), ("tap", "the"))
_POSTS = (
    ("lanh", "dao"), ("thu", "truong"), ("nguoi", "dung", "dau"), ("giam", "doc"), ("pho", "giam", "doc"), ("chanh",), ("pho", "chanh"),
    ("truong",), ("pho", "truong"), ("cong", "chuc"), ("vien", "chuc"), ("chuyen", "vien"), ("can", "bo"), ("phu", "trach"), ("quyen",),
    ("q",), ("pho",), ("to", "truong"), ("to", "pho"), ("vien", "chuc", "quan", "ly"),
)  # fmt: skip
_OWN_TAILS = {"phường": ("phuong",), "xã": ("xa",), "đặc khu": ("dac", "khu"), "thị trấn": ("thi", "tran")}
_TAILS_ABOVE = {
    "thành phố": ("thanh", "pho"), "tỉnh": ("tinh",), "quận": ("quan",), "huyện": ("huyen",), "thị xã": ("thi", "xa"),
    "trung ương": ("trung", "uong"),
}  # fmt: skip
_NOT_A_TAIL = {("xa", "hoi"), ("quan", "ly"), ("quan", "su"), ("quan", "tri")}
_BELONGING = (("truc", "thuoc"), ("thuoc",), ("cua",))
_PEOPLE_S_COMMITTEE = ("uy", "ban", "nhan", "dan")
_OF_THE_COMMITTEE = tuple(of + committee for of in _BELONGING for committee in (("ubnd",), ("uy", "ban"), _PEOPLE_S_COMMITTEE))
_OUTSIDERS = (
    ("so",), ("bo",), ("cuc",), ("chi", "cuc"), ("tong", "cuc"), ("thanh", "tra"), ("cong", "an"), ("dang", "uy"), ("thanh", "uy"),
    ("tinh", "uy"), ("mat", "tran"), ("uy", "ban"), ("hoi",), ("doan",), ("cong", "doan"), ("tram",), ("benh", "vien"), ("toa", "an"),
    ("vien", "kiem", "sat"), ("ngan", "hang"), ("bao", "hiem"), ("thue",), ("kho", "bac"), ("chu", "tich"), ("pho", "chu", "tich"),
    ("bi", "thu"), ("truong", "tieu", "hoc"), ("truong", "mam", "non"), ("truong", "thcs"), ("truong", "trung", "hoc"),
)  # fmt: skip
"""Beginnings that name somebody who is no unit of the ward, unless the ward's own list says so word for word."""

_COMPOUNDS = {
    ("trung", "tam"), ("dich", "vu"), ("phuc", "vu"), ("uy", "ban"), ("nhan", "dan"), ("hoi", "dong"), ("don", "vi"), ("co", "quan"),
    ("bo", "phan"), ("chuyen", "mon"), ("cong", "tac"), ("dac", "khu"), ("van", "phong"), ("thuong", "truc"), ("giup", "viec"),
    ("chi", "dao"), ("lanh", "dao"),
}  # fmt: skip
GENERIC = frozenset(
    {" ".join(pair) for pair in _COMPOUNDS} | {"phong", "cong", "ban", "to", "doi", "phuong", "xa", "cac", "moi", "bo", "khac"}
)
"""Words of administration at large: they say nothing about which unit is meant."""
_WHOLE = _COMPOUNDS | {("moi", "truong")}
"""Pairs kept together: without marks "mỗi" (each) and the "môi" of "môi trường" are one syllable."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A name taken apart. `words` are folded syllables without kind, post and tail; `foreign` when the tail names another
    place; `outsider` when the beginning names somebody who is not of the ward's units."""

    kind: Words
    words: Words
    post: bool = False
    foreign: bool = False
    outsider: bool = False

    @property
    def full(self) -> Words:
        """Kind and words, as one sequence."""
        return self.kind + self.words


def take_apart(text: str, commune_name: str = "") -> Said:
    """The name as kind and words. Give `commune_name` ("Phường Vân Khê") so that another commune's tail is noticed."""
    raw = [lower(word) for word in _TOKEN.findall(clean(text).replace("&", " và ").replace("+", " và "))]
    tokens = [fold(word) for word in raw]
    tokens, foreign = _without_tail(tokens, raw, _bare_name(commune_name))
    words = _expanded(tuple(syllable for syllable in tokens if syllable != "va"))
    words, post = _without_post(_strip_first(words, _COURTESY))
    outsider = words[:2] != ("bo", "phan") and any(words[: len(start)] == start for start in _OUTSIDERS)
    kind = next((kind for kind in KINDS if words[: len(kind)] == kind), ())
    if kind != ("van", "phong"):
        words = _strip_last(_strip_last(words, (_PEOPLE_S_COMMITTEE,)), _BELONGING)
    return Said(kind, _same_name(words[len(kind) :]), post, foreign, outsider)


def readings_of(text: str) -> Iterator[str]:
    """The text without what stands in parentheses, and with it: "Phòng VH-XH (thường trực CCHC)"."""
    bare = _PARENTHESES.sub(" ", text)
    if bare.strip() and bare != text:
        yield bare
    yield text


def meaningful(words: Sequence[str]) -> frozenset[str]:
    """Syllables joined to the compounds of administration, as a set: ("dich", "vu", "cong") → {"dich vu", "cong"}."""
    found: set[str] = set()
    place = 0
    while place < len(words):
        pair = tuple(words[place : place + 2])
        step = 2 if pair in _WHOLE else 1
        found.add(" ".join(words[place : place + step]))
        place += step
    return frozenset(found)


def spelled_out(tokens: Words, words: Words) -> Words:
    """`tokens` with each abbreviation that stands for consecutive syllables of `words` written out ("vh" → "van hoa")."""
    out: list[str] = []
    for token in tokens:
        out += [token] if token in words else _run_with_initials(token, words) or [token]
    return _same_name(tuple(out))


def _run_with_initials(token: str, words: Words) -> list[str]:
    if len(token) < 2 or not _VOWELS.isdisjoint(token):
        return []
    initials = "".join(word[0] for word in words)
    at = initials.find(token)
    return list(words[at : at + len(token)]) if at >= 0 else []


def _bare_name(commune_name: str) -> Words:
    tokens = tuple(_TOKEN.findall(fold(commune_name)))
    for start in (("dac", "khu"), ("thi", "tran"), ("phuong",), ("xa",)):
        if tokens[: len(start)] == start:
            return tokens[len(start) :]
    return tokens


def _expanded(tokens: Words) -> Words:
    out: list[str] = []
    for place, token in enumerate(tokens):
        first = _FIRST_TOKENS.get(token) if place == 0 and len(tokens) > 1 else None
        out += first or _ANY_TOKENS.get(token) or (token,)
    if len(out) == 1 and out[0] == "vp":
        return ("van", "phong")
    return tuple(out)


def _strip_first(words: Words, starts: Sequence[Words]) -> Words:
    for start in sorted(starts, key=len, reverse=True):
        if words[: len(start)] == start and len(words) > len(start):
            return words[len(start) :]
    return words


def _strip_last(words: Words, ends: Sequence[Words]) -> Words:
    for end in ends:
        if words[-len(end) :] == end and len(words) > len(end):
            return words[: -len(end)]
    return words


def _without_post(words: Words) -> tuple[Words, bool]:
    """Posts may pile up: "Phó Trưởng phòng phụ trách phòng Kinh tế", "Quyền Trưởng phòng Kinh tế"."""
    if any(words[: len(start)] == start for start in _OUTSIDERS if start[0] == "truong"):
        return words, False
    post = False
    while (rest := _strip_first(words, _POSTS)) != words:
        words, post = rest, True
    if post and words[:1] == ("phong",) and words.count("phong") > 1:
        words = words[len(words) - 1 - words[::-1].index("phong") :]
    return words, post


def _same_name(words: Words) -> Words:
    return next((known for said, known in _SYNONYMS if words == said), words)


def _without_tail(tokens: list[str], raw: list[str], commune: Words) -> tuple[list[str], bool]:
    """The tokens without "(thuộc) (UBND) phường …", and whether the tail names another place than `commune`."""
    for place in range(1, len(tokens)):
        own = _tail_at(tokens, raw, place, _OWN_TAILS)
        above = _tail_at(tokens, raw, place, _TAILS_ABOVE)
        if not own and not above:
            continue
        rest = tuple(tokens[place + len(own or above) :])
        named = bool(rest) and rest[: len(commune)] != commune
        return _before_tail(tokens[:place]), bool(above) or (named and bool(commune))
    if commune and len(tokens) > len(commune) and tuple(tokens[-len(commune) :]) == commune:
        return _before_tail(tokens[: -len(commune)]), False
    return _before_tail(tokens), False


def _before_tail(tokens: list[str]) -> list[str]:
    return list(_strip_last(_strip_last(tuple(tokens), _OF_THE_COMMITTEE), _BELONGING))


def _tail_at(tokens: list[str], raw: list[str], place: int, tails: dict[str, Words]) -> Words:
    unmarked = raw == tokens
    for written, folded in tails.items():
        length = len(folded)
        if tuple(tokens[place : place + length]) != folded:
            continue
        if tuple(tokens[place : place + 2]) in _NOT_A_TAIL or (folded == ("phuong",) and tokens[place - 1] == "dia"):
            continue
        if " ".join(raw[place : place + length]) == written or (unmarked and folded not in {("tinh",), ("huyen",), ("quan",)}):
            return folded
    return ()
