"""Numbers and symbols of documents: finding them in running text, reading one, comparing two.

The grammar: state documents ("15/KH-UBND", "30/2020/NĐ-CP"), official letters whose symbol begins with the issuer
("1570/UBND-VHXH"), the National Assembly ("33/2024/QH15"), the Party ("52-NQ/TW"), drafts not yet numbered
("Số:   /TB-UBND") and bare numbers behind a word of type ("Quyết định 766"). Type codes are those of Annex III of
Decree 30/2020/NĐ-CP with the codes of legal normative documents (Law 64/2025/QH15) and a few met in practice.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from minhchung.text.flat import Flat, at_places, flatten, require_nfc
from minhchung.text.normal import nfc

Family = Literal["typed", "cong_van", "assembly", "party", "partial"]

STATE_TYPES = frozenset(
    {
        *("NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "BB", "TTr", "HĐ", "CĐ", "BGN", "BTT"),
        *("GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB", "SY", "TrS", "SL", "NĐ", "TT", "TTLT", "NQLT", "VBHN", "PL", "L", "LCT"),
        *("CTPH", "BCTĐ", "KL", "GP", "TL"),
    }
)
PARTY_TYPES = frozenset(
    {
        *("CV", "NQ", "QĐ", "QĐNS", "CT", "KL", "QC", "QyĐ", "HD", "TB", "TTr", "BC", "KH", "CTr", "TT", "ĐA", "PA", "BB", "TL"),
        *("GM", "GGT", "PL", "CĐ"),
    }
)
_SPELLING = {code.upper(): code for code in STATE_TYPES}
_PARTY_SPELLING = {code.upper(): code for code in PARTY_TYPES}

# Codes that a lost hyphen glues to the issuer ("QĐUBND", "QĐTTg"): only with issuers no longer word can hide.
_GLUED = re.compile(r"(TTLT|NQ|QĐ|CT|TB|HD|KH|ĐA|BC|TTr|TTR|CĐ|NĐ|TT|KL|CTr)(UBND|HĐND|TTg|CP|BCĐ|VPCP|HĐNN|BNV|STP|SNV)")

_PART = r"[A-ZĐÂÊÔƠƯĂ][A-Za-zĐđÂÊÔƠƯĂ0-9&]{0,19}"
# Between tokens: a hyphen, tight or with the blank a line end leaves; or the hyphen with blanks on both sides.
_JOIN = r"(?:-| - | -|- )"
_HEAD = rf"{_PART}(?:{_JOIN}{_PART}){{0,4}}"
_STATE = re.compile(
    rf"(?:(?<![\w/.,\-])|(?<=[sS]ố))(?P<num>\d{{1,6}}[A-Za-zĐđ]?) ?/ ?(?:(?P<year>(?:19|20)\d\d) ?/ ?)?(?P<head>{_HEAD})"
    rf"|(?<![\w/.,\-])(?P<pnum>\d{{1,6}}) ?- ?(?P<ptype>[A-ZĐ][A-Za-zĐđ]{{1,3}}) ?/ ?(?P<porg>{_PART}(?:-{_PART}){{0,3}})"
    rf"|(?<!\w)[sS][ốỐ] ?:? ?[.…]{{0,40}} ?(?P<blank>/ ?(?:(?P<byear>(?:19|20)\d\d) ?/ ?)?(?P<bhead>{_HEAD}))"
)
_SAID_NUMBER = re.compile(r"[sS][ốỐ]")
_BEHIND_NUMBER = re.compile(r"[A-Za-zĐđ]? ?/| ?-")
_FORM = re.compile(r"(?<!\w)(?:biểu|mẫu|biểu mẫu|phụ lục|bảng|tờ khai|mẫu biểu)(?:\s{1,3}số)?\s{0,3}:?\s{0,3}$", re.IGNORECASE)
_JOINS = re.compile(r"\s{0,3}(?:[,;]|và|,\s?và)\s{0,3}(?:số\s)?")
_LIST_GAP = 12
_PIECE = re.compile(rf"({_JOIN})?({_PART})")
_LETTERS = "abcdefghijklmnopqrstuvwxyzđABCDEFGHIJKLMNOPQRSTUVWXYZĐ"
_ASSEMBLY = re.compile(r"(QH|UBTVQH)(\d{1,2})")
_PARTIAL_WORDS = {
    "quyết định": "QĐ",
    "nghị quyết": "NQ",
    "chỉ thị": "CT",
    "kế hoạch": "KH",
    "thông báo": "TB",
    "công văn": "CV",
    "công điện": "CĐ",
    "điện": "CĐ",
    "tờ trình": "TTr",
    "báo cáo": "BC",
    "hướng dẫn": "HD",
    "nghị định": "NĐ",
    "thông tư": "TT",
    "kết luận": "KL",
    "văn bản": "CV",
    "đề án": "ĐA",
    "chương trình": "CTr",
    "quy định": "QyĐ",
}
_CODES = ("QĐ", "NQ", "CV", "NĐ", "KH", "CT", "TB", "TT")
_TYPE_WORD = (
    r"\b(?:(?P<word>[QqNnCcKkTtBbHhVvĐđ](?:uyết định|ghị quyết|hỉ thị|ế hoạch|hông báo|ông văn|ông điện|ờ trình|áo cáo|ướng dẫn|ghị định"
    r"|hông tư|ết luận|ăn bản|ề án|hương trình|uy định|iện(?= số)))(?P<so> số:?)?"
    rf"|(?P<code>{'|'.join(_CODES)}))"
)
# What a symbol cannot do without, told before the text is made flat, in whatever way its blanks, slashes and Đ are written: a slash
# before a capital, or a number behind the last letter of a word of type.
_BLANK = r"\s*_\u200b\u2060\ufeff"
_SLASH = re.compile(rf"[/\u2044\u2215\uff0f][{_BLANK}]*[A-ZĐÂÊÔƠƯĂ\u00d0\u0189]")
_LAST = "".join(sorted({word[-1] for word in (*_PARTIAL_WORDS, *_CODES)})) + "\u00d0\u0189"
_TYPED_NUMBER = re.compile(
    rf"\d(?:(?<=[{_LAST}{_BLANK}][{_BLANK}]\d)|(?<=[{_LAST}{_BLANK}][{_BLANK}]số[{_BLANK}]\d)|(?<=[{_LAST}{_BLANK}][{_BLANK}]số:[{_BLANK}]\d))"
)
_PARTIAL = re.compile(rf"{_TYPE_WORD} (?P<num>\d{{1,5}}[a-zA-Z]?)(?![\w/%\-]| ?/|[.,:]\d| -[A-ZĐ])")
_BEFORE_NUMBER = re.compile(rf"{_TYPE_WORD}$")
_LONGEST_WORD = len("chương trình số:")
_MORE_NUMBERS = re.compile(
    r"(?:, ?| và )(?:số )?(?P<num>\d{1,4})(?![\w/%\-]| ?/|[.,:]\d| -[A-ZĐ])(?= ?(?:[.,;)]|$)| (?:của|và|ngày(?= \d))\b)"
)
# Behind these words a bare number is a document's; behind the others ("báo cáo 20 cơ sở") only where the phrase ends with it.
_NUMBERED = frozenset({"quyết định", "nghị quyết", "chỉ thị", "công văn", "công điện", "nghị định", "thông tư", "tờ trình"})
_ENDS = re.compile(r" ?(?:[.,;:)\]”\"]|$)| (?:của|ngày(?= \d)|về|và|do|được|này|trên|nêu|đã|hoặc)\b")
_COUNTED = re.compile(
    r" (?:ngày làm|tháng|năm|giờ|phút|tuần|quý|đồng|người|lượt|hồ sơ|trường hợp|văn bản|thủ tục|TTHC|đơn vị|cơ quan|điểm|mục|khoản|nội dung"
    r"|nhiệm vụ|chỉ tiêu|tiêu chí|dự án|bộ|bản|lần|cấp|xã|phường|triệu|tỷ|nghìn|cá nhân|tập thể|cán bộ|công chức)\b"
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A document's number and symbol. ``start``/``end`` are offsets in the text it was found in.

    ``num`` is None for a draft not yet numbered and has no leading zeros; ``suffix`` is the letter behind it ("127a").
    ``type`` is the code as Decree 30 writes it ("CV" for official letters, which carry none on paper).
    ``written`` is the symbol in its regular form: no blanks, plain hyphens ("15/KH-UBND", "QĐ 766" → "766").
    """

    raw: str
    family: Family
    num: int | None
    suffix: str
    year: int | None
    type: str
    org: str
    units: tuple[str, ...]
    warnings: tuple[str, ...]
    start: int
    end: int
    written: str


