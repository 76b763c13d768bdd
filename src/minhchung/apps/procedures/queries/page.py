"""Everything a procedure's page shows on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from minhchung.apps.documents.basis import Based, based_on
from minhchung.apps.organisations.models import Person, Unit
from minhchung.apps.procedures.law import held_of, norms_of
from minhchung.apps.procedures.models import Line, Procedure, Proposal, Workflow
from minhchung.apps.procedures.queries.standing import standing
from minhchung.apps.procedures.rules import Basis, Component, Content, Doubt, Standing, Way
from minhchung.apps.procedures.rules.held import Match, matches
from minhchung.apps.procedures.rules.telling import LABELS, lines_of
from minhchung.apps.procedures.rules.workflows import Compared, Step, compared


@dataclass(frozen=True)
class Part:
    """A part in words, who told it, and what is uncertain of it as a whole."""

    field: str
    label: str
    lines: Sequence[str]
    line: Line | None
    doubts: Sequence[Doubt]


@dataclass(frozen=True)
class Shown:
    """One row of a part: the thing, its place, its doubts by part, and what else the page says of it."""

    thing: Way | Component | Basis
    place: int
    doubts: Mapping[str, Doubt]
    extra: object = None


@dataclass(frozen=True)
class ProcedurePage:
    """A procedure as of a day: its plain parts, its rows, its lines by day, its workflow, what could be dropped."""

    procedure: Procedure
    stands: Standing
    plain: Sequence[Part]
    ways: Sequence[Shown]
    components: Sequence[Shown]
    basis: Sequence[Shown]
    told: Mapping[str, Line]
    lines: Sequence[Line]
    doubts: Sequence[Doubt]
    workflow: Workflow | None
    steps: Sequence[tuple[Step, Unit | None]]
    sum: Compared | None

    @property
    def has_notes(self) -> bool:
        """Whether any way is described beyond its limit and fee."""
        return any(getattr(row.thing, "note", "") for row in self.ways)

    @property
    def has_forms(self) -> bool:
        """Whether any paper has a form."""
        return any(getattr(row.thing, "form", "") for row in self.components)


PLAIN = ("field", "level", "online_level", "decision", "kind", "subjects", "agency", "received_at", "result", "conditions", "steps", "sets")


def procedure_page(person: Person, procedure: Procedure, day: date) -> ProcedurePage | None:
    """The page on a day, for a person; None when no source spoke of the procedure by then."""
    found = standing(procedure.commune_id, day, only=[procedure.pk])
    if not found:
        return None
    stands = found[0].standing
    lines = {line.pk: line for line in _lines(procedure)}
    doubts = stands.content.doubts()
    told = {field: lines[key] for field, key in stands.told_by.items() if key in lines}
    workflow, steps, total = workflow_on(procedure, stands.content, day)
    content = stands.content
    return ProcedurePage(
        procedure,
        stands,
        [_plain(content, field, told, doubts) for field in PLAIN if lines_of(content, field)],
        _rows("ways", content.ways or (), doubts),
        _rows("components", content.components or (), doubts, _held(procedure, content, day)),
        _rows("basis", content.basis or (), doubts, _documents(person, procedure, content, day)),
        told,
        list(lines.values()),
        doubts,
        workflow,
        steps,
        total,
    )


def _lines(procedure: Procedure) -> Sequence[Line]:
    rows = Line.objects.filter(procedure=procedure).select_related("source__document", "source__added_by", "source__undone_by")
    return list(rows.order_by("-on", "-order", "-pk"))


def _plain(content: Content, field: str, told: Mapping[str, Line], doubts: Sequence[Doubt]) -> Part:
    own = [doubt for doubt in doubts if doubt.field == field]
    return Part(field, LABELS[field], lines_of(content, field), told.get(field), own)


def _rows(
    field: str, things: Sequence[Way | Component | Basis], doubts: Sequence[Doubt], extras: Mapping[int, object] | None = None
) -> list[Shown]:
    own: dict[int, dict[str, Doubt]] = {}
    for doubt in doubts:
        if doubt.field == field:
            own.setdefault(doubt.place, {})[doubt.part or "whole"] = doubt
    return [Shown(thing, place, own.get(place, {}), (extras or {}).get(place)) for place, thing in enumerate(things)]


def _held(procedure: Procedure, content: Content, day: date) -> dict[int, tuple[Match, Proposal | None]]:
    """The papers the State already holds, each with the live proposal to drop it."""
    live = Proposal.objects.filter(procedure=procedure, kind=Proposal.Kind.PAPER).exclude(state__in=["dropped", "refused"])
    proposed = {each.component: each for each in live}
    found = matches(content.components or (), held_of(procedure.commune_id), day)
    return {match.place: (match, proposed.get(match.component.name[:500])) for match in found}


def _documents(person: Person, procedure: Procedure, content: Content, day: date) -> Mapping[int, Based]:
    """What the register knows of each certain number on the day."""
    certain = {place: each.symbol for place, each in enumerate(content.basis or ()) if each.symbol and not each.doubt}
    found = based_on(person, procedure.ref, list(certain.values()), day)
    return {place: found[symbol] for place, symbol in certain.items() if symbol in found}


def workflow_on(
    procedure: Procedure, content: Content, day: date
) -> tuple[Workflow | None, list[tuple[Step, Unit | None]], Compared | None]:
    """The workflow in force on a day, its steps with their units, and its sum beside the limit."""
    workflow = Workflow.objects.filter(procedure=procedure, on__lte=day).select_related("document").first()
    if workflow is None:
        return None, [], None
    steps = steps_of(workflow)
    units = Unit.objects.in_bulk([step.unit for step in steps if step.unit is not None])
    hours = Decimal(norms_of(procedure.commune_id)["hours_a_day"].number)
    return workflow, [(step, units.get(step.unit or 0)) for step in steps], compared(steps, content, hours_a_day=hours)


def steps_of(workflow: Workflow) -> list[Step]:
    """The steps of a workflow as the rules take them."""
    return [
        Step(each["name"], each["unit"], each["post"], None if each["hours"] is None else Decimal(each["hours"]), each["result"])
        for each in workflow.steps
    ]
