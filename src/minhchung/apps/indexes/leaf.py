"""All that the page of a leaf shows: the rule in words, what it asks for and what is known, where the points stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from minhchung.apps.dossiers.published import codes_of_figures
from minhchung.apps.evidence.presenting import Panel, panel
from minhchung.apps.evidence.proving import offered
from minhchung.apps.evidence.rules import Offer
from minhchung.apps.ground import figures
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.facts import end_of, facts_of, is_figure, read, readings
from minhchung.apps.indexes.models import Criterion, Index, Reading, Ruling
from minhchung.apps.indexes.packs import pack_of_index
from minhchung.apps.indexes.proving import RequirementRow, asked_of
from minhchung.apps.indexes.standing import LeafRow, standing_of
from minhchung.apps.organisations.models import Person
from minhchung.apps.plans.models import PlanItem
from minhchung.apps.plans.queries.progress import Stood, stood
from minhchung.apps.plans.queries.scope import items_for
from minhchung.scoring.facts import Known, Scalar
from minhchung.scoring.packs import Node, Pack, Variable
from minhchung.scoring.score import LeafScore, score
from minhchung.scoring.shapes import SHAPES
from minhchung.scoring.words import written_value

SOURCES = {
    "metric": "Tự động từ số liệu phường",
    "evidence": "Đơn vị khai kèm minh chứng",
    "external": "Cơ quan khác công bố",
    "survey": "Khảo sát, điều tra",
}


@dataclass(frozen=True)
class Asked:
    """One input of the rule: a declared variable (with its kind) or a figure of the software, and its newest reading. `official`: the code
    under which QĐ 766 publishes it, or what comes nearest; "" where it does not."""

    name: str
    title: str
    unit: str
    kind: str
    choices: Sequence[str]
    reading: Reading | None
    value: Scalar
    definition: str
    official: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether the software computes it; else people declare it."""
        return is_figure(self.name)

    @property
    def words(self) -> str:
        """The value as a clerk reads it."""
        shown = written_value(self.value)
        return f"{shown}{self.unit if self.unit == '%' else f' {self.unit}' if self.unit else ''}" if self.value is not None else shown


@dataclass(frozen=True)
class Shown:
    """A requirement with the evidence brought for it, and what accepted work offers for it."""

    row: RequirementRow
    panel: Panel
    offers: Sequence[Offer[int]]


@dataclass(frozen=True)
class LeafPage:
    """The page of a leaf."""

    row: LeafRow
    pack: Pack
    rule: str
    shape: str
    source: str
    asked: Sequence[Asked]
    requirements: Sequence[Shown]
    plan: Sequence[Stood]
    ruling: Ruling | None
    before: Sequence[tuple[date, Decimal | None]]


def leaf_page(person: Person, criterion: Criterion, *, today: date) -> LeafPage:
    """Everything of one leaf as of today."""
    if criterion.index is None:
        raise TypeError(f"{criterion} is no leaf of an index")
    standing = standing_of(criterion.index, day=today)
    row = standing.leaves[criterion.code]
    leaf = row.forecast.leaf
    return LeafPage(
        row,
        standing.pack,
        leaf.scored_by.in_words(leaf.max),
        SHAPES[leaf.scored_by.shape],  # type: ignore[attr-defined]
        SOURCES[leaf.source or "evidence"],
        asked_by(leaf, standing.pack, readings(criterion.index, end_of(today))),
        _requirements(person, criterion, row, today),
        stood(list(_planned(person, criterion)), as_of=end_of(today)),
        criterion.rulings.filter(ended_at=None).select_related("by").first(),
        _before(criterion.index, criterion.code, today),
    )


@dataclass(frozen=True)
class Tried:
    """What the leaf and the whole set would have with other values; nothing is written."""

    score: LeafScore
    points: Decimal
    total: Decimal
    before: Decimal


def tried(criterion: Criterion, values: Mapping[str, Scalar], *, today: date) -> Tried:
    """The points if these values were declared. Raises TypeError for a criterion made by hand."""
    if criterion.index is None:
        raise TypeError(f"{criterion} is no leaf of an index")
    pack, facts = pack_of_index(criterion.index), facts_of(criterion.index, end_of(today))
    supposed = replace(facts, values={**facts.values, **{name: Known(value) for name, value in values.items()}})
    then = score(pack, supposed)
    leaf = then.leaves[criterion.code]
    return Tried(leaf, leaf.points or Decimal(0), then.total, score(pack, facts).total)


def _requirements(person: Person, criterion: Criterion, row: LeafRow, today: date) -> list[Shown]:
    lacking = [each.requirement for each in row.requirements if each.standing.state != "full"]
    asked = {item.pk: (asked_of(item), criterion.title) for item in lacking}
    found = offered(person, asked, year=criterion.year, today=today) if asked else {}
    panels = {each.requirement.pk: panel(person, Ref("requirement", str(each.requirement.pk))) for each in row.requirements}
    return [Shown(each, panels[each.requirement.pk], found.get(each.requirement.pk, [])) for each in row.requirements]


def _planned(person: Person, criterion: Criterion) -> QuerySet[PlanItem]:
    """The items of the year's plans that say they serve the leaf."""
    mine = items_for(person).filter(plan__commune=criterion.commune_id, plan__year=criterion.year, leaves__code=criterion.code)
    return mine.select_related("plan__commune").order_by("plan", "position")


def asked_by(leaf: Node, pack: Pack, known: Mapping[str, Reading]) -> list[Asked]:
    """What the rule of a leaf reads, each once, with the reading known of it."""
    variables = {variable.name: variable for variable in pack.variables}
    names = dict.fromkeys(each.name for each in leaf.scored_by.inputs())
    return [_asked(name, variables.get(name), known.get(name)) for name in names]


def _asked(name: str, variable: Variable | None, reading: Reading | None) -> Asked:
    value = read(reading.value, variable.kind if variable else "number") if reading else None
    if variable is not None:
        return Asked(name, variable.title, variable.unit, variable.kind, variable.choices, reading, value, "", variable.official)
    figure = figures.FIGURES.get(name)
    if figure is None:
        return Asked(name, name, "", "number", (), reading, value, "Phần mềm chưa có số liệu này.")
    return Asked(name, figure.label, figure.unit, "number", (), reading, value, figure.definition, codes_of_figures().get(name, ""))


def _before(index: Index, code: str, today: date) -> list[tuple[date, Decimal | None]]:
    """The points of the leaf at the end of the last months: what was known then."""
    days: list[date] = []
    day = today.replace(day=1) - timedelta(days=1)
    while day.year == today.year and len(days) < 3:
        days.append(day)
        day = day.replace(day=1) - timedelta(days=1)
    return [(day, standing_of(index, day=day).leaves[code].forecast.today.points) for day in days]
