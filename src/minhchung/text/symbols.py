"""Numbers and symbols of documents: finding them in running text, reading one, comparing two.

The grammar: state documents ("15/KH-UBND", "30/2020/NĐ-CP"), official letters whose symbol begins with the issuer
("1570/UBND-VHXH"), the National Assembly ("33/2024/QH15"), the Party ("52-NQ/TW"), drafts not yet numbered
("Số:   /TB-UBND") and bare numbers behind a word of type ("Quyết định 766"). Type codes are those of Annex III of
Decree 30/2020/NĐ-CP with the codes of legal normative documents (Law 64/2025/QH15) and a few met in practice.
"""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from minhchung.text.flat import Flat, flatten
from minhchung.text.normal import nfc

Family = Literal["typed", "cong_van", "assembly", "party", "partial"]

STATE_TYPES = frozenset(
    "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB SY TrS SL "
    "NĐ TT TTLT NQLT VBHN PL L LCT CTPH BCTĐ KL GP TL TCV".split()
)
PARTY_TYPES = frozenset("CV NQ QĐ CT KL QC QĐi HD TB TTr BC KH CTr TT ĐA PA BB TL GM GGT PL ĐH".split()) | {"QyĐ"}
_SPELLING = {code.upper(): code for code in STATE_TYPES}
_PARTY_SPELLING = {code.upper(): code for code in PARTY_TYPES}

# Codes that a lost hyphen glues to the issuer ("QĐUBND", "QĐTTg"): only with issuers no longer word can hide.
_GLUED = re.compile(r"(TTLT|NQ|QĐ|CT|TB|HD|KH|ĐA|BC|TTr|TTR|CĐ|NĐ|TT|KL|CTr)(UBND|HĐND|TTg|CP|BCĐ|VPCP|HĐNN|BNV|STP|SNV)")

