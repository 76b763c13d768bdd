"""The differences between copies and catalogue: who has to mend each, and by when; the grid of one procedure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.organisations.models import Commune, Unit
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.apps.procedures.models import Line, Procedure
from minhchung.apps.procedures.queries.standing import Known
from minhchung.apps.publication.queries.copies import Column, Gathered, Place, gathered
from minhchung.apps.publication.queries.limits import MEND, limit_of
from minhchung.apps.publication.rules.matching import Cell, Verdict
from minhchung.apps.publication.rules.telling import CONTENT_FIELDS, Field
from minhchung.worktime import Calendar


@dataclass(frozen=True)
class Asked:
    """What is asked for: a unit (0: none answers), a copy, a field, words."""

    unit: int | None = None
    copy: str = ""
    field: str = ""
    words: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return self != Asked()


@dataclass(frozen=True)
class Difference:
    """One procedure in one copy with all fields that differ. `since`: from when on copy and catalogue differ, as far as is known; `due`: the
    last working day to mend it; `procedure` None: the copy shows what the catalogue does not know."""

    code: str
    name: str
    procedure: Procedure | None
    column: Column
    unit: Unit | None
    cells: Sequence[tuple[Field, Cell]]
    since: date
    due: date
    place: Place | None

    @property
    def fields(self) -> str:
        """The fields in words."""
        return ", ".join(field.label.lower() for field, _ in self.cells)

    @property
    def chat(self) -> str:
        """One line of a message."""
        return f"{self.code} {self.name[:120]} · {self.column.title}: {'; '.join(said(field, cell) for field, cell in self.cells)}"


def said(field: Field, cell: Cell) -> str:
    """A difference in words: "thời hạn: danh mục ghi 5 ngày làm việc, bản này ghi 3 ngày làm việc"."""
    if field == Field.PRESENCE:
        return cell.why.rstrip(".").lower()
    if cell.lacking and cell.more and max(len(cell.lacking), len(cell.more)) == 1:
        return f"{field.label.lower()}: danh mục ghi {cell.lacking[0]}, bản này ghi {cell.more[0]}"
    parts = [f"thiếu {'; '.join(cell.lacking)}" if cell.lacking else "", f"thừa {'; '.join(cell.more)}" if cell.more else "", cell.why]
    return f"{field.label.lower()}: {'; '.join(filter(None, parts))}"


def differences(commune: Commune, day: date, *, whole: Gathered | None = None) -> list[Difference]:
    """All of a ward as of a day, by code and copy."""
    found = whole or gathered(commune.pk, day)
    rows: dict[tuple[str, str], list[tuple[Field, Cell]]] = {}
    for each in found.found():
        if each.cell.verdict == Verdict.DIFFERS:
            rows.setdefault((each.code, each.copy), []).append((each.field, each.cell))
    columns = {column.key: column for column in found.columns}
    days, told, calendar = limit_of(commune.pk, MEND), _told_on(found, rows), calendar_of(commune)
    made = (_difference(found, code, columns[key], cells, told, days, calendar, day) for (code, key), cells in rows.items())
    return sorted(made, key=lambda each: (each.code, columns_order(found, each.column.key)))


def columns_order(found: Gathered, key: str) -> int:
    """The place of a copy."""
    return next(place for place, column in enumerate(found.columns) if column.key == key)


def _difference(
    found: Gathered, code: str, column: Column, cells: Sequence[tuple[Field, Cell]], told: Mapping[int, date], days: int,
    calendar: Calendar, day: date,
) -> Difference:  # fmt: skip
    known = found.known.get(code)
    place = found.places.get((column.key, code))
    unit = place.unit if place else (column.channel.unit if column.channel else None)
    seen = place.on if place else (column.on or day)
    since = max([seen, *(told[key] for field, _ in cells if known and (key := _line_of(known, field)) in told)])
    name = known.procedure.name if known else next((cell.theirs for _, cell in cells if cell.theirs), code)
    procedure = known.procedure if known else None
    return Difference(code, name, procedure, column, unit, cells, since, calendar.add_working_days(since, days), place)


_TOLD_BY = {Field.TIME: "ways", Field.FEE: "ways", Field.WAYS: "ways", Field.FORMS: "components", Field.PLACE: "received_at"}


def _line_of(known: Known, field: Field) -> int | None:
    if field == Field.PRESENCE:
        return max(known.standing.told_by.values(), default=None)
    return known.standing.told_by.get(_TOLD_BY.get(field, field.value))


def _told_on(found: Gathered, rows: Mapping[tuple[str, str], Sequence[tuple[Field, Cell]]]) -> dict[int, date]:
    """The days of the lines that told the fields in question."""
    keys = {_line_of(found.known[code], field) for (code, _), cells in rows.items() if code in found.known for field, _ in cells}
    return dict(Line.objects.filter(pk__in=keys - {None}).values_list("pk", "on"))


def narrowed(rows: Sequence[Difference], asked: Asked) -> list[Difference]:
    """The rows that are asked for."""
    kept = [each for each in rows if asked.unit is None or (each.unit.pk if each.unit else 0) == asked.unit]
    kept = [each for each in kept if not asked.copy or each.column.key == asked.copy]
    if asked.field:
        kept = [each for each in kept if any(field == asked.field for field, _ in each.cells)]
    return kept


@dataclass(frozen=True)
class GridRow:
    """One field across the copies: (column, cell or None where the copy does not show the procedure)."""

    field: Field
    ours: str
    cells: Sequence[tuple[Column, Cell | None]]


@dataclass(frozen=True)
class Grid:
    """A procedure beside all its copies. `open`: the differences with who has to mend them."""

    known: Known
    columns: Sequence[tuple[Column, Place | None, Cell | None]]
    rows: Sequence[GridRow]
    open: Sequence[Difference]


def grid(procedure: Procedure, commune: Commune, day: date) -> Grid | None:
    """The grid of one procedure; None where no source speaks of it by that day."""
    found = gathered(commune.pk, day, only=procedure.pk)
    if procedure.code not in found.known:
        return None
    cells = {(each.copy, each.field): each.cell for each in found.found() if each.code == procedure.code}
    ours = found.catalogue.told.get(procedure.code)
    rows = [
        GridRow(
            field,
            ours.fields[field].words if ours and field in ours.fields else "không ghi",
            [(column, cells.get((column.key, field))) for column in found.columns],
        )
        for field in CONTENT_FIELDS
    ]
    heads = [(column, found.places.get((column.key, procedure.code)), cells.get((column.key, Field.PRESENCE))) for column in found.columns]
    open_ = [each for each in differences(commune, day, whole=found) if each.code == procedure.code]
    return Grid(found.known[procedure.code], heads, rows, open_)


