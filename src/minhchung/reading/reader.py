"""From a text to a Directive: lines, head, foot, tree, assignments."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from minhchung.reading.addressees import meeting_partner
from minhchung.reading.assignments import find_assignments
from minhchung.reading.conclusions.heads import may_conclude
from minhchung.reading.conclusions.model import Conclusion
from minhchung.reading.fields import Facts, reference_key
from minhchung.reading.header import read_head
from minhchung.reading.layout import Block, Line, Wrapping, blocks, wrapping, written_lines
from minhchung.reading.model import Directive, DocumentHeader
from minhchung.reading.outline import Node, outline
from minhchung.reading.signature import columns, foot_start, issuer, signer
from minhchung.text.normal import lower, nfc
from minhchung.text.symbols import Symbol, find_symbols

_ANNEX = re.compile(
    r"[*#_| ]{0,8}(?:PHỤ LỤC|Phụ lục|DANH MỤC|BIỂU|BẢNG|KẾ HOẠCH|QUY CHẾ|QUY ĐỊNH|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN|NỘI DUNG|PHÂN CÔNG)\b"
)
_STANDARD = re.compile(r"(?:QCVN|TCVN|QCĐP|TCCS)[ \d.\-]{0,9}:$")
_BEFORE_STANDARD = 16
_PLANS = {"ke-hoach", "chuong-trinh", "de-an", "phuong-an"}
_YEAR = re.compile(r"\b20\d\d\b")


def read(source: Path | str) -> Directive:
    """Read a file (Path) or a text (str). Raises ExtractError for a file that cannot be read."""
    if isinstance(source, Path):
        from minhchung.text.extract import extract  # noqa: PLC0415 (parsers of files are heavy and not needed for text)

        return read_text(extract(source).text)
    return read_text(source)


def read_text(text: str) -> Directive:
    """Read the text of a directive. Deterministic; spans count in ``Directive.text``, the NFC form of ``text``."""
    text = nfc(text)
    lines = written_lines(text)
    if not lines:
        return Directive(text, DocumentHeader())
    habit = wrapping(lines)
    head = read_head(lines, habit)
    foot = _foot(lines, head.after)
    document = head.document
    feet = lines[foot[0] : foot[1]] if foot else []
    said = [columns(line) for line in feet]
    document = replace(
        document,
        signer=signer(said),
        issuer=document.issuer or issuer(text, head.organs, document.place, document.symbol, said),
    )
    everything = blocks(lines, habit)
    body = [b for b in everything if b.first.start >= head.after and not (feet and b.first.start >= feet[0].start)]
    facts = _facts(text, document, body, _symbols(everything, own_number(document)))
    tree, attached = outline(body, begun=document.type is not None), None
    found = find_assignments(tree, facts)
    if foot and foot[1] < len(lines):
        annex, plan = _annex(everything, lines[foot[1] :], habit)
        attached = outline(annex)
        found.extend(find_assignments(attached, replace(facts, plan=plan)))
    references = dict.fromkeys(symbol.written for symbols in facts.symbols.values() for symbol in symbols)
    concluded = _conclusion(tree, attached, facts) if may_conclude(document) else None
    return Directive(text, document, tuple(references), tuple(found), concluded)


def _conclusion(tree: Node, attached: Node | None, facts: Facts) -> Conclusion | None:
    # The rules of conclusions and the measure of likeness load only for the few documents that have use for them.
    from minhchung.reading.conclusions.find import find_conclusion  # noqa: PLC0415

    return find_conclusion(tree, attached, facts)


def _annex(everything: Sequence[Block], lines: Sequence[Line], habit: Wrapping) -> tuple[list[Block], bool]:
    """The blocks of what is attached, its own title left out, and whether it is a plan."""
    head = read_head(lines, habit)
    after = max(head.after, lines[0].start)
    return [b for b in everything if b.first.start >= after], head.document.type in _PLANS


def _foot(lines: Sequence[Line], after: int) -> tuple[int, int] | None:
    """The lines of recipients and signature; what comes after them (an annex) is body again."""
    start = foot_start(lines)
    if start is None or lines[start].start < after:
        return None
    for at in range(start + 2, len(lines)):
        if _ANNEX.match(lines[at].text) and not lines[at].text.rstrip().endswith((";", ".")):
            return start, at
        if lines[at].text.count("|") >= 3 and at > start + 3:
            return start, at
    return start, len(lines)


def _facts(text: str, document: DocumentHeader, body: Sequence[Block], symbols: dict[int, list[Symbol]]) -> Facts:
    day: date | None = None
    if document.date and len(document.date) == 10:
        try:
            day = date.fromisoformat(document.date)
        except ValueError:
            day = None
    year = int(document.date[:4]) if document.date else _year_in(document.subject or "") or _year_in(" ".join(b.text for b in body[:4]))
    partner = meeting_partner([document.subject or "", *(b.text for b in body[:3])])
    return Facts(text, document, day, year, partner, own_number(document), document.type in _PLANS, symbols)


def own_number(document: DocumentHeader) -> str | None:
    """The key under which the document itself would be cited."""
    if not document.number or not document.symbol:
        return None
    return reference_key(f"{document.number}/{document.symbol}")


def _year_in(text: str) -> int | None:
    """The one year a text speaks of; of two, none is taken: a wrong year is worse than no date."""
    years = {int(y) for y in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def _is_scheme(symbol: Symbol) -> bool:
    """ "Đề án 06" is what a scheme is called, not the number of a document."""
    return symbol.family == "partial" and lower(symbol.raw).startswith("đề án ")


def _is_standard(text: str, symbol: Symbol) -> bool:
    """ "QCVN 28:2010/BTNMT" is a technical standard, no letter."""
    return _STANDARD.search(text, max(symbol.start - _BEFORE_STANDARD, 0), symbol.start) is not None


def _symbols(everything: Sequence[Block], own: str | None) -> dict[int, list[Symbol]]:
    """The document numbers cited in each block, the document's own left out."""
    found: dict[int, list[Symbol]] = {}
    for block in everything:
        symbols = [
            s
            for s in find_symbols(block.text)
            if s.num is not None and reference_key(s.written) != own and not _is_scheme(s) and not _is_standard(block.text, s)
        ]
        if symbols:
            found[block.first.start] = symbols
    return found