_TOKEN = r"[A-ZĐÂÊÔƠƯĂ][A-Za-zĐđÂÊÔƠƯĂ0-9&]{0,19}"
# Between tokens: a hyphen, tight or with the blank a line end leaves; or the hyphen with blanks on both sides.
_JOIN = r"(?:-| - | -|- )"
_HEAD = rf"{_TOKEN}(?:{_JOIN}{_TOKEN}){{0,4}}"
_STATE = re.compile(
    rf"(?<![\w/.,\-])(?:[sS]ố)? ?(?P<num>\d{{1,6}}[A-Za-zĐđ]?) ?/ ?(?:(?P<year>(?:19|20)\d\d) ?/ ?)?(?P<head>{_HEAD})"
    rf"|(?<![\w/.,\-])(?P<pnum>\d{{1,6}}) ?- ?(?P<ptype>[A-ZĐ][A-Za-zĐđ]{{1,3}}) ?/ ?(?P<porg>{_TOKEN}(?:-{_TOKEN}){{0,3}})"
    rf"|\b[sS][ốỐ] ?:? ?[.…]{{0,40}} ?(?P<blank>/ ?(?:(?P<byear>(?:19|20)\d\d) ?/ ?)?(?P<bhead>{_HEAD}))"
)
_ASSEMBLY = re.compile(r"(QH|UBTVQH)(\d{1,2})")
_PARTIAL_WORDS = {
    "quyết định": "QĐ",
    "nghị quyết": "NQ",
    "chỉ thị": "CT",
    "kế hoạch": "KH",
    "thông báo": "TB",
    "công văn": "CV",
    "công điện": "CĐ",
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
_PARTIAL = re.compile(
    r"\b(?:(?P<word>[QqNnCcKkTtBbHhVvĐđ](?:uyết định|ghị quyết|hỉ thị|ế hoạch|hông báo|ông văn|ông điện|ờ trình|áo cáo|ướng dẫn|ghị định"
    r"|hông tư|ết luận|ăn bản|ề án|hương trình|uy định))(?P<so> số:?)?|(?P<code>QĐ|NQ|CV|NĐ|KH|CT|TB|TT))"
    r" (?P<num>\d{1,5}[a-zA-Z]?)(?![\w/%\-]| ?/|[.,:]\d| -[A-ZĐ])"
)
# Words after which a bare number counts something instead of naming a document.
_COUNTED = re.compile(
    r" (?:ngày|tháng|năm|giờ|phút|tuần|quý|đồng|người|lượt|hồ sơ|trường hợp|văn bản|thủ tục|TTHC|đơn vị|cơ quan|điểm|mục|khoản|nội dung"
    r"|nhiệm vụ|chỉ tiêu|tiêu chí|đề án|dự án|kế hoạch|bộ|bản|lần|cấp|xã|phường|triệu|tỷ|nghìn|giai đoạn|ngành|lĩnh vực|phòng|tổ|bước|kỳ"
    r"|đợt|cuộc|chương trình|công trình|sản phẩm|mô hình|sáng kiến|tập thể|cá nhân|hộ|loại|nhóm)\b"
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
    """Every document symbol of an NFC text, in order; none overlap. ``raw`` keeps the document's own characters."""
    flat = flatten(text)
    found = [symbol for match in _STATE.finditer(flat.line) if (symbol := _full(flat, match)) is not None]
    taken = [(s.start, s.end) for s in found]
    found += [symbol for match in _PARTIAL.finditer(flat.line) if (symbol := _partial(flat, match, taken)) is not None]
    return sorted(found, key=lambda s: s.start)


def _tokens(head: str) -> tuple[list[str], int, bool]:
    """The leading tokens of a head that belong to a symbol, the length they take, and whether blanks stood among them.

    Blanks beside a hyphen are accepted once, between the first two tokens ("KH - UBND"); a blank on one side only is a
    line end and accepted anywhere. What follows a later " - " is text ("15/KH-UBND - UBND phường").
    """
    tokens: list[str] = []
    length = 0
    spaced = False
    for part in re.finditer(rf"({_JOIN})?({_TOKEN})", head):
        join, token = part.group(1) or "", part.group(2)
        if join == " - " and (len(tokens) != 1 or _type_of(tokens[0]) is None):
            break
        if not _is_token(token) or (join in (" -", "- ") and not _is_org(token)):
            break
        spaced = spaced or " " in join
        tokens.append(token)
        length = part.end()
    return tokens, length, spaced


def _is_token(token: str) -> bool:
    """At least half of the letters are capitals: "UBND", "TTg", "QyĐ", not "Uông" or "Sở"."""
    letters = [c for c in token if c.isalpha()]
    return 2 * sum(c.isupper() for c in letters) >= len(letters)


def _is_org(token: str) -> bool:
    """Nothing but capitals and digits, or a known mixed code: what may stand behind a line end."""
    return len(token) >= 2 and (token.upper() == token or token == "TTg")


def _type_of(token: str) -> str | None:
    return token if token in STATE_TYPES else _SPELLING.get(token.upper()) if token.isupper() else None


def _full(flat: Flat, match: re.Match[str]) -> Symbol | None:
    if match.group("pnum") is not None:
        return _party(flat, match)
    blank = match.group("bhead") is not None
    group = "bhead" if blank else "head"
    tokens, length, spaced = _tokens(match.group(group))
    if not tokens:
        return None
    start = match.start("blank") if blank else match.start("num")
    end = match.start(group) + length
    after = flat.line[end : end + 1]
    if after.isalnum() or (after == "/" and flat.line[end + 1 : end + 2].isalnum()):
        return None
    number = "" if blank else match.group("num")
    said_year = match.group("byear" if blank else "year")
    year = int(said_year) if said_year else None
    if not blank and not spaced and len(tokens) == 1 and year and (law := _ASSEMBLY.fullmatch(tokens[0])):
        return _make(flat, "assembly", number, year, law.group(1), law.group(0), (), (), start, end, tokens)
    return _state(flat, number, year, tokens, spaced, start, end)


def _state(flat: Flat, number: str, year: int | None, tokens: list[str], spaced: bool, start: int, end: int) -> Symbol | None:
    warnings = ["number_missing"] if not number else []
    if spaced:
        warnings.append("spaces")
    kind = _type_of(tokens[0])
    glued = _GLUED.fullmatch(tokens[0])
    if glued is not None and kind is None:
        kind = _SPELLING[glued.group(1).upper()]
        tokens = [glued.group(1), glued.group(2), *tokens[1:]]
        warnings.append("glued")
    if kind is not None and len(tokens) > 1:
        if kind != tokens[0]:
            warnings.append("type_normalised")
        return _make(flat, "typed", number, year, kind, tokens[1], tuple(tokens[2:]), tuple(warnings), start, end, tokens)
    return _letter(flat, number, year, tokens, warnings, start, end)


def _letter(flat: Flat, number: str, year: int | None, tokens: list[str], warnings: list[str], start: int, end: int) -> Symbol | None:
    """An official letter: the first token is the issuer."""
    org, units = tokens[0], tuple(tokens[1:])
    if org in ("VB", "CV") and units:
        warnings.append("nonstandard_type")
        org, units = units[0], units[1:]
    elif not units:
        if _type_of(org) is not None and org not in ("TTg",):
            # "15/KH" alone: the type without an issuer names nothing that can be looked up, but it is written as a symbol.
            warnings.append("org_missing")
        elif len(org) < 2:
            return None
        else:
            warnings.append("no_unit")
    return _make(flat, "cong_van", number, year, "CV", org, units, tuple(warnings), start, end, tokens)


def _party(flat: Flat, match: re.Match[str]) -> Symbol | None:
    kind = match.group("ptype")
    known = kind if kind in PARTY_TYPES else _PARTY_SPELLING.get(kind)
    tokens = match.group("porg").split("-")
    if known is None or not all(_is_token(token) for token in tokens):
        return None
    end = match.end("porg")
    if flat.line[end : end + 1].isalnum():
        return None
    start = match.start("pnum")
    spaced = " " in flat.line[start:end]
    warnings = ("spaces",) if spaced else ()
    number = match.group("pnum")
    made = _make(flat, "party", number, None, known, tokens[0], tuple(tokens[1:]), warnings, start, end, tokens)
    return made


def _partial(flat: Flat, match: re.Match[str], taken: list[tuple[int, int]]) -> Symbol | None:
    start, end = flat.span(match.start(), match.end())
    number_at = flat.start(match.start("num"))
    if any(a <= number_at < b for a, b in taken):
        return None
    if match.group("so") is None and _COUNTED.match(flat.line, match.end()):
        return None
    word = match.group("word")
    if word is not None and match.group("so") is None and word[0].islower() and len(match.group("num")) < 2:
        return None
    kind = match.group("code") or _PARTIAL_WORDS[word.lower()]
    return _make(flat, "partial", match.group("num"), None, kind, "", (), ("symbol_missing",), match.start(), match.end(), [])


def _make(
    flat: Flat,
    family: Family,
    number: str,
    year: int | None,
    kind: str,
    org: str,
    units: tuple[str, ...],
    warnings: tuple[str, ...],
    start: int,
    end: int,
    tokens: list[str],
) -> Symbol:
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyzđABCDEFGHIJKLMNOPQRSTUVWXYZĐ")
    begin, stop = flat.span(start, end)
    head = "-".join(tokens)
    parts = [number, str(year) if year else "", head]
    written = f"{number}-{kind}/{head}" if family == "party" else "/".join(part for part in parts if part)
    return Symbol(
        raw=flat.source[begin:stop],
        family=family,
        num=int(digits) if digits else None,
        suffix=number[len(digits) :].lower(),
        year=year,
        type=kind,
        org=org,
        units=units,
        warnings=warnings,
        start=begin,
        end=stop,
        written=written,
    )
