"""Calling a meeting, who comes, its beginning and end, and the notice that tells its conclusions."""

from collections.abc import Collection, Sequence
from datetime import datetime

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.meetings.models import AgendaItem, Invitation, Meeting
from minhchung.apps.meetings.rights import convenes, writes
from minhchung.apps.meetings.rules.kinds import AGENDAS
from minhchung.apps.meetings.writing import index, locked, ref_of
from minhchung.apps.organisations.models import Commune, Person, Unit

FIELDS = ("title", "starts_at", "place", "chair", "secretary")


def _told(meeting: Meeting) -> dict[str, object]:
    return {name: getattr(meeting, f"{name}_id" if name in ("chair", "secretary") else name) for name in FIELDS}


@act("meetings.add", "Lập cuộc họp", on="commune", allowed=convenes)
def add(
    *,
    commune: Commune,
    kind: str,
    title: str,
    starts_at: datetime,
    place: str = "",
    chair: Person | None = None,
    secretary: Person | None = None,
    actor: Person | None,
    at: datetime,
) -> Meeting:
    """A meeting with the agenda and the invitations of the last one of its kind; the first of a kind gets the usual agenda."""
    made = Meeting.objects.create(
        commune=commune,
        kind=kind,
        title=title.strip(),
        starts_at=starts_at,
        place=place.strip(),
        chair=chair,
        secretary=secretary,
        added_by=actor,
        added_at=at,
    )
    last = Meeting.objects.filter(commune=commune, kind=kind, cancelled_at=None).exclude(pk=made.pk).first()
    _agenda_like(last, made)
    if last is not None:
        again = [Invitation(meeting=made, unit=each.unit, person=each.person) for each in last.invitations.select_related("unit", "person")]
        Invitation.objects.bulk_create(each for each in again if _still_there(each, at))
    index(made)
    record(commune=commune.pk, subject=ref_of(made), after={"kind": kind, **_told(made), "copied_from": last.pk if last else None})
    return made


def _agenda_like(last: Meeting | None, made: Meeting) -> None:
    """What returns each time: the items that were about no single record."""
    rows: Sequence[tuple[str, int | None]] = [(title, None) for title in AGENDAS[made.kind]]
    if last is not None:
        rows = list(last.items.filter(removed_at=None, subject_kind="").values_list("title", "unit"))
    items = (AgendaItem(meeting=made, order=order, title=title, unit_id=unit) for order, (title, unit) in enumerate(rows, 1))
    AgendaItem.objects.bulk_create(items)


def _still_there(invitation: Invitation, at: datetime) -> bool:
    return invitation.unit.is_valid(at.date()) if invitation.unit else bool(invitation.person and invitation.person.is_active)


@act("meetings.edit", "Sửa cuộc họp", on="meeting", allowed=convenes)
def edit(
    *,
    meeting: Meeting,
    title: str,
    starts_at: datetime,
    place: str = "",
    chair: Person | None = None,
    secretary: Person | None = None,
    actor: Person | None,
    at: datetime,
) -> Meeting:
    """Title, time, place, who presides and who writes."""
    found = locked(meeting, "prepare")
    before = _told(found)
    found.title, found.starts_at, found.place = title.strip(), starts_at, place.strip()
    found.chair, found.secretary = chair, secretary
    found.save(update_fields=FIELDS)
    index(found)
    record(commune=found.commune_id, subject=ref_of(found), before=before, after=_told(found))
    return found


@act("meetings.invite", "Mời họp", on="meeting", allowed=writes)
def invite(*, meeting: Meeting, units: Collection[Unit], people: Collection[Person], actor: Person | None, at: datetime) -> Meeting:
    """Whom the meeting is for: exactly these. Who was checked off stays, whatever is chosen."""
    found = locked(meeting, "prepare")
    if ({unit.commune_id for unit in units} | {person.commune_id for person in people}) - {found.commune_id}:
        raise Refused("Có đơn vị hoặc người không thuộc phường này. Tải lại trang rồi chọn lại.")
    invited = found.invitations.all()
    before = {"units": [each.unit_id for each in invited if each.unit_id], "people": [each.person_id for each in invited if each.person_id]}
    chosen = {("unit", unit.pk) for unit in units} | {("person", person.pk) for person in people}
    known = {("unit", each.unit_id) if each.unit_id else ("person", each.person_id): each for each in invited}
    Invitation.objects.filter(pk__in=[each.pk for key, each in known.items() if key not in chosen and not each.state]).delete()
    fresh = [Invitation(meeting=found, **{f"{kind}_id": key}) for kind, key in sorted(chosen - known.keys())]
    Invitation.objects.bulk_create(fresh)
    after = {"units": [unit.pk for unit in units], "people": [person.pk for person in people]}
    record(commune=found.commune_id, subject=ref_of(found), before=before, after=after)
    return found


