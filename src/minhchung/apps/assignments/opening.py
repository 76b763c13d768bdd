"""Opening the periods of recurring and standing duties. Idempotent: running it again, or twice at once, opens nothing twice."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from minhchung.apps.assignments.models import Assignment, Duty, Occurrence
from minhchung.apps.assignments.rules.deadlines import WardReading
from minhchung.apps.assignments.rules.periods import ONCE, Period, Rhythm, periods, to_open
from minhchung.apps.organisations.models import Commune
from minhchung.apps.organisations.working_time import calendar_of


def ward_reading(commune: Commune) -> WardReading:
    """How the ward reads deadlines, as the rules take it."""
    return WardReading(
        before_excludes_the_day=commune.before_excludes_the_day,
        review_every_months=commune.review_every_months,
        urgent_working_days=commune.urgent_working_days,
    )


def rhythm_of(assignment: Assignment) -> Rhythm | None:
    """How the assignment repeats; None for a one-off."""
    if assignment.deadline_kind == Assignment.DeadlineKind.RECURRING:
        return Rhythm(recurrence=assignment.recurrence, day=assignment.recurring_day, inclusive=assignment.deadline_inclusive)
    if assignment.deadline_kind == Assignment.DeadlineKind.STANDING and assignment.review_every_months:
        return Rhythm(review_every_months=assignment.review_every_months)
    return None


def all_periods(assignment: Assignment) -> list[Period]:
    """Every period of a repeating assignment, from the day it was assigned here to its end; empty for a one-off."""
    rhythm = rhythm_of(assignment)
    if rhythm is None or assignment.recurs_until is None:
        return []
    return periods(
        rhythm,
        since=assignment.repeats_since,
        until=assignment.recurs_until,
        before_excludes_the_day=assignment.commune.before_excludes_the_day,
        calendar=calendar_of(assignment.commune),
    )


def repeating(commune: str) -> QuerySet[Assignment]:
    """The live assignments of a commune that repeat."""
    kinds = [Assignment.DeadlineKind.RECURRING, Assignment.DeadlineKind.STANDING]
    live = Prefetch("duties", Duty.objects.filter(removed_at=None).prefetch_related("occurrences", "holdings"))
    wanted = Assignment.objects.filter(Q(recurs_until__isnull=False), commune=commune, archived_at=None, deadline_kind__in=kinds)
    return wanted.select_related("commune").prefetch_related(live)


def missing_occurrences(assignments: Iterable[Assignment], *, today: date) -> list[Occurrence]:
    """The occurrences that should be open by today and are not, unsaved."""
    missing: list[Occurrence] = []
    for assignment in assignments:
        every = all_periods(assignment)
        for duty in assignment.duties.all():
            if duty.removed_at is None:
                known = {occurrence.period for occurrence in duty.occurrences.all()}
                began = min((holding.since for holding in duty.holdings.all()), default=today)
                missing += [_occurrence(duty, period) for period in _owed(every, began, today) if period.name not in known]
    return missing


def first_occurrences(assignment: Assignment, duties: Sequence[Duty], *, due_on: date | None, today: date) -> list[Occurrence]:
    """The occurrences a new assignment begins with, unsaved: the one of a one-off, or the periods open by today."""
    if rhythm_of(assignment) is None:
        return [Occurrence(duty=duty, period=ONCE, opens_on=today, due_on=due_on) for duty in duties]
    wanted = _owed(all_periods(assignment), today, today)
    return [_occurrence(duty, period) for duty in duties for period in wanted]


def _owed(every: Sequence[Period], began: date, today: date) -> list[Period]:
    """The periods open by today that a unit owes: none whose day was over before it held the duty."""
    return to_open([period for period in every if period.due_on >= began], today=today)


def _occurrence(duty: Duty, period: Period) -> Occurrence:
    return Occurrence(duty=duty, period=period.name, opens_on=period.opens_on, due_on=period.due_on)


def more_to_come(assignment: Assignment, opened: Iterable[str]) -> bool:
    """Whether a repeating assignment still has periods to open besides these."""
    known = set(opened)
    return any(period.name not in known for period in all_periods(assignment))
