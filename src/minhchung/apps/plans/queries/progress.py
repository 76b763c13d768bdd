"""What has become of items: the occurrences of their work, read once for all of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Sum
from django.utils import timezone

from minhchung.apps.assignments.models import Assignment, Duty, Occurrence, Product
from minhchung.apps.assignments.opening import all_periods
from minhchung.apps.assignments.proof import proven, shown_of
from minhchung.apps.assignments.queries.scope import IN_FORCE, Dated
from minhchung.apps.assignments.rules.deadlines import due_of_period, last_day
from minhchung.apps.assignments.rules.standing import OPEN
from minhchung.apps.plans.models import PlanItem
from minhchung.apps.plans.queries.joining import Joined, joined
from minhchung.apps.plans.rules.progress import Progress, Work, progress
from minhchung.apps.plans.rules.when import last_day_of

State = Occurrence.State


@dataclass(frozen=True)
class Stood:
    """An item with the work behind it and how it stands."""

    item: PlanItem
    works: Sequence[Joined]
    progress: Progress
    due_on: date


def due_of(item: PlanItem, *, before_excludes_the_day: bool) -> date:
    """The last day of an item by the ward's reading; work without a day of its own is due within the plan's year."""
    if item.deadline_kind == Assignment.DeadlineKind.DATE and item.deadline_on:
        return last_day(item.deadline_on, inclusive=item.deadline_inclusive, before_excludes_the_day=before_excludes_the_day)
    if item.deadline_kind == Assignment.DeadlineKind.PERIOD and item.deadline_period:
        return due_of_period(item.deadline_period, inclusive=item.deadline_inclusive)
    return last_day_of(item.plan.year)


def stood(items: Sequence[PlanItem], *, as_of: datetime) -> list[Stood]:
    """How each item stands at a moment: what was accepted later is not accepted yet. Items come with their plan and its commune."""
    behind = joined(items)
    assignments = {each.assignment.pk: each.assignment for found in behind.values() for each in found}
    works = works_of(assignments, as_of=as_of)
    today = timezone.localtime(as_of).date()
    return [_stood(item, behind[item.pk], works, today) for item in items]


def _stood(item: PlanItem, behind: Sequence[Joined], works: Mapping[int, Work], today: date) -> Stood:
    due_on = due_of(item, before_excludes_the_day=item.plan.commune.before_excludes_the_day)
    found = [works[each.assignment.pk] for each in behind if each.assignment.pk in works]
    return Stood(item, behind, progress(found, due_on=due_on, today=today), due_on)


def works_of(assignments: Mapping[int, Assignment], *, as_of: datetime) -> dict[int, Work]:
    """What each assignment asks and has had accepted; four queries whatever their number."""
    live = Occurrence.objects.filter(duty__assignment__in=list(assignments), duty__part=Duty.Part.LEAD, duty__removed_at=None)
    rows: dict[int, list[Dated]] = defaultdict(list)
    for row in live.exclude(state=State.CANCELLED).annotate(in_force=IN_FORCE).select_related("duty", "answer"):
        rows[row.duty.assignment_id].append(row)
    keys = [row.pk for found in rows.values() for row in found if row.state == State.ACCEPTED]
    shown = shown_of(keys)
    amounts = _amounts([row.pk for pk, found in rows.items() if assignments[pk].count_target for row in found], as_of=as_of)
    return {pk: _work(assignments[pk], found, shown, amounts, as_of) for pk, found in rows.items()}


def _amounts(occurrences: Collection[int], *, as_of: datetime) -> dict[int, int]:
    """Accepted quantities with evidence, by occurrence."""
    accepted = Product.objects.filter(occurrence__in=occurrences, state=Product.State.ACCEPTED, judged_at__lte=as_of)
    return dict(proven(accepted).order_by().values_list("occurrence").annotate(total=Sum("quantity")))


def _work(assignment: Assignment, rows: Sequence[Dated], shown: set[int], amounts: Mapping[int, int], as_of: datetime) -> Work:
    today = timezone.localtime(as_of).date()
    accepted = {row.pk for row in rows if row.state == State.ACCEPTED and row.closed_at is not None and row.closed_at <= as_of}
    target = assignment.count_target
    if target:
        asked, have = _counted(assignment, target, rows, amounts)
    else:
        asked, have = len(rows), sum(row.pk in accepted and (row.pk in shown or row.answer_id is not None) for row in rows)
    coming = _to_come(assignment, rows)
    done_on = max((row.left_hands_on for row in rows if row.pk in accepted and row.left_hands_on), default=None)
    return Work(
        asked=asked + coming * (target or 1),
        accepted=have,
        waiting=any(row.state == State.SUBMITTED for row in rows),
        late=any(row.state in OPEN and row.in_force is not None and row.in_force < today for row in rows),
        closed=not coming and len(accepted) == len(rows),
        done_on=done_on,
    )


def _counted(assignment: Assignment, target: int, rows: Sequence[Dated], amounts: Mapping[int, int]) -> tuple[int, int]:
    """A counted target: each share must reach it by itself, or the shares of a period together."""
    if assignment.count_per_duty:
        return target * len(rows), sum(min(target, amounts.get(row.pk, 0)) for row in rows)
    by_period: dict[str, int] = defaultdict(int)
    for row in rows:
        by_period[row.period] += amounts.get(row.pk, 0)
    return target * len(by_period), sum(min(target, amount) for amount in by_period.values())


def _to_come(assignment: Assignment, rows: Sequence[Dated]) -> int:
    """How many occurrences a repeating assignment will still open."""
    opened = {row.period for row in rows}
    left = [period for period in all_periods(assignment) if period.name not in opened]
    last = max((row.due_on for row in rows if row.due_on), default=None)
    shares = len({row.duty_id for row in rows}) if assignment.count_per_duty or not assignment.count_target else 1
    return sum(last is None or period.due_on > last for period in left) * shares
