"""The work behind entries and decisions: whether it has ended."""

from collections.abc import Collection

from minhchung.apps.assignments.models import Assignment, Duty, Occurrence
from minhchung.apps.management.models import Decision, ManagementReview
from minhchung.apps.management.rules.course import Decided

ENDED = (Occurrence.State.ACCEPTED, Occurrence.State.CANCELLED)


def ended(assignments: Collection[int]) -> set[int]:
    """Those of the assignments of which every leading share has ended, or that lie in the archive."""
    open_ones = Occurrence.objects.filter(duty__assignment__in=assignments, duty__removed_at=None, duty__part=Duty.Part.LEAD)
    going = set(open_ones.exclude(state__in=ENDED).values_list("duty__assignment", flat=True))
    archived = set(Assignment.objects.filter(pk__in=assignments, archived_at__isnull=False).values_list("pk", flat=True))
    return {pk for pk in assignments if pk not in going or pk in archived}


def decided_of(review: ManagementReview) -> list[Decided]:
    """The live decisions of a review as the gate of closing sees them."""
    rows = list(review.decisions.filter(dropped_at=None))
    done = ended([each.assignment_id for each in rows if each.assignment_id])
    return [
        Decided(each.order, each.kind != Decision.Kind.NOTE, each.assignment_id in done if each.assignment_id else None) for each in rows
    ]
