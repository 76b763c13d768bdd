"""A row of the table of points with the form in which a person may fill it: which column is open to whom, and what it offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.indexes.forms.rounds import MarkForm, first_offer
from minhchung.apps.indexes.rounds.models import Mark, Round
from minhchung.apps.indexes.rounds.table import Heading, Line, Table
from minhchung.apps.indexes.rules import rounds
from minhchung.apps.organisations.models import Person

OF_THE_CITY = (rounds.MARK_FIRST, rounds.MARK_SECOND)
OF_THE_WARD = (rounds.MARK_SELF, rounds.MARK_UNIT, rounds.MARK_APPROVED)
RIGHTS = {
    rounds.MARK_UNIT: "indexes.score_consolidated",
    rounds.MARK_APPROVED: "indexes.score_approved",
    rounds.MARK_FIRST: "indexes.appraise",
    rounds.MARK_SECOND: "indexes.appraise",
    rounds.MARK_PUBLISHED: "indexes.score_published",
}


def open_column(person: Person, round: Round, stage: str, today: date) -> str:
    """The column this person may fill now; "" for none. Who may do both, consolidating and approving, approves."""
    if stage == rounds.SELF:
        return "" if rounds.refusal_to_mark(rounds.MARK_SELF, stage, round.dates, today) else rounds.MARK_SELF
    order = (rounds.MARK_APPROVED, rounds.MARK_UNIT, rounds.MARK_FIRST, rounds.MARK_SECOND, rounds.MARK_PUBLISHED)
    return next((each for each in order if stage in rounds.OPEN_IN[each] and person.has_perm(RIGHTS[each], round)), "")


def may_fill(person: Person, line: Line, column: str) -> bool:
    """Whether this person may fill this leaf in the open column."""
    if not column or (column in OF_THE_WARD and not line.self_scored):
        return False
    return column != rounds.MARK_SELF or person.has_perm("indexes.score_self", line.criterion)


@dataclass(frozen=True)
class Cell:
    """What stands in a column: a mark, or nothing."""

    column: str
    label: str
    mark: Mark | None


@dataclass(frozen=True)
class Shown:
    """A leaf as the table shows it; `form` is None where the person fills nothing."""

    line: Line
    cells: Sequence[Cell]
    form: MarkForm | None
    column: str

    @property
    def own(self) -> Mark | None:
        """The mark in the open column."""
        return self.line.marks.get(self.column)


def columns_for(person: Person, table: Table) -> list[str]:
    """The columns a person sees: the ward all that have begun; the city what the ward declares, and its own."""
    if person.commune_id is None:
        return [column for column in (*OF_THE_CITY, rounds.MARK_PUBLISHED) if table.filled(column) or column == rounds.MARK_FIRST]
    begun = [column for column in rounds.COLUMNS if table.filled(column)]
    return list(dict.fromkeys([*OF_THE_WARD, *begun]))


def shown(person: Person, line: Line, columns: Sequence[str], column: str, form: MarkForm | None = None) -> Shown:
    """One leaf; with a refused form its errors stand in the row."""
    cells = [Cell(each, rounds.COLUMNS[each], line.marks.get(each)) for each in columns]
    if not may_fill(person, line, column):
        return Shown(line, cells, None, column)
    return Shown(line, cells, form or blank_form(line, column), column)


def blank_form(line: Line, column: str) -> MarkForm:
    """The form of a leaf, with what stands there or is offered."""
    mark = line.marks.get(column)
    offered = first_offer(column, line.points, line.known.points)
    initial = {
        "points": None if offered is None else min(offered, line.known.maximum),
        "reason": mark.reason if mark else "",
        "seen": mark.pk if mark else None,
        "column": column,
    }
    return MarkForm(column, initial=initial, auto_id=f"tc-{line.criterion.pk}-%s")


Row = Heading | Shown


def rows_for(person: Person, table: Table, column: str, *, unit: int | None = None, lacking: bool = False) -> list[Row]:
    """The rows of the table; narrowed to a unit or to what lacks points, a heading stands only over leaves that are shown."""
    columns = columns_for(person, table)
    found: list[Row] = []
    pending: list[Heading] = []
    for row in table.rows:
        if isinstance(row, Heading):
            pending = [each for each in pending if each.level < row.level] + [row]
        elif _wanted(row, column, unit, lacking):
            found += [*pending, shown(person, row, columns, column)]
            pending = []
    return found


def _wanted(line: Line, column: str, unit: int | None, lacking: bool) -> bool:
    if unit is not None and line.criterion.unit_id != unit and unit not in [each.pk for each in line.criterion.supporting.all()]:
        return False
    return not lacking or (column not in line.marks and bool(line.known.maximum) and (line.self_scored or column not in OF_THE_WARD))
