"""A spreadsheet file as sheets of plain values, read by calamine, within limits."""

import io
import zipfile
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from minhchung.scoring.exchange.cells import Raw
from minhchung.scoring.exchange.problems import ExchangeError

ROWS_LIMIT, COLUMNS_LIMIT = 20_000, 200
UNPACKED_LIMIT = 200 * 1024 * 1024
MARK_OF_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: `rows` from A1, "" for an empty cell; `merges` as (first row, first column, last row, last column) from 0."""

    name: str
    rows: tuple[tuple[Raw, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...]


def grids_of(data: bytes, name: str) -> tuple[Grid, ...]:
    """The visible and hidden sheets of an .xlsx file. Raises ExchangeError when it is none, is locked, broken or too large."""
    if data.startswith(MARK_OF_OLD_OFFICE):
        raise ExchangeError(f"“{name}” đặt mật khẩu hoặc là kiểu .xls cũ: bỏ mật khẩu, lưu lại kiểu .xlsx rồi nộp lại.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(item.file_size for item in package.infolist()) > UNPACKED_LIMIT:
                raise ExchangeError(f"“{name}” quá lớn để đọc an toàn: chỉ giữ lại bảng tiêu chí, bỏ ảnh rồi nộp lại.")
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return tuple(_grid(book, sheet, name) for sheet in book.sheet_names)
    except (zipfile.BadZipFile, KeyError) as error:
        raise ExchangeError(f"“{name}” không phải bảng tính .xlsx: mở bằng Excel, chọn Lưu thành kiểu .xlsx rồi nộp lại.") from error
    except CalamineError as error:
        raise ExchangeError(f"“{name}” bị hỏng, không đọc được: mở bằng Excel, lưu lại kiểu .xlsx rồi nộp lại.") from error


def _grid(book: CalamineWorkbook, sheet: str, name: str) -> Grid:
    page = book.get_sheet_by_name(sheet)
    if page.end is not None and (page.end[0] >= ROWS_LIMIT or page.end[1] >= COLUMNS_LIMIT):
        raise ExchangeError(
            f"“{name}”, trang “{sheet}” có ô ở ngoài dòng {ROWS_LIMIT} hoặc cột thứ {COLUMNS_LIMIT}: xóa các dòng, cột thừa rồi nộp lại."
        )
    merges = tuple((first[0], first[1], last[0], last[1]) for first, last in page.merged_cell_ranges or ())
    return Grid(sheet, tuple(tuple(row) for row in page.to_python(skip_empty_area=False)), merges)
