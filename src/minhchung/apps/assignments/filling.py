"""What a person fills in one row of a returned register, what follows from it, and which rows a returned file filled."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from minhchung.apps.assignments.models import Occurrence, RegisterReturn
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Person

FIELDS = {"progress": "progress", "note": "note", "reply": "answer_id", "finished_on": "done_on"}
"""The columns a person fills offline, and where their values live."""
REPORTED = ("state", "submitted_at", "submitted_by_id")
"""What follows from them: whether the work is reported as done, when and by whom."""
COLUMNS = {**FIELDS, **{name: name for name in REPORTED}}
LIMITS = {"progress": 300, "note": 500}
"""How many characters the register keeps of a column of words."""
State = Occurrence.State
UNDO_WITHIN = timedelta(minutes=10)
"""How long one's own writing may be taken back."""


def too_long(column: str, words: str) -> str:
    """Why the words do not fit into the column; "" when they do. Nothing is cut without being told."""
    limit = LIMITS.get(column)
    if limit is None or len(words) <= limit:
        return ""
    return f"{len(words)} ký tự, sổ giữ nhiều nhất {limit} ký tự: ghi ngắn lại."


def filled(occurrence: Occurrence) -> dict[str, Any]:
    """What filling a row may change, by the names its event uses."""
    return {key: getattr(occurrence, name) for key, name in COLUMNS.items()}


def as_told(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as an event gives them back, so that the two can be compared."""
    told: dict[str, Any] = json.loads(json.dumps(dict(values), cls=DjangoJSONEncoder))
    return told


def fills_of(returned: RegisterReturn, *, actor: Person | None, at: datetime) -> QuerySet[HistoryEvent]:
    """The rows this person filled with this file in the last ten minutes, oldest first."""
    mine = HistoryEvent.objects.filter(commune=returned.commune_id, act="assignments.fill_row", actor=actor)
    return mine.filter(at__gte=at - UNDO_WITHIN, after__return=returned.pk).order_by("position")


def lately_saved_by(person: Person, *, at: datetime) -> list[int]:
    """The returned files this person saved in the last ten minutes, the last one first; another may have brought them back."""
    mine = HistoryEvent.objects.filter(commune=person.commune_id, act="assignments.finish_return", actor=person, at__gte=at - UNDO_WITHIN)
    return [event.after["return"] for event in mine.order_by("-position") if event.after]


def may_still_undo(returned: RegisterReturn, *, person: Person, at: datetime) -> bool:
    """Whether the person saved this file less than ten minutes ago and has not taken it back."""
    return returned.applied_at is not None and returned.pk in lately_saved_by(person, at=at)


def reported_by(returned: RegisterReturn, *, actor: Person | None, at: datetime) -> list[Occurrence]:
    """The work that this person's saving of the file reported as done, by register number; nobody was told of it one by one."""
    keys = [int(event.key) for event in fills_of(returned, actor=actor, at=at) if (event.after or {}).get("state") == State.SUBMITTED]
    found = Occurrence.objects.filter(pk__in=keys, state=State.SUBMITTED).select_related("duty__assignment__assigner")
    return list(found.order_by("duty__assignment__number", "pk"))
