"""What the pages of an inspection show beside its rows: the line of stages, its days, how requirements stand."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone

from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.assignments.opening import ward_reading
from minhchung.apps.assignments.queries.rows import Line as WorkLine
from minhchung.apps.assignments.queries.rows import lines_of, with_related
from minhchung.apps.assignments.queries.scope import occurrences_for
from minhchung.apps.assignments.rules.deadlines import Due as LastDay
from minhchung.apps.assignments.rules.deadlines import due_of
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.inspections.limits import limits_of
from minhchung.apps.inspections.models import InspectedUnit, Inspection, Requirement
from minhchung.apps.inspections.rules import stages
from minhchung.apps.inspections.rules.limits import Limit, last_day
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.worktime import MissingYear


@dataclass(frozen=True)
class Stop:
    """One stage of the line; `state` is "done", "now" or ""."""

    title: str
    state: str


@dataclass(frozen=True)
class Run:
    """Acts of one kind by one person on one day that followed each other: the newest event, and how many there were."""

    event: HistoryEvent
    many: int


def runs_of(events: Iterable[HistoryEvent]) -> list[Run]:
    """The history, newest first, without the same line ten times over: a checklist is filled line by line."""
    alike = groupby(events, key=lambda each: (each.act, each.actor_id, timezone.localtime(each.at).date()))
    grouped = [list(group) for _, group in alike]
    return [Run(group[0], len(group)) for group in grouped]


def stops(inspection: Inspection) -> list[Stop]:
    """The stages in order."""
    here = stages.ORDER.index(inspection.state)
    over = inspection.state == stages.CLOSED
    return [
        Stop(stages.TITLES[stage], "done" if place < here or over else "now" if place == here else "")
        for place, stage in enumerate(stages.ORDER)
    ]


def open_here(inspection: Inspection) -> set[str]:
    """What may be done at the present stage, by the names of rules/stages.py."""
    return {what for what, at in stages.MAY.items() if inspection.state in at}


@dataclass(frozen=True)
class Limited:
    """A limit with the day it ends here, None where its start is not known yet."""

    limit: Limit
    on: date | None
    late: bool = False


def conclusion_limit(inspection: Inspection, *, today: date) -> Limited:
    """By when the notice of conclusion is due: counted from the end of the work."""
    limit = limits_of(inspection.commune_id)["conclusion"]
    on = _ends(limit, inspection.ends_on, inspection)
    return Limited(limit, on, late=on is not None and today > on and inspection.state in stages.BEFORE_CONCLUSION)


def remedy_proposal(inspection: Inspection, since: date) -> Limited:
    """The day proposed for remedy reports: counted from the conclusion."""
    limit = limits_of(inspection.commune_id)["remedy"]
    return Limited(limit, _ends(limit, since, inspection))


def _ends(limit: Limit, since: date | None, inspection: Inspection) -> date | None:
    if since is None:
        return None
    try:
        return last_day(limit, since, calendar_of(inspection.commune))
    except MissingYear:
        return None


def report_due(inspection: Inspection, unit: InspectedUnit | None = None) -> LastDay | None:
    """The last day of remedy reports by the ward's reading of the words, with its reason; of a `unit` its own day where the notice names
    one. None when the notice names no day."""
    said = unit if unit is not None and unit.due_on else inspection
    if said.due_on is None:
        return None
    return due_of(
        kind="date",
        on=said.due_on,
        period="",
        inclusive=said.due_inclusive,
        text=said.due_text,
        since=inspection.concluded_on or said.due_on,
        ward=ward_reading(inspection.commune),
        calendar=calendar_of(inspection.commune),
    )


@dataclass(frozen=True)
class ShownRequirement:
    """A requirement with the lines of its work that the person may read."""

    row: Requirement
    lines: Sequence[WorkLine]

    @property
    def done(self) -> bool:
        """Whether every leading share has ended."""
        states = [line.occurrence.state for line in self.lines if line.occurrence.duty.part == "lead"]
        return bool(states) and all(state in (Occurrence.State.ACCEPTED, Occurrence.State.CANCELLED) for state in states)


def shown_requirements(person: Person, inspection: Inspection, rows: Sequence[Requirement], *, now: datetime) -> list[ShownRequirement]:
    """The requirements in order with how their work stands."""
    keys = [each.assignment_id for each in rows if each.assignment_id]
    found = with_related(occurrences_for(person).filter(duty__assignment__in=keys))
    lines = lines_of(found.order_by("duty__assignment__number", "pk"), commune=inspection.commune, today=timezone.localtime(now).date())
    return [ShownRequirement(each, [line for line in lines if line.assignment.pk == each.assignment_id]) for each in rows]


def linkable(requirements: Collection[ShownRequirement]) -> dict[int, list[Assignment]]:
    """Finding → the assignments of requirements that answer it: work that may be linked to it as its mending."""
    found: dict[int, list[Assignment]] = {}
    for each in requirements:
        for finding in each.row.findings.all():
            if each.row.assignment is not None:
                found.setdefault(finding.pk, []).append(each.row.assignment)
    return found
