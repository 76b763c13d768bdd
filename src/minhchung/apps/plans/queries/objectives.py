"""Objectives of a year with where they stand; one objective with its months and the line drawn from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from minhchung.apps.documents import queries as documents
from minhchung.apps.organisations.models import Person
from minhchung.apps.plans.models import Objective, ObjectiveValue
from minhchung.apps.plans.queries.scope import objectives_for
from minhchung.apps.plans.rules.objectives import Month, Stand, is_below, points_of, reached, stand

WIDTH, HEIGHT = 660, 180


@dataclass(frozen=True)
class Line:
    """An objective in a list."""

    objective: Objective
    stand: Stand | None
    reached: Decimal | None


@dataclass(frozen=True)
class MonthRow:
    """One month of the table; `value` None while nobody entered anything. `source_hidden`: a document the reader may not open."""

    month: int
    value: ObjectiveValue | None
    below: bool | None
    due: bool
    source_hidden: bool = False


@dataclass(frozen=True)
class Drawn:
    """The chart: stretches of both lines as the points of SVG polylines, single months as dots, marks of the axis."""

    planned: Sequence[str]
    actual: Sequence[str]
    dots: Sequence[tuple[float, float]]
    top: Decimal
    sentence: str


@dataclass(frozen=True)
class Shown:
    """The page of an objective."""

    objective: Objective
    rows: Sequence[MonthRow]
    stand: Stand | None
    reached: Decimal | None
    chart: Drawn | None


def months_of(objective: Objective) -> list[Month]:
    """The values as the rules take them; `values` comes prefetched."""
    return [Month(value.month, value.planned, value.actual) for value in objective.values.all()]


def last_month(year: int, today: date) -> int:
    """The last month of a year that has begun: 12 of a past year, 0 of one to come."""
    return 12 if year < today.year else today.month if year == today.year else 0


def line_of(objective: Objective, *, today: date) -> Line:
    """Where an objective stands."""
    last = last_month(objective.year, today)
    stood = stand(months_of(objective), adding=objective.adding, better=objective.better, until=last)
    return Line(objective, stood, reached(stood, objective.target, objective.better))


def lines_for(person: Person, year: int, *, today: date) -> list[Line]:
    """The objectives of a year the person may read, by title; a fixed number of queries."""
    found = objectives_for(person).filter(year=year).select_related("unit", "item").prefetch_related("values")
    return [line_of(objective, today=today) for objective in found]


def years_for(person: Person) -> list[int]:
    """The years with objectives, the latest first."""
    return list(objectives_for(person).order_by("-year").values_list("year", flat=True).distinct())


def shown(person: Person, objective: Objective, *, today: date) -> Shown:
    """The page of an objective taken from `objective_for`."""
    line = line_of(objective, today=today)
    values = {value.month: value for value in objective.values.all()}
    named = [value.document_id for value in values.values() if value.document_id]
    readable = set(documents.readable(person).filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    last = last_month(objective.year, today)
    rows = [_row(objective, month, values.get(month), last, readable) for month in range(1, 13)]
    return Shown(objective, rows, line.stand, line.reached, _drawn(objective, values))


def _row(objective: Objective, month: int, value: ObjectiveValue | None, last: int, readable: set[int]) -> MonthRow:
    below = is_below(value.planned, value.actual, objective.better) if value else None
    hidden = bool(value and value.document_id and value.document_id not in readable)
    return MonthRow(month, value, below, month < last and (value is None or value.actual is None), hidden)


def _drawn(objective: Objective, values: Mapping[int, ObjectiveValue]) -> Drawn | None:
    known = [each for value in values.values() for each in (value.planned, value.actual) if each is not None]
    if len(known) < 2 or max(known) <= 0 or min(known) < 0:
        return None
    top = max([*known, objective.target or Decimal(0)] if objective.adding != Objective.Adding.SUM else known)
    plans = points_of([(month, value.planned) for month, value in values.items()], top=top, width=WIDTH, height=HEIGHT)
    actuals = points_of([(month, value.actual) for month, value in values.items()], top=top, width=WIDTH, height=HEIGHT)
    told = [f"tháng {month} {_words(value.actual)}" for month, value in sorted(values.items()) if value.actual is not None]
    sentence = f"{objective.title}, {objective.measure}, thực hiện: {'; '.join(told) or 'chưa có số liệu'}"
    return Drawn(_lines(plans), _lines(actuals), [point for stretch in actuals for point in stretch], top, sentence)


def _lines(stretches: Sequence[Sequence[tuple[float, float]]]) -> list[str]:
    return [" ".join(f"{x},{y}" for x, y in stretch) for stretch in stretches if len(stretch) > 1]


def _words(value: Decimal) -> str:
    return f"{value.normalize():,f}".translate(str.maketrans(",.", ".,"))
