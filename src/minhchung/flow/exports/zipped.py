"""The zip of a workbook, looked at before it is read: no bomb gets in, and one stray cell far to the right is left out.

calamine lays a sheet out as a full rectangle from its first to its last cell: one cell in column XFD beside 100,000 rows asks for 40 GB
(fastexcel #487, open). Choosing columns does not help, so the real width is found by a pass over the bytes before.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np

from minhchung.flow.exports.model import ExportError

# Small enough for the cache of one core: the pass over a sheet is four times as fast as with pieces of a megabyte.
PIECE: Final = 1 << 17
# A sheet of one million rows and twenty columns is about 0.8 GB of XML. DEFLATE of XML reaches 30 to 1; a bomb 1000 to 1.
MOST_BYTES: Final = 6 << 30
MOST_RATIO: Final = 200
FREE_BYTES: Final = 100 << 20
_TAIL: Final = 24
_REFERENCE: Final = re.compile(rb'\sr="[A-Z]{0,3}\Z')
_FAR_CELL: Final = re.compile(rb'<((?:\w+:)?c)\s(?:[^>]*?\s)?r="([A-Z]{1,3})[0-9]+"[^>]*?(?:/>|>.*?</\1>)', re.DOTALL)


def refuse_bomb(archive: zipfile.ZipFile) -> None:
    """Raises ExportError when the archive says it unpacks to more than any real export does, or far more than its size."""
    packed = sum(member.compress_size for member in archive.infolist())
    unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > MOST_BYTES or (unpacked > FREE_BYTES and unpacked > MOST_RATIO * max(packed, 1)):
        raise _bomb()
    if any(member.flag_bits & 1 for member in archive.infolist()):
        raise ExportError("Tệp đặt mật khẩu nên không đọc được: mở tệp, lưu một bản không mật khẩu rồi đưa lại.")


def _bomb() -> ExportError:
    return ExportError("Tệp nén bất thường: giải ra lớn hơn hẳn một bản xuất thật, có thể là tệp phá hoại. Xuất lại từ hệ thống.")


def pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A member in pieces. Raises ExportError when it is damaged or grows past what the archive says of it."""
    try:
        with archive.open(name) as member:
            while piece := member.read(PIECE):
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ExportError("Tệp bị hỏng hoặc tải chưa hết (phần bảng tính không mở được): tải lại rồi đưa lại.") from error


def last_column(archive: zipfile.ZipFile, name: str) -> int:
    """The number (A is 1) of the last column that has a cell, at least 26. One pass at the speed of memory."""
    widest, tail = 26, b""
    for piece in pieces(archive, name):
        whole = tail + piece
        widest = max(widest, _widest(whole))
        if _beyond_the_last_row(whole):
            raise ExportError(
                "Bảng tính có ô nằm ngoài giới hạn của Excel (quá dòng 1.048.576), có thể là tệp phá hoại. Xuất lại từ hệ thống."
            )
        tail = whole[-_TAIL:]
    return widest


def _beyond_the_last_row(piece: bytes) -> bool:
    """Whether a reference has a row of eight digits or more, ` r="A99999999"`: the rectangle up to it would fill any memory."""
    digit = (np.frombuffer(piece, dtype=np.uint8) - np.uint8(48)) < 10
    if len(digit) < _TAIL:
        return False
    run = digit[:-1] & digit[1:]
    run = run[:-2] & run[2:]
    run = run[:-4] & run[4:]
    starts = np.flatnonzero(run[1:] & ~digit[: len(run) - 1]) + 1
    letters = np.frombuffer(piece, dtype=np.uint8)[starts - 1]
    starts = starts[(letters == ord('"')) | ((letters >= ord("A")) & (letters <= ord("Z")))]
    return any(_REFERENCE.search(piece, max(start - 8, 0), start) for start in starts.tolist())


def _widest(piece: bytes) -> int:
    """The widest column of references with two or three letters, ` r="AB12"`, in a piece of a sheet."""
    letters = np.frombuffer(piece, dtype=np.uint8)
    if len(letters) < _TAIL:
        return 0
    value = letters - np.uint8(64)
    capital = (value >= 1) & (value <= 26)
    at = np.flatnonzero((letters[:-5] == ord('"')) & capital[1:-4] & capital[2:-3])
    at = at[(at >= 3)]
    at = at[(letters[at - 1] == ord("=")) & (letters[at - 2] == ord("r")) & (letters[at - 3] <= ord(" "))]
    if not len(at):
        return 0
    two = value[at + 1].astype(np.int32) * 26 + value[at + 2]
    three = capital[at + 3]
    return int(np.where(three, two * 26 + value[at + 3], two).max())


def column_number(letters: bytes) -> int:
    """ "A" → 1, "XFD" → 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def without_far_cells(source: Path, sheet: str, width: int, out: BinaryIO) -> None:
    """Write the workbook again without the cells of one sheet beyond column `width`."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as narrow:
        for member in archive.infolist():
            with narrow.open(member.filename, "w", force_zip64=True) as target:
                for piece in _narrowed(archive, sheet, width) if member.filename == sheet else pieces(archive, member.filename):
                    target.write(piece)


def _narrowed(archive: zipfile.ZipFile, sheet: str, width: int) -> Iterator[bytes]:
    def near(found: re.Match[bytes]) -> bytes:
        return found.group() if column_number(found[2]) <= width else b""

    held = b""
    for piece in pieces(archive, sheet):
        held += piece
        # A cell never straddles the end of a row: only whole rows are rewritten.
        cut = held.rfind(b"row>")
        if cut >= 0:
            yield _FAR_CELL.sub(near, held[: cut + 4])
            held = held[cut + 4 :]
    yield _FAR_CELL.sub(near, held)
