"""References to documents in a text: what is cited, under which key, and which registered document it may be.

The key is series, number with its letter, issuer's letters and year (domain: Nghị định 30/2020/NĐ-CP; "VHXH" and "VHXXH", "05" and "5"
are one document, so units behind the issuer and leading zeros stay out). The same "15/KH-UBND" exists in every ward and in the city: the
words after the number ("của Ủy ban nhân dân thành phố") and the year of the date beside it tell them apart where they are given.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minhchung.apps.documents.rules.numbering import key_of
from minhchung.text.normal import clean, fold, squeeze
from minhchung.text.symbols import Symbol, find_symbols

_YEAR_BESIDE = re.compile(
    r",? ?(?:ngày|ngay) ?\d{1,2} ?(?:/|-|\.|tháng) ?\d{1,2} ?(?:/|-|\.|,? ?năm) ?(?P<year>(?:19|20)\d\d)", re.IGNORECASE
)
_ISSUER = re.compile(r"[^.;\n()]{0,40}?\bcủa (?P<issuer>[A-ZĐÀ-Ỹ][^,.;\n()“”\"]{1,90})")
_ISSUER_END = re.compile(
    r" (?:về|ban hành|quy định|hướng dẫn|phê duyệt|và (?!Môi|Ủy|UBND|Xã|Du|Công|Đào|Truyền|Phát|Kiểm)|V/v|tại|trong|để)\b"
)
_NEXT_PARAGRAPH = re.compile(
    r"\n[ \t\r]*\n[ \t]*(?!(?:Ủy|UBND|Hội|HĐND|Bộ|Chính|Thủ|Quốc|Sở|Thành|Tỉnh|Phường|Xã|Trung|Văn)\b)(?=[A-ZĐÀ-Ỹ\d+•–-])"
)
"""A blank line before a new beginning. Hard-wrapped text has blank lines inside an issuer's name too: an office's word goes on."""
_PLACE = r"(?:(?:các )?(?:điểm|khoản|điều) )?(?:\d{1,3}[a-zđ]?|[a-zđ])"
_ARTICLE = re.compile(
    rf"\b(?P<article>(?:các )?(?:điểm|khoản|điều) (?:\d{{1,3}}[a-zđ]?|[a-zđ])(?:(?:, ?và |[,;] ?| và | đến | ){_PLACE})*)"
    r"[ ,]{0,2}(?:của )?"
    r"(?:luật|nghị định|nghị quyết|quyết định|thông tư|quy chế|quy định|kế hoạch)?(?: số)?:? ?$",
    re.IGNORECASE,
)
"""The articles written right before a number: "khoản 2 Điều 5", "Điều 5 và Điều 7", "các Điều 5, 6 và 7"."""
_IN_ARTICLE = re.compile(r"\bđiều \d", re.IGNORECASE)
BEFORE = 160
"""So many signs before a number may hold its articles."""
_LEVELS = (
    ("tw", re.compile(r"\b(?:chinh phu|thu tuong|quoc hoi|bo (?:noi|tu|khoa|cong|tai|giao|xay|nong|y|van|ngoai|quoc)|trung uong)")),
    ("ward", re.compile(r"\b(?:phuong|xa|dac khu|thi tran)\b")),
    ("city", re.compile(r"\b(?:thanh pho|tp|tinh|so [a-z]+|thanh uy|tinh uy)\b")),
)
_SHORT = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tp": "thanh pho", "p": "phuong", "x": "xa"}


@dataclass(frozen=True)
class Cited:
    """One document cited. `key` is series|number|org|year (year "" when not said); `issuer` the words after it, "" when not said."""

    raw: str
    key: str
    article: str
    issuer: str
    start: int


@dataclass(frozen=True)
class Known:
    """A registered document, as far as a reference can name it."""

    pk: int
    series: str
    number: int | None
    suffix: str
    org: str
    year: int | None
    issuer: str


@dataclass(frozen=True)
class Own:
    """The document a text belongs to: no document cites itself. `subject` may name it too ("Kết luận số 3 của Đoàn kiểm tra")."""

    known: Known
    subject: str = ""

    @property
    def base(self) -> str:
        """series|number; "" while it has none."""
        known = self.known
        return key_of(series=known.series, number=known.number, suffix=known.suffix) if known.series else ""

    @property
    def named(self) -> str:
        """series|number of the name its subject begins with, when that is a bare number; "" when it is none."""
        first = next(iter(find_symbols(self.subject[:60])), None)
        if first is None or first.num is None or first.org or self.subject[: first.start].strip(' “"-–:'):
            return ""
        return key_of(series=first.type, number=first.num, suffix=first.suffix)

    def is_meant(self, one: Cited) -> bool:
        """Whether a reference in the document's own text names the document itself: its number, and nothing speaks for another."""
        series, number, org, year = one.key.split("|")
        base, known = f"{series}|{number}", self.known
        if base != self.base and (org or base != self.named):
            return False
        if (org and known.org and org != known.org.upper()) or (year and known.year is not None and int(year) != known.year):
            return False
        return not one.issuer or not known.issuer or base != self.base or same_issuer(one.issuer, known.issuer)


