"""The notice of conclusion as the data says it: to copy, to save as DOCX, to be finished and signed elsewhere."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from docx import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from minhchung.apps.documents.models import Document
from minhchung.apps.findings.models import Finding
from minhchung.apps.inspections.models import Inspection, Requirement, Strength
from minhchung.apps.organisations.models import Unit
from minhchung.letters.properties import describe
from minhchung.text.written import written_day

FONT, SIZE = "Times New Roman", 14
ALL = "Các đơn vị được kiểm tra"


@dataclass(frozen=True)
class Line:
    """A paragraph of the notice. `kind`: title, part, unit or text."""

    kind: str
    text: str


def notice(
    inspection: Inspection, strengths: Sequence[Strength], findings: Sequence[Finding], requirements: Sequence[Requirement]
) -> list[Line]:
    """The notice line by line: basis, strengths by theme, findings and requirements by unit, by when and to whom to report."""
    lines = [
        Line("title", "THÔNG BÁO"),
        Line("title", f"Kết luận {inspection.title[:1].lower()}{inspection.title[1:]}"),
        Line("text", _basis(inspection)),
    ]
    lines += [Line("part", "I. ƯU ĐIỂM VÀ KẾT QUẢ ĐẠT ĐƯỢC"), *_strengths(strengths)]
    lines += [Line("part", "II. TỒN TẠI, HẠN CHẾ"), *_by_unit([(list(_units(each)), each.message) for each in findings])]
    lines += [
        Line("part", "III. YÊU CẦU, KIẾN NGHỊ SAU KIỂM TRA"),
        *_by_unit([(list(each.units.all()), _said(each)) for each in requirements]),
    ]
    return [*lines, Line("text", _closing(inspection))]


def _units(finding: Finding) -> list[Unit]:
    return [each.unit for each in finding.units.all()]


def _said(requirement: Requirement) -> str:
    text = requirement.text.rstrip(" .;")
    if helping := [unit.name for unit in requirement.cooperating.all()]:
        text += f" (phối hợp: {'; '.join(helping)})"
    return f"{text}, {requirement.due_text or f'chậm nhất ngày {written_day(requirement.due_on)}'}." if requirement.due_on else f"{text}."


def _basis(inspection: Inspection) -> str:
    papers = [*inspection.plans.all(), *([inspection.decision] if inspection.decision else [])]
    named = "; ".join(f"{_called(each)}{f' ngày {written_day(each.issued_on)}' if each.issued_on else ''}" for each in papers)
    days = f", từ ngày {written_day(inspection.starts_on)}" if inspection.starts_on else ""
    days += f" đến ngày {written_day(inspection.ends_on)}" if inspection.starts_on and inspection.ends_on else ""
    return f"Thực hiện {named or '…'}{days}, Đoàn kiểm tra đã làm việc với các đơn vị. Trưởng đoàn kết luận như sau:"


def _called(paper: Document) -> str:
    """ "Kế hoạch số 256/KH-UBND"; a paper without a number by its type and subject."""
    kind = paper.type or "Văn bản"
    return f"{kind} số {paper.shown_code}" if paper.shown_code else f"{kind} {paper.subject}".strip()


def _strengths(strengths: Sequence[Strength]) -> list[Line]:
    lines, theme = [], None
    for each in strengths:
        if each.theme and each.theme != theme:
            lines.append(Line("unit", each.theme))
        theme = each.theme
        lines.append(Line("text", f"- {each.text}"))
    return lines or [Line("text", "(chưa ghi)")]


def _by_unit(rows: Sequence[tuple[list[Unit], str]]) -> list[Line]:
    """What is said of one unit under its name; what is said of several stands once, under all their names."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for units, text in rows:
        groups.setdefault(tuple(unit.name for unit in units), []).append(text)
    ordered = sorted(groups.items(), key=lambda each: (len(each[0]) > 1, each[0]))
    lines = []
    for number, (names, texts) in enumerate(ordered, 1):
        lines.append(Line("unit", f"{number}. Đối với {'; '.join(names)}" if names else f"{number}. {ALL}"))
        lines += [Line("text", f"- {text}") for text in texts]
    return lines or [Line("text", "(không có)")]


def _closing(inspection: Inspection) -> str:
    via = f" (qua {inspection.via.name})" if inspection.via else ""
    when = inspection.due_text or (f"chậm nhất ngày {written_day(inspection.due_on)}" if inspection.due_on else "chậm nhất ngày …")
    whom = f"{inspection.addressee or 'Đoàn kiểm tra'}{via}"
    return f"Đề nghị thủ trưởng các đơn vị khắc phục các tồn tại trên, gửi báo cáo kết quả về {whom} {when}./."


def docx_of(lines: Sequence[Line], inspection: Inspection, *, at: datetime, on: date) -> bytes:
    """The notice as DOCX with the head of the ward; number, signature and the layout of the final letter are the clerk's."""
    document = Written()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Mm(30), Mm(20), Mm(20), Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    for text in (
        f"ỦY BAN NHÂN DÂN {inspection.commune.name.upper()}",
        "ĐOÀN KIỂM TRA",
        f"Số:        /TB-ĐKT, ngày      tháng      năm {on.year}",
    ):
        document.add_paragraph().add_run(text).bold = text.isupper()
    for line in lines:
        put = document.add_paragraph()
        run = put.add_run(line.text)
        run.bold = line.kind != "text"
        put.alignment = WD_ALIGN_PARAGRAPH.CENTER if line.kind == "title" else WD_ALIGN_PARAGRAPH.JUSTIFY
        if line.kind == "text":
            put.paragraph_format.first_line_indent = Mm(10)
    put = document.add_paragraph()
    put.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    put.add_run("TM. ĐOÀN KIỂM TRA\nTRƯỞNG ĐOÀN").bold = True
    describe(document, title=inspection.title, author="", at=at)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
