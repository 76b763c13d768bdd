"""The draft of a letter of apology (Mẫu 04, Thông tư 03/2025/TT-VPCP, Phụ lục I) as DOCX, laid out as Nghị định 30/2020/NĐ-CP asks.

The applicant's name and address are empty cells of a table: they are filled in Word and never pass through the program.
"""

import io
from dataclasses import dataclass
from datetime import date, datetime

from docx import Document
from docx.document import Document as Written
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from minhchung.letters.widths import text_width

TITLE, ABSTRACT = "VĂN BẢN XIN LỖI", "Đề nghị gia hạn thời gian giải quyết hồ sơ"
BLANK = "…………"
FONT = "Times New Roman"
HEAD_LEFT = 68
ISSUER_RULE = 0.4
"""The rule under the issuing body takes this share of its line (the law: a third to a half)."""
CENTRE, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True, slots=True)
class ApologyFacts:
    """What the letter says. `due_is_day`: the appointment names only a day. What is not known (None, "") is a gap to fill in Word."""

    commune: str
    place: str
    on: date
    code: str
    procedure: str
    received: datetime | None
    due: datetime | None
    due_is_day: bool
    reason: str
    new_due: date | None


def apology_letter(facts: ApologyFacts) -> bytes:
    """The letter as the bytes of a DOCX, the same for the same facts."""
    letter = Document()
    _page(letter)
    _heading(letter, facts)
    for line in (TITLE, ABSTRACT, f"Mã hồ sơ: {facts.code}"):
        _put(letter.add_paragraph(), line, bold=True, size=14, align=CENTRE)
    _rule(letter, Mm(60))
    _applicant(letter)
    for text in _body(facts):
        written = letter.add_paragraph()
        written.paragraph_format.first_line_indent = Mm(12.7)
        written.paragraph_format.space_after = Pt(6)
        _put(written, text, align=BOTH)
    _signature(letter, facts)
    letter.core_properties.created = letter.core_properties.modified = datetime.combine(facts.on, datetime.min.time())
    letter.core_properties.author = facts.commune
    letter.core_properties.title = f"Văn bản xin lỗi, hồ sơ {facts.code}"
    out = io.BytesIO()
    letter.save(out)
    return out.getvalue()


def written_day(day: date) -> str:
    """ "ngày 05 tháng 01 năm 2026", "ngày 29 tháng 6 năm 2026": days below 10 and months 1, 2 have a zero (NĐ 30, Phụ lục I)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _body(facts: ApologyFacts) -> list[str]:
    received = written_day(facts.received.date()) if facts.received else f"ngày {BLANK}"
    due = _due_words(facts)
    new_due = written_day(facts.new_due) if facts.new_due else f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    return [
        (
            f"Ủy ban nhân dân {facts.commune} đã tiếp nhận hồ sơ đề nghị giải quyết thủ tục “{facts.procedure or BLANK}”, mã hồ sơ "
            f"{facts.code}, {received}; hẹn trả kết quả {due}."
        ),
        f"Hồ sơ chưa giải quyết xong, không kịp trả kết quả theo thời hạn đã hẹn. Lý do: {facts.reason or BLANK}.",
        (
            f"Việc chậm trễ này đã gây phiền hà, tốn kém thời gian, công sức của Ông/Bà/Tổ chức. Ủy ban nhân dân {facts.commune} "
            f"chân thành xin lỗi và đề nghị gia hạn thời gian giải quyết, trả kết quả vào {new_due}."
        ),
        "Mong nhận được sự thông cảm của Ông/Bà/Tổ chức./.",
    ]


def _due_words(facts: ApologyFacts) -> str:
    if facts.due is None:
        return f"ngày {BLANK}"
    day = written_day(facts.due.date())
    return day if facts.due_is_day else f"lúc {facts.due.hour} giờ {facts.due.minute:02d} phút, {day}"


def _page(letter: Written) -> None:
    """A4 upright, margins 20/20/30/20 mm, Times New Roman 14 for every script."""
    section = letter.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    style = letter.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_after = Pt(0)


def _heading(letter: Written, facts: ApologyFacts) -> None:
    """Who issues it and the national name on one line, the place and day under it; the number is a gap."""
    left, right = _two_cells(letter, Mm(HEAD_LEFT), Mm(160 - HEAD_LEFT))
    _put(left.paragraphs[0], "ỦY BAN NHÂN DÂN", bold=True, size=12, align=CENTRE)
    _put(left.add_paragraph(), facts.commune.upper(), bold=True, size=12, align=CENTRE)
    _rule(left, Mm((HEAD_LEFT - ISSUER_RULE * text_width(facts.commune.upper(), 12, bold=True)) / 2))
    _put(left.add_paragraph(), f"Số: {BLANK}/UBND", size=13, align=CENTRE).paragraph_format.space_before = Pt(6)
    _put(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12, align=CENTRE)
    _put(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", bold=True, size=13, align=CENTRE)
    _rule(right, Mm(18))
    dated = _put(right.add_paragraph(), f"{facts.place}, {written_day(facts.on)}", italic=True, size=13, align=CENTRE)
    dated.paragraph_format.space_before = Pt(6)
    letter.add_paragraph()


def _applicant(letter: Written) -> None:
    """Two empty cells: the applicant's name and address are written in Word."""
    letter.add_paragraph()
    table = letter.add_table(rows=2, cols=2, style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, (Mm(60), Mm(100)), strict=True):
        column.width = width
    for row, label in zip(table.rows, ("Kính gửi (Ông/Bà/Tổ chức):", "Địa chỉ:"), strict=True):
        row.cells[0].width, row.cells[1].width = Mm(60), Mm(100)
        _put(row.cells[0].paragraphs[0], label)
    letter.add_paragraph()


def _signature(letter: Written, facts: ApologyFacts) -> None:
    letter.add_paragraph()
    left, right = _two_cells(letter, Mm(70), Mm(90))
    _put(left.paragraphs[0], "Nơi nhận:", bold=True, italic=True, size=12)
    for line in ("- Như trên;", "- Trung tâm Phục vụ hành chính công;", "- Lưu: VT."):
        _put(left.add_paragraph(), line, size=11)
    _put(right.paragraphs[0], "TM. ỦY BAN NHÂN DÂN", bold=True, align=CENTRE)
    _put(right.add_paragraph(), "CHỦ TỊCH", bold=True, align=CENTRE)


def _two_cells(letter: Written, left: int, right: int) -> tuple[_Cell, _Cell]:
    """A row without borders and padding: what stands beside each other in a letter."""
    table = letter.add_table(rows=1, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        edge = OxmlElement(side)
        edge.set(qn("w:w"), "0")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    table._tbl.tblPr.append(margins) if look is None else look.addprevious(margins)
    for column, width in zip(table.columns, (left, right), strict=True):
        column.width = width
    cells = table.rows[0].cells
    cells[0].width, cells[1].width = left, right
    return cells[0], cells[1]


def _put(
    paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False, size: int = 14, align: WD_ALIGN_PARAGRAPH | None = None
) -> Paragraph:
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size, run.font.name = bold, italic, Pt(size), FONT
    if align is not None:
        paragraph.alignment = align
    return paragraph


def _rule(cell: _Cell | Written, inset: int) -> None:
    """A rule under the last line of a cell or of the letter: the border of a paragraph of no height, drawn in so much on both sides."""
    paragraph = cell.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(2)
    border, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("w:val", "single"), ("w:sz", "6"), ("w:space", "1"), ("w:color", "000000")):
        line.set(qn(name), value)
    border.append(line)
    paragraph._p.get_or_add_pPr().insert(0, border)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = inset
