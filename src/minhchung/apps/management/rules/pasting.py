"""A table pasted from Excel read into lines of a register: the first line names the columns, in any order; nothing is guessed."""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.management.rules.registers import SCORES, Column, Kind, Register, Values, kept, number_of, wrong_of
from minhchung.text.normal import fold

NUMBER, UNIT, REVIEW = "Số", "Đơn vị", "Ngày xem lại"
ROWS_AT_MOST = 500
Day = Callable[[str], date | None]
"""Reads a day as people type it; None for what is none."""


@dataclass(frozen=True)
class Known:
    """What the ward knows names of: units by folded name, people by folded name ("" where two share it)."""

    units: Mapping[str, int]
    people: Mapping[str, str]
    day: Day


@dataclass(frozen=True)
class Typed:
    """One line of the table. `number`: the line of the register it changes, None for a new one; `wrong`: why it cannot enter."""

    row: int
    number: int | None
    values: Values
    unit: int | None
    review_on: date | None
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The whole paste. `refused`: why nothing of it can be read; `strange`: headings no column bears."""

    lines: tuple[Typed, ...] = ()
    refused: str = ""
    strange: tuple[str, ...] = ()


def read_table(text: str, register: Register, known: Known) -> Table:
    """The lines under the headings of the first line."""
    rows = [row for row in csv.reader(io.StringIO(text.strip("\r\n")), delimiter="\t") if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        return Table(refused="Bảng phải có dòng tên cột và ít nhất một dòng bên dưới. Chép cả dòng tên cột từ Excel.")
    if len(rows) - 1 > ROWS_AT_MOST:
        return Table(refused=f"Bảng có {len(rows) - 1} dòng, quá {ROWS_AT_MOST}. Chép làm nhiều lần.")
    columns = {fold(each.label): each for each in register.columns}
    fixed = {fold(each): each for each in (NUMBER, UNIT, REVIEW)}
    heads: list[Column | str | None] = [columns.get(fold(_bare(cell))) or fixed.get(fold(_bare(cell))) for cell in rows[0]]
    strange = tuple(cell.strip() for cell, head in zip(rows[0], heads, strict=True) if head is None and cell.strip())
    missing = [each.label for each in register.columns if each.required and each not in heads]
    if missing and NUMBER not in heads:
        return Table(refused=f"Dòng đầu thiếu cột {', '.join(missing)}. Dòng đầu phải là tên cột như trong sổ.", strange=strange)
    return Table(tuple(_typed(number, row, heads, register, known) for number, row in enumerate(rows[1:], 2)), strange=strange)


def _bare(cell: str) -> str:
    return cell.strip().rstrip("*").strip()


def _typed(place: int, row: Sequence[str], heads: Sequence[Column | str | None], register: Register, known: Known) -> Typed:
    cells = {head.name if isinstance(head, Column) else head: cell.strip() for head, cell in zip(heads, row, strict=False) if head}
    wrong: list[str] = []
    values = {}
    for head in heads:
        if isinstance(head, Column) and cells.get(head.name):
            values[head.name] = _value(head, cells[head.name], known)
    number = cells.get(NUMBER, "")
    if number and not re.fullmatch(r"[0-9]{1,9}", number):
        wrong.append(f"“{number[:20]}” không phải số của dòng trong sổ.")
    unit = known.units.get(fold(cells.get(UNIT, ""))) if cells.get(UNIT) else None
    if cells.get(UNIT) and unit is None:
        wrong.append(f"không có đơn vị “{cells[UNIT][:60]}”.")
    review_on = known.day(cells[REVIEW]) if cells.get(REVIEW) else None
    if cells.get(REVIEW) and review_on is None:
        wrong.append(f"“{cells[REVIEW][:20]}” không phải ngày.")
    changes = bool(number) and not wrong
    wrong += [] if changes else wrong_of(register, values)
    return Typed(place, int(number) if changes else None, kept(register, values), unit, review_on, tuple(wrong))


def _value(column: Column, cell: str, known: Known) -> str:
    """The cell as it is stored; a cell that cannot be is kept as typed, so that the rules say what is wrong with it."""
    if column.kind is Kind.CHOICE:
        return next((code for code, label in column.choices.items() if fold(label) == fold(cell)), cell)
    if column.kind is Kind.DAY:
        day = known.day(cell)
        return day.isoformat() if day else cell
    if column.kind is Kind.NUMBER:
        plain = cell.replace(" ", "")
        plain = plain.replace(".", "").replace(",", ".") if "," in plain or re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+", plain) else plain
        return plain if number_of(plain) is not None else cell
    if column.kind is Kind.PERSON:
        return known.people.get(fold(cell), cell)
    return cell[:1] if column.kind is Kind.SCORE and cell[:1] in SCORES and not cell[1:2].isdigit() else cell
