"""Conclusions: typed one per line, read, and given as work by a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from minhchung.apps.assignments.making import Order, make
from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.assignments.telling import tell_given
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.meetings.models import Conclusion, Meeting
from minhchung.apps.meetings.rights import gives, writes
from minhchung.apps.meetings.rules.lines import WORK, bare, kind_of
from minhchung.apps.meetings.writing import draft_of_line, index, live_conclusion, locked, ref_of
from minhchung.apps.organisations.models import Commune, Person


@dataclass(frozen=True)
class Said:
    """A line of the conclusions; without a kind it is what it begins like."""

    text: str
    kind: str = ""


def _fields(said: Said, meeting: Meeting, at: datetime) -> dict[str, Any]:
    text = bare(said.text)
    kind = said.kind or kind_of(text)
    return {"text": text, "kind": kind, "read": draft_of_line(text, meeting=meeting, at=at).to_json() if kind == WORK else {}}


@act("meetings.conclude", "Ghi kết luận", on="meeting", allowed=writes)
def conclude(*, meeting: Meeting, lines: Sequence[Said], actor: Person | None, at: datetime) -> list[Conclusion]:
    """Adds lines to the conclusions. A line that stands there already is not added twice; nothing becomes work here."""
    found = locked(meeting, "write")
    standing = set(found.conclusions.filter(removed_at=None).values_list("text", flat=True))
    fresh = [each for each in lines if bare(each.text) and bare(each.text) not in standing]
    if not fresh:
        raise Refused("Chưa có kết luận mới nào: dòng này trống hoặc đã có. Gõ một kết luận rồi bấm Enter.")
    last = found.conclusions.aggregate(last=Max("order"))["last"] or 0
    rows = (Conclusion(meeting=found, order=last + place, **_fields(each, found, at)) for place, each in enumerate(fresh, 1))
    made = Conclusion.objects.bulk_create(rows)
    index(found)
    record(commune=found.commune_id, subject=ref_of(found), after={"conclusions": [each.text for each in made]})
    return made


@act("meetings.edit_conclusion", "Sửa kết luận", on="conclusion", allowed=writes)
def edit_conclusion(*, conclusion: Conclusion, text: str, kind: str, actor: Person | None, at: datetime) -> Conclusion:
    """Other words or another kind; the line is read again."""
    found = live_conclusion(conclusion, "write")
    if kind not in Conclusion.Kind.values or not bare(text):
        raise Refused("Kết luận còn trống hoặc chưa chọn loại. Sửa lại rồi lưu.")
    before = {"conclusion": found.text, "line": found.kind}
    for name, value in _fields(Said(text, kind), found.meeting, at).items():
        setattr(found, name, value)
    found.save(update_fields=["text", "kind", "read"])
    index(found.meeting)
    record(commune=found.commune_id, subject=ref_of(found.meeting), before=before, after={"conclusion": found.text, "line": found.kind})
    return found


@act("meetings.remove_conclusion", "Bỏ kết luận", on="conclusion", allowed=writes)
def remove_conclusion(*, conclusion: Conclusion, actor: Person | None, at: datetime) -> Conclusion:
    """Takes a line away that is not work yet; the others are numbered anew."""
    found = live_conclusion(conclusion, "write")
    found.removed_at = at
    found.save(update_fields=["removed_at"])
    left = list(found.meeting.conclusions.filter(removed_at=None))
    for order, each in enumerate(left, 1):
        each.order = order
    Conclusion.objects.bulk_update(left, ["order"])
    index(found.meeting)
    record(commune=found.commune_id, subject=ref_of(found.meeting), before={"conclusion": found.text}, after={"conclusion": None})
    return found


@act("meetings.give", "Giao việc từ kết luận", on="conclusion", allowed=gives)
def give(*, conclusion: Conclusion, draft: Draft | None = None, actor: Person | None, at: datetime) -> Assignment:
    """The line becomes work, as it was read or as a person changed it."""
    commune = Commune.objects.select_for_update().get(pk=conclusion.commune_id)
    found = live_conclusion(conclusion, "give")
    if found.kind != Conclusion.Kind.WORK:
        raise Refused(f"Kết luận {found.order} là “{found.get_kind_display().lower()}”, không phải giao việc. Sửa loại của dòng trước.")
    order = Order(draft or found.draft, found.text, ref_of(found.meeting), document=found.meeting.notice)
    try:
        made = make([order], commune=commune, actor=actor, at=at)[0]
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    found.assignment = made
    found.save(update_fields=["assignment"])
    tell_given([made], at=at)
    record(commune=commune.code, subject=ref_of(found.meeting), after={"conclusion": found.text, "assignment": made.pk})
    return made
