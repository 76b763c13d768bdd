"""The agenda and what is said of each of its items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.meetings.models import AgendaItem, Meeting
from minhchung.apps.meetings.rights import writes
from minhchung.apps.meetings.writing import index, live_item, locked, ref_of
from minhchung.apps.organisations.models import Person, Unit


@dataclass(frozen=True)
class Point:
    """Something to put on the agenda: its title, who reports, and the record it is about, where it is one."""

    title: str
    unit: int | None = None
    subject: Ref | None = None


@act("meetings.add_items", "Thêm vào chương trình họp", on="meeting", allowed=writes)
def add_items(*, meeting: Meeting, points: Sequence[Point], actor: Person | None, at: datetime) -> list[AgendaItem]:
    """Puts these at the end of the agenda. A record that stands on it already is not put there twice."""
    found = locked(meeting, "prepare")
    standing = {item.subject for item in found.items.filter(removed_at=None)}
    fresh = [point for point in points if point.subject is None or point.subject not in standing]
    if not fresh:
        raise Refused("Chưa có nội dung mới nào: các nội dung đã chọn đều có trong chương trình.")
    known = set(Unit.objects.filter(commune=found.commune).values_list("pk", flat=True))
    if any(point.unit is not None and point.unit not in known for point in fresh):
        raise Refused("Có đơn vị không thuộc phường này. Tải lại trang rồi chọn lại.")
    last = found.items.aggregate(last=Max("order"))["last"] or 0
    made = AgendaItem.objects.bulk_create(_row(found, point, last + place) for place, point in enumerate(fresh, 1))
    index(found)
    record(commune=found.commune_id, subject=ref_of(found), after={"items": [item.title for item in made]})
    return made


def _row(meeting: Meeting, point: Point, order: int) -> AgendaItem:
    kind, key = point.subject or ("", "")
    return AgendaItem(meeting=meeting, order=order, title=point.title.strip()[:500], unit_id=point.unit, subject_kind=kind, subject_key=key)


@act("meetings.edit_item", "Sửa nội dung họp", on="agenda_item", allowed=writes)
def edit_item(*, agenda_item: AgendaItem, title: str, unit: Unit | None, actor: Person | None, at: datetime) -> AgendaItem:
    """Words of an item and who reports on it."""
    found = live_item(agenda_item, "prepare")
    before = {"item": found.title, "reports": found.unit_id}
    found.title, found.unit = title.strip(), unit
    found.save(update_fields=["title", "unit"])
    index(found.meeting)
    record(commune=found.commune_id, subject=ref_of(found.meeting), before=before, after={"item": found.title, "reports": found.unit_id})
    return found


@act("meetings.move_item", "Đổi thứ tự nội dung họp", on="agenda_item", allowed=writes)
def move_item(*, agenda_item: AgendaItem, up: bool = True, actor: Person | None, at: datetime) -> AgendaItem:
    """One place up, or down."""
    found = live_item(agenda_item, "prepare")
    rows = list(found.meeting.items.filter(removed_at=None))
    here = next(place for place, row in enumerate(rows) if row.pk == found.pk)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(rows):
        raise Refused(f"“{found.title[:80]}” đã ở {'đầu' if up else 'cuối'} chương trình.")
    rows[here], rows[there] = rows[there], rows[here]
    for order, row in enumerate(rows, 1):
        row.order = order
    AgendaItem.objects.bulk_update(rows, ["order"])
    record(commune=found.commune_id, subject=ref_of(found.meeting), after={"item": found.title, "order": there + 1})
    return found


@act("meetings.remove_item", "Bỏ nội dung họp", on="agenda_item", allowed=writes)
def remove_item(*, agenda_item: AgendaItem, actor: Person | None, at: datetime) -> AgendaItem:
    """Takes an item off the agenda; one with minutes stays."""
    found = live_item(agenda_item, "prepare")
    if found.minutes:
        raise Refused("Nội dung này đã có ghi biên bản. Xóa phần ghi trước, hoặc giữ lại trong chương trình.")
    found.removed_at = at
    found.save(update_fields=["removed_at"])
    index(found.meeting)
    record(commune=found.commune_id, subject=ref_of(found.meeting), before={"item": found.title}, after={"item": None})
    return found


@act("meetings.minute", "Ghi biên bản", on="agenda_item", allowed=writes)
def minute(*, agenda_item: AgendaItem, minutes: str, actor: Person | None, at: datetime) -> AgendaItem:
    """What was said of an item. The page sends it when the field is left, and only when it changed: one event for each saving."""
    found = live_item(agenda_item, "write")
    before = {"minutes": found.minutes}
    found.minutes, found.minutes_at, found.minutes_by = minutes.strip(), at, actor
    found.save(update_fields=["minutes", "minutes_at", "minutes_by"])
    after = {"item": found.title, "minutes": found.minutes}
    record(commune=found.commune_id, subject=ref_of(found.meeting), before=before, after=after)
    return found
