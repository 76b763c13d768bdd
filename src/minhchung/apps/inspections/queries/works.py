"""How the work given for requirements stands."""

from collections import defaultdict
from collections.abc import Collection

from minhchung.apps.assignments.models import Duty, Occurrence
from minhchung.apps.inspections.models import Requirement

ENDED = (Occurrence.State.ACCEPTED, Occurrence.State.CANCELLED)


def states_of(requirements: Collection[Requirement]) -> dict[int, list[str]]:
    """Assignment → the states of its leading shares."""
    keys = [each.assignment_id for each in requirements if each.assignment_id]
    rows = Occurrence.objects.filter(duty__assignment__in=keys, duty__removed_at=None, duty__part=Duty.Part.LEAD)
    found: dict[int, list[str]] = defaultdict(list)
    for assignment, state in rows.values_list("duty__assignment", "state"):
        found[assignment].append(state)
    return found


def open_works(requirements: Collection[Requirement]) -> list[str]:
    """The numbers of the assignments that have not ended: a leading share of which is neither accepted nor given up."""
    states = states_of(requirements)
    living = [each.assignment for each in requirements if each.assignment and each.assignment.archived_at is None]
    return [str(number) for number in sorted({each.number for each in living if any(state not in ENDED for state in states[each.pk])})]
