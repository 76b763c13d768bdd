"""A paper that is one wide table, as XLSX and as DOCX: A4 across, Times New Roman 13, the head repeated on every page.

One model for both, so that the two files say the same.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from docx import Document
from docx.document import Document as Written
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt

from minhchung.letters.properties import describe
from minhchung.text.written import written_points

FONT, SIZE = "Times New Roman", 13
A4, WIDE, HIGH = 9, 297, 210
MARGINS = {"top": 20, "bottom": 20, "left": 25, "right": 15}
"""Millimetres (Nghị định 30/2020/NĐ-CP, Phụ lục I: trên dưới 20–25, trái 30–35, phải 15–20; khổ ngang để bảng đủ chỗ)."""
TEXT_WIDTH = WIDE - MARGINS["left"] - MARGINS["right"]
BLACK_BORDER = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in
                       ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip
Cell = str | Decimal | None


@dataclass(frozen=True)
class Column:
    """A column: its heading and its share of the width. A number column is written to the right, as points are: two decimals, three where
    there are three."""

    title: str
    width: float
    number: bool = False


@dataclass(frozen=True)
class Line:
    """A row; `strong` for the rows of a field or the sum."""

    cells: Sequence[Cell]
    strong: bool = False


@dataclass(frozen=True)
class TablePaper:
    """`left` and `right` stand beside each other on top, `notes` under the table, `signers` beside each other at the end."""

    name: str
    title: str
    subtitle: str
    left: str
    right: str
    columns: Sequence[Column]
    lines: Sequence[Line]
    notes: Sequence[str] = ()
    signers: tuple[str, str] = ("", "")


def xlsx_of(paper: TablePaper, *, at: datetime) -> bytes:
    """The paper as XLSX; points are numbers, an unknown one an empty cell."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": paper.title, "created": at.replace(tzinfo=None)})
        _sheet(book, book.add_worksheet(paper.name[:31]), paper)
    return target.getvalue()


def _sheet(book: Any, sheet: Any, paper: TablePaper) -> None:
    last = len(paper.columns) - 1
    base: dict[str, Any] = {"font_name": FONT, "font_size": SIZE, "text_wrap": True, "valign": "top"}
    styles = {
        (number, strong): book.add_format({**base, "border": 1, "bold": strong, **({"num_format": "0.00#"} if number else {})})
        for number in (False, True)
        for strong in (False, True)
    }
    middle = {**base, "align": "center", "valign": "vcenter"}
    bold, italic = book.add_format({**middle, "bold": True}), book.add_format({**middle, "italic": True})
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(**{side: size / 25.4 for side, size in MARGINS.items()})
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P/&N")
    for place, column in enumerate(paper.columns):
        sheet.set_column(place, place, column.width)
    _two(sheet, 0, last, (paper.left, paper.right), bold)
    sheet.merge_range(2, 0, 2, last, paper.title, bold)
    sheet.merge_range(3, 0, 3, last, paper.subtitle, italic)
    head = book.add_format({**middle, "bold": True, "border": 1})
    for place, column in enumerate(paper.columns):
        sheet.write_string(5, place, column.title, head)
    sheet.repeat_rows(5)
    sheet.freeze_panes(6, 2)
    row = 6
    for line in paper.lines:
        for place, (column, cell) in enumerate(zip(paper.columns, line.cells, strict=True)):
            _write(sheet, row, place, cell, styles[column.number, line.strong])
        row += 1
    note = book.add_format({**base, "italic": True})
    for text in paper.notes:
        sheet.merge_range(row + 1, 0, row + 1, last, text, note)
        sheet.set_row(row + 1, 17 * (len(text) // 120 + 1))
        row += 1
    _two(sheet, row + 2, last, paper.signers, bold)


def _write(sheet: Any, row: int, place: int, cell: Cell, style: Any) -> None:
    if cell is None:
        sheet.write_blank(row, place, None, style)
    elif isinstance(cell, Decimal):
        sheet.write_number(row, place, float(cell), style)
    else:
        sheet.write_string(row, place, cell, style)


def _two(sheet: Any, row: int, last: int, texts: tuple[str, str], style: Any) -> None:
    left, right = texts
    half = last // 2
    sheet.merge_range(row, 0, row, half, left, style)
    sheet.merge_range(row, half + 1, row, last, right, style)
    sheet.set_row(row, 18 * (max(left.count("\n"), right.count("\n")) + 1))


def docx_of(paper: TablePaper, *, at: datetime) -> bytes:
    """The paper as DOCX, to be signed; points are written with a comma."""
    document = Document()
    _page(document)
    _beside(document, paper.left, paper.right)
    for text, bold in ((paper.title, True), (paper.subtitle, False)):
        put = document.add_paragraph()
        put.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = put.add_run(text)
        run.bold, run.italic = bold, not bold
    document.add_paragraph()
    _table(document, paper)
    for text in paper.notes:
        document.add_paragraph().add_run(text).italic = True
    document.add_paragraph()
    _beside(document, *paper.signers)
    describe(document, title=paper.title, author="", at=at)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Written) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(WIDE), Mm(HIGH)
    for side, size in MARGINS.items():
        setattr(section, f"{side}_margin", Mm(size))
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_after = Pt(0)


def _beside(document: Written, left: str, right: str) -> None:
    """Two texts beside each other, without a border."""
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, text in zip(cells, (left, right), strict=True):
        for number, line in enumerate(text.splitlines()):
            put = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            put.alignment = WD_ALIGN_PARAGRAPH.CENTER
            put.add_run(line).bold = True


def _table(document: Written, paper: TablePaper) -> None:
    # Rows are written as XML: a table of a hundred rows cell by cell through the library takes seconds.
    table = document.add_table(rows=1, cols=len(paper.columns))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    table._tbl.tblPr.append(parse_xml(f'<w:tblBorders xmlns:w="{_W}">{BLACK_BORDER}</w:tblBorders>'))
    whole = sum(column.width for column in paper.columns)
    widths = [round(TEXT_WIDTH * column.width / whole * 1440 / 25.4) for column in paper.columns]
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(width))
    table._tbl.remove(table.rows[0]._tr)
    titles = [(column.title, "center") for column in paper.columns]
    table._tbl.append(_row(titles, widths, strong=True, head=True))
    for line in paper.lines:
        cells = [(_text(cell), "right" if column.number else "left") for column, cell in zip(paper.columns, line.cells, strict=True)]
        table._tbl.append(_row(cells, widths, strong=line.strong))


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _row(cells: Sequence[tuple[str, str]], widths: Sequence[int], *, strong: bool, head: bool = False) -> Any:
    """A row that stays on one page; the head is repeated on each."""
    repeated = "<w:tblHeader/>" if head else ""
    bold = "<w:rPr><w:b/></w:rPr>" if strong else ""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraphs(text, align, bold)}</w:tc>'
        for (text, align), width in zip(cells, widths, strict=True)
    )
    return parse_xml(f'<w:tr xmlns:w="{_W}"><w:trPr><w:cantSplit/>{repeated}</w:trPr>{made}</w:tr>')


def _paragraphs(text: str, align: str, bold: str) -> str:
    shown = (_escaped(line) for line in text.split("\n"))
    return "".join(
        f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr><w:r>{bold}<w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in shown
    )


def _escaped(text: str) -> str:
    """Text as XML holds it; what XML cannot hold at all (control signs of a pasted text) is left out."""
    kept = "".join(sign for sign in text if sign >= " " or sign == "\t")
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return written_points(cell) if isinstance(cell, Decimal) else cell
