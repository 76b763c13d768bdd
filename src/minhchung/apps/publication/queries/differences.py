"""The differences between copies and catalogue: who has to mend each, and by when; the grid of one procedure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from minhchung.apps.findings.models import Finding
from minhchung.apps.organisations.models import Commune, Unit
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.apps.procedures.models import Line, Procedure
from minhchung.apps.procedures.queries.standing import Known
from minhchung.apps.publication.models import Channel, Posting
from minhchung.apps.publication.queries.copies import Column, Gathered, Place, gathered
from minhchung.apps.publication.queries.limits import MEND, limit_of
from minhchung.apps.publication.rules.matching import Cell, Verdict
from minhchung.apps.publication.rules.telling import CONTENT_FIELDS, Field

CHECKS = ("CK-01", "CK-03")
"""The checks that raise findings about differences."""
FEW = 5
"""Of so many procedures a page compares each with its channel."""


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
    """One procedure in one copy with all fields that differ. `since`: from when on they differ, as far as is known; `due`: the last
    working day to mend it; `procedure` None: the copy shows what the catalogue does not know."""

    code: str
    name: str
    procedure: Procedure | None
    column: Column
    unit: Unit | None
    cells: Sequence[tuple[Field, Cell]]
    place: Place | None
    since: date = date.min
    due: date = date.min

    @property
    def address(self) -> tuple[str, str, str]:
        """Kind, key and part of the finding that a review raises about it."""
        if self.procedure is not None:
            return (*self.procedure.ref, self.column.key)
        return ("channel", self.column.key, self.code)

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
    """All of a ward as of a day, by code and copy. The days to mend count from the day on which copy and catalogue are known to differ, or
    from the day a review found it: a later snapshot that is still wrong does not move them."""
    found = whole or gathered(commune.pk, day)
    rows: dict[tuple[str, str], list[tuple[Field, Cell]]] = {}
    for each in found.found():
        if each.cell.verdict == Verdict.DIFFERS:
            rows.setdefault((each.code, each.copy), []).append((each.field, each.cell))
    since = _Since(found, rows, commune.pk, day)
    days, calendar = limit_of(commune.pk, MEND), calendar_of(commune)
    order = {column.key: place for place, column in enumerate(found.columns)}
    made = [_difference(found, code, found.columns[order[key]], cells) for (code, key), cells in rows.items()]
    dated = [replace(each, since=since.of(each)) for each in made]
    dated = [replace(each, due=calendar.add_working_days(each.since, days)) for each in dated]
    return sorted(dated, key=lambda each: (each.code, order[each.column.key]))


def _difference(found: Gathered, code: str, column: Column, cells: Sequence[tuple[Field, Cell]]) -> Difference:
    known, place = found.known.get(code), found.places.get((column.key, code))
    unit = place.unit if place else (column.channel.unit if column.channel else None)
    name = known.procedure.name if known else next((cell.theirs for _, cell in cells if cell.theirs), code)
    return Difference(code, name, known.procedure if known else None, column, unit, cells, place=place)


class _Since:
    """From when on each difference stands, read at once for all."""

    def __init__(self, found: Gathered, rows: Mapping[tuple[str, str], Sequence[tuple[Field, Cell]]], commune: str, day: date) -> None:
        self.known, self.day = found.known, day
        keys = {_line_of(found.known[code], field) for (code, _), cells in rows.items() if code in found.known for field, _ in cells}
        lines = Line.objects.filter(pk__in=[key for key in keys if key is not None])
        self.told: dict[int, date] = dict(lines.values_list("pk", "on"))
        findings = Finding.objects.filter(commune=commune, code__in=CHECKS, found_on__lte=day, passed_at=None)
        findings = findings.exclude(state=Finding.State.CLOSED)
        self.found = {(each.subject_kind, each.subject_key, each.part): each.found_on for each in findings}

    def of(self, each: Difference) -> date:
        """The later of what was seen and what the catalogue says, but not after the day a review found it."""
        whole = each.column.snapshots[-1].on if each.column.snapshots else None
        seen = each.place.on if each.place else (whole or each.column.on or self.day)
        known = self.known.get(each.code)
        told = [self.told[key] for field, _ in each.cells if known and (key := _line_of(known, field)) in self.told]
        return min(max([seen, *told]), self.found.get(each.address, self.day))


_TOLD_BY = {Field.TIME: "ways", Field.FEE: "ways", Field.WAYS: "ways", Field.FORMS: "components", Field.PLACE: "received_at"}


def _line_of(known: Known, field: Field) -> int | None:
    if field == Field.PRESENCE:
        return max(known.standing.told_by.values(), default=None)
    return known.standing.told_by.get(_TOLD_BY.get(field, field.value))


def differing_at(procedure: Procedure, channel: Channel, day: date) -> Difference | None:
    """How a channel shows a procedure otherwise than the catalogue; None where it does not, or shows what cannot be compared."""
    shown = grid(procedure, procedure.commune, day)
    return next((each for each in shown.open if each.column.channel == channel), None) if shown else None


def standing_of(posting: Posting, day: date) -> list[tuple[Procedure, Difference | None, bool]]:
    """The procedures of a request; of a few of them (the bool) also how its channel still differs from the catalogue."""
    found = list(posting.procedures.select_related("commune"))
    few = len(found) <= FEW
    return [(each, differing_at(each, posting.channel, day) if few else None, few) for each in found]


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
