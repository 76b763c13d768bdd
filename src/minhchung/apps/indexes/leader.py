"""What the leader looks at each week: where the points stand, how they moved, who holds them, what to act on first."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from minhchung.apps.indexes.by_head import HeadRow, by_head
from minhchung.apps.indexes.models import Index, WeekStanding
from minhchung.apps.indexes.standing import IndexStanding, standing_of, units_of
from minhchung.apps.indexes.tree import Win, wins
from minhchung.apps.organisations.models import Unit
from minhchung.scoring.forecast import Parts

SHOWN_WEEKS, SHOWN_ACTS = 6, 10
LEVELS = 4


@dataclass(frozen=True)
class Cell:
    """Points a unit held up at the end of a week; None: not kept. `heat` 0…4 for the colour, beside the number."""

    week: WeekStanding
    held: Decimal | None
    heat: int | None


@dataclass(frozen=True)
class UnitRow:
    """A unit: its parts today and the weeks before."""

    unit: Unit | None
    parts: Parts
    cells: Sequence[Cell]

    @property
    def held(self) -> Decimal:
        """Points held up by work not done or not proven."""
        return self.parts.unproven + self.parts.winnable


@dataclass(frozen=True)
class Week:
    """The page."""

    standing: IndexStanding
    weeks: Sequence[WeekStanding]
    rows: Sequence[UnitRow]
    heads: Sequence[HeadRow]
    acts: Sequence[Win]
    gained: Decimal | None

    @property
    def shown_weeks(self) -> Sequence[WeekStanding]:
        """The columns of the table."""
        return self.weeks[-SHOWN_WEEKS:]

    @property
    def curve(self) -> dict[str, list[str]]:
        """The year as the chart takes it: days and each part, as text so that no decimals are lost."""
        found = {part.name: [str(getattr(week, part.name)) for week in self.weeks] for part in fields(Parts)}
        return {"day": [f"{week.day:%d/%m}" for week in self.weeks], **found, "expected": [str(week.expected) for week in self.weeks]}


def week_of(index: Index, *, today: date) -> Week:
    """The index as the weekly briefing sees it."""
    standing = standing_of(index, day=today)
    weeks = list(index.weeks.filter(day__lte=today))
    units = Unit.objects.in_bulk([pk for pk in units_of(standing) if pk])
    most = _most(weeks[-SHOWN_WEEKS:])
    rows = [
        UnitRow(units.get(pk or 0), parts, [_cell(week, pk, most) for week in weeks[-SHOWN_WEEKS:]])
        for pk, parts in units_of(standing).items()
        if pk is not None
    ]
    before = [week for week in weeks if week.day < today]
    gained = standing.forecast.parts.secured - before[-1].secured if before else None
    ordered = sorted(rows, key=lambda row: -row.held)
    return Week(standing, weeks, ordered, by_head(standing, day=today), wins(standing, limit=SHOWN_ACTS), gained)


def _cell(week: WeekStanding, unit: int | None, most: Decimal) -> Cell:
    said = week.units.get(str(unit or ""))
    if said is None:
        return Cell(week, None, None)
    held = Decimal(said[1]) + Decimal(said[2])
    return Cell(week, held, min(int(held * LEVELS / most) + (held > 0), LEVELS) if most else 0)


def _most(weeks: Sequence[WeekStanding]) -> Decimal:
    held = [Decimal(said[1]) + Decimal(said[2]) for week in weeks for said in week.units.values()]
    return max(held, default=Decimal(0))
