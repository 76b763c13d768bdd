"""The register as a spreadsheet: its columns and values, and what a returned file would change (a dry run, nothing written)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.utils import timezone

from minhchung.apps.assignments.filling import fills_of, lately_saved_by
from minhchung.apps.assignments.models import Occurrence, RegisterExport, RegisterReturn
from minhchung.apps.assignments.queries.register import Group
from minhchung.apps.assignments.queries.returned_cells import refusals, reply_of
from minhchung.apps.assignments.queries.rows import Line, lines_of, with_answers, with_related
from minhchung.apps.assignments.queries.scope import Dated, commune_of, occurrences_for
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.organisations.models import Commune, Person
from minhchung.letters.registers import (
    CellChange,
    CellConflict,
    CellError,
    Column,
    Diff,
    ExportStamp,
    Returned,
    Row,
    Value,
    compare,
    read_returned,
    register_form,
    with_errors,
    write_register,
)
from minhchung.text.normal import fold
from minhchung.text.written import written_day

FORM = "incoming_followup"
EXTRA = ("task", "cooperating", "finished_on", "evidence")
Values = dict[str, Value]


def columns() -> tuple[Column, ...]:
    """The seven lawful columns (Nghị định 30/2020/NĐ-CP, Phụ lục IV) with ours in their places."""
    return register_form(FORM).with_extra(*EXTRA)


def values_of(line: Line) -> Values:
    """The cells of one line, by column key."""
    occurrence, assignment, document = line.occurrence, line.assignment, line.assignment.document
    return {
        "arrival_number": str(document.arrival_number) if document and document.arrival_number else None,
        "document": document_words(document),
        "task": f"Việc {assignment.number}{', ' + line.period if line.period else ''}. {assignment.whole_title}",
        "receiver": line.holder.unit.name if line.holder else None,
        "cooperating": ", ".join(unit.short for unit in line.cooperating) or None,
        "deadline": line.in_force,
        "finished_on": line.finished_on,
        "progress": occurrence.progress or None,
        "reply": line.reply or None,
        "evidence": f"{line.proof.good}/{line.proof.need} đạt" if line.proof.need else None,
        "note": occurrence.note or None,
    }


def document_words(document: Document | None) -> str | None:
    """Type, number and symbol, day, issuer: the second lawful column."""
    if document is None:
        return None
    day = f"ngày {written_day(document.issued_on)}" if document.issued_on else ""
    return ", ".join(filter(None, [" ".join(filter(None, [document.type, document.code, day])), document.issuer])) or None


def plain(values: Mapping[str, Value]) -> dict[str, Any]:
    """Values as JSON keeps them: a date as {"day": ISO}, a number as {"number": text}."""
    return {key: _told(value) for key, value in values.items()}


def _told(value: Value) -> Any:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"number": str(value)} if isinstance(value, Decimal) else value


def _heard(value: Any) -> Value:
    if isinstance(value, dict):
        return date.fromisoformat(value["day"]) if "day" in value else Decimal(value["number"])
    return value if value is None else str(value)


def workbook(groups: Iterable[Group], *, export: RegisterExport, commune: Commune, year: int) -> bytes:
    """The XLSX of an export."""
    form = register_form(FORM)
    rows = [Row(str(line.occurrence.pk), values_of(line), group.title) for group in groups for line in group.lines]
    stamp = ExportStamp(export.code, timezone.localtime(export.at), commune.code, tuple(column.key for column in columns()))
    subtitle = f"Năm {year}, UBND {commune.name[:1].lower()}{commune.name[1:]}, xuất ngày {written_day(timezone.localtime(export.at))}"
    return write_register(rows, columns(), title=form.title, subtitle=subtitle, stamp=stamp)


def stamp_of(content: bytes) -> str:
    """The code of the export a returned file belongs to; "" when its hidden sheet is lost. Raises RegisterFileError."""
    stamp = read_returned(content, columns()).stamp
    return stamp.id if stamp else ""


def returned_for(person: Person, pk: int) -> RegisterReturn:
    """A returned file of the person's commune. Raises Http404."""
    found = RegisterReturn.objects.filter(commune=commune_of(person), pk=pk).select_related("export__by", "by", "commune").first()
    if found is None:
        raise Http404
    return found


def filled_by(person: Person, returned: RegisterReturn, *, at: datetime) -> list[Dated]:
    """The rows this person filled with the file in the last ten minutes, as far as the person still reads them, in the file's order."""
    keys = keys_of(event.key for event in fills_of(returned, actor=person, at=at))
    found = {row.pk: row for row in occurrences_for(person).filter(pk__in=keys).select_related("duty__assignment")}
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def lately_saved(person: Person, *, at: datetime) -> RegisterReturn | None:
    """The file this person saved last, while the saving may still be undone."""
    mine = RegisterReturn.objects.filter(commune=commune_of(person), applied_at__isnull=False).defer("content")
    return next(filter(None, (mine.filter(pk=pk).first() for pk in dict.fromkeys(lately_saved_by(person, at=at)))), None)


