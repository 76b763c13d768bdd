"""A stretch of one block: the words an entry is made of, with the way back to the document."""

import re
from typing import NamedTuple

from minhchung.reading.conclusions.model import Due, Passage
from minhchung.reading.deadlines import Deadline, find_deadlines, main_deadline
from minhchung.reading.fields import Facts
from minhchung.reading.layout import Block
from minhchung.reading.outline import Node
from minhchung.text.dates import find_dates
from minhchung.text.normal import squeeze

# In a cell "15/7/2026" needs no such word; in a sentence the finder of dates does.
_DAY = "ngày "
_AND_DAY = re.compile(r"(?: ?\([^()]{1,30}\))?(?:,| và|, và|;) (?:ngày )?(?=\d)")


class Piece(NamedTuple):
    """``text`` is what stands in the block from the character ``at`` on."""

    block: Block
    at: int
    text: str

    @classmethod
    def of(cls, node: Node) -> "Piece":
        """The words of a node without its marker."""
        return cls(node.block, node.offset, node.text)

    def part(self, start: int, end: int | None = None) -> "Piece":
        """The stretch from ``start`` to before ``end``, blanks at its ends left out."""
        text = self.text[start:end]
        inner = text.strip()
        return Piece(self.block, self.at + start + text.find(inner), inner)

    def passage(self, start: int = 0, end: int | None = None) -> Passage:
        """The words with their place in the document."""
        piece = self.part(start, end)
        return Passage(squeeze(piece.text), piece.block.reach(piece.at, piece.at + len(piece.text)))

    def refs(self, facts: Facts) -> tuple[str, ...]:
        """The document numbers cited in the stretch."""
        after = self.at + len(self.text)
        cited = facts.symbols.get(self.block.first.start, ())
        return tuple(dict.fromkeys(symbol.written for symbol in cited if self.at <= symbol.start and symbol.end <= after))


def dues_in(piece: Piece, facts: Facts, *, bare: bool = False) -> tuple[Due | None, tuple[Due, ...]]:
    """The limit that counts and the others; only those that name a time. ``bare``: a cell or label, where a day stands alone."""
    found = [d for d in find_deadlines(piece.text, document_date=facts.date, year=facts.year) if d.firm]
    if not found and bare:
        found = _bare_days(piece.text, facts)
    found = [day for each in found for day in (each, *_further(piece.text, each, facts))]
    main = main_deadline(found)
    if main is None:
        return None, ()
    others = [d for d in found if d is not main and (d.date, d.period, d.recurring_days) != (main.date, main.period, main.recurring_days)]
    return _due(piece, main), tuple(_due(piece, each) for each in others)


def _further(text: str, due: Deadline, facts: Facts) -> list[Deadline]:
    """The later days of one limit: "trước ngày 05/11/2026 (lần 1) và 05/02/2027 (lần 2)"."""
    out: list[Deadline] = []
    end = due.end
    while due.kind == "date" and (joined := _AND_DAY.match(text, end)):
        said = find_dates(_DAY + text[joined.end() :], year=facts.year)
        if not said or said[0].kind != "date" or said[0].start > len(_DAY):
            break
        start, end = joined.end(), joined.end() + said[0].end - len(_DAY)
        out.append(due._replace(start=start, end=end, text=text[start:end], date=said[0].iso))
    return out


def _bare_days(text: str, facts: Facts) -> list[Deadline]:
    said = find_dates(_DAY + text, year=facts.year)
    if not said or said[-1].kind != "date":
        return []
    last = said[-1]
    start, end = max(last.start - len(_DAY), 0), last.end - len(_DAY)
    return [Deadline(start, end, text[start:end], "date", last.iso)]


def _due(piece: Piece, said: Deadline) -> Due:
    return Due(piece.passage(said.start, said.end), said.kind, said.date, said.period, said.includes_its_day)
