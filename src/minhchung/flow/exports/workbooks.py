"""Workbooks, .xlsx and .xls: the columns wanted of one sheet, as text, straight into Arrow."""

import tempfile
import zipfile
from collections import deque
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import fastexcel
import numpy as np
import pyarrow as pa

from minhchung.flow.exports.model import BATCH_ROWS, ExportError, Raw, Sheet
from minhchung.flow.exports.old_books import refuse_wild
from minhchung.flow.exports.tops import TOP_ROWS, Place, places, strings_whole
from minhchung.flow.exports.zipped import last_column, refuse_bomb, without_far_cells

# Cells further right than this beyond the header are strays; the rectangle of a sheet is kept to what its header spans.
SPARE_COLUMNS: Final = 64
_BROKEN: Final = "Bảng tính bị hỏng, không đọc được: mở bằng Excel, lưu lại dạng .xlsx rồi đưa lại."


class Xlsx:
    """An .xlsx. Only the columns asked for become text; date cells become "2026-11-20 07:45:00"."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._book: fastexcel.ExcelReader | None = None
        try:
            with zipfile.ZipFile(path) as archive:
                refuse_bomb(archive)
                self._places: list[Place] = places(archive)
        except (zipfile.BadZipFile, OSError) as error:
            raise ExportError(_BROKEN) from error

    def sheets(self) -> list[Sheet]:
        """The tops of the worksheets."""
        return [place.top for place in self._places]

    def rows(self, sheet: str, after: int, columns: dict[str, int], repeating: Collection[str] = ()) -> Iterator[Raw]:
        """The rows after row `after`, numbered as the spreadsheet numbers them."""
        place = next(place for place in self._places if place.name == sheet)
        header = max(len(row) for row in place.top.top)
        with zipfile.ZipFile(self._path) as archive:
            if self._book is None:
                deque(strings_whole(archive), maxlen=0)
            wide = last_column(archive, place.member) > header + SPARE_COLUMNS
        self._book = self._book or _opened(self._path)
        if wide:
            with tempfile.TemporaryDirectory() as folder:
                narrow = Path(folder) / "narrow.xlsx"
                with narrow.open("wb") as out:
                    without_far_cells(self._path, place.member, header, out)
                read = _load(_opened(narrow), place.name, after, columns)
        else:
            read = _load(self._book, place.name, after, columns)
        yield from _sliced(read, after, columns)


class Xls:
    """An .xls of 1997-2003: at most 65,536 rows of 256 columns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        refuse_wild(path)
        self._book = _opened(path)

    def sheets(self) -> list[Sheet]:
        """The tops of the sheets."""
        return [self._top(name) for name in self._book.sheet_names]

    def _top(self, name: str) -> Sheet:
        try:
            with _reading():
                sheet = self._book.load_sheet(name, header_row=None, skip_rows=0, n_rows=TOP_ROWS, dtypes="string")
                columns = [info.absolute_index for info in sheet.selected_columns] if sheet.width else []
                read = sheet.to_arrow()
        except ExportError:
            return Sheet(name, [])  # a chart, an empty or a broken sheet: another one may be the list
        grid: list[list[str]] = [[""] * (max(columns, default=-1) + 1) for _ in range(read.num_rows)]
        for at, cells in zip(columns, read.columns, strict=False):
            for row, text in enumerate(cells.to_pylist()):
                grid[row][at] = text or ""
        return Sheet(name, grid, sheet.total_height)

    def rows(self, sheet: str, after: int, columns: dict[str, int], repeating: Collection[str] = ()) -> Iterator[Raw]:
        """The rows after row `after`, numbered as the spreadsheet numbers them."""
        yield from _sliced(_load(self._book, sheet, after, columns), after, columns)


@contextmanager
def _reading() -> Iterator[None]:
    """What the reader says of a broken workbook, its panics included, as an ExportError."""
    try:
        yield
    except fastexcel.FastExcelError as error:
        raise ExportError(_BROKEN) from error
    except BaseException as error:
        # A panic of the Rust reader on hostile bytes is no Exception and has no name to import.
        if type(error).__name__ != "PanicException":
            raise
        raise ExportError(_BROKEN) from error


def _opened(path: Path) -> fastexcel.ExcelReader:
    with _reading():
        return fastexcel.read_excel(path)


def _load(book: fastexcel.ExcelReader, sheet: str, after: int, columns: dict[str, int]) -> pa.RecordBatch:
    wanted = sorted(set(columns.values()))
    with _reading():
        try:
            return book.load_sheet(sheet, header_row=None, skip_rows=after, use_columns=wanted, dtypes="string", eager=True)
        except fastexcel.InvalidParametersError:
            # Nothing stands under the header.
            return pa.record_batch([pa.array([], pa.string()) for _ in wanted], names=[str(at) for at in wanted])
        except fastexcel.ColumnNotFoundError:
            # A sheet that goes on with the list of another may be narrower: nothing stands in the columns it does not have.
            there = book.load_sheet(
                sheet, header_row=None, skip_rows=after, use_columns=lambda column: column.absolute_index in wanted, dtypes="string"
            )
            read = {column.absolute_index: cells for column, cells in zip(there.selected_columns, there.to_arrow().columns, strict=True)}
            empty = pa.nulls(there.height, pa.string())
            return pa.record_batch([read.get(at, empty) for at in wanted], names=[str(at) for at in wanted])


def _sliced(read: pa.RecordBatch, after: int, columns: dict[str, int]) -> Iterator[Raw]:
    order = sorted(set(columns.values()))
    for first in range(0, read.num_rows, BATCH_ROWS):
        piece = read.slice(first, BATCH_ROWS)
        numbers = np.arange(after + 1 + first, after + 1 + first + piece.num_rows, dtype=np.int64)
        yield Raw(numbers, {name: piece.column(order.index(at)).cast(pa.string()) for name, at in columns.items()})
