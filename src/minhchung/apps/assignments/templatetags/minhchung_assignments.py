"""What the templates of assignments need beyond values: rows of the unit table, cells of a dry run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms, template

from minhchung.apps.assignments.queries.sheets import Checked
from minhchung.apps.ground.choice_fields import ManyChoiceField
from minhchung.apps.organisations.models import Unit
from minhchung.letters.registers import Column, shown

register = template.Library()


@register.filter
def unit_rows(form: forms.Form, choices: Mapping[int, tuple[float | None, str]]) -> Iterator[tuple[Unit, float | None, str, bool, bool]]:
    """Each unit with its match score and reason, and whether it is ticked as leading and as cooperating; best matches first."""
    leads, joins = _ticked(form, "lead"), _ticked(form, "cooperating")
    field = form.fields["lead"]
    known = {unit.pk: unit for unit in field.queryset} if isinstance(field, ManyChoiceField) and field.queryset else {}
    for key, (score, reason) in choices.items():
        if key in known:
            yield known[key], score, reason, str(key) in leads, str(key) in joins


def _ticked(form: forms.Form, name: str) -> set[str]:
    return {str(value) for value in form[name].value() or ()}


@dataclass(frozen=True)
class SheetCell:
    """One cell of the dry run in words: what the register holds, what the file says, what was exported."""

    key: str
    kind: str
    old: str
    new: str = ""
    was: str = ""
    change: bool = False
    conflict: bool = False


@register.filter
def sheet_cells(row: Checked, columns: Sequence[Column]) -> Iterator[SheetCell]:
    """The cells of one row in the order of the columns."""
    for column in columns:
        key, old = column.key, shown(row.cells.get(column.key), column)
        if change := row.changes.get(key):
            yield SheetCell(key, "is-changed", shown(change.old, column), shown(change.new, column), change=True)
        elif conflict := row.conflicts.get(key):
            was = shown(conflict.exported, column) if conflict.known else ""
            yield SheetCell(key, "is-conflict", shown(conflict.current, column), shown(conflict.returned, column), was, conflict=True)
        elif key in row.error_columns:
            yield SheetCell(key, "is-error", row.typed.get(key, "–"))
        else:
            yield SheetCell(key, "", (row.typed.get(key, "–") if row.line is None else "–") if row.cells.get(key) is None else old)
