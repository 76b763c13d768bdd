"""Files of exports, built in the test."""

import csv
import datetime as dt
from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pytest
import xlsxwriter

from minhchung.flow.exports import Export, Reject, open_export

Rows = Sequence[Sequence[Any]]


class Read(NamedTuple):
    """All that an export gave."""

    export: Export
    tables: dict[str, pa.Table]
    rejects: list[Reject]
    read: int

    def column(self, name: str, table: str = "dossiers") -> list[Any]:
        return self.tables[table].column(name).to_pylist()


@pytest.fixture
def read() -> Callable[..., Read]:
    """Opens a file and reads it whole."""

    def whole(path: Path, *, profile: str | None = None) -> Read:
        export = open_export(path, profile=profile)
        batches = list(export)
        tables: dict[str, list[pa.Table]] = {}
        for batch in batches:
            for name, table in batch.tables.items():
                tables.setdefault(name, []).append(table)
        return Read(
            export,
            {name: pa.concat_tables(parts) for name, parts in tables.items()},
            [reject for batch in batches for reject in batch.rejects],
            sum(batch.read for batch in batches),
        )

    return whole


def write_cells(book: xlsxwriter.Workbook, sheet: Any, rows: Rows) -> None:
    day, moment = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, dt.datetime):
                sheet.write_datetime(r, c, cell, moment)
            elif isinstance(cell, dt.date):
                sheet.write_datetime(r, c, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(r, c, cell)
            else:
                sheet.write(r, c, cell)


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes an .xlsx of one or more sheets, named by `titles`."""

    def write(*sheets: Rows, name: str = "xuat.xlsx", titles: Sequence[str] = ()) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
            for rows, title in zip_longest(sheets, titles):
                write_cells(book, book.add_worksheet(title), rows)
        return path

    return write


@pytest.fixture
def table_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a .csv."""

    def write(rows: Rows, *, name: str = "xuat.csv", delimiter: str = ",", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
        return path

    return write


HEADER = ["STT", "Mã hồ sơ", "Tên thủ tục hành chính", "Ngày tiếp nhận", "Ngày hẹn trả", "Trạng thái"]


@pytest.fixture
def header() -> list[str]:
    """The headings of a plain list."""
    return list(HEADER)


@pytest.fixture
def line() -> Callable[..., list[Any]]:
    """One dossier of a plain list."""

    def make(number: int, **change: Any) -> list[Any]:
        cells = {
            "stt": number,
            "code": f"H24.100-261120-{number:04d}",
            "procedure": "Chứng thực bản sao từ bản chính",
            "received": "20/11/2026 07:45",
            "due": "23/11/2026 17:00",
            "status": "Đang xử lý",
        }
        return list((cells | change).values())

    return make
