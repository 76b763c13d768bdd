"""What of given work may still be mended, and whether somebody has begun it."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from minhchung.apps.assignments.models import Assignment, Duty, Extension, Occurrence
from minhchung.apps.ground import history
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Person

Kind = Assignment.DeadlineKind
BY_DAY = (Kind.DATE, Kind.URGENT, Kind.RELATIVE)
ONE_OFF = (*BY_DAY, Kind.PERIOD)
OPEN = (Occurrence.State.ASSIGNED, Occurrence.State.IN_PROGRESS, Occurrence.State.RETURNED)


def has_begun(assignment: Assignment, *, duty: Duty | None = None) -> bool:
    """Whether a unit (of one duty, where given) took the work up, wrote progress, handed in or finished anything."""
    live = Occurrence.objects.filter(duty__assignment=assignment, duty__removed_at=None)
    if duty is not None:
        live = live.filter(duty=duty)
    untouched = Q(state=Occurrence.State.ASSIGNED, progress="") | Q(state=Occurrence.State.CANCELLED)
    return live.exclude(untouched).exists() or live.filter(products__isnull=False).exists()


def may_mend_deadline(assignment: Assignment, *, today: date) -> bool:
    """Whether a slip of typing in the deadline may still be mended: the day it was given, nothing reported, no extension asked."""
    if assignment.archived_at or timezone.localtime(assignment.assigned_at).date() != today:
        return False
    if assignment.deadline_kind not in ONE_OFF or (assignment.deadline_on is None and not assignment.deadline_period):
        return False
    live = Occurrence.objects.filter(duty__assignment=assignment, duty__removed_at=None)
    if live.filter(state__in=[Occurrence.State.SUBMITTED, Occurrence.State.ACCEPTED]).exists():
        return False
    return not Extension.objects.filter(occurrence__duty__assignment=assignment).exists()


def may_mend_day(occurrence: Occurrence, person: Person | None, *, today: date) -> bool:
    """Whether this person set the day of this work today and may still mend a slip in it: nothing reported, no extension asked."""
    if occurrence.due_on is None or occurrence.state not in OPEN or occurrence.extensions.exists():
        return False
    last = history.of(Ref("occurrence", str(occurrence.pk))).filter(act="assignments.set_day").first()
    who = person.pk if person else None
    return last is not None and last.actor_id == who and timezone.localtime(last.at).date() == today
