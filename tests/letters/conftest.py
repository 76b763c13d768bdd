"""A small register to send out, and the ways other programs hand a spreadsheet back.

`as_google` and `as_wps` are not files written by those programs: they rewrite ours with openpyxl and do to it what was reported of them.

* Google Sheets: hidden rows and columns come back shown; the hidden sheet may be left out (a copy of one sheet); print setup is gone;
  text that is all digits becomes a number; every date cell carries a time of midnight.
* WPS: hidden columns come back shown; date cells lose their format and become serial numbers; numbers become text with a decimal comma;
  empty cells with a style are written far to the right and below.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from minhchung.letters.registers import Column, Diff, ExportStamp, Row, SheetOptions, Value, compare, read_returned, write_register

Rows = dict[str, dict[str, Value]]

FIRST_ROW = 6  # the first row of the table in a sheet written by us
STAMP = ExportStamp("lan-xuat-7", datetime(2026, 11, 20, 2, 14, tzinfo=UTC), "phường Vân Khê")
COLUMNS = (
    Column("number", "Số đến", width=7, identity=True),
    Column("task", "Nội dung nhiệm vụ", width=30, identity=True),
    Column("deadline", "Thời hạn giải quyết", kind="date-or-words", width=12),
    Column("finished_on", "Ngày hoàn thành", kind="date", width=12, editable=True),
    Column("state", "Trạng thái", kind="choice", width=12, choices=("Chưa làm", "Đang làm", "Đã xong"), editable=True),
    Column("progress", "Tiến độ", width=16, editable=True),
    Column("points", "Điểm", kind="number", decimals=2, width=7),
)
ROWS: Rows = {
    "131": {
        "number": "131", "task": "Công khai quyết toán ngân sách trên trang thông tin", "deadline": date(2026, 10, 30),
        "finished_on": None, "state": "Đang làm", "progress": "Chưa báo cáo", "points": Decimal("1.00"),
    },
    "119": {
        "number": "119", "task": "Báo cáo thu ngân sách 10 tháng", "deadline": date(2026, 11, 5),
        "finished_on": date(2026, 11, 4), "state": "Đã xong", "progress": "Đã gửi", "points": Decimal("0.75"),
    },
    "104": {
        "number": "07", "task": "Hướng dẫn hồ sơ sáng kiến", "deadline": "Thường xuyên",
        "finished_on": None, "state": "Đang làm", "progress": "2/6 đơn vị", "points": None,
    },
}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A returned file being written on by a person: cells by row id and column key."""

    book: Any

    @property
    def page(self) -> Any:
        return self.book.worksheets[0]

    def row_of(self, row_id: str) -> int:
        return next(row for row in range(FIRST_ROW, self.page.max_row + 1) if self.page.cell(row, 1).value == f"#{row_id}")

    def column_of(self, key: str) -> int:
        return next(column for column in range(1, self.page.max_column + 1) if self.page.cell(3, column).value == f"mc:{key}")

    def cell(self, row_id: str, key: str) -> Any:
        return self.page.cell(self.row_of(row_id), self.column_of(key))

    def save(self) -> bytes:
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()


@pytest.fixture
def columns() -> tuple[Column, ...]:
    return COLUMNS


@pytest.fixture
def rows() -> Rows:
    return {row_id: dict(values) for row_id, values in ROWS.items()}


@pytest.fixture
def export() -> Callable[..., bytes]:
    return write_out


@pytest.fixture
def dry_run() -> Callable[..., Diff]:
    """compare(): what a returned file would do to a register that is still, or is `now` no longer, as exported."""

    def run(data: bytes, rows: Rows, now: Rows | None = None) -> Diff:
        return compare(rows, rows if now is None else now, read_returned(data, COLUMNS))

    return run


@pytest.fixture
def saved() -> Callable[[Rows, Diff], Rows]:
    """The register after the changes of a dry run were saved."""

    def save(rows: Rows, diff: Diff) -> Rows:
        after = {row_id: dict(values) for row_id, values in rows.items()}
        for item in diff.changes:
            after[item.row_id][item.column] = item.new
        return after

    return save


def write_out(
    values: Rows = ROWS,
    columns: tuple[Column, ...] = COLUMNS,
    *,
    groups: dict[str, str] | None = None,
    options: SheetOptions | None = None,
) -> bytes:
    lines = [Row(row_id, cells, (groups or {}).get(row_id, "")) for row_id, cells in values.items()]
    return write_register(lines, columns, title="SỔ THEO DÕI", subtitle="Năm 2026", stamp=STAMP, sheet=options)


@pytest.fixture
def opened() -> Callable[[bytes], Sheet]:
    return lambda data: Sheet(openpyxl.load_workbook(io.BytesIO(data)))


@pytest.fixture
def as_google() -> Callable[[bytes], bytes]:
    return google


@pytest.fixture
def as_wps() -> Callable[[bytes], bytes]:
    return wps


def _unhide(page: Any) -> None:
    for dimension in (*page.column_dimensions.values(), *page.row_dimensions.values()):
        dimension.hidden = False


def google(data: bytes) -> bytes:
    sheet = Sheet(openpyxl.load_workbook(io.BytesIO(data)))
    page = sheet.page
    del sheet.book["minh_chung"]
    _unhide(page)
    page.print_title_rows = None
    page.row_breaks.brk = []
    for row in page.iter_rows(min_row=FIRST_ROW, min_col=3):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.isascii() and cell.value.isdigit() and len(cell.value) < 15:
                cell.value, cell.number_format = int(cell.value), "General"
    return sheet.save()


def wps(data: bytes) -> bytes:
    sheet = Sheet(openpyxl.load_workbook(io.BytesIO(data)))
    page = sheet.page
    _unhide(page)
    last_row, last_column = page.max_row, page.max_column
    for row in page.iter_rows(min_row=FIRST_ROW, min_col=3):
        for cell in row:
            if isinstance(cell.value, datetime):
                cell.value = (cell.value.date() - date(1899, 12, 30)).days
                cell.number_format = "General"
            elif isinstance(cell.value, int | float):
                cell.value = f"{Decimal(repr(cell.value)):f}".replace(".", ",")
    for row in range(1, last_row + 200):
        page.cell(row, last_column + 100).font = openpyxl.styles.Font(name="SimSun")
    return sheet.save()