class MatchKey(NamedTuple):
    """Two symbols may name one document only when their keys are equal; the issuer comes from the context."""

    org: str
    year: int | None
    series: str
    number: str


def match_key(symbol: Symbol) -> MatchKey:
    """Issuer, year, series and number. Units behind the issuer and leading zeros are left out: offices spell them both ways."""
    number = "" if symbol.num is None else f"{symbol.num}{symbol.suffix}"
    return MatchKey(symbol.org.upper(), symbol.year, symbol.type.upper(), number)


def parse_symbol(text: str) -> Symbol | None:
    """The one symbol that makes up the whole text ("Số: 15/KH-UBND" or "QĐ 766"), or None."""
    text = nfc(text)
    found = find_symbols(text)
    if len(found) != 1:
        return None
    symbol = found[0]
    around = (text[: symbol.start] + text[symbol.end :]).strip(" \t\n.,;:")
    return symbol if around.lower() in ("", "số") else None


def find_symbols(text: str) -> list[Symbol]:
    """Every document symbol of an NFC text, in order; none overlap. ``raw`` keeps the document's own characters.

    Raises ValueError for text that is not NFC.
    """
    require_nfc(text)
    if _SLASH.search(text) is None and _TYPED_NUMBER.search(text) is None:
        return []
    flat = flatten(text)
    full: list[Symbol] = []
    if "/" in flat.line:
        numbers = [start for start, end in flat.numbers if _BEHIND_NUMBER.match(flat.line, end)]
        places = sorted([*numbers, *(said.start() for said in _SAID_NUMBER.finditer(flat.line))])
        full = [symbol for match in at_places(_STATE, places, flat.line) if (symbol := _full(flat, match)) is not None]
        full = _without_forms(text, full)
    ends = [symbol.end for symbol in full]
    starts = [symbol.start for symbol in full]
    partial = []
    for match in _partials(flat):
        number_at = flat.start(match.start("num"))
        inside = bisect_right(starts, number_at) - 1
        if (inside < 0 or number_at >= ends[inside]) and _names_document(flat.line, match):
            partial.append(_partial(flat, match))
            partial.extend(_listed(flat, match))
    return sorted(full + partial, key=lambda symbol: symbol.start)


