"""Work as it was at a moment: whether it was accepted then, by the rows of today with later changes taken back from the history."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from minhchung.apps.assignments.models import Duty, Occurrence
from minhchung.apps.ground import history
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.refs import Ref

State = Occurrence.State
OPEN = frozenset({State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.RETURNED})
CLOSING = ("assignments.accept", "assignments.reopen", "assignments.cancel", "assignments.change_part")
"""Acts without whose content nobody knows whether work was accepted before them."""


@dataclass(frozen=True)
class Linked:
    """Work at a moment: whether all of it was accepted, and the subjects its evidence hangs on. `unsure`: the content of an act since then
    that would tell was blanked, so that it is told as it is today."""

    accepted: bool
    subjects: tuple[Ref, ...]
    unsure: bool = False


def works_at(assignments: Collection[int], at: datetime) -> dict[int, Linked]:
    """What each assignment had come to at a moment: accepted when no leading occurrence was open; its evidence hangs on it or on its
    occurrences. A fixed number of queries. A period opens at its day whenever its row was written."""
    day = timezone.localdate(at)
    rows = Occurrence.objects.filter(duty__assignment__in=assignments, duty__assignment__assigned_at__lte=at, opens_on__lte=day)
    occurrences = [each for each in rows.select_related("duty") if each.duty.removed_at is None or each.duty.removed_at > at]
    by_work = {Ref("assignment", str(pk)) for pk in assignments}
    since = history.after({*by_work, *(Ref("occurrence", str(each.pk)) for each in occurrences)}, at)
    parts = _parts(since)
    states: dict[int, list[str]] = defaultdict(list)
    subjects = {pk: [Ref("assignment", str(pk))] for pk in assignments}
    for each in occurrences:
        if parts.get(each.duty_id, each.duty.part) == Duty.Part.LEAD:
            ref = Ref("occurrence", str(each.pk))
            states[each.duty.assignment_id].append(_state(each, since.get(ref, ()), at))
            subjects[each.duty.assignment_id].append(ref)
    blanked = {ref for ref, events in since.items() if any(event.blanked_by and event.act in CLOSING for event in events)}
    return {
        pk: Linked("accepted" in states[pk] and OPEN.isdisjoint(states[pk]), tuple(refs), not blanked.isdisjoint(refs))
        for pk, refs in subjects.items()
    }


def _state(occurrence: Occurrence, events: Sequence[HistoryEvent], at: datetime) -> str:
    """An occurrence that was closed since then by an act on something else (its duty taken away) was open."""
    held = history.held_before(events)
    if "state" in held:
        return str(held["state"])
    return State.ASSIGNED if occurrence.closed_at is not None and occurrence.closed_at > at else occurrence.state


def _parts(since: Mapping[Ref, Sequence[HistoryEvent]]) -> dict[int, str]:
    """Duty → whether it led then, of those that changed their part since."""
    found: dict[int, str] = {}
    for events in since.values():
        for event in events:
            before = event.before or {}
            if event.act == "assignments.change_part" and "part" in before:
                found.setdefault(before["duty"], before["part"])
    return found