@dataclass(frozen=True)
class Fill:
    """What one row would write: the act's values and what was seen before, by column key."""

    occurrence: Occurrence
    row: int
    values: Mapping[str, Any]
    expected: Mapping[str, Any]


@dataclass
class Checked:
    """One row of the dry run as the page shows it: old and new per column, conflicts, errors."""

    number: int
    line: Line | None
    title: str
    changes: dict[str, CellChange] = field(default_factory=dict)
    conflicts: dict[str, CellConflict] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    cells: dict[str, Value] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def error_columns(self) -> set[str]:
        """The columns whose cells are wrong."""
        return {error.column for error in self.errors if error.column}


@dataclass(frozen=True)
class DryRun:
    """What a returned file would do. Nothing of it is saved yet."""

    diff: Diff
    rows: tuple[Checked, ...]
    total: int
    lines: Mapping[str, Line]

    @property
    def good(self) -> int:
        """How many cells would be saved."""
        return len(self.diff.changes)


def dry_run(person: Person, returned: RegisterReturn, *, today: date) -> DryRun:
    """Compares a returned file with its export and with the register now. Raises RegisterFileError."""
    read = read_returned(bytes(returned.content), columns())
    exported = {
        key: {name: _heard(value) for name, value in row.items()} for key, row in (returned.export.rows if returned.export else {}).items()
    }
    keys = {row.row_id or "" for row in read.rows} | set(exported)
    lines = _lines(person, keys, returned.commune, today)
    current = {key: values_of(line) for key, line in lines.items()}
    diff = compare(exported, current, read)
    diff = with_errors(diff, refusals(person, diff, lines, commune=returned.commune, today=today))
    return DryRun(diff, tuple(_checked(diff, lines, read)), len(read.rows) + len(read.new_rows), lines)


def _lines(person: Person, keys: Iterable[str], commune: Commune, today: date) -> dict[str, Line]:
    wanted = keys_of(keys)
    found = with_answers(with_related(occurrences_for(person).filter(pk__in=wanted)))
    return {str(line.occurrence.pk): line for line in lines_of(found, commune=commune, today=today)}


def _checked(diff: Diff, lines: Mapping[str, Line], read: Returned) -> Iterator[Checked]:
    rows: dict[int, Checked] = {}
    typed = {row.number: {key: cell.shown for key, cell in row.cells.items() if cell.shown} for row in (*read.rows, *read.new_rows)}

    def row_of(number: int, key: str | None) -> Checked:
        line, said = lines.get(key or ""), typed.get(number, {})
        title = line.assignment.title if line else said.get("task", "")
        return rows.setdefault(number, Checked(number, line, title, cells=values_of(line) if line else {}, typed=said))

    for change in diff.changes:
        row_of(change.row, change.row_id).changes[change.column] = change
    for conflict in diff.conflicts:
        row_of(conflict.row, conflict.row_id).conflicts[conflict.column] = conflict
    for error in diff.errors:
        row_of(error.row, error.row_id).errors.append(error)
    yield from (rows[number] for number in sorted(rows))


def fills(run: DryRun, *, taken: Sequence[tuple[int, str]] = ()) -> list[Fill]:
    """The rows to save: every good change, and the conflicts in which the file's value was chosen (`taken`: row, column)."""
    wanted: dict[int, tuple[str, dict[str, Value]]] = {}
    for change in run.diff.changes:
        wanted.setdefault(change.row, (change.row_id, {}))[1][change.column] = change.new
    for conflict in run.diff.conflicts:
        if (conflict.row, conflict.column) in taken:
            wanted.setdefault(conflict.row, (conflict.row_id, {}))[1][conflict.column] = conflict.returned
    return [_fill(run.lines[key], row, new) for row, (key, new) in sorted(wanted.items())]


def _fill(line: Line, row: int, new: Mapping[str, Value]) -> Fill:
    occurrence = line.occurrence
    now = {"progress": occurrence.progress, "note": occurrence.note, "reply": occurrence.answer_id, "finished_on": occurrence.done_on}
    values: dict[str, Any] = {key: value if value is not None or key in ("reply", "finished_on") else "" for key, value in new.items()}
    if values.get("reply") is not None:
        values["reply"] = reply_of(line.assignment.commune, str(values["reply"]))
    return Fill(occurrence, row, values, {key: now[key] for key in new})


def file_name(commune: Commune, at: datetime) -> str:
    """The name of an exported file: plain letters, so that every program and chat keeps it."""
    place = "_".join(fold(commune.name).split())
    return f"So_theo_doi_{place}_{timezone.localtime(at):%d-%m-%Y}.xlsx"
