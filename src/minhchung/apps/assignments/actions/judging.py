"""What the one who assigned does with finished work: accept, send back, reopen."""

from datetime import datetime

from minhchung.apps.assignments import rights
from minhchung.apps.assignments.models import Duty, Occurrence, Product
from minhchung.apps.assignments.moving import move, name_of, people_of, ref_of
from minhchung.apps.assignments.proof import count_of, leading_of_period, live_claims, refuse_bare_products
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground import notices
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person

State = Occurrence.State
OTHER = "Tải lại trang để xem trạng thái mới."


@act("assignments.accept", "Nghiệm thu", on="occurrence", allowed=rights.closes)
def accept(*, occurrence: Occurrence, note: str = "", actor: Person | None, at: datetime) -> Occurrence:
    """Closes a submitted occurrence; products still waiting are accepted with it, if each has evidence.

    Refused while a counted target is not met, when all evidence was found wrong, or when the directive asked for an answer
    and none has been issued. Cooperating shares of the same period close with the last leading one.
    """
    values = {"closed_at": at, "closed_by": actor, "returned_reason": ""}
    before = move(occurrence, come_from=[State.SUBMITTED], to=State.ACCEPTED, way_out=OTHER, **values)
    _refuse_unanswered(occurrence)
    _refuse_unproven(occurrence)
    waiting = Product.objects.filter(occurrence=occurrence, state=Product.State.HANDED_IN)
    refuse_bare_products(waiting)
    judged = {"state": Product.State.ACCEPTED, "judged_by": actor, "judged_at": at}
    taken = waiting.update(**judged)
    _refuse_short(occurrence)
    closed = _close_cooperating(occurrence, actor=actor, at=at)
    _tell(occurrence, f"{name_of(occurrence)} đã được nghiệm thu.", topic="assignments.accepted", at=at)
    after = {"state": occurrence.state, **({"products": taken} if taken else {}), **({"cooperating": closed} if closed else {})}
    record(commune=occurrence.commune_id, subject=ref_of(occurrence), before=before, after=after, note=note.strip())
    return occurrence


@act("assignments.send_back", "Trả lại để sửa", on="occurrence", allowed=rights.closes)
def send_back(*, occurrence: Occurrence, reason: str, actor: Person | None, at: datetime) -> Occurrence:
    """Sends submitted work back with a reason; lateness counts on to today."""
    if not reason.strip():
        raise Refused(f"{name_of(occurrence)} chưa ghi lý do trả lại: ghi điều cần sửa rồi bấm lại.")
    values = {"returned_reason": reason.strip()[:500], "submitted_at": None, "submitted_by": None, "done_on": None}
    before = move(occurrence, come_from=[State.SUBMITTED], to=State.RETURNED, way_out=OTHER, **values)
    _tell(occurrence, f"{name_of(occurrence)} cần sửa lại: {reason.strip()}", topic="assignments.returned", at=at)
    record(
        commune=occurrence.commune_id, subject=ref_of(occurrence), before=before, after={"state": State.RETURNED, "reason": reason.strip()}
    )
    return occurrence


@act("assignments.reopen", "Mở lại việc đã nghiệm thu", on="occurrence", allowed=rights.closes)
def reopen(*, occurrence: Occurrence, reason: str, actor: Person | None, at: datetime) -> Occurrence:
    """Opens closed work again, with a reason; the original deadline holds."""
    if not reason.strip():
        raise Refused(f"{name_of(occurrence)} chưa ghi lý do mở lại: ghi lý do rồi bấm lại.")
    values = {"closed_at": None, "closed_by": None, "submitted_at": None, "submitted_by": None, "done_on": None}
    before = move(occurrence, come_from=[State.ACCEPTED, State.CANCELLED], to=State.IN_PROGRESS, way_out="Việc này chưa đóng.", **values)
    _tell(occurrence, f"{name_of(occurrence)} được mở lại: {reason.strip()}", topic="assignments.reopened", at=at)
    record(commune=occurrence.commune_id, subject=ref_of(occurrence), before=before, after={"state": occurrence.state}, note=reason.strip())
    return occurrence


def _refuse_unanswered(occurrence: Occurrence) -> None:
    """A duty from above is closed by our answering document (DESIGN 5), once the directive asks for an answer."""
    directive = occurrence.duty.assignment.document
    if directive is None or directive.direction != Document.Direction.INCOMING or not directive.needs_answer:
        return
    if occurrence.answer is None:
        raise Refused(f"{name_of(occurrence)} do cấp trên giao và cần trả lời: gắn văn bản trả lời rồi nghiệm thu.")
    if occurrence.answer.state != Document.State.ISSUED:
        raise Refused(
            f"Văn bản trả lời {occurrence.answer.code or ''} chưa ban hành. Nghiệm thu sau khi văn bản có số và chữ ký.".replace("  ", " ")
        )


def _refuse_unproven(occurrence: Occurrence) -> None:
    states = set(live_claims(occurrence).values_list("state", flat=True))
    if states == {Claim.State.BAD} and occurrence.answer_id is None:
        raise Refused(f"{name_of(occurrence)}: mọi minh chứng đều chưa đạt. Trả lại để đơn vị bổ sung.")


def _refuse_short(occurrence: Occurrence) -> None:
    count = count_of(occurrence)
    if count is None or count.met:
        return
    # Together, the ones who finish first may be accepted; only the last one needs the whole sum.
    others = leading_of_period(occurrence).exclude(pk=occurrence.pk).exclude(state__in=[State.ACCEPTED, State.CANCELLED])
    assignment = occurrence.duty.assignment
    if assignment.count_per_duty or not others.exists():
        reached = f"{name_of(occurrence)} mới đạt {count.done}/{count.need} {assignment.count_unit}."
        raise Refused(f"{reached} Nghiệm thu thêm sản phẩm có minh chứng, hoặc trả lại để làm tiếp.")


def _close_cooperating(occurrence: Occurrence, *, actor: Person | None, at: datetime) -> int:
    same = Occurrence.objects.filter(duty__assignment=occurrence.duty.assignment_id, duty__removed_at=None, period=occurrence.period)
    if same.filter(duty__part=Duty.Part.LEAD).exclude(state__in=[State.ACCEPTED, State.CANCELLED]).exists():
        return 0
    shares = same.filter(duty__part=Duty.Part.WITH).exclude(state__in=[State.ACCEPTED, State.CANCELLED])
    return shares.update(state=State.ACCEPTED, closed_at=at, closed_by=actor, returned_reason="")


def _tell(occurrence: Occurrence, text: str, *, topic: str, at: datetime) -> None:
    people, about = people_of(occurrence.duty, at=at), ref_of(occurrence)
    notices.notify(people, commune=occurrence.commune_id, subject=about, text=text, topic=topic, at=at)
