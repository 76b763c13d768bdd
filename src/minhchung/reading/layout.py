"""Raw text to blocks: lines that were broken by a page, a column or a Markdown mark come together again.

A block is one paragraph, one list item or one table row. Its ``text`` has single blanks, no page numbers and no emphasis
marks; ``start`` and ``end`` lead back to characters of the document.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from minhchung.reading.columns import Cells, find_tables
from minhchung.reading.doers import request_at
from minhchung.reading.marks import LABEL, Mark, find_mark, looks_like_dash_inside
from minhchung.reading.names import unit_list
from minhchung.reading.script import LOWER
from minhchung.reading.words import ACTIONS, FIELDS, HEADS, NAME_TAILS, words_of
from minhchung.text.normal import normal
from minhchung.text.sought import Sought

# Whatever parts two words and is not a single blank.
_GAP = re.compile(r" [\s*]+|[^\S ][\s*]*|\*[\s*]*")
_PAGE_NUMBER = re.compile(r"(?:-{1,2} ?|[Tt]rang |Page )?\d{1,3}(?: ?/ ?\d{1,3})?(?: ?-{1,2})?$")
_FURNITURE = re.compile(r"(?:[-_=*~ .…|]|o0o|oOo|o0O)+$")
# No page holds a longer line: a longer one is a paragraph that was never broken.
_PAGE_WIDTH = 125
# A numbered line shorter than this part of the page is a title, and what begins under it with a capital is its text.
_SHORT_TITLE = 0.6
# This part of the breaks inside sentences, of at least so many, makes a habit.
_MANY = 0.2
_ENOUGH = 8
_TERMINAL = (".", ";", ":", "!", "?", "./.", "…")
_STARTS_SMALL = re.compile(rf"[\"'“”(\[{{]?[{LOWER},;)]")
_ALWAYS_NEW = re.compile(r"[*_]{0,3}(?:N[ơƠ]I NHẬN|Nơi nhận)\b")
# After a full stop these words open a new paragraph even where paragraphs are not set apart.
_OPENS_PARAGRAPH = re.compile(r"(?:Trên đây là|Trong quá trình|Yêu cầu |Đề nghị |Giao |Thừa lệnh|Căn cứ |Nhận được|Để )")
# A line cannot end here: a number is still to come ("trong tháng / 4/2026").
_CALLS_FOR_NUMBER = re.compile(r"(?:^|[\s,;(])(?:[Tt]háng|[Nn]ăm|[Nn]gày|[Qq]uý|[Ss]ố|[Đđ]iều|[Kk]hoản)$")
_NUMBER = re.compile(r"\d|[IV]{1,3}\b")
# "Tờ trình số / 57/TTr-UBND": no list has such a number.
_SYMBOL = re.compile(r"\d{1,5}/(?:\d{4}/)?[A-ZĐ]{2}")
_BROKEN_NUMBER = re.compile(r"\d/[\wĐđ]{1,10}[-/]$")
_FIRST_ORDINAL = re.compile(r"(?:[-+•] ?)?(?:Một|Thứ nhất|Hai|Ba|Bốn)\b(?: là)?,")
_ORDINAL = Sought(
    r"(?:^|(?<=[.;:] ))(?:(?:[Mm]ột|[Hh]ai|[Bb]a|[Bb]ốn|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười) là,"
    r"|Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy)(?: là)?[,:])"
)
_ESCAPED = re.compile(r"\\([-+.*_#()\[\]!>~])")
_ROW = re.compile(r"\|.*\|")
_RULE_ROW = re.compile(r"[|:\- ]+$")


class Line(NamedTuple):
    """One written line: ``raw`` counts in the document, ``gap`` is the number of empty lines before it."""

    start: int
    end: int
    text: str
    gap: int
    indent: int
    after_page: bool
    barred: bool
    mark: Mark | None


@dataclass(slots=True)
class Block:
    """One paragraph, item or row. ``cells`` holds (start, end) in ``text`` for a table row."""

    text: str
    flat: list[int]
    origin: list[int]
    lines: int
    first: Line
    barred: bool = False
    cells: list[tuple[int, int]] = field(default_factory=list)

    def start(self, at: int) -> int:
        """The place in the document of character ``at`` of the text."""
        if len(self.flat) == 1:
            return self.origin[0] + at
        word = max(bisect_right(self.flat, at) - 1, 0)
        return self.origin[word] + at - self.flat[word]

    def reach(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the document under the characters ``start`` to before ``end``; cells over several lines interleave."""
        first, last = max(bisect_right(self.flat, start) - 1, 0), max(bisect_right(self.flat, max(end - 1, start)) - 1, 0)
        bounds = [*self.flat[first + 1 : last + 1], end]
        ends = [self.end(min(b, end)) for b in bounds]
        return min([self.start(start), *self.origin[first + 1 : last + 1]]), max(ends)

    def end(self, at: int) -> int:
        """The place in the document just after the character before ``at``."""
        return self.start(at - 1) + 1 if at > 0 else self.start(0)


