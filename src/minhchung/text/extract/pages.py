"""The pages of a PDF put together: lines, paragraphs and tables in order, tables joined again that a page break cut."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from minhchung.text.extract.glyphs import Edges
from minhchung.text.extract.paragraphs import paragraph_starts
from minhchung.text.extract.tables import pipe_lines

# A page number alone on its line: NĐ 30/2020 puts it on top of the page, so it stands between the two halves of a table.
PAGE_NUMBER = re.compile(r"\s{0,3}(?:[-–] ?)?\d{1,4}(?: ?[-–])?\s{0,3}")


@dataclass(frozen=True, slots=True)
class Text:
    """Lines outside tables; blank lines part paragraphs."""

    lines: str


@dataclass(slots=True)
class Table:
    """The rows of a table, all equally long."""

    rows: list[list[str]]


def composed(
    texts: Sequence[str], edges: Sequence[Edges | None], after: Mapping[int, Sequence[str]], inside: Mapping[int, Table]
) -> list[Text | Table]:
    """The blocks of a page: `edges` tell where paragraphs begin, `after` holds lines to add after a line (-1: at the top), `inside`
    says which lines belong to which table."""
    starts = paragraph_starts(texts, edges)
    blocks: list[Text | Table] = []
    lines = list(after.get(-1, ()))
    seen: list[Table] = []
    for index, text in enumerate(texts):
        table = inside.get(index)
        if table is None:
            lines += ["", text] if index in starts else [text]
        elif not any(table is one for one in seen):
            seen.append(table)
            blocks += [Text("\n".join(lines)), table]
            lines = []
        lines += after.get(index, ())
    return [block for block in [*blocks, Text("\n".join(lines))] if isinstance(block, Table) or block.lines.strip()]


def page_texts(pages: Sequence[Sequence[Text | Table]]) -> list[str]:
    """The text of every page. A table that goes on at the top of the next page loses the head row it repeats there, and a row that
    the page break cut is put together on the page where it began."""
    above: Table | None = None
    head: list[str] = []
    for page in pages:
        below, last = _first_table(page), _first_table(page[::-1])
        goes_on = above is not None and below is not None and _rejoined(head, above, below)
        if last is not None and not (goes_on and last is below):
            head = list(last.rows[0]) if last.rows else []
        above = last
    return ["\n\n".join("\n".join(pipe_lines(block.rows)) if isinstance(block, Table) else block.lines for block in page) for page in pages]


def _first_table(blocks: Sequence[Text | Table]) -> Table | None:
    """The first block, page numbers aside, if it is a table."""
    for block in blocks:
        if isinstance(block, Table):
            return block
        if not PAGE_NUMBER.fullmatch(block.lines.strip()):
            return None
    return None


def _rejoined(head: list[str], above: Table, below: Table) -> bool:
    """Puts the two parts of one table together; False when they are two tables."""
    if not above.rows or not below.rows or len(above.rows[0]) != len(below.rows[0]):
        return False
    if below.rows[0] == head:
        below.rows.pop(0)
    last, first = above.rows[-1], below.rows[0] if below.rows else []
    # The rest of a cut row has no number in its first column and goes on in the middle of a sentence.
    if first and last[0] and not first[0] and any(cell[:1].islower() for cell in first):
        above.rows[-1] = [" ".join(filter(None, pair)) for pair in zip(last, first, strict=True)]
        below.rows.pop(0)
    return True
