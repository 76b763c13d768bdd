"""Small CSV files that people keep beside the dossier system: control slips, the log of system faults."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from minhchung.text import fold

SLIPS = {"code": "Mã hồ sơ", "seq": "Thứ tự", "unit": "Đơn vị", "officer": "Cán bộ", "at": "Giao lúc"}
FAULTS = {"fault": "Lỗi", "from_at": "Từ lúc", "to_at": "Đến lúc"}
OPTIONAL = {"unit", "officer", "to_at"}
MOMENTS = {"at", "from_at", "to_at"}
WAYS = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M")


class SmallFileError(ValueError):
    """A file that cannot be read; the message names the row, the column and what is expected."""


def read_small_file(path: Path, columns: dict[str, str]) -> pa.Table:
    """The columns wanted (name → its Vietnamese heading), each found by either; moments as datetimes. Raises SmallFileError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SmallFileError(f"Không đọc được {path}: {getattr(error, 'strerror', None) or error}. Cần tệp CSV bảng mã UTF-8.") from error
    places = {fold(heading): place for place, heading in enumerate(lines[0])} if lines else {}
    found = {name: places.get(fold(title), places.get(fold(name))) for name, title in columns.items()}
    lacks = [title for name, title in columns.items() if found[name] is None and name not in OPTIONAL]
    if lacks:
        raise SmallFileError(f"{path.name} thiếu cột {', '.join(lacks)}: dòng đầu cần có {', '.join(columns.values())}.")
    rows = [
        {name: _cell(line, place, name, (path.name, number)) for name, place in found.items()}
        for number, line in enumerate(lines[1:], 2)
        if any(line)
    ]
    kinds = {name: pa.timestamp("s") if name in MOMENTS else pa.int32() if name == "seq" else pa.string() for name in columns}
    return pa.Table.from_pylist(rows, schema=pa.schema(list(kinds.items())))


def _cell(line: list[str], place: int | None, name: str, where: tuple[str, int]) -> Any:
    written = line[place].strip() if place is not None and place < len(line) else ""
    if not written:
        if name in OPTIONAL:
            return None
        raise SmallFileError(f"{where[0]} dòng {where[1]}: ô “{name}” bỏ trống; điền vào hoặc bỏ dòng ấy.")
    if name == "seq":
        if not written.isdecimal():
            raise SmallFileError(f"{where[0]} dòng {where[1]}: thứ tự “{written}” không phải số; ghi 1, 2, 3…")
        return int(written)
    return _moment(written, where) if name in MOMENTS else written


def _moment(written: str, where: tuple[str, int]) -> datetime:
    """An ISO moment, or one as Vietnamese sheets write it; wall clock of Viet Nam."""
    for read in (datetime.fromisoformat, *(lambda text, way=way: datetime.strptime(text, way) for way in WAYS)):  # noqa: DTZ007 - wall clock
        try:
            return read(written).replace(tzinfo=None)
        except ValueError:
            continue
    raise SmallFileError(f"{where[0]} dòng {where[1]}: không hiểu giờ “{written}”; ghi 20/11/2026 07:45 hoặc 2026-11-20 07:45:00.")
