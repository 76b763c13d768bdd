"""The registers with how full they are, one register's lines, and the 5 × 5 grid of a scored one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.management.models import Entry
from minhchung.apps.management.queries.scope import entries_for
from minhchung.apps.management.queries.works import ended
from minhchung.apps.management.registers import registers_of
from minhchung.apps.management.rules.registers import Column, Level, Register, said
from minhchung.apps.management.writing import names_in
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.rights import mandate_of
from minhchung.text.normal import fold


@dataclass(frozen=True)
class Filled:
    """A register with how many lines it has that are followed, how many of them are past their day, the last look."""

    register: Register
    live: int
    due: int
    last: date | None


def filled_for(person: Person, *, today: date) -> list[Filled]:
    """Every register of the person's ward, in order; two queries."""
    live = Q(state=Entry.State.LIVE)
    rows = entries_for(person).order_by().values("register").annotate(live=Count("pk", filter=live),
                                                                     due=Count("pk", filter=live & Q(review_on__lt=today)))  # fmt: skip
    counts = {row["register"]: row for row in rows}
    looked: dict[str, date] = {}
    for name, reviewed, added in entries_for(person).order_by().values_list("register", "reviewed_on", "added_at__date"):
        looked[name] = max(filter(None, (looked.get(name), reviewed, added)))
    none = {"live": 0, "due": 0}
    return [
        Filled(each, counts.get(each.name, none)["live"], counts.get(each.name, none)["due"], looked.get(each.name))
        for each in registers_of(mandate_of(person).commune or "")
    ]


@dataclass(frozen=True)
class Cell:
    """A column's value in words; `lacking`: it says that something is missing."""

    column: Column
    text: str
    lacking: bool


@dataclass(frozen=True)
class Line:
    """A line as lists and its own page show it. `points` and `left`: the score and what is left of it, with their levels."""

    entry: Entry
    headline: str
    cells: Sequence[Cell]
    points: int | None
    level: Level | None
    left: int | None
    left_level: Level | None
    works: Sequence[Assignment]
    working: bool
    today: date

    @property
    def due(self) -> bool:
        """Past its day, while it is followed."""
        return self.entry.state == Entry.State.LIVE and self.entry.review_on < self.today

    @property
    def now(self) -> Level | None:
        """The level as it stands now."""
        return self.left_level or self.level

    @property
    def rest(self) -> Sequence[Cell]:
        """The cells after the headline."""
        return self.cells[1:]


def lines_of(register: Register, entries: Sequence[Entry], commune: str, *, today: date, every: bool = False) -> list[Line]:
    """The lines of a register with the shown columns, or with every one; a fixed number of queries (works come prefetched)."""
    people = names_in(register, [each.values for each in entries], commune)
    columns = register.columns if every else register.shown
    done = ended([work.assignment_id for each in entries for work in each.works.all()])
    return [_line(register, each, _cells(columns, each, people), done, today) for each in entries]


def _cells(columns: Sequence[Column], entry: Entry, people: Mapping[str, str]) -> list[Cell]:
    return [Cell(each, said(each, entry.values.get(each.name, ""), people), each.lacks(entry.values)) for each in columns]


def _line(register: Register, entry: Entry, cells: Sequence[Cell], done: set[int], today: date) -> Line:
    values, score = entry.values, register.score
    points, left = (score.points(values), score.left(values)) if score else (None, None)
    works = [work.assignment for work in entry.works.all()]
    return Line(
        entry,
        cells[0].text or str(entry),
        cells,
        points,
        score.level(points) if score and points is not None else None,
        left,
        score.level(left) if score and left is not None else None,
        works,
        any(each.pk not in done for each in works),
        today,
    )


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to: a state, a unit, words; `lacking`: only what is not met or stands too high."""

    state: str = Entry.State.LIVE
    unit: int | None = None
    words: str = ""
    lacking: bool = False
    due: bool = False


def listed(person: Person, register: Register, asked: Asked, *, today: date) -> list[Line]:
    """The lines of a register that fit, in their order; in a scored one the highest first."""
    rows = entries_for(person).filter(register=register.name, state=asked.state)
    if asked.unit is not None:
        rows = rows.filter(unit=asked.unit)
    if asked.due:
        rows = rows.filter(review_on__lt=today)
    found = list(rows.select_related("unit").prefetch_related("works__assignment").order_by("number"))
    if asked.lacking:
        found = [each for each in found if register.lacks(each.values) or (register.score and register.score.acts(each.values))]
    lines = lines_of(register, found, mandate_of(person).commune or "", today=today)
    wanted = fold(asked.words).split()
    lines = [each for each in lines if all(word in _text(each) for word in wanted)]
    return sorted(lines, key=_rank) if register.score else lines


def _text(line: Line) -> str:
    return fold(" ".join([line.headline, *(str(value) for value in line.entry.values.values()), *(cell.text for cell in line.cells)]))


def _rank(line: Line) -> tuple[int, int]:
    now = line.left if line.left is not None else line.points
    return (-(now or 0), line.entry.number)


@dataclass(frozen=True)
class Square:
    """One square of the grid: how many lines stand there, and its level."""

    likelihood: int
    severity: int
    count: int
    level: Level


def grid_of(register: Register, lines: Sequence[Line]) -> list[list[Square]]:
    """The 5 × 5 grid, the likeliest row first: where the lines stand now. Empty for a register without a score."""
    score = register.score
    if score is None:
        return []
    counts: Counter[tuple[str, str]] = Counter()
    for each in lines:
        names = score.residual if each.left is not None else score.factors
        counts[each.entry.values.get(names[0], ""), each.entry.values.get(names[1], "")] += 1
    return [
        [Square(row, column, counts[str(row), str(column)], score.level(row * column)) for column in range(1, 6)] for row in range(5, 0, -1)
    ]