def cited_in(text: str, *, own: Own | None = None) -> list[Cited]:
    """The documents a text cites, each (key, article) once, in order. Numbers left blank are no reference, nor is the document itself
    (`own`): the number in its head, whatever else stands there, and wherever else its text names it."""
    found: dict[tuple[str, str], Cited] = {}
    for one in mentions(text, own=own):
        found.setdefault((one.key, one.article), one)
    return _each_once(list(found.values()))


def mentions(text: str, *, own: Own | None = None) -> Iterator[Cited]:
    """Every place where the text cites a document, as `cited_in` reads them."""
    head = own.base if own else ""
    for symbol in find_symbols(text):
        if symbol.num is None:
            continue
        base = key_of(series=symbol.type, number=symbol.num, suffix=symbol.suffix)
        if head and base == head and symbol.start < 3000:
            head = ""
            continue
        one = _cited(text, symbol, base)
        if own is None or not own.is_meant(one):
            yield one


def _each_once(found: list[Cited]) -> list[Cited]:
    """ "1570/UBND-VHXH ngày 31/3/2026 …; văn bản số 1570/UBND-VHXH": a number that a text names once with and once without its year is
    one document, unless it names two years."""
    dated: dict[tuple[str, str], set[str]] = {}
    for one in found:
        number, _, year = one.key.rpartition("|")
        if year:
            dated.setdefault((number, one.article), set()).add(year)
    return [one for one in found if not one.key.endswith("|") or len(dated.get((one.key[:-1], one.article), ())) != 1]


def matches(cited_key: str, issuer: str, known: Known) -> bool:
    """Whether a reference may mean a registered document: nothing it says speaks against it, and it names more than a bare number."""
    series, number, org, year = cited_key.split("|")
    if f"{series}|{number}" != key_of(series=known.series, number=known.number, suffix=known.suffix) or not org:
        return False
    if known.org and org != known.org.upper():
        return False
    if year and known.year is not None and int(year) != known.year:
        return False
    return not issuer or not known.issuer or same_issuer(issuer, known.issuer)


def same_issuer(one: str, other: str) -> bool:
    """Whether two names of issuers may be one office: "UBND thành phố" and "Ủy ban nhân dân thành phố Hải Khê" may, a ward's may not."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return True
    if (a := level_of(one)) and (b := level_of(other)) and a != b:
        return False
    return set(first) <= set(second) or set(second) <= set(first)


def level_of(issuer: str) -> str:
    """The level an issuer's name tells: tw, city (province, department) or ward; "" when it does not."""
    folded = " ".join(_words(issuer))
    return next((level for level, words in _LEVELS if words.search(folded)), "")


def issuer_key(issuer: str) -> str:
    """A search key under which "UBND phường" and "Ủy ban nhân dân phường" are one."""
    return " ".join(_words(issuer))


def _cited(text: str, symbol: Symbol, base: str) -> Cited:
    after = squeeze(clean(_NEXT_PARAGRAPH.split(text[symbol.end : symbol.end + 200], maxsplit=1)[0]))
    dated = _YEAR_BESIDE.match(after)
    year = symbol.year or (int(dated["year"]) if dated else None)
    issuer = _issuer(after[dated.end() :] if dated else after)
    before = squeeze(clean(text[max(0, symbol.start - BEFORE) : symbol.start]))
    key = "|".join((base, symbol.org.upper(), str(year or "")))
    return Cited(squeeze(symbol.raw)[:120], key[:80], _article(before), issuer, symbol.start)


def _article(before: str) -> str:
    said = _ARTICLE.search(f"{before} ")
    return said["article"][:120] if said and _IN_ARTICLE.search(said["article"]) else ""


def _issuer(after: str) -> str:
    said = _ISSUER.match(after)
    if not said:
        return ""
    name = said["issuer"]
    end = _ISSUER_END.search(name)
    return (name[: end.start()] if end else name).strip()[:200]


def _words(issuer: str) -> Sequence[str]:
    words = fold(issuer).replace(".", " ").split()
    return " ".join(_SHORT.get(word, word) for word in words).split()
