"""A register and the clause matrix as papers: XLSX to fill in and paste back, DOCX to sign."""

from collections.abc import Sequence
from datetime import date

from minhchung.apps.management.queries.clauses import Matrix
from minhchung.apps.management.queries.listing import Line
from minhchung.apps.management.rules.pasting import NUMBER, REVIEW, UNIT
from minhchung.apps.management.rules.registers import Kind, Register
from minhchung.apps.organisations.models import Commune
from minhchung.letters.tables import Column, TablePaper
from minhchung.letters.tables import Line as PaperLine
from minhchung.text.written import written_day

WIDTHS = {Kind.TEXT: 40.0, Kind.LINE: 26.0, Kind.CHOICE: 16.0, Kind.DAY: 13.0, Kind.NUMBER: 11.0, Kind.SCORE: 11.0, Kind.PERSON: 22.0}


def register_paper(commune: Commune, register: Register, lines: Sequence[Line], *, today: date) -> TablePaper:
    """Every column of a register (`lines` with every column). The headings are those that pasting reads."""
    scored = [Column("Mức", 16), Column("Mức còn lại", 16)] if register.score else []
    columns = [
        Column(NUMBER, 6), *(Column(each.label, WIDTHS[each.kind]) for each in register.columns), *scored, Column(UNIT, 24),
        Column(REVIEW, 14), Column("Nhiệm vụ", 16),
    ]  # fmt: skip
    return TablePaper(
        name=register.title[:31].replace("/", "-"),
        title=f"SỔ {register.title.upper()}",
        subtitle=f"Hệ thống quản lý chất lượng TCVN ISO 9001:2015, đến ngày {written_day(today)}",
        left=f"ỦY BAN NHÂN DÂN\n{commune.name.upper()}",
        right="",
        columns=columns,
        lines=[PaperLine(_cells(register, each)) for each in lines],
        signers=("NGƯỜI LẬP", "NGƯỜI PHÊ DUYỆT"),
    )


def _cells(register: Register, line: Line) -> tuple[str, ...]:
    levels = (_level(line.points, line.level), _level(line.left, line.left_level)) if register.score else ()
    works = ", ".join(f"Việc {each.number}" for each in line.works)
    said = (cell.text for cell in line.cells)
    return (str(line.entry.number), *said, *levels, line.entry.unit.name, written_day(line.entry.review_on), works)


def _level(points: int | None, level: object) -> str:
    return f"{getattr(level, 'label', '')} ({points})" if points is not None else ""


def matrix_paper(commune: Commune, found: Matrix) -> TablePaper:
    """The clauses with what proves each and what is missing."""
    columns = (
        Column("Điều khoản", 10), Column("Nội dung", 30), Column("Yêu cầu", 9), Column("Bằng chứng", 70), Column("Còn thiếu", 36),
        Column("Trạng thái", 18),
    )  # fmt: skip
    lines = []
    for each in found.rows:
        proofs = [f"{one.label}: {'; '.join(row.text for row in one.rows[:5])}{f' và {one.count - 5} mục nữa' if one.count > 5 else ''}"
                  for one in each.found]  # fmt: skip
        missing = [f"{one.label}{f' ({one.empty})' if one.empty else ''}" for one in each.missing]
        excluded = f"Không áp dụng: {each.excluded}" if each.excluded else ""
        lines.append(
            PaperLine(
                (each.clause.number, each.clause.title, each.clause.mark, "\n".join(proofs), excluded or "\n".join(missing), each.words)
            )
        )
    notes = ["★ phải duy trì tài liệu, ● phải lưu hồ sơ (đánh dấu theo trí nhớ về bản 2015, chưa đối chiếu bản TCVN)."]
    days = f"từ {written_day(found.asked.since)} đến {written_day(found.asked.until)}"
    return TablePaper(
        name="Điều khoản và bằng chứng",
        title="ĐIỀU KHOẢN VÀ BẰNG CHỨNG",
        subtitle=f"{found.standard.title}, bằng chứng {days}",
        left=f"ỦY BAN NHÂN DÂN\n{commune.name.upper()}",
        right="",
        columns=columns,
        lines=lines,
        notes=notes if found.standard.unconfirmed else (),
        signers=("NGƯỜI LẬP", "ĐẠI DIỆN LÃNH ĐẠO"),
    )
