"""Around the work: a word about it, urging, giving it up, putting it into the archive and taking it out again."""

from datetime import datetime

from minhchung.apps.assignments import rights
from minhchung.apps.assignments.making import index
from minhchung.apps.assignments.models import Assignment, Comment, Occurrence, Reminder
from minhchung.apps.assignments.moving import move, name_inside, name_of, people_of, ref_of, refuse_when_over
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import lookup, notices
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person

State = Occurrence.State


@act("assignments.remind", "Đôn đốc", on="occurrence", allowed=rights.urges)
def remind(*, occurrence: Occurrence, text: str = "", document: Document | None = None, actor: Person | None, at: datetime) -> Reminder:
    """Urges the holder of open work: a notice to the people responsible, and a row that stays. A document may stand behind it."""
    refuse_when_over(occurrence)
    current = Occurrence.objects.get(pk=occurrence.pk)
    if current.closed_at is not None or current.state == State.SUBMITTED:
        raise Refused(f"{name_of(occurrence)} đang ở trạng thái “{current.get_state_display()}” nên không cần đôn đốc.")
    if document is not None and document.commune_id != occurrence.commune_id:
        raise Refused("Văn bản đôn đốc không thuộc phường này. Chọn văn bản khác.")
    words = text.strip()[:500] or f"Đề nghị sớm hoàn thành: {occurrence.duty.assignment.title}"[:500]
    reminder = Reminder.objects.create(occurrence=current, by=actor, at=at, text=words, document=document)
    said = f"Đôn đốc {name_inside(occurrence)}: {words}"
    about, topic = ref_of(occurrence), "assignments.urged"
    notices.notify(people_of(occurrence.duty, at=at), commune=occurrence.commune_id, subject=about, text=said, topic=topic, at=at)
    times = Reminder.objects.filter(occurrence=current).count()
    record(commune=occurrence.commune_id, subject=ref_of(occurrence), after={"reminder": reminder.pk, "times": times, "text": words})
    return reminder


@act("assignments.comment", "Ghi ý kiến", on="assignment", allowed=rights.speaks)
def comment(*, assignment: Assignment, text: str, actor: Person | None, at: datetime) -> Comment:
    """Adds a word about an assignment; everyone of the ward reads it."""
    if not text.strip():
        raise Refused("Ý kiến còn trống: ghi nội dung rồi gửi.")
    made = Comment.objects.create(assignment=assignment, text=text.strip()[:4000], by=actor, at=at)
    record(commune=assignment.commune_id, subject=ref_of(assignment), after={"comment": made.pk})
    return made


@act("assignments.cancel", "Thôi thực hiện", on="occurrence", allowed=rights.closes)
def cancel(*, occurrence: Occurrence, reason: str, actor: Person | None, at: datetime) -> Occurrence:
    """Gives one occurrence up, with a reason: it was overtaken by another document or is no longer asked for."""
    if not reason.strip():
        raise Refused(f"{name_of(occurrence)} chưa ghi lý do thôi thực hiện: ghi lý do rồi bấm lại.")
    come_from = [State.ASSIGNED, State.IN_PROGRESS, State.RETURNED, State.SUBMITTED]
    values = {"closed_at": at, "closed_by": actor, "note": reason.strip()[:500]}
    before = move(occurrence, come_from=come_from, to=State.CANCELLED, way_out="Tải lại trang để xem trạng thái mới.", **values)
    record(commune=occurrence.commune_id, subject=ref_of(occurrence), before=before, after={"state": occurrence.state}, note=reason.strip())
    return occurrence


@act("assignments.archive", "Đưa vào lưu", on="assignment", allowed=rights.keeps)
def archive(*, assignment: Assignment, reason: str, actor: Person | None, at: datetime) -> Assignment:
    """Puts a wrong or finished assignment aside; nothing is deleted, and no period opens any more."""
    if not reason.strip():
        raise Refused(f"Việc {assignment.number} chưa ghi lý do đưa vào lưu: ghi lý do rồi bấm lại.")
    values = {"archived_at": at, "archived_reason": reason.strip()[:300]}
    if Assignment.objects.filter(pk=assignment.pk, archived_at=None).update(**values) != 1:
        raise Refused(f"Việc {assignment.number} đã đưa vào lưu trước đó.")
    lookup.remove(ref_of(assignment))
    record(commune=assignment.commune_id, subject=ref_of(assignment), after={"archived_reason": reason.strip()})
    assignment.refresh_from_db()
    return assignment


@act("assignments.restore", "Lấy lại từ lưu", on="assignment", allowed=rights.keeps)
def restore(*, assignment: Assignment, actor: Person | None, at: datetime) -> Assignment:
    """Takes an assignment out of the archive."""
    before = assignment.archived_reason
    if Assignment.objects.filter(pk=assignment.pk, archived_at__isnull=False).update(archived_at=None, archived_reason="") != 1:
        raise Refused(f"Việc {assignment.number} không ở trong lưu.")
    assignment.refresh_from_db()
    index(assignment)
    record(commune=assignment.commune_id, subject=ref_of(assignment), before={"archived_reason": before})
    return assignment