@act("meetings.attend", "Điểm danh", on="invitation", allowed=writes)
def attend(*, invitation: Invitation, state: str, note: str = "", actor: Person | None, at: datetime) -> Invitation:
    """Whether who was invited came, sent somebody, or stayed away; the last two say who or why."""
    meeting = locked(invitation.meeting, "prepare")
    if state not in Invitation.State.values:
        raise Refused("Chưa chọn có mặt hay vắng. Chọn lại rồi lưu.")
    if state in (Invitation.State.REPLACED, Invitation.State.EXCUSED) and not note.strip():
        wanted = "người dự thay" if state == Invitation.State.REPLACED else "lý do vắng"
        raise Refused(f"Chưa ghi {wanted} của {invitation.name}. Ghi vào ô bên cạnh rồi lưu.")
    found = Invitation.objects.select_for_update(of=("self",)).select_related("unit", "person").get(pk=invitation.pk)
    before = {"attendance": found.state, "remark": found.note}
    found.state, found.note = state, "" if state in ("", Invitation.State.PRESENT) else note.strip()[:300]
    found.save(update_fields=["state", "note"])
    after = {"who": found.name, "attendance": found.state, "remark": found.note}
    record(commune=meeting.commune_id, subject=ref_of(meeting), before=before, after=after)
    return found


@act("meetings.attend_rest", "Điểm danh có mặt những người còn lại", on="meeting", allowed=writes)
def attend_rest(*, meeting: Meeting, actor: Person | None, at: datetime) -> Meeting:
    """Everybody invited of whom nobody said yet whether they came is there; who was checked off stays as told."""
    found = locked(meeting, "prepare")
    rest = Invitation.objects.filter(meeting=found, state=Invitation.State.UNKNOWN)
    names = [each.name for each in rest.select_related("unit", "person")]
    if not names:
        raise Refused("Mọi người được mời đã được điểm danh. Đổi từng người ở danh sách thành phần.")
    rest.update(state=Invitation.State.PRESENT)
    record(commune=found.commune_id, subject=ref_of(found), after={"who": ", ".join(names), "attendance": Invitation.State.PRESENT})
    return found


@act("meetings.open", "Khai mạc", on="meeting", allowed=writes)
def open_meeting(*, meeting: Meeting, actor: Person | None, at: datetime) -> Meeting:
    """The meeting begins: minutes and conclusions are written from now on."""
    found = locked(meeting, "open")
    found.opened_at = at
    found.save(update_fields=["opened_at"])
    record(commune=found.commune_id, subject=ref_of(found), after={"opened": at})
    return found


@act("meetings.end", "Kết thúc cuộc họp", on="meeting", allowed=writes)
def end(*, meeting: Meeting, actor: Person | None, at: datetime) -> Meeting:
    """The meeting is over: what was written stands. Conclusions may still be given as work."""
    found = locked(meeting, "end")
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    record(commune=found.commune_id, subject=ref_of(found), after={"ended": at})
    return found


@act("meetings.reopen", "Mở lại cuộc họp", on="meeting", allowed=convenes)
def reopen(*, meeting: Meeting, reason: str, actor: Person | None, at: datetime) -> Meeting:
    """Minutes or conclusions have to be mended."""
    found = locked(meeting, "reopen")
    if not reason.strip():
        raise Refused("Chưa ghi lý do mở lại. Ghi lý do rồi bấm lại.")
    before = {"ended": found.ended_at}
    found.ended_at = None
    found.save(update_fields=["ended_at"])
    record(commune=found.commune_id, subject=ref_of(found), before=before, after={"ended": None}, note=reason.strip())
    return found


@act("meetings.cancel", "Hủy cuộc họp", on="meeting", allowed=convenes)
def cancel(*, meeting: Meeting, reason: str, actor: Person | None, at: datetime) -> Meeting:
    """The meeting does not take place."""
    found = locked(meeting, "cancel")
    if not reason.strip():
        raise Refused("Chưa ghi lý do hủy. Ghi lý do rồi bấm lại.")
    found.cancelled_at, found.cancelled_reason = at, reason.strip()[:300]
    found.save(update_fields=["cancelled_at", "cancelled_reason"])
    record(commune=found.commune_id, subject=ref_of(found), after={"cancelled": at}, note=found.cancelled_reason)
    return found


@act("meetings.announce", "Gắn thông báo kết luận", on="meeting", allowed=writes)
def announce(*, meeting: Meeting, document: Document, actor: Person | None, at: datetime) -> Meeting:
    """The notice that tells the conclusions. The work they became names it from now on, so that reading the notice finds it again."""
    found = locked(meeting, "announce")
    if document.commune_id != found.commune_id or document.archived_at is not None:
        raise Refused("Văn bản này không thuộc sổ của phường. Chọn văn bản khác.")
    before = {"notice": found.notice_id}
    given = Assignment.objects.filter(conclusion__meeting=found, proposal=None)
    given.filter(document=None).update(document=document)
    if found.notice_id:
        given.filter(document=found.notice_id).update(document=document)
    Meeting.objects.filter(pk=found.pk).update(notice=document)
    found.notice = document
    record(commune=found.commune_id, subject=ref_of(found), before=before, after={"notice": document.pk})
    return found
