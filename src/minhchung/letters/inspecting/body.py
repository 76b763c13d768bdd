"""The checks of a document's text: grounds, addressees, parts, articles, points, paragraphs, annexes."""

import re
from collections.abc import Sequence

from minhchung.letters.inspecting.elements import Elements, kind_of
from minhchung.letters.inspecting.issues import Issues
from minhchung.letters.inspecting.lines import Line, Piece
from minhchung.letters.inspecting.measures import gaps, measure, type_only
from minhchung.letters.wording import POINTS, roman_numeral
from minhchung.text import roman

_PART = re.compile(r"(Phần|Chương)\s+(\S+?)\.?", re.IGNORECASE)
_MUC = re.compile(r"(Mục|Tiểu mục)\s+(\S+?)\.?", re.IGNORECASE)
_ARTICLE = re.compile(r"Điều\s+(\w+)\s*([.:]?)", re.IGNORECASE)
_SECTION = re.compile(r"[IVXL]+\s*\.\s*\S")
_CLAUSE = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+[^\W\d]")
_POINT = re.compile(r"([a-zđ])\s*\)\s")
TITLE_LONGEST = 150
CAPTION_SHARE = 0.92
NEEDS_ADDRESSEE = ("TỜ TRÌNH",)
LATIN = "abcdefghijklmnopqrstuvwxyz"


def check_body(issues: Issues, elements: Elements) -> None:
    """Everything between head and signature, and the annexes."""
    _addressee(issues, elements)
    measure(issues, "competence", elements.competence)
    measure(issues, "ground", elements.grounds)
    _grounds(issues, elements.grounds)
    _lines(issues, elements.body)
    gaps(issues, [*elements.grounds, *elements.body], len(elements.grounds))
    _ending(issues, elements)
    _annexes(issues, elements)


def _addressee(issues: Issues, elements: Elements) -> None:
    needs = (elements.kind is None and bool(elements.about)) or (
        elements.kind is not None and kind_of(elements.kind.text) in NEEDS_ADDRESSEE
    )
    if not elements.addressee:
        if needs:
            issues.check("addressee_missing", "không có “Kính gửi”")
        return
    measure(issues, "addressee", elements.addressee)
    items = elements.addressee[1:]
    first = elements.addressee[0]
    if ":" not in first.text:
        issues.check("addressee_mark", "sau “Kính gửi” không có dấu hai chấm", first)
    for place, line in enumerate(items):
        last = place == len(items) - 1
        if not line.text.endswith("." if last else (";", ":")):
            issues.check("addressee_mark", f"dòng {'cuối ' if last else ''}kết thúc bằng “{line.text[-1:]}”", line)


def _grounds(issues: Issues, grounds: Sequence[Line]) -> None:
    for place, line in enumerate(grounds):
        last = place == len(grounds) - 1
        if not line.text.endswith("." if last else ";"):
            issues.check("ground_mark", f"căn cứ {'cuối cùng ' if last else ''}kết thúc bằng “{line.text[-1:]}”", line)


def _lines(issues: Issues, lines: Sequence[Line]) -> None:
    before_title = False
    previous = ""
    titles = _titles(lines)
    for at, line in enumerate(lines):
        if line.blank:
            continue
        text = line.text
        if before_title and text == text.upper():
            measure(issues, "part_title", [line])
            before_title = False
            continue
        part, muc = _PART.fullmatch(text), _MUC.fullmatch(text)
        if part or muc:
            _part(issues, line, part, muc)
            before_title = True
            continue
        if before_title:
            measure(issues, "part_title", [line])
            before_title = False
            continue
        previous = _point(issues, line, previous)
        _line(issues, line, titled=at in titles)


def _part(issues: Issues, line: Line, part: re.Match[str] | None, muc: re.Match[str] | None) -> None:
    measure(issues, "part", [line])
    if part is not None and (part[2] != part[2].upper() or roman(part[2]) is None):
        issues.check("part_number", f"“{line.text}”", line)
    if muc is not None and not muc[2].isdigit():
        issues.check("part_number", f"“{line.text}”", line)


