"""The legal basis on a portal's page: titles and numbers run together ("Nghị định 18/2026/NĐ-CP18/2026/NĐ-CPLuật Cư trú 202068/2020/QH14").

A number is taken for certain only when it is whole, known by its issuer's letters, and cut off from what stands around it.
"""

import re

from minhchung.apps.procedures.rules.content import Basis
from minhchung.text.normal import clean, squeeze

HEAD = "Tên văn bản pháp lýMã văn bản"
_ORGS = (
    "BNNPTNT|BNNMT|BLĐTBXH|BVHTTDL|BGDĐT|BKHĐT|BKHCN|BTNMT|BTTTT|BGTVT|TANDTC|VKSNDTC|NHNN|TTCP|VPCP|UBND|HĐND|BDTTG|UBDT|BCA|BTP|BTC|BXD"
    "|BNV|BYT|BCT|BQP|BNG|TTg|CP|BVHTT|KTNN"
)
_TYPES = "NĐ|NQ|QĐ|TT|TTLT|NQLT|CT"
SYMBOL = re.compile(
    rf"(?P<number>\d+(?:\.\d{{1,2}})?[a-z]?)/(?:(?P<year>(?:19|20)\d\d)/"
    rf"(?:(?:NQ-)?QH1[0-9]|QH[89]|(?:PL-|NQ-)?UBTVQH1[0-9]|(?:{_TYPES})-(?:{_ORGS})(?:-(?:{_ORGS}))*)"
    rf"|(?:QĐ|CT|NQ|VBHN)-(?:{_ORGS}|VPQH))"
)
_LIKE_A_SYMBOL = re.compile(r"\d+/(?:19|20)\d\d(?!\d)")
_DATE = re.compile(r"\d{1,2}/\d{1,2}/(?:19|20)\d\d")
_TYPE_WORDS = r"(?:Thông tư liên tịch|Thông tư|Nghị định|Nghị quyết|Quyết định|Bộ luật|Luật|Pháp lệnh)(?:\s+số)?:?"
_ONLY_TYPE = re.compile(rf"\s*(?:{_TYPE_WORDS}\s*)+", re.IGNORECASE)
_TRAILING_TYPE = re.compile(rf"(?<=\S){_TYPE_WORDS}\s*$")
_INSIDE = re.compile(r"(?:ngày|của|và|do|được|hoặc)\b")
_OPEN = " \t\n(“\"'"
DIGITS_AT_MOST = 3
"""Digits of a number beside its year (one body does not issue a thousand in a year); a longer run holds the end of what stands before."""
_ANNOUNCED = re.compile(r"(?:^|[\s(])(?:số|Luật|Nghị định|Thông tư|Quyết định|Nghị quyết|Pháp lệnh)[:\s]*$", re.IGNORECASE)


def basis_of(text: str) -> tuple[tuple[Basis, ...], str]:
    """The documents in their order, and what could not be told apart. Text without the table's head is left whole."""
    whole = clean(text).strip()
    if not whole or whole == "Không có thông tin":
        return (), ""
    if not whole.startswith(HEAD):
        return (), whole
    body, rows, begin = whole.removeprefix(HEAD), list[Basis](), 0
    for found in SYMBOL.finditer(body):
        if _closes(body, found, begin):
            rows.append(_row(body[begin : found.start()], found.group(), body[found.end() : found.end() + 30]))
            begin = found.end()
    if rest := squeeze(body[begin:]):
        rows.append(Basis(title=rest, raw=rest, doubt="Không tách được số, ký hiệu của văn bản (bị cắt hoặc dính vào tên)."))
    return tuple(rows), ""


def _closes(body: str, found: re.Match[str], begin: int) -> bool:
    """Whether the number is that of the second column: nothing parts it from the title that follows."""
    after = body[found.end() : found.end() + 60]
    if not after.strip():
        return True
    if after.startswith(found.group()) or _repeats(found.group(), after):
        return bool(not _ONLY_TYPE.fullmatch(body[begin : found.start()] or "x") and body[begin : found.start()].endswith(found.group()))
    if after[0] in " \t\n":
        return _glued_before(body, found, begin)
    return after[0] not in '.,;:)-/”"' and not _INSIDE.match(after)


def _repeats(symbol: str, after: str) -> bool:
    """ "Nghị định 101/2024/NĐ-CP" as a title, "Nghị định 101/2024/NĐ-CP" as its number."""
    words = _ONLY_TYPE.match(after)
    return words is not None and after[words.end() :].startswith(symbol)


def _glued_before(body: str, found: re.Match[str], begin: int) -> bool:
    """A number stuck to the letter before it is the second column even when a blank follows."""
    return found.start() > begin and body[found.start() - 1] not in _OPEN


def _row(title: str, symbol: str, after: str) -> Basis:
    raw = squeeze(title + symbol)
    bare, doubt = _TRAILING_TYPE.sub("", title), ""
    if _ONLY_TYPE.fullmatch(bare or "x"):
        bare = ""
    number, _, tail = symbol.partition("/")
    if _may_be_glued(title, number, tail):
        title_end, number, doubt = _unglued(title, number, tail)
        bare += title_end
    inside = SYMBOL.sub(_known, title)
    if _LIKE_A_SYMBOL.search(_DATE.sub("", inside)):
        doubt = "Trong tên còn một số văn bản bị cắt hoặc dính liền: có thể là hai văn bản."
    elif "#" in inside:
        doubt = doubt or "Một số văn bản trong tên dính liền với chữ bên cạnh: có thể là hai văn bản."
    if not doubt and after[:1].islower():
        doubt = "Tên văn bản kế tiếp bắt đầu bằng chữ thường: xem lại chỗ tách."
    whole = f"{number}/{tail}"
    return Basis(title=squeeze(bare) or whole, symbol="" if doubt and not number else whole, raw=raw, doubt=doubt)


def _may_be_glued(title: str, run: str, tail: str) -> bool:
    """Whether the end of the title may be in the run of digits: it is too long, or stands behind a blank where no number was announced."""
    if tail[:2] in ("19", "20") and len(run.partition(".")[0].rstrip("abcdefgh")) > DIGITS_AT_MOST:
        return True
    return title[-1:].isspace() and not (_ANNOUNCED.search(title) or _TRAILING_TYPE.search(title))


def _unglued(title: str, run: str, tail: str) -> tuple[str, str, str]:
    """(what of the run belongs to the title, the number, doubt): certain when the title itself names that document."""
    for length in range(len(run), 0, -1):
        if re.search(rf"(?<!\d){re.escape(run[-length:])}/{re.escape(tail)}", title):
            return run[:-length], run[-length:], ""
    return run, "", f"Số văn bản có thể dính với chữ số đứng trước: “{run}/{tail}”."


def _known(found: re.Match[str]) -> str:
    """A number inside a title: "" when it stands free, "#" when it is stuck to its neighbours."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    free = not before or before in _OPEN + ":"
    return "" if free and (not after or not after.isalnum() or _INSIDE.match(found.string[found.end() :])) else "#"
