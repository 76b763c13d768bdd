"""What the unit that holds a duty does: start, report progress, submit, name who is responsible."""

from datetime import date, datetime

from django.utils import timezone

from minhchung.apps.assignments import rights
from minhchung.apps.assignments.models import Duty, Holding, Occurrence
from minhchung.apps.assignments.moving import move, name_of, ref_of, refuse_when_over, tell_judges
from minhchung.apps.assignments.proof import refuse_odd_day, refuse_unshown
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import notices
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person

State = Occurrence.State
IN_HAND = (State.ASSIGNED, State.IN_PROGRESS, State.RETURNED)


@act("assignments.start", "Bắt đầu thực hiện", on="occurrence", allowed=rights.does)
def start(*, occurrence: Occurrence, actor: Person | None, at: datetime) -> Occurrence:
    """The unit takes the work up."""
    before = move(occurrence, come_from=[State.ASSIGNED], to=State.IN_PROGRESS, way_out="Tải lại trang để xem ai vừa cập nhật.")
    record(commune=occurrence.commune_id, subject=ref_of(occurrence), before=before, after={"state": occurrence.state})
    return occurrence


@act("assignments.set_progress", "Ghi tiến độ", on="occurrence", allowed=rights.writes_progress)
def set_progress(*, occurrence: Occurrence, progress: str, expected: str | None = None, actor: Person | None, at: datetime) -> Occurrence:
    """Writes how far the work is, in words; an assigned one begins by it.

    `expected` is what the person saw: refused, with both values, when somebody wrote something else meanwhile.
    """
    refuse_when_over(occurrence)
    current = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    if expected is not None and current.progress != expected:
        raise Refused(
            f"{name_of(occurrence)}: tiến độ vừa được người khác ghi là “{current.progress}”. Xem lại rồi ghi “{progress}” nếu vẫn đúng."
        )
    if current.state not in IN_HAND:
        raise Refused(f"{name_of(occurrence)} đang ở trạng thái “{current.get_state_display()}” nên không ghi tiến độ được.")
    state = State.IN_PROGRESS if current.state == State.ASSIGNED and progress.strip() else current.state
    changed = {"progress": progress.strip()[:300], "progress_at": at, "state": state}
    if Occurrence.objects.filter(pk=current.pk, state=current.state, progress=current.progress).update(**changed) != 1:
        raise Refused(f"{name_of(occurrence)} vừa được người khác cập nhật. Tải lại trang.")
    record(
        commune=occurrence.commune_id,
        subject=ref_of(occurrence),
        before={"progress": current.progress, "state": current.state},
        after={"progress": changed["progress"], "state": state},
    )
    occurrence.refresh_from_db()
    return occurrence


@act("assignments.answer", "Gắn văn bản trả lời", on="occurrence", allowed=rights.does)
def answer(*, occurrence: Occurrence, document: Document | None, actor: Person | None, at: datetime) -> Occurrence:
    """Names the outgoing document that answers (None takes it away). It closes a duty that came from above."""
    refuse_when_over(occurrence)
    if document is not None and document.commune_id != occurrence.commune_id:
        raise Refused("Văn bản trả lời không thuộc phường này. Chọn một văn bản đi của phường.")
    if document is not None and document.direction != Document.Direction.OUTGOING:
        raise Refused(
            f"{document.code or 'Văn bản này'} là {document.get_direction_display().lower()}. Văn bản trả lời phải là văn bản đi."
        )
    before = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    touched = Occurrence.objects.filter(pk=occurrence.pk, state__in=[*IN_HAND, State.SUBMITTED]).update(answer=document)
    if touched != 1:
        raise Refused(f"{name_of(occurrence)} đã đóng nên không đổi văn bản trả lời được. Đề nghị người giao việc mở lại.")
    record(
        commune=occurrence.commune_id,
        subject=ref_of(occurrence),
        before={"answer": before.answer_id},
        after={"answer": document.pk if document else None},
    )
    occurrence.refresh_from_db()
    return occurrence


@act("assignments.submit", "Báo cáo hoàn thành", on="occurrence", allowed=rights.does)
def submit(*, occurrence: Occurrence, note: str = "", done_on: date | None = None, actor: Person | None, at: datetime) -> Occurrence:
    """Says the work is done (on which day, when it was another one) and waits for the one who assigned it.

    Refused without anything to show: evidence, a product or an answering document; a review of standing work may be
    submitted with a note alone.
    """
    refuse_unshown(occurrence, note=note)
    refuse_odd_day(occurrence, done_on, at=at)
    values = {"submitted_at": at, "submitted_by": actor, "done_on": done_on, **({"note": note.strip()[:500]} if note.strip() else {})}
    before = move(occurrence, come_from=IN_HAND, to=State.SUBMITTED, way_out="Tải lại trang để xem trạng thái mới.", **values)
    tell_judges([occurrence], about=ref_of(occurrence), topic="assignments.submitted", at=at)
    after = {"state": occurrence.state, **({"done_on": done_on} if done_on else {}), **({"note": note.strip()} if note.strip() else {})}
    record(commune=occurrence.commune_id, subject=ref_of(occurrence), before=before, after=after)
    return occurrence


@act("assignments.take_back", "Rút báo cáo hoàn thành", on="occurrence", allowed=rights.does)
def take_back(*, occurrence: Occurrence, actor: Person | None, at: datetime) -> Occurrence:
    """Takes a submission back before it is judged."""
    way_out = "Chỉ rút được khi còn chờ nghiệm thu."
    before = move(
        occurrence, come_from=[State.SUBMITTED], to=State.IN_PROGRESS, way_out=way_out, submitted_at=None, submitted_by=None, done_on=None
    )
    record(commune=occurrence.commune_id, subject=ref_of(occurrence), before=before, after={"state": occurrence.state})
    return occurrence


@act("assignments.name_person", "Giao người phụ trách", on="duty", allowed=rights.names_people)
def name_person(*, duty: Duty, person: Person | None, actor: Person | None, at: datetime) -> Holding:
    """Names who in the holding unit is responsible (None: nobody in particular). The unit's holding is not interrupted."""
    today = timezone.localtime(at).date()
    holding = Holding.objects.select_for_update().filter(duty=duty, until=None).first()
    if holding is None or duty.removed_at is not None:
        raise Refused("Phần việc này không còn đơn vị nào giữ. Giao lại cho một đơn vị trước.")
    if person is not None and (not person.is_active or holding.unit_id not in person.mandate(today).units):
        raise Refused(f"{person.full_name} không công tác ở {holding.unit.name}. Chọn người của đơn vị đang giữ việc.")
    before = holding.person_id
    if Holding.objects.filter(pk=holding.pk, until=None, person=before).update(person=person) != 1:
        raise Refused("Người phụ trách vừa được đổi. Tải lại trang.")
    holding.refresh_from_db()
    if person is not None and person != actor:
        text = f"Việc {duty.assignment.number} giao {person.full_name} phụ trách: {duty.assignment.title}"
        about, topic = ref_of(duty.assignment), "assignments.named"
        notices.notify([person], commune=duty.commune_id, subject=about, text=text, topic=topic, at=at)
    told = {"duty": duty.pk, "person": person.pk if person else None}
    record(commune=duty.commune_id, subject=ref_of(duty.assignment), before={"duty": duty.pk, "person": before}, after=told)
    return holding