def _line(issues: Issues, line: Line, *, titled: bool) -> None:
    text = line.text
    article = _ARTICLE.match(text)
    if article is not None and text[:1] in "Đđ" and len(article[1]) < 5:
        _article(issues, line, article)
    elif _SECTION.match(text) and len(text) < TITLE_LONGEST:
        measure(issues, "section", [line], skip=("first_line",))
    elif titled:
        measure(issues, "clause", [line])
    elif line.align == "center" and line.width < line.place.room * CAPTION_SHARE:
        measure(issues, "body", [line], skip=("align", "first_line", "weight"))
    elif line.place.holder == "body":
        slanted = all(piece.italic for piece in line.inked) or not any(piece.italic for piece in line.inked)
        measure(issues, "body", [line], skip=() if slanted and len(text) > TITLE_LONGEST else ("weight",))


def _titles(lines: Sequence[Line]) -> set[int]:
    """Which lines are titles of clauses: numbered, of a few words, without the mark of a sentence, and bold, or standing by themselves
    where other titles of the same depth are bold. A line beside others of its depth is an entry of a list."""
    numbered = {at: found[1].count(".") for at, line in enumerate(lines) if (found := _CLAUSE.match(line.text)) and _short(line.text)}
    bold = {at for at in numbered if all(piece.bold for piece in lines[at].inked)}
    depths = {numbered[at] for at in bold}
    written = [at for at, line in enumerate(lines) if not line.blank]
    alone = set()
    for place, at in enumerate(written):
        beside = written[max(0, place - 1) : place] + written[place + 1 : place + 2]
        if numbered.get(at) in depths and not any(numbered.get(other) == numbered[at] for other in beside):
            alone.add(at)
    return bold | {at for at in alone if not lines[at].text.endswith(":")}


def _short(text: str) -> bool:
    return len(text) <= TITLE_LONGEST and not text.endswith((".", ";"))


def _article(issues: Issues, line: Line, found: re.Match[str]) -> None:
    if not found[1].isdigit() or found[2] != ".":
        issues.check("article_number", f"“{found[0]}”", line)
    measure(issues, "article", [line], skip=("weight",))
    type_only(issues, "article", line, _leading(line, len(found[0]) - len(line.label)))


def _leading(line: Line, length: int) -> list[Piece]:
    """The pieces that hold the first letters of a line."""
    found, at = [], 0
    for piece in line.inked:
        if at >= max(1, length - 1):
            break
        found.append(piece)
        at += len(piece.text)
    return found


def _point(issues: Issues, line: Line, previous: str) -> str:
    """Follows the letters of points; a letter that is next in Latin but not in Vietnamese order is a slip."""
    found = _POINT.match(line.text + " ")
    if found is None:
        return previous
    letter = found[1]
    latin = LATIN[LATIN.index(previous) + 1 : LATIN.index(previous) + 2] if previous in LATIN and previous else ""
    expected = POINTS[POINTS.index(previous) + 1 : POINTS.index(previous) + 2] if previous and previous in POINTS else ""
    if letter == latin and letter != expected:
        issues.check("point_letters", f"sau {previous}) là {letter})", line)
    return letter


def _ending(issues: Issues, elements: Elements) -> None:
    written = [line for line in elements.body if not line.blank and line.place.holder == "body"]
    if elements.ends_with_table:
        return
    if written and elements.signatures and not any(line.text.rstrip().endswith("./.") for line in written[-2:]):
        issues.check("ending_mark", f"“…{written[-1].text[-20:]}”", written[-1])


def _annexes(issues: Issues, elements: Elements) -> None:
    several = len(elements.annexes) > 1
    for number, annex in enumerate(elements.annexes, 1):
        measure(issues, "annex", [annex.label])
        measure(issues, "annex_title", annex.titles)
        if several and not re.search(rf"\b{roman_numeral(number)}\b", annex.label.text):
            issues.check("annex_number", f"“{annex.label.text}”", annex.label)
        if annex.reference is None:
            issues.check("annex_reference_missing", "không có dòng “(Kèm theo …)”", annex.label)
        else:
            measure(issues, "annex_reference", [annex.reference])
        _lines(issues, annex.body)
        gaps(issues, annex.body, 0)