def _partials(flat: Flat) -> Iterator[re.Match[str]]:
    """The bare numbers behind a word of type: looked for from the number, which is rarer than the words."""
    line = flat.line
    for start, _ in flat.numbers:
        if not line.startswith(" ", start - 1) or not start:
            continue
        word = _BEFORE_NUMBER.search(line, max(0, start - 1 - _LONGEST_WORD), start - 1)
        if word is not None and (match := _PARTIAL.match(line, word.start())) is not None:
            yield match


def _without_forms(text: str, symbols: list[Symbol]) -> list[Symbol]:
    """Numbers of forms and annexes ("Biểu số 01/TKK, 02/TKK") name no document."""
    kept: list[Symbol] = []
    form_end = -1
    for symbol in symbols:
        listed = 0 <= symbol.start - form_end <= _LIST_GAP and _JOINS.fullmatch(text, form_end, symbol.start) is not None
        if listed or _FORM.search(text[max(0, symbol.start - 30) : symbol.start]) is not None:
            form_end = symbol.end
        else:
            kept.append(symbol)
    return kept


def _parts(head: str) -> tuple[list[str], int, bool]:
    """The leading parts of a head that belong to a symbol, the length they take, and whether blanks stood among them.

    Blanks on both sides of a hyphen are accepted once, between type and issuer ("KH - UBND"); a blank on one side only is a
    line end and accepted anywhere. What follows a later " - " is text ("15/KH-UBND - UBND phường").
    """
    parts: list[str] = []
    length = 0
    spaced = False
    for piece in _PIECE.finditer(head):
        join, part = piece.group(1) or "", piece.group(2)
        if join == " - " and (len(parts) != 1 or _type_of(parts[0]) is None):
            break
        if not _is_part(part) or (join in (" -", "- ") and not _is_org(part)):
            break
        spaced = spaced or " " in join
        parts.append(part)
        length = piece.end()
    return parts, length, spaced


