"""An .xls looked at before it is read: counts and cells that would make the reader ask for more memory than any such book needs.

Source: MS-CFB (the compound file) and MS-XLS (the records of the stream "Workbook"). An .xls has at most 65,536 rows of 256 columns.
"""

import struct
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from minhchung.flow.exports.model import ExportError

MOST_BYTES: Final = 256 << 20
MOST_COLUMNS: Final = 256
_BROKEN: Final = "Bảng tính .xls bị hỏng, không đọc được: mở bằng Excel, lưu lại dạng .xlsx rồi đưa lại."
_WILD: Final = "Bảng tính .xls có ô ngoài giới hạn 256 cột, có thể là tệp phá hoại. Xuất lại từ hệ thống."
_FREE: Final = 0xFFFFFFFA  # sector numbers from here on are marks
_ENTRY: Final = 128
# Records that hold a cell: their data begins with row and column.
_CELLS: Final = frozenset({0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x027E})
_STRINGS: Final = 0x00FC


def refuse_wild(path: Path) -> None:
    """Raises ExportError for a book that is damaged, larger than any real one, or has a cell where none can be."""
    if path.stat().st_size > MOST_BYTES:
        raise ExportError("Tệp .xls lớn hơn mức một bảng tính kiểu cũ có thể chứa: lưu lại dạng .xlsx rồi đưa lại.")
    try:
        stream = _stream(path.read_bytes())
    except (struct.error, IndexError, ValueError) as error:
        raise ExportError(_BROKEN) from error
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind in _CELLS and length >= 4 and struct.unpack_from("<H", stream, at + 6)[0] >= MOST_COLUMNS:
            raise ExportError(_WILD)
        if kind == _STRINGS and length >= 8 and struct.unpack_from("<I", stream, at + 8)[0] > len(stream):
            raise ExportError(_BROKEN)
        at += 4 + length


def _stream(data: bytes) -> bytes:
    """The stream "Workbook" (or "Book") of a compound file. Raises ValueError, IndexError or struct.error when it is damaged."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        raise ValueError("sector size")
    directories, tables, first, _, cutoff, mini_first, minis, extra, extras = struct.unpack_from("<IIIIIIIII", data, 40)
    sectors = len(data) // size
    if max(tables, minis, extras, directories) > sectors + 1:
        raise ValueError("more tables than sectors")
    listed = list(struct.unpack_from("<109I", data, 76))
    for _ in range(extras):
        numbers = struct.unpack_from(f"<{size // 4}I", data, (extra + 1) * size)
        listed, extra = listed + list(numbers[:-1]), numbers[-1]
    table = np.frombuffer(b"".join(_sector(data, size, n) for n in listed[:tables] if n < _FREE), dtype="<u4")
    folder = b"".join(_sector(data, size, n) for n in _chain(table, first))
    root: bytes | None = None
    for at in range(0, len(folder) - _ENTRY + 1, _ENTRY):
        entry = folder[at : at + _ENTRY]
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le", "replace")
        start, length = struct.unpack_from("<II", entry, 116)
        if entry[66] == 5:
            root = b"".join(_sector(data, size, n) for n in _chain(table, start)) if start < _FREE else b""
        elif name in ("Workbook", "Book"):
            if length >= cutoff:
                return b"".join(_sector(data, size, n) for n in _chain(table, start))[:length]
            mini = np.frombuffer(b"".join(_sector(data, size, n) for n in _chain(table, mini_first)), dtype="<u4")
            return b"".join((root or b"")[n * 64 : n * 64 + 64] for n in _chain(mini, start))[:length]
    raise ValueError("no workbook")


def _sector(data: bytes, size: int, number: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size].ljust(size, b"\0")


def _chain(table: NDArray[np.uint32], first: int) -> list[int]:
    """The sectors of a chain in order. Raises ValueError for one that runs in circles."""
    found: list[int] = []
    while first < _FREE:
        found.append(first)
        if len(found) > len(table):
            raise ValueError("a chain without end")
        first = int(table[first])
    return found
