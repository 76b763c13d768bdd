"""The page of a plan: its items under their headings, the bars over them, filters by unit and state."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from minhchung.apps.assignments.queries import assignments_for
from minhchung.apps.organisations.models import Person, Unit
from minhchung.apps.plans.models import ItemUnit, Plan, PlanItem
from minhchung.apps.plans.queries.joining import Joined
from minhchung.apps.plans.queries.progress import Stood, stood
from minhchung.apps.plans.rules.progress import STATE_WORDS, counts

WITHOUT_HEADING = "Các nhiệm vụ của kế hoạch"
WITHOUT_UNIT = "Chưa xác định đơn vị"
FILLS = {"done": "fill-secured", "waiting": "fill-unproven", "doing": "fill-winnable", "late": "fill-lost", "none": "fill-none"}


@dataclass(frozen=True)
class Asked:
    """What the address asks for: a unit, a state, words."""

    unit: int | None = None
    state: str = ""


@dataclass(frozen=True)
class Part:
    """One stretch of a bar."""

    state: str
    label: str
    count: int
    fill: str


@dataclass(frozen=True)
class Bar:
    """How the items of a heading or a unit stand. `unit` for a filter, None for a heading."""

    title: str
    total: int
    parts: tuple[Part, ...]
    unit: int | None = None

    @property
    def done(self) -> int:
        """How many are done."""
        return next(part.count for part in self.parts if part.state == "done")

    @property
    def sentence(self) -> str:
        """The bar in words, for who does not see it."""
        return f"{self.title}: {self.total} mục; " + ", ".join(f"{part.label.lower()} {part.count}" for part in self.parts if part.count)


@dataclass(frozen=True)
class Row:
    """One item as the plan's page shows it; `works` only those the person may read."""

    stood: Stood
    works: Sequence[Joined]

    @property
    def item(self) -> PlanItem:
        """The item."""
        return self.stood.item

    @property
    def lead(self) -> list[Unit]:
        """The units that lead."""
        return [each.unit for each in self.item.units.all() if each.part == ItemUnit.Part.LEAD]

    @property
    def cooperating(self) -> list[Unit]:
        """The units that cooperate."""
        return [each.unit for each in self.item.units.all() if each.part == ItemUnit.Part.WITH]

    @property
    def heading(self) -> str:
        """The headings above it as one line."""
        return " › ".join(self.item.headings)


@dataclass(frozen=True)
class Group:
    """Items under one heading, in the plan's order."""

    title: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Shown:
    """The page: all items counted, and those asked for in groups."""

    plan: Plan
    whole: Bar
    headings: Sequence[Bar]
    units: Sequence[Bar]
    groups: Sequence[Group]
    total: int

    @property
    def found(self) -> int:
        """How many items are shown."""
        return sum(len(group.rows) for group in self.groups)


def items_of_plan(plan: Plan) -> list[PlanItem]:
    """The live items in order with units and criteria; each knows the plan object given."""
    named = Prefetch("units", ItemUnit.objects.select_related("unit"))
    items = list(plan.items.filter(archived_at=None).prefetch_related(named, "leaves"))
    for item in items:
        item.plan = plan
    return items


def shown(person: Person, plan: Plan, asked: Asked, *, as_of: datetime) -> Shown:
    """Everything the page of a plan shows; a fixed number of queries however many items."""
    found = stood(items_of_plan(plan), as_of=as_of)
    readable = _readable(person, found)
    rows = [Row(each, [work for work in each.works if work.assignment.pk in readable]) for each in found]
    wanted = [row for row in rows if _fits(row, asked)]
    return Shown(
        plan=plan,
        whole=bar("Cả kế hoạch", found),
        headings=_bars((row.item.headings[0] if row.item.headings else WITHOUT_HEADING, row.stood) for row in rows),
        units=_unit_bars(rows),
        groups=_grouped(wanted),
        total=len(rows),
    )


def bar(title: str, found: Sequence[Stood], unit: int | None = None) -> Bar:
    """The bar of some items."""
    counted = counts(each.progress for each in found)
    parts = tuple(Part(state, STATE_WORDS[state], count, FILLS[state]) for state, count in counted.items())
    return Bar(title, len(found), parts, unit)


def _readable(person: Person, found: Sequence[Stood]) -> set[int]:
    keys = {work.assignment.pk for each in found for work in each.works}
    return set(assignments_for(person, archived=True).filter(pk__in=keys).values_list("pk", flat=True))


def _fits(row: Row, asked: Asked) -> bool:
    if asked.state and row.stood.progress.state != asked.state:
        return False
    if asked.unit is None:
        return True
    units = [each.unit_id for each in row.item.units.all()]
    return asked.unit in units if asked.unit else not row.lead


def _bars(pairs: Iterable[tuple[str, Stood]]) -> list[Bar]:
    grouped: dict[str, list[Stood]] = defaultdict(list)
    for title, each in pairs:
        grouped[title].append(each)
    return [bar(title, found) for title, found in grouped.items()]


def _unit_bars(rows: Sequence[Row]) -> list[Bar]:
    """One bar per leading unit, in the ward's order; an item led by several counts for each."""
    units: Mapping[int, Unit] = {unit.pk: unit for row in rows for unit in row.lead}
    led: dict[int, list[Stood]] = defaultdict(list)
    for row in rows:
        for key in [unit.pk for unit in row.lead] or [0]:
            led[key].append(row.stood)
    order = sorted(units.values(), key=lambda unit: (unit.order, unit.pk))
    bars = [bar(unit.name, led[unit.pk], unit.pk) for unit in order]
    return [*bars, *([bar(WITHOUT_UNIT, led[0], 0)] if led[0] else [])]


def _grouped(rows: Sequence[Row]) -> list[Group]:
    groups: list[tuple[str, list[Row]]] = []
    for row in rows:
        if not groups or groups[-1][0] != row.heading:
            groups.append((row.heading, []))
        groups[-1][1].append(row)
    return [Group(title, found) for title, found in groups]