def written_lines(text: str) -> list[Line]:
    """The lines with something to read, page furniture dropped. ``text`` must be NFC."""
    lines: list[Line] = []
    gap, at, after_page, barred = 0, 0, False, False
    written = _unescaped(normal(text)).splitlines(keepends=True)
    for raw, following in pairwise([*written, ""]):
        start, at = at, at + len(raw)
        fed = "\f" in raw
        body = raw.strip()
        if fed:
            after_page = True
        if not body or _FURNITURE.match(body):
            gap += 1
            barred = barred or body == "|"
            continue
        if lines and (gap or fed or "\f" in following) and _PAGE_NUMBER.match(body):
            after_page = True
            gap += 1
            continue
        indent = raw.index(body)
        first = start + indent
        lines.append(Line(first, first + len(body), body, gap, indent, after_page, barred, find_mark(body)))
        gap, after_page, barred = 0, False, False
    return lines


def _unescaped(text: str) -> str:
    """The text without the backslashes Markdown puts before signs ("\\- Rà soát", "1\\. Giao"); each place stays where it was."""
    return _ESCAPED.sub(r"\1 ", text) if "\\" in text else text


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How the document breaks its lines: not at all (``width`` 0), or at ``width``, with ``gap`` empty lines inside a paragraph.

    ``ragged``: its lines were broken twice, the second time narrower, and left lone words between the full ones; there a short line
    inside a paragraph tells nothing."""

    width: int
    gap: int
    spaced: bool
    ragged: bool = False


def wrapping(lines: Sequence[Line]) -> Wrapping:
    """Learn the habit of the document from the breaks that can only be inside a sentence (the next line starts small)."""
    widths: list[int] = []
    gaps: list[int] = []
    ends = [0, 0]
    plain = [not (line.text.startswith("|") or "   " in line.text or "\t" in line.text) for line in lines]
    for at, (before, after) in enumerate(pairwise(lines)):
        if not (plain[at] and plain[at + 1]):
            continue
        if _STARTS_SMALL.match(after.text) and after.mark is None and not before.text.endswith(_TERMINAL):
            widths.append(len(before.text))
            gaps.append(after.gap)
    # Where many sentences go on over an empty line, an empty line parts no paragraphs, though most may go on without one.
    inside = max((gap for gap in set(gaps) if gaps.count(gap) >= _MANY * len(widths)), default=0)
    longest = max((len(line.text) for line in lines if not line.text.startswith("|")), default=0)
    if not widths or (longest > _PAGE_WIDTH and (len(widths) < 3 or len(widths) * 12 < len(lines))):
        return Wrapping(0, inside, False)
    ragged = sum(before * 2 < longest for before in widths) >= _MANY * len(widths) and len(widths) >= _ENOUGH
    widths.sort()
    for before, after in pairwise(lines):
        if before.text.endswith((".", ";")) and not _STARTS_SMALL.match(after.text) and not after.text.startswith(("-", "+", "|")):
            ends[after.gap > inside] += 1
    return Wrapping(widths[len(widths) * 9 // 10], inside, ends[1] > 2 * ends[0], ragged)


def continues(before: Line, after: Line, habit: Wrapping, *, first: bool = True) -> bool:
    """Whether ``after`` goes on with the paragraph of ``before``; ``first``: ``before`` is its first line, so that a number alone
    there is the mark of an item and not the end of "trong tháng / 7."."""
    if after.barred or before.text.startswith("|") or after.text.startswith("|"):
        return False
    mark, opened = after.mark, before.mark
    terminal = before.text.rstrip('*_" ”').endswith(_TERMINAL)
    called = _NUMBER.match(after.text) is not None and _CALLS_FOR_NUMBER.search(before.text[-12:]) is not None
    if called and _SYMBOL.match(after.text):
        return True
    if mark:
        inside = looks_like_dash_inside(before.text, after.text) or (_is_bare(mark, after) and not terminal and habit.width > 0)
        return inside and after.gap <= habit.gap
    if (first and opened and _is_bare(opened, before) and after.gap <= 1) or (after.gap == 0 and _ends_in_number(before.text)):
        return True
    if called:
        return after.after_page or after.gap <= habit.gap
    if LABEL.match(after.text) or _ALWAYS_NEW.match(after.text) or before.text.endswith("./."):
        return False
    opens = bool(_OPENS_PARAGRAPH.match(after.text))
    if after.after_page and before.text.endswith(";") and not opens:
        return True
    # An item of one full line that is followed by "Giao ..." may as well go on: the word would not have fitted.
    full = opened is not None and after.indent <= 1 and after.gap <= habit.gap and not _fits(before, after, habit)
    if terminal and (after.after_page or (opens and not full)) and not _STARTS_SMALL.match(after.text):
        return False
    gap = habit.gap if after.after_page else after.gap
    if _STARTS_SMALL.match(after.text):
        return not terminal or (after.gap <= habit.gap and habit.width > 0)
    if not habit.width or gap > habit.gap:
        return False
    return (habit.ragged and not first and not terminal) or _fills(before, after, habit, terminal)


def _ends_in_number(text: str) -> bool:
    """Whether a document number breaks off at the end: "2987/UBND-"."""
    return text.endswith(("-", "/")) and _BROKEN_NUMBER.search(text) is not None


def _is_bare(mark: Mark, line: Line) -> bool:
    return mark.end >= len(line.text.rstrip("*"))


def _fills(before: Line, after: Line, habit: Wrapping, terminal: bool) -> bool:
    """A break before a capital: inside a paragraph only when the next word would not have fitted."""
    if before.text.isupper() != after.text.isupper() and len(before.text) < habit.width * 0.8:
        return False
    if before.mark and _is_office_over(before, before.mark, after):
        return False
    if habit.spaced and habit.gap == 0:
        return not (terminal and len(before.text) < habit.width * _SHORT_TITLE)
    return not _fits(before, after, habit) and not (terminal and after.indent > before.indent)


def _is_office_over(before: Line, mark: Mark, after: Line) -> bool:
    """Whether a short numbered line is the whole name of an office ("Giao Phòng A" too) and what it is to do begins under it."""
    title, below = words_of(before.text[mark.end :]), words_of(after.text)
    verb = ACTIONS.at(below.low, 0)
    # "Phó Trưởng Ban / Tổ chức ...": behind the head of an office the verb may be its name.
    named = max(FIELDS.at(below.low, 0), NAME_TAILS.at(below.low, 0)) if title.low and HEADS.at(title.low[-1:], 0) else 0
    if not title.low or not below.starts_big(0) or verb <= max(named, 1):
        return False
    names = unit_list(title, request_at(title, 0))
    return bool(names) and names[-1].after == len(title.low)


def _fits(before: Line, after: Line, habit: Wrapping) -> bool:
    """Whether the first word of the next line would have found room on the line before it."""
    word = after.text.split(" ", 1)[0]
    return len(before.text) + 1 + len(word) <= habit.width * 0.93


def blocks(lines: Sequence[Line], habit: Wrapping | None = None) -> list[Block]:
    """Lines to blocks in reading order; ``habit`` spares learning anew how the document breaks its lines."""
    habit = habit or wrapping(lines)
    out: list[Block] = []
    at = 0
    for table in find_tables(lines):
        out += _paragraphs(lines[at : table.first], habit)
        out.extend(_row(cells, lines[place]) for place, cells in table.rows)
        at = table.after
    return out + _paragraphs(lines[at:], habit)


def _paragraphs(lines: Sequence[Line], habit: Wrapping) -> list[Block]:
    """The blocks of lines outside tables without bars."""
    out: list[Block] = []
    for group in _groups(lines, habit):
        block = _block(group)
        if block.cells or not _ORDINAL.may_be_in(block.text):
            out.append(block)
        else:
            out.extend(_ordinal_parts(block))
    return out


def _groups(lines: Sequence[Line], habit: Wrapping) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and continues(group[-1], line, habit, first=len(group) == 1):
            group.append(line)
            continue
        if group:
            yield group
        group = [line]
    if group:
        yield group


def _block(group: Sequence[Line]) -> Block:
    first = group[0]
    if len(group) == 1 and not first.text.startswith("|") and len(whole := _pieces(first)) == 1:
        return Block(whole[0][0], [0], [whole[0][1]], 1, first, first.barred)
    words: list[str] = []
    flat: list[int] = []
    origin: list[int] = []
    at = 0
    glue = False
    for line in group:
        for piece, start in _pieces(line):
            if at and not glue:
                words.append(" ")
                at += 1
            glue = False
            words.append(piece)
            flat.append(at)
            origin.append(start)
            at += len(piece)
        # A document number broken after its hyphen or slash is one word.
        glue = bool(words) and len(words[-1]) > 1 and words[-1][-1] in "-/" and words[-1][-2].isalnum()
    block = Block("".join(words), flat, origin, len(group), first, first.barred)
    if block.text.startswith("|") and _ROW.match(block.text):
        block.cells = _cells(block.text)
    return block


def _ordinal_parts(block: Block) -> Iterator[Block]:
    """A paragraph that counts its orders ("Một là, ... . Hai là, ..."), parted before each ordinal; any other as it is."""
    cuts = [found.start() for found in _ORDINAL.pattern.finditer(block.text)]
    if not cuts or (len(cuts) < 2 and not _FIRST_ORDINAL.match(block.text)):
        yield block
        return
    bounds = [0, *(cut for cut in cuts if cut), len(block.text)]
    for start, end in pairwise(bounds):
        text = block.text[start:end].rstrip()
        first = max(bisect_right(block.flat, start) - 1, 0)
        after = bisect_right(block.flat, end - 1)
        flat = [max(at - start, 0) for at in block.flat[first:after]]
        origin = [block.start(start), *block.origin[first + 1 : after]]
        line = block.first._replace(start=origin[0]) if start else block.first
        yield Block(text, flat, origin, block.lines, line, block.barred and not start)


def _row(cells: Cells, line: Line) -> Block:
    """A row of a table without bars, in the form of one with bars; the signs between the cells stand in no document."""
    parts, flat, origin, bounds = ["|"], [0], [line.start], []
    at = 1
    for cell in cells:
        start = at
        for piece in cell:
            if at > start:
                parts.append(" ")
                at += 1
            parts.append(piece.text)
            flat.append(at)
            origin.append(piece.start)
            at += len(piece.text)
        bounds.append((start, at))
        parts.append("|")
        at += 1
    return Block("".join(parts), flat, origin, 1, line, cells=bounds)


def _pieces(line: Line) -> list[tuple[str, int]]:
    """The stretches of a line without emphasis marks and doubled blanks, each with its place in the document."""
    text = line.text
    if "*" not in text and "  " not in text and "\t" not in text:
        return [(text, line.start)]
    pieces: list[tuple[str, int]] = []
    begin = 0
    for gap, after in [*[found.span() for found in _GAP.finditer(text)], (len(text), len(text))]:
        if gap > begin:
            pieces.append((text[begin:gap], line.start + begin))
        begin = after
    return pieces


def _cells(text: str) -> list[tuple[int, int]]:
    cells: list[tuple[int, int]] = []
    start = 1
    for bar in (i for i in range(1, len(text)) if text[i] == "|"):
        inner = text[start:bar]
        left = start + len(inner) - len(inner.lstrip())
        cells.append((left, max(left, start + len(inner.rstrip()))))
        start = bar + 1
    return cells


def is_rule_row(block: Block) -> bool:
    """The line of dashes under the head of a Markdown table."""
    return bool(_RULE_ROW.match(block.text))
