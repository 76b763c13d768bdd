"""Lines of control slips pasted from a spreadsheet: what stands in each column, who and when is meant, what is wrong with a line."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from minhchung.apps.dossiers.real_moments import SlipLine
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.organisations.naming import chosen, match_units
from minhchung.apps.organisations.written import WrittenNames, written_names
from minhchung.flow.exports.moment_forms import parse_moment
from minhchung.text import fold

LINES_AT_MOST = 2000
HEADS: Mapping[str, tuple[str, ...]] = {
    "code": ("ma ho so", "so ho so", "ma hs", "ho so", "ma"),
    "person": ("nguoi nhan", "can bo nhan", "cong chuc nhan", "nguoi nhan ho so", "cong chuc", "can bo", "nguoi xu ly"),
    "unit": ("don vi nhan", "don vi", "phong", "co quan", "co quan nhan", "bo phan", "ten co quan"),
    "moment": ("thoi gian nhan", "thoi diem nhan", "ngay gio nhan", "thoi gian", "thoi diem", "ngay gio", "luc", "nhan luc"),
    "day": ("ngay", "ngay nhan"),
    "hour": ("gio", "gio nhan"),
    "note": ("ghi chu", "ket qua", "noi dung"),
}
"""What the columns of a pasted table are called (marks left off)."""
PLAIN = ("code", "person", "unit", "moment", "note")
"""The columns of a table without a heading, in the order the page asks for."""


@dataclass(frozen=True)
class Pasted:
    """A line as it was pasted: `line` is what is to be recorded, None with `wrong`."""

    number: int
    cells: tuple[str, ...]
    line: SlipLine | None
    wrong: str = ""


@dataclass(frozen=True)
class _Names:
    people: Mapping[str, Sequence[Person]]
    units: Mapping[int, Unit]
    written: WrittenNames
    commune: Commune
    now: datetime
    unit_of: Callable[[Person], Unit | None]
    code_in: Callable[[str], str | None]


def pasted(
    text: str, commune: Commune, *, now: datetime, code_in: Callable[[str], str | None], unit_of: Callable[[Person], Unit | None]
) -> list[Pasted]:
    """Every line with text in it, in its order, but for the heading; at most LINES_AT_MOST.

    `code_in`: the dossier's code that a cell names, None for none; `unit_of`: where a person works.
    """
    rows = [(number, row) for number, row in enumerate(_cells(text), start=1) if any(row)]
    if not rows:
        return []
    names = _names(commune, now, unit_of, code_in)
    heads = _heads(rows[0][1], code_in)
    body = rows[1:] if heads else rows
    columns = heads or dict(enumerate(PLAIN))
    return [_pasted(number, row, columns, names) for number, row in body[:LINES_AT_MOST]]


def _cells(text: str) -> list[list[str]]:
    sample = text[:4000]
    sign = "\t" if "\t" in sample else ";" if ";" in sample else "|" if "|" in sample else ","
    lines = csv.reader(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), delimiter=sign)
    return [[cell.strip() for cell in row] for row in lines]


def _heads(row: Sequence[str], code_in: Callable[[str], str | None]) -> dict[int, str]:
    """Place → what stands there, when the row is a heading; empty otherwise."""
    if any(code_in(cell) for cell in row):
        return {}
    found: dict[int, str] = {}
    for place, cell in enumerate(row):
        said = fold(cell).strip()
        for name, words in HEADS.items():
            if said in words and name not in found.values():
                found[place] = name
                break
    return found if "code" in found.values() else {}


def _names(commune: Commune, now: datetime, unit_of: Callable[[Person], Unit | None], code_in: Callable[[str], str | None]) -> _Names:
    people: dict[str, list[Person]] = {}
    for person in Person.objects.filter(commune=commune):
        people.setdefault(fold(person.full_name), []).append(person)
    units = {unit.pk: unit for unit in Unit.objects.filter(commune=commune)}
    return _Names(people, units, written_names(commune), commune, now, unit_of, code_in)


def _pasted(number: int, row: Sequence[str], columns: Mapping[int, str], names: _Names) -> Pasted:
    cells = {name: row[place] if place < len(row) else "" for place, name in columns.items()}
    try:
        code = names.code_in(cells.get("code", ""))
        if code is None:
            raise ValueError("không thấy mã hồ sơ" if not cells.get("code") else f"“{cells['code']}” không phải mã hồ sơ")
        taken_at = _moment(cells, names.now)
        person, unit = _taker(cells.get("person", ""), cells.get("unit", ""), names, taken_at)
        if person is not None and unit is None:
            unit = names.unit_of(person)
        return Pasted(number, tuple(row), SlipLine(code, person, unit, taken_at, cells.get("note", "")[:200]))
    except ValueError as error:
        return Pasted(number, tuple(row), None, str(error))


def _moment(cells: Mapping[str, str], now: datetime) -> datetime:
    said = cells.get("moment") or f"{cells.get('day', '')} {cells.get('hour', '')}".strip()
    seconds = parse_moment(said)
    if not isinstance(seconds, int) or seconds is False:
        raise ValueError(f"“{said}” không phải ngày giờ, ghi như 07:45 20/11/2026" if said else "không ghi ngày giờ nhận")
    moment = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=ZONE)
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        raise ValueError(f"“{said}” chỉ có ngày; cần cả giờ nhận")
    if moment > now:
        raise ValueError(f"giờ nhận {moment:%H:%M %d/%m/%Y} chưa tới")
    return moment


def _taker(person: str, unit: str, names: _Names, on: datetime) -> tuple[Person | None, Unit | None]:
    """Who is meant: a column of people may also hold a unit. Raises ValueError with what is not known."""
    said = [cell for cell in (person, unit) if cell]
    if not said:
        raise ValueError("không ghi ai hay đơn vị nào nhận")
    found_unit = _unit(unit, names, on) if unit else None
    if not person:
        return None, found_unit
    alike = names.people.get(fold(person), ())
    if len(alike) == 1:
        return alike[0], found_unit
    if alike:
        raise ValueError(f"phường có {len(alike)} người tên “{person}”; ghi đơn vị thay cho tên")
    if unit:
        raise ValueError(f"phường không có người tên “{person}”")
    try:
        return None, _unit(person, names, on)
    except ValueError:
        raise ValueError(f"phường không có người hay đơn vị “{person}”") from None


def _unit(text: str, names: _Names, on: datetime) -> Unit:
    match = chosen(match_units(text, names.written.units, on.date(), bodies=names.written.bodies, commune_name=names.commune.name))
    if match is None:
        raise ValueError(f"không rõ đơn vị “{text}”")
    return names.units[match.unit_id]