def _is_part(part: str) -> bool:
    """At least half of the letters are capitals: "UBND", "TTg", "QyĐ", not "Uông" or "Sở"."""
    letters = [c for c in part if c.isalpha()]
    return 2 * sum(c.isupper() for c in letters) >= len(letters)


def _is_org(part: str) -> bool:
    """Nothing but capitals and digits, or a known mixed code: what may stand behind a line end."""
    return len(part) >= 2 and (part.upper() == part or part == "TTg")


def _type_of(part: str) -> str | None:
    """The type code as Decree 30 writes it, or None; codes in capitals only are accepted ("TTR" for "TTr")."""
    return part if part in STATE_TYPES else _SPELLING.get(part.upper()) if part.isupper() else None


def _full(flat: Flat, match: re.Match[str]) -> Symbol | None:
    if match.group("pnum") is not None:
        return _party(flat, match)
    blank = match.group("bhead") is not None
    group = "bhead" if blank else "head"
    parts, length, spaced = _parts(match.group(group))
    if not parts:
        return None
    start = match.start("blank") if blank else match.start("num")
    end = match.start(group) + length
    after = flat.line[end : end + 1]
    if after.isalnum() or (after == "/" and flat.line[end + 1 : end + 2].isalnum()):
        return None
    number = "" if blank else match.group("num")
    if len(parts) == 1 and (blank or " " in flat.line[start : match.start(group)]):
        # "2/ UBND phường …" is a list number, "số …/…" a gap: a single word needs its number tight before it.
        return None
    said_year = match.group("byear" if blank else "year")
    found = _Place(flat, start, end, number, int(said_year) if said_year else None, tuple(parts))
    law = _ASSEMBLY.fullmatch(parts[0]) if len(parts) == 1 and said_year else None
    if law is not None:
        return found.symbol("assembly", law.group(1), law.group(0))
    return _state(found, spaced)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a symbol stands in the flat line, its number as written, its year and the tokens of its head."""

    flat: Flat
    start: int
    end: int
    number: str
    year: int | None
    parts: tuple[str, ...]

    def symbol(self, family: Family, kind: str, org: str, units: tuple[str, ...] = (), warnings: tuple[str, ...] = ()) -> Symbol:
        digits = self.number.rstrip(_LETTERS)
        begin, stop = self.flat.span(self.start, self.end)
        head = "-".join(self.parts)
        regular = (
            f"{self.number}-{kind}/{head}"
            if family == "party"
            else "/".join(part for part in (self.number, str(self.year or ""), head) if part)
        )
        return Symbol(
            raw=self.flat.source[begin:stop],
            family=family,
            num=int(digits) if digits else None,
            suffix=self.number[len(digits) :].lower(),
            year=self.year,
            type=kind,
            org=org,
            units=units,
            warnings=warnings,
            start=begin,
            end=stop,
            written=regular,
        )


def _state(found: _Place, spaced: bool) -> Symbol | None:
    warnings = (() if found.number else ("number_missing",)) + (("spaces",) if spaced else ())
    kind = _type_of(found.parts[0])
    glued = _GLUED.fullmatch(found.parts[0])
    if glued is not None and kind is None:
        kind = _SPELLING[glued.group(1).upper()]
        found = replace(found, parts=(glued.group(1), glued.group(2), *found.parts[1:]))
        warnings += ("glued",)
    if kind is not None and len(found.parts) > 1:
        if kind != found.parts[0]:
            warnings += ("type_normalised",)
        return found.symbol("typed", kind, found.parts[1], found.parts[2:], warnings)
    return _letter(found, warnings)


def _letter(found: _Place, warnings: tuple[str, ...]) -> Symbol | None:
    """An official letter: the first token is the issuer."""
    org, units = found.parts[0], found.parts[1:]
    if org in ("VB", "CV") and units:
        return found.symbol("cong_van", "CV", units[0], units[1:], (*warnings, "nonstandard_type"))
    if units:
        return found.symbol("cong_van", "CV", org, units, warnings)
    if _type_of(org) is not None:
        # A type without an issuer ("15/KH") names nothing that can be looked up, but it is written as a symbol.
        return found.symbol("cong_van", "CV", org, (), (*warnings, "org_missing"))
    if sum(c.isalpha() for c in org) < 2:
        return None
    return found.symbol("cong_van", "CV", org, (), (*warnings, "no_unit"))


def _party(flat: Flat, match: re.Match[str]) -> Symbol | None:
    kind = match.group("ptype")
    known = kind if kind in PARTY_TYPES else _PARTY_SPELLING.get(kind)
    parts = tuple(match.group("porg").split("-"))
    start, end = match.start("pnum"), match.end("porg")
    if known is None or not all(_is_part(part) for part in parts) or flat.line[end : end + 1].isalnum():
        return None
    warnings = ("spaces",) if " " in flat.line[start:end] else ()
    return _Place(flat, start, end, match.group("pnum"), None, parts).symbol("party", known, parts[0], parts[1:], warnings)


def _names_document(line: str, match: re.Match[str]) -> bool:
    """Whether the bare number is a document's and counts nothing: "Quyết định 766", not "báo cáo 12 hồ sơ" or "Kế hoạch 2026"."""
    if match.group("so") is not None:
        return True
    number, word = match.group("num"), (match.group("word") or "").lower()
    if (len(number) == 4 and number[:2] in ("19", "20")) or _COUNTED.match(line, match.end()):
        return False
    if word and word not in _NUMBERED:
        return match.group("word")[0].isupper() and _ENDS.match(line, match.end()) is not None
    return True


def _listed(flat: Flat, first: re.Match[str]) -> Iterator[Symbol]:
    """The bare numbers a list goes on with: "Công điện số 140, 142"."""
    at = first.end()
    while (more := _MORE_NUMBERS.match(flat.line, at)) is not None and _COUNTED.match(flat.line, more.end()) is None:
        kind = first.group("code") or _PARTIAL_WORDS[first.group("word").lower()]
        yield _Place(flat, more.start("num"), more.end(), more.group("num"), None, ()).symbol("partial", kind, "", (), ("symbol_missing",))
        at = more.end()


def _partial(flat: Flat, match: re.Match[str]) -> Symbol:
    kind = match.group("code") or _PARTIAL_WORDS[match.group("word").lower()]
    place = _Place(flat, match.start(), match.end(), match.group("num"), None, ())
    return place.symbol("partial", kind, "", (), ("symbol_missing",))
