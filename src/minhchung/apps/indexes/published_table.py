"""The table of published scores as it stands in the announcement: pasted, or the sheet of a workbook. Pure.

One line a commune: its name, the total, and where the head says so a column for each field and one for the group it is ranked in. Ordinal
numbers, places and ratings are passed over: places are told from the points.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from minhchung.text.normal import fold, squeeze

MOST = Decimal(200)
LONGEST_FIELD = 200
NO_TOTAL = "Không thấy cột tổng điểm: ghi “Tổng điểm” ở dòng tiêu đề của cột ấy."
_ORDINAL = re.compile(r"(?:stt|tt|so tt|so thu tu)\.?")
_PASSED = re.compile(r"\b(?:hang|thu tu|vi tri|xep|xep loai|ghi chu)\b")
_GROUP = re.compile(r"\b(?:nhom|loai hinh)\b")
_NAME = re.compile(r"\b(?:don vi|ten|xa|phuong|dia phuong)\b")
_TOTAL = re.compile(r"\btong\b|^(?:diem|diem so|chi so|chi so cchc|par index|ket qua|diem chi so|diem cchc)$")

Rows = Iterable[tuple[int, Sequence[str]]]


@dataclass(frozen=True)
class Typed:
    """One line of the table; `wrong` says why it cannot be taken. `fields`: title of a field → its points, in the order of the table."""

    line: int
    name: str
    points: Decimal | None
    wrong: str = ""
    fields: tuple[tuple[str, Decimal], ...] = ()
    group: str = ""


@dataclass(frozen=True)
class _Columns:
    """What the columns mean, by place; a table without a head has none."""

    name: int | None = None
    total: int | None = None
    group: int | None = None
    fields: dict[int, str] = field(default_factory=dict)
    missing_total: bool = False


def typed(text: str) -> list[Typed]:
    """The lines of a pasted table, its columns parted by tabs or semicolons."""
    reader = csv.reader(io.StringIO(text.replace(";", "\t")), delimiter="\t")
    return of_rows((reader.line_num, [squeeze(cell).strip() for cell in row]) for row in reader)


def of_rows(rows: Rows) -> list[Typed]:
    """The lines under the head; the head and empty rows are passed over."""
    listed = [(number, cells) for number, cells in rows if any(cells)]
    start = next((at for at, (_, cells) in enumerate(listed) if _is_data(cells)), 0)
    head, data = [cells for _, cells in listed[:start]], listed[start:]
    columns = _columns(head, [cells for _, cells in data])
    found: list[Typed] = []
    seen: set[str] = set()
    for number, cells in data:
        line = _line(number, cells, columns)
        if not line.wrong and fold(line.name) in seen:
            line = Typed(number, line.name, line.points, "đơn vị ghi hai lần")
        elif not line.wrong:
            seen.add(fold(line.name))
        found.append(line)
    return found


def _is_data(cells: Sequence[str]) -> bool:
    """A name and a number; a line of one of them only belongs to the head until the first of these."""
    filled = [cell for cell in cells if cell]
    return any(number_of(cell) is not None for cell in filled) and any(number_of(cell) is None for cell in filled)


def _columns(head: Sequence[Sequence[str]], data: Sequence[Sequence[str]]) -> _Columns:
    titles = _titles(head)
    if not titles:
        return _Columns()
    told = {at: fold(title) for at, title in titles.items()}
    numeric = {at for at in told if any(at < len(cells) and number_of(cells[at]) is not None for cells in data)}
    totals = [at for at in sorted(numeric) if _TOTAL.search(told[at]) and not _PASSED.search(told[at])]
    left_out = {at for at, title in told.items() if _ORDINAL.fullmatch(title) or _PASSED.search(title)} | set(totals)
    fields = {at: titles[at][:LONGEST_FIELD] for at in sorted(numeric - left_out)}
    if not totals and len(fields) == 1:
        totals, fields = list(fields), {}
    words = [at for at in sorted(told) if at not in numeric and not _ORDINAL.fullmatch(told[at])]
    group = next((at for at in words if _GROUP.search(told[at])), None)
    name = next((at for at in words if at != group and _NAME.search(told[at])), next((at for at in words if at != group), None))
    return _Columns(name, totals[-1] if totals else None, group, fields, missing_total=not totals and bool(fields))


def _titles(head: Sequence[Sequence[str]]) -> dict[int, str]:
    """Place → the lowest heading over it. A row of one text is the title of the table; one of numbers counts the columns."""
    found: dict[int, str] = {}
    for cells in head:
        named = {at: cell for at, cell in enumerate(cells) if cell and number_of(cell.strip("()")) is None}
        if len(set(named.values())) > 1:
            found |= named
    return found


def _line(number: int, cells: Sequence[str], columns: _Columns) -> Typed:
    filled = [cell for cell in cells if cell]
    name = _at(cells, columns.name) if columns.name is not None else next((cell for cell in filled if number_of(cell) is None), "")
    said = _at(cells, columns.total) if columns.total is not None else filled[-1]
    points = number_of(said)
    if not name:
        return Typed(number, "", points, "thiếu tên đơn vị")
    if columns.missing_total:
        return Typed(number, name, None, NO_TOTAL)
    if points is None or not 0 <= points <= MOST:
        return Typed(number, name, None, f"“{said}” không phải số điểm")
    fields = []
    for at, title in columns.fields.items():
        if (cell := _at(cells, at)) in ("", "-", "–"):
            continue
        value = number_of(cell)
        if value is None or not 0 <= value <= MOST:
            return Typed(number, name, None, f"cột “{title}”: “{cell}” không phải số điểm")
        fields.append((title, value))
    return Typed(number, name, points, "", tuple(fields), _at(cells, columns.group) if columns.group is not None else "")


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def number_of(cell: str) -> Decimal | None:
    """A number with either decimal sign, with or without %; None for anything else."""
    try:
        value = Decimal(cell.removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
