"""The DOCX of a controlled document (letters/controlled.py)."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from minhchung.letters.controlled import CHART_COLUMNS, DOUBT, RED, Block, Cell, Chart, Column, ControlledPaper, Grid, Heading, Words
from minhchung.letters.controlled_xml import W, chart_row, grid_row, page_field, table_xml, watermark
from minhchung.letters.properties import describe

FONT, SIZE = "Times New Roman", 13
TEXT_WIDTH = 160
CENTRE, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
NOTHING = "Không có."


def controlled_docx(paper: ControlledPaper, *, at: datetime) -> bytes:
    """The paper as the bytes of a DOCX, the same for the same paper and moment."""
    written = Document()
    _page(written)
    _headers(written, paper)
    _cover(written, paper)
    for block in paper.blocks:
        _block(written, block)
    describe(written, title=f"{paper.code} {paper.title}", author=paper.agency, at=at)
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


def _page(written: Written) -> None:
    section = written.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin, section.header_distance = Mm(30), Mm(10)
    section.different_first_page_header_footer = True
    style = written.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi", "w:ascii"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(0), Pt(0)


def _headers(written: Written, paper: ControlledPaper) -> None:
    """Every page but the first repeats what names the paper; the mark stands on all."""
    section = written.sections[0]
    day = paper.effective or "…/…/…"
    lines = [f"Mã hiệu: {paper.code}", f"Lần ban hành: {paper.issue}", f"Lần sửa đổi: {paper.revision}", f"Ngày: {day}"]
    header = section.header
    columns = (Column("", 45, middle=True), Column("", 70, middle=True), Column("", 45))
    cells = [[paper.agency.upper()], [paper.nature.upper(), paper.title], lines]
    table = parse_xml(table_xml([column.width for column in columns]))
    table.append(parse_xml(grid_row([("\n".join(cell), True) for cell in cells[:2]] + [("\n".join(lines), False)], columns, size=10)))
    last = table.findall(f".//{{{W}}}tc")[-1].findall(f"{{{W}}}p")[-1]
    last.addnext(parse_xml(page_field(size=10)))
    header._element.insert(0, table)
    for each in (header, section.first_page_header):
        if paper.mark:
            put = each.paragraphs[0]
            put.alignment, put.paragraph_format.space_before, put.paragraph_format.space_after = CENTRE, Pt(4), Pt(8)
            run = put.add_run(paper.mark)
            run.bold, run.font.size, run.font.color.rgb = True, Pt(12), RGBColor.from_string(RED)
            put._p.append(parse_xml(watermark(paper.mark)))
        else:
            each.paragraphs[0].paragraph_format.space_after = Pt(4)


def _cover(written: Written, paper: ControlledPaper) -> None:
    _put(written, paper.agency.upper(), bold=True, size=14, align=CENTRE)
    if paper.standard:
        _put(written, f"HỆ THỐNG QUẢN LÝ CHẤT LƯỢNG {paper.standard.upper()}", size=12, align=CENTRE)
    _put(written, paper.nature.upper(), bold=True, size=18, align=CENTRE, before=70)
    _put(written, paper.title.upper(), bold=True, size=15, align=CENTRE, before=12)
    day = paper.effective or "…/…/…"
    numbers = (("Mã hiệu", paper.code), ("Lần ban hành", paper.issue), ("Lần sửa đổi", paper.revision), ("Ngày hiệu lực", day))
    for label, text in numbers:
        put = _put(written, f"{label}: ", size=13, align=CENTRE, before=30 if label == "Mã hiệu" else 2)
        put.add_run(text).bold = True
    _put(written, "", before=40)
    _signers(written, paper)
    _put(written, "SỬA ĐỔI TÀI LIỆU", bold=True, align=CENTRE, before=24, after=6).paragraph_format.keep_with_next = True
    rows = paper.revisions.rows or [[Cell("") for _ in paper.revisions.columns] for _ in range(3)]
    _grid(written, Grid(paper.revisions.columns, rows), size=12)
    written.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _signers(written: Written, paper: ControlledPaper) -> None:
    """Three boxes: who it is for, room for the signature, name and post."""
    columns = [Column("", 30), *(Column(each.role, (TEXT_WIDTH - 30) // 3, middle=True) for each in paper.signers)]
    table = parse_xml(table_xml([column.width for column in columns]))
    rows: list[tuple[str, list[str], bool]] = [
        ("Trách nhiệm", [each.role for each in paper.signers], True),
        ("Chữ ký", ["\n\n\n" for _ in paper.signers], False),
        ("Họ và tên", [each.name or " " for each in paper.signers], True),
        ("Chức vụ", [each.post or " " for each in paper.signers], False),
        ("Ngày", [each.on or "…/…/…" for each in paper.signers], False),
    ]
    for label, texts, bold in rows:
        table.append(parse_xml(grid_row([(label, True), *((text, bold) for text in texts)], columns, size=12)))
    _append(written, table)


def _block(written: Written, block: Block) -> None:
    if isinstance(block, Heading):
        text = block.text.upper() if block.level == 1 else block.text
        put = _put(written, text, bold=True, size=SIZE, before=12 if block.level == 1 else 6, after=4)
        put.paragraph_format.keep_with_next = True
    elif isinstance(block, Words):
        _words(written, block)
    elif isinstance(block, Grid):
        _grid(written, block)
    else:
        _chart(written, block)


def _words(written: Written, block: Words) -> None:
    lines = block.lines
    if not lines and not block.doubt:
        lines = [NOTHING]
    for line in lines:
        _put(written, line, align=BOTH, after=6, indent=True)
    if block.doubt:
        put = _put(written, "", align=BOTH, after=6, indent=True)
        run = put.add_run(DOUBT.format(doubt=block.doubt))
        run.italic, run.bold, run.font.color.rgb = True, True, RGBColor.from_string(RED)


def _grid(written: Written, grid: Grid, *, size: int = 12) -> None:
    table = parse_xml(table_xml([column.width for column in grid.columns]))
    table.append(parse_xml(grid_row([(column.title, True) for column in grid.columns], grid.columns, size=size, head=True)))
    for row in grid.rows:
        table.append(parse_xml(grid_row([(_said(cell), False) for cell in row], grid.columns, size=size)))
    _append(written, table)


def _chart(written: Written, chart: Chart) -> None:
    table = parse_xml(table_xml([column.width for column in CHART_COLUMNS]))
    table.append(parse_xml(grid_row([(column.title, True) for column in CHART_COLUMNS], CHART_COLUMNS, size=12, head=True)))
    for place, box in enumerate(chart.boxes):
        name = _said(Cell(box.name, box.doubt))
        texts = (box.who, name, box.time, box.result)
        table.append(parse_xml(chart_row(texts, CHART_COLUMNS, size=12, last=place == len(chart.boxes) - 1)))
    _append(written, table)


def _said(cell: Cell) -> str:
    return "\n".join(filter(None, (cell.text, DOUBT.format(doubt=cell.doubt) if cell.doubt else "")))


def _append(written: Written, table: Any) -> None:
    """Puts the table at the end, with a small paragraph behind it: two tables in a row would grow together."""
    put = written.add_paragraph()
    put.paragraph_format.space_after = Pt(2)
    put._p.addprevious(table)


def _put(
    written: Written,
    text: str,
    *,
    bold: bool = False,
    size: int = SIZE,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    before: int = 0,
    after: int = 0,
    indent: bool = False,
) -> Paragraph:
    put = written.add_paragraph()
    put.alignment = align
    put.paragraph_format.space_before, put.paragraph_format.space_after = Pt(before), Pt(after)
    if indent:
        put.paragraph_format.first_line_indent = Mm(12.7)
    if text:
        run = put.add_run("".join(_printable(text)))
        run.bold, run.font.size = bold, Pt(size)
    return put


def _printable(text: str) -> Iterator[str]:
    yield from (sign for sign in text if sign >= " " or sign == "\t")
