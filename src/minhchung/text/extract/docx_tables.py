"""The tables of a DOCX as cells, for those who need to know which cell a text stood in and how it looked."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from minhchung.text.extract.archive import Archive, broken
from minhchung.text.extract.docx import CELL, MERGED, RPR, SPAN, STRICT, TBL, TC, TR, TRANSITIONAL, R, Reader, inside, main_part
from minhchung.text.extract.numbering import VAL, W, whole
from minhchung.text.extract.styles import switch

TWIPS_PER_STEP = 284
"""Half a centimetre: about what one press of the indent key gives."""
SPAN_LIMIT = 64


class WordCell(NamedTuple):
    """A cell: its paragraphs (NFC is the caller's), the columns it spans, whether it belongs to a cell merged from above, whether its first
    words are bold, and how many steps its first paragraph stands in."""

    lines: tuple[str, ...]
    span: int
    continues: bool
    bold: bool
    indent: int


def docx_tables(data: bytes, name: str) -> list[list[list[WordCell]]]:
    """The tables of the body in order, each as rows of cells; a table inside a cell is text of that cell.

    Raises ExtractError (broken, bomb, encrypted).
    """
    archive = Archive(data, name)
    main = main_part(archive)
    root = archive.parsed(archive.read(main).replace(STRICT, TRANSITIONAL), main)
    body = root.find(W + "body")
    if body is None:
        raise broken(name, "phần chính không có nội dung văn bản")
    reader = Reader(archive, main.rpartition("/")[0], root)
    tables = []
    for table in inside(body, TBL):
        rows = [row for row in inside(table, TR) if row.find(f"{W}trPr/{W}del") is None]
        tables.append([[_cell(reader, cell) for cell in inside(row, TC)] for row in rows])
    return tables


def _cell(reader: Reader, cell: etree._Element) -> WordCell:
    span, continues = 1, False
    for child in cell[0] if len(cell) and cell[0].tag == CELL else ():
        if child.tag == SPAN:
            span = min(max(whole(child.get(VAL), 1), 1), SPAN_LIMIT)
        elif child.tag == MERGED:
            continues = child.get(VAL) != "restart"
    lines = tuple(line.strip() for block in reader.blocks(cell) for line in block.split("\n") if line.strip())
    first = next((run for run in cell.iter(R) if any((text.text or "").strip() for text in run.iter(W + "t"))), None)
    properties = first.find(RPR) if first is not None else None
    bold = properties is not None and bool(switch(properties.find(W + "b")))
    margin = cell.find(f".//{W}pPr/{W}ind")
    indent = whole(margin.get(W + "left", margin.get(W + "start", "0")), 0) if margin is not None else 0
    return WordCell(lines, span, continues, bold, max(indent, 0) // TWIPS_PER_STEP)
