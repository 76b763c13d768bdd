"""Shared by the acts of meetings, inside their transaction: the locked rows, gates, and what the search finds."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from minhchung.apps.assignments.opening import ward_reading
from minhchung.apps.assignments.rules.drafts import Draft, draft_of, title_of
from minhchung.apps.assignments.units import WardUnits, ward_units
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.refs import Ref
from minhchung.apps.meetings.models import AgendaItem, Conclusion, Meeting
from minhchung.apps.meetings.reading import leading_name, read_line
from minhchung.apps.meetings.rules.course import refused
from minhchung.apps.organisations.models import Commune
from minhchung.apps.organisations.working_time import calendar_of

SOMEBODY = "Văn phòng Ủy ban nhân dân"
"""Who is ordered in the sentence by which a line without a doer is read; never a unit of the draft."""


def ref_of(meeting: Meeting) -> Ref:
    """The subject under which acts on a meeting are recorded."""
    return Ref("meeting", str(meeting.pk))


def locked(meeting: Meeting, step: str) -> Meeting:
    """The meeting as it is now, held until the act ends. Raises Refused when the step may not be taken from its state."""
    found = Meeting.objects.select_for_update().select_related("commune").get(pk=meeting.pk)
    if reason := refused(step, found.state):
        raise Refused(reason)
    return found


def live_item(item: AgendaItem, step: str) -> AgendaItem:
    """The same for an item that still stands on the agenda."""
    meeting = locked(item.meeting, step)
    found = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if found.removed_at is not None:
        raise Refused("Nội dung này đã bỏ khỏi chương trình. Tải lại trang.")
    found.meeting = meeting
    return found


def live_conclusion(conclusion: Conclusion, step: str) -> Conclusion:
    """The same for a conclusion that is not work yet: one that was given is changed on the page of the work."""
    meeting = locked(conclusion.meeting, step)
    found = Conclusion.objects.select_for_update(of=("self",)).select_related("assignment").get(pk=conclusion.pk)
    if found.removed_at is not None:
        raise Refused("Kết luận này đã bỏ. Tải lại trang.")
    if found.assignment is not None:
        raise Refused(f"Kết luận {found.order} đã thành việc {found.assignment.number}. Sửa ở trang của việc.")
    found.meeting = meeting
    return found


def index(meeting: Meeting) -> None:
    """Makes the meeting findable by its title, agenda and conclusions."""
    items = meeting.items.filter(removed_at=None).values_list("title", flat=True)
    said = meeting.conclusions.filter(removed_at=None).values_list("text", flat=True)
    lookup.put(ref_of(meeting), commune=meeting.commune_id, title=meeting.title, text="\n".join([*items, *said]))


def draft_of_line(text: str, *, meeting: Meeting, at: datetime) -> Draft:
    """The draft of an assignment out of one line: units by the ward's names, the deadline by the reader. What is not said is open."""
    commune, today = meeting.commune, timezone.localtime(at).date()
    held_on = timezone.localtime(meeting.opened_at or meeting.starts_at).date()
    finder = ward_units(commune, on=today)
    said = {"text": text, **_read(text, commune, held_on, finder), "wording": text}
    draft = draft_of(said, finder=finder, ward=ward_reading(commune), since=held_on, today=today, calendar=calendar_of(commune))
    return draft if draft.title else Draft(title=title_of(text))


def _read(text: str, commune: Commune, held_on: date, finder: WardUnits) -> dict[str, Any]:
    """The reading of a line. Where it names its unit as minutes do ("VH-XH gửi…") or names none, it is read again as an order to somebody;
    the units are then those the line itself names."""
    read = read_line(text, commune=commune.name, on=held_on)
    if read and read.get("units"):
        return dict(read)
    name = leading_name(text, lambda written: _unit(finder, written) is not None)
    rest = text[text.find(name) + len(name) :].lstrip(" ,:;") if name else text
    ordered = read_line(f"{SOMEBODY} {rest[:1].lower()}{rest[1:]}", commune=commune.name, on=held_on) or {}
    return {**ordered, "units": [name] if name else [], "unit_from": "item", "unit_text": None}


def _unit(finder: WardUnits, written: str) -> int | None:
    """The unit whose own name or abbreviation this is."""
    found = finder.one(written)
    return found.unit if found.how in ("name", "short", "alias") else None
