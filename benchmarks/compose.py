"""Composing and inspecting letters: `python benchmarks/compose.py`.

A report of ten printed pages (checked by the number of characters: some 2,300 a page) with sections, lists and two tables is composed; the
peers take turns with it: python-docx alone writing the same paragraphs and tables with the same alignment, indent and size, but no head,
styles, sections or page numbers; and docxtpl filling a template of one loop over the same paragraphs. Inspecting is set beside python-docx
reading text, alignment and each run's own size and weight of the same file, without following styles.
"""

import io
import statistics
import time
from collections.abc import Callable

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from timing import medians, table

from minhchung.letters import Letter, compose, inspect, letter_of
from minhchung.letters.letter import Listing, Paragraph, Section, Table

ROUNDS = 15
SENTENCE = (
    "Các phòng, đơn vị rà soát lại kết quả thực hiện các nhiệm vụ được giao tại Kế hoạch cải cách hành chính năm 2026 và gửi kết quả "
    "báo cáo hằng tháng về Phòng Văn hóa - Xã hội để tổng hợp, báo cáo Ủy ban nhân dân phường; chủ động cập nhật kịp thời các minh "
    "chứng theo nội dung nhiệm vụ thực hiện Bộ chỉ số cải cách hành chính."
)


def report() -> Letter:
    """Ten pages: eight sections of paragraphs and a list, and two tables of 20 rows."""

    def section(number: int) -> dict[str, object]:
        listed = {"type": "list", "items": [f"Việc {number}.{item}: {SENTENCE}" for item in range(4)]}
        return {"type": "section", "title": f"Nội dung {number}", "blocks": [{"type": "paragraph", "text": SENTENCE}] * 4 + [listed]}

    columns = [{"title": "TT"}, {"title": "Đơn vị", "width": 5}, {"title": "Tổng số", "width": 2}, {"title": "Quá hạn", "width": 2}]
    rows = [[str(row), f"Phòng, đơn vị số {row}", "1.284", "32"] for row in range(20)]
    return letter_of(
        {
            "kind": "bao-cao", "issuer": "Ủy ban nhân dân phường Vân Khê", "symbol": "BC-UBND", "place": "Vân Khê", "dated": "2026-11",
            "subject": "Kết quả công tác cải cách hành chính năm 2026", "signers": [{"authority": ["Chủ tịch"], "name": "Nguyễn Minh Đức"}],
            "recipients": ["UBND thành phố"],
            "blocks": [*map(section, range(1, 9)), *[{"type": "table", "columns": columns, "rows": rows}] * 2],
        }
    )  # fmt: skip


def texts(letter: Letter) -> tuple[list[str], list[Table]]:
    """The paragraphs and tables of the report."""
    found: list[str] = []
    tables: list[Table] = []
    for block in letter.blocks:
        if isinstance(block, Table):
            tables.append(block)
        if isinstance(block, Section):
            found.append(block.title)
            for under in block.blocks:
                if isinstance(under, Paragraph):
                    found.append("".join(words.text for words in under.text))
                if isinstance(under, Listing):
                    found += ["".join(words.text for words in item.text) for item in under.items]
    return found, tables


def by_hand(letter: Letter) -> bytes:
    """The same paragraphs and tables by python-docx, each with alignment, indent, space and size."""
    written = Document()
    paragraphs, tables = texts(letter)
    for text in paragraphs:
        put = written.add_paragraph()
        put.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        put.paragraph_format.first_line_indent, put.paragraph_format.space_after = Mm(12.7), Pt(6)
        run = put.add_run(text)
        run.font.name, run.font.size = "Times New Roman", Pt(14)
    for each in tables:
        made = written.add_table(rows=len(each.rows) + 1, cols=len(each.columns))
        for row, cells in zip(made.rows, [[column.title for column in each.columns], *each.rows], strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


def read_by_hand(made: bytes) -> int:
    """Every paragraph's alignment and every run's own text, size and weight, by python-docx."""
    document = Document(io.BytesIO(made))
    cells = [cell for each in document.tables for row in each.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
    return sum(len(run.text) + bool(run.bold) + bool(run.font.size) for each in paragraphs if each.alignment != -1 for run in each.runs)


def by_template(letter: Letter) -> Callable[[], bytes]:
    """docxtpl filling a loop over the same paragraphs (no tables)."""
    from docxtpl import DocxTemplate

    blank = Document()
    for text in ("{%p for text in texts %}", "{{ text }}", "{%p endfor %}"):
        blank.add_paragraph(text)
    stored = io.BytesIO()
    blank.save(stored)
    paragraphs, _ = texts(letter)

    def fill() -> bytes:
        template = DocxTemplate(io.BytesIO(stored.getvalue()))
        template.render({"texts": paragraphs}, autoescape=True)
        out = io.BytesIO()
        template.save(out)
        return out.getvalue()

    return fill


def processor_ms(job: Callable[[], object]) -> float:
    """The median processor time of a call in milliseconds: what else the machine does is left out as far as it can be."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        job()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def main() -> None:
    letter = report()
    paragraphs, tables = texts(letter)
    characters = sum(map(len, paragraphs)) + sum(len(cell) for each in tables for row in each.rows for cell in row)
    print(f"{len(paragraphs)} paragraphs, {len(tables)} tables, {characters} characters")
    made = compose(letter)
    if inspect(made):
        raise SystemExit("the composed report has layout issues: nothing to measure")
    jobs: dict[str, Callable[[], object]] = {
        "compose": lambda: compose(letter),
        "python-docx, the same paragraphs": lambda: by_hand(letter),
        "docxtpl, one loop": by_template(letter),
        "inspect": lambda: inspect(made),
        "python-docx, every run's own format": lambda: read_by_hand(made),
    }
    times = medians(jobs, ROUNDS)
    notes = {name: f"{processor_ms(job):.1f} ms of processor time" for name, job in jobs.items()}
    table("Ten pages to DOCX", {name: times[name] for name in list(jobs)[:3]}, "python-docx, the same paragraphs", notes)
    table("DOCX of ten pages looked over", {name: times[name] for name in list(jobs)[3:]}, "python-docx, every run's own format", notes)


if __name__ == "__main__":
    main()
