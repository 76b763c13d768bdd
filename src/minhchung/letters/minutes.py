"""The minutes of a meeting (biên bản họp) as text and as DOCX, laid out as Nghị định 30/2020/NĐ-CP (Phụ lục III, mẫu 1.10) asks."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from docx import Document
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from minhchung.letters.properties import describe

FONT = "Times New Roman"
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
BLANK = "…………"


@dataclass(frozen=True)
class Point:
    """An item of the agenda and what was said of it ("" when nothing was written)."""

    title: str
    said: str = ""


@dataclass(frozen=True)
class Minutes:
    """What the paper says. Moments are of the ward's own clock; `started` is a day where the hour is not known (it is left to be written
    in); `ended` None while the meeting lasts."""

    commune: str
    title: str
    started: datetime | date
    ended: datetime | None
    place: str
    chair: str
    secretary: str
    present: Sequence[str]
    absent: Sequence[str]
    points: Sequence[Point]
    conclusions: Sequence[str]


@dataclass(frozen=True)
class _Line:
    """A paragraph of the body; a heading stands bold."""

    text: str
    heading: bool = False


def _lines(minutes: Minutes) -> Iterator[_Line]:
    """The body, paragraph by paragraph; both forms are made of it."""
    yield _Line(f"Thời gian bắt đầu: {_moment(minutes.started)}.")
    if minutes.place:
        yield _Line(f"Địa điểm: {minutes.place}.")
    yield _Line(f"Chủ trì: {minutes.chair or BLANK}. Thư ký: {minutes.secretary or BLANK}.")
    yield from _named("Có mặt", minutes.present)
    yield from _named("Vắng mặt", minutes.absent)
    yield _Line("Nội dung:", heading=True)
    for number, point in enumerate(minutes.points, 1):
        yield _Line(f"{number}. {point.title}", heading=True)
        yield from (_Line(line.strip()) for line in point.said.splitlines() if line.strip())
    if minutes.conclusions:
        yield _Line("Kết luận:", heading=True)
        yield from (_Line(f"{number}. {text}") for number, text in enumerate(minutes.conclusions, 1))
    if minutes.ended:
        yield _Line(f"Cuộc họp kết thúc vào {_moment(minutes.ended)}./.")


def _named(label: str, names: Sequence[str]) -> Iterator[_Line]:
    if names:
        yield _Line(f"{label} ({len(names)}): {'; '.join(names)}.")


def _moment(at: datetime | date) -> str:
    month = f"{at.month:02d}" if at.month <= 2 else str(at.month)
    hour = f"{at.hour} giờ {at.minute:02d} phút" if isinstance(at, datetime) else f"{BLANK} giờ {BLANK} phút"
    return f"{hour}, ngày {at.day:02d} tháng {month} năm {at.year}"


def minutes_text(minutes: Minutes) -> str:
    """Plain text to copy into a document or a chat."""
    return "\n".join(["BIÊN BẢN", minutes.title, "", *(line.text for line in _lines(minutes))])


def minutes_docx(minutes: Minutes, *, at: datetime) -> bytes:
    """The paper as DOCX, A4 upright, Times New Roman 14, to be signed by the secretary and the chair."""
    paper = Document()
    _page(paper)
    _beside(paper, ("ỦY BAN NHÂN DÂN", minutes.commune.upper(), "", f"Số: {BLANK}/BB-UBND"), NATION)
    for text in ("", "BIÊN BẢN", minutes.title, ""):
        _put(paper, text, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    for line in _lines(minutes):
        put = _put(paper, line.text, bold=line.heading, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
        put.paragraph_format.first_line_indent = Mm(12.7)
        put.paragraph_format.space_after = Pt(6)
    _put(paper, "")
    _beside(paper, ("THƯ KÝ", "", "", "", minutes.secretary), ("CHỦ TỌA", "", "", "", minutes.chair))
    describe(paper, title=minutes.title, author=minutes.commune, at=at)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _page(paper: Written) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_after = Pt(0)


def _put(paper: Written, text: str, *, bold: bool = False, align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT) -> Paragraph:
    written = paper.add_paragraph()
    written.alignment = align
    written.add_run("".join(sign for sign in text if sign >= " " or sign == "\t")).bold = bold
    return written


def _beside(paper: Written, left: Sequence[str], right: Sequence[str]) -> None:
    """Two columns of centred lines, without a border."""
    table = paper.add_table(rows=1, cols=2)
    for cell, lines, width in zip(table.rows[0].cells, (left, right), (Mm(65), Mm(95)), strict=True):
        cell.width = width
        for number, line in enumerate(lines):
            put = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            put.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = put.add_run(line)
            run.bold, run.font.size = True, Pt(12)
