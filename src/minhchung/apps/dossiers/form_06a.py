"""Form II.06a of a commune: the engine's form, its printed head, and what is out of balance with the way to the rows."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.urls import reverse
from django.utils.http import urlencode

from minhchung.apps.dossiers.asking import DIVISIONS, Asked, shown
from minhchung.apps.dossiers.measuring import Question, question_of
from minhchung.apps.dossiers.papers import Cell, Head, Paper, Table, workbook
from minhchung.apps.dossiers.reading import Opened
from minhchung.flow.indicators import Form, form_06a
from minhchung.text.normal import fold
from minhchung.text.written import written_day

NUMBER = "Biểu số II.06a/VPCP/KSTT"
TITLE = "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"
GROUPS = (("Số hồ sơ tiếp nhận", 3, 6), ("Số hồ sơ đã giải quyết", 7, 10), ("Số hồ sơ đang giải quyết", 11, 13))
HEADS = {
    3: "Tổng số",
    4: "Trực tuyến",
    5: "Trực tiếp, dịch vụ bưu chính",
    6: "Từ kỳ trước",
    7: "Tổng số",
    8: "Trước hạn",
    9: "Đúng hạn",
    10: "Quá hạn",
    11: "Tổng số",
    12: "Trong hạn",
    13: "Quá hạn",
}
WIDTHS = (5.0, 38.0, *(9.5 for _ in HEADS))
DIVIDED = ("field", "unit", "procedure")


@dataclass(frozen=True)
class FormCell:
    """One number of the form with the address of its rows."""

    number: int
    value: int | None
    url: str
    late: bool


@dataclass(frozen=True)
class FormRow:
    """One line of the form."""

    place: str
    title: str
    cells: tuple[FormCell, ...]


@dataclass(frozen=True)
class Unbalanced:
    """What a balance check found, with the address of the dossiers to look at ("" when none is known)."""

    check: str
    message: str
    url: str


@dataclass(frozen=True)
class FormPage:
    """The form as page, print and workbook show it. `heads` is the second row of headings by column."""

    form: Form
    heading: str
    rows: tuple[FormRow, ...]
    total: FormRow
    problems: tuple[Unbalanced, ...]
    reasons: tuple[tuple[int, str], ...]


def form_page(lake: Opened, asked: Asked) -> FormPage:
    """The form of a period by field, unit or procedure. Raises GroupingError."""
    by = asked.by if asked.by in DIVIDED else "field"
    form = _form(question_of(lake, asked.period.window, asked.rule.name), by)
    rows = tuple(
        FormRow(str(place), shown(by, row.title), _cells(row.cells, asked, {"chia": by, "nhom": row.group[0] or ""}))
        for place, row in enumerate(sorted(form.rows, key=lambda row: (row.group[0] is None, fold(row.title))), start=1)
    )
    problems = tuple(
        Unbalanced(item.check, item.message, _address(item.figure, asked, {}) if item.figure else "") for item in form.problems
    )
    total = FormRow("", form.total.title, _cells(form.total.cells, asked, {}))
    return FormPage(form, DIVISIONS[by], rows, total, problems, tuple(form.reasons.items()))


@lru_cache(maxsize=32)
def _form(question: Question, by: str) -> Form:
    return form_06a(question.source, question.window, question.at, (by,), options=question.options)


def _cells(cells: dict[int, int | None], asked: Asked, part: dict[str, str]) -> tuple[FormCell, ...]:
    return tuple(
        FormCell(number, value, _address(f"form-06a.{number}", asked, part) if value else "", number in (10, 13) and bool(value))
        for number, value in cells.items()
    )


def _address(name: str, asked: Asked, part: dict[str, str]) -> str:
    query = {"ky": asked.period.written, "cach": asked.rule.name, **part}
    return f"{reverse('dossiers:figure', args=[name])}?{urlencode(query)}"


def period_words(asked: Asked) -> str:
    """ "Kỳ báo cáo: …, từ ngày … đến ngày …"."""
    window = asked.period.window
    title = window.title.removesuffix(" (kỳ báo cáo)")
    return f"Kỳ báo cáo: {title}, từ ngày {written_day(window.first)} đến ngày {written_day(window.last)}"


def reporter(commune: str) -> str:
    """ "UBND phường Vân Khê"."""
    return f"UBND {commune[:1].lower()}{commune[1:]}"


def form_workbook(page: FormPage, asked: Asked, *, commune: str, at: datetime) -> bytes:
    """The form as it is printed."""
    heads = [Head("STT", 0, 0, 1, 0), Head(page.heading, 0, 1, 1, 1)]
    heads += [Head(title, 0, first - 1, 0, last - 1) for title, first, last in GROUPS]
    heads += [Head(title, 1, number - 1, 1, number - 1) for number, title in HEADS.items()]

    def printed(row: FormRow) -> list[Cell]:
        return [row.place, row.title, *(cell.value for cell in row.cells)]

    table = Table(tuple(heads), WIDTHS, [printed(row) for row in page.rows], printed(page.total))
    notes = [f"Cách tính hạn: {page.form.definition}.", f"Số liệu lúc {page.form.as_of:%H:%M} ngày {written_day(page.form.as_of)}."]
    notes += [f"Ghi chú: {note}." for note in page.form.notes]
    notes += [f"Chưa biết cột ({number}): {reason}." for number, reason in page.reasons]
    notes += [problem.message for problem in page.problems]
    left = f"{NUMBER}\nThông tư số 01/2020/TT-VPCP"
    paper = Paper("II.06a", TITLE, period_words(asked), left, f"Đơn vị báo cáo: {reporter(commune)}", (table,), tuple(notes))
    return workbook(paper, at=at)
