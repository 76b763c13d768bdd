"""What the one who assigned does with finished work: accept, send back, judge products, reopen."""

from datetime import datetime

from django.utils import timezone

from minhchung.apps.assignments import rights
from minhchung.apps.assignments.models import Duty, Occurrence, Product
from minhchung.apps.assignments.moving import move, name_of, people_of, ref_of
from minhchung.apps.assignments.proof import live_claims
from minhchung.apps.assignments.rules.states import count_progress
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground import notices
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person

State = Occurrence.State
OTHER = "Tải lại trang để xem trạng thái mới."


@act("assignments.accept", "Nghiệm thu", on="occurrence", allowed=rights.closes)
def accept(*, occurrence: Occurrence, note: str = "", actor: Person | None, at: datetime) -> Occurrence:
    """Closes a submitted occurrence; products still waiting are accepted with it.

    Refused while a counted target is not met, when all evidence was found wrong, or when the directive asked for an answer
    and none has been issued. Cooperating shares of the same period close with the last leading one.
    """
    values = {"closed_at": at, "closed_by": actor, "returned_reason": ""}
    before = move(occurrence, come_from=[State.SUBMITTED], to=State.ACCEPTED, way_out=OTHER, **values)
    _refuse_unanswered(occurrence)
    _refuse_unproven(occurrence)
    judged = {"state": Product.State.ACCEPTED, "judged_by": actor, "judged_at": at}
    taken = Product.objects.filter(occurrence=occurrence, state=Product.State.HANDED_IN).update(**judged)
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


@act("assignments.judge_product", "Đánh giá sản phẩm", on="product", allowed=rights.closes)
def judge_product(*, product: Product, good: bool, reason: str = "", actor: Person | None, at: datetime) -> Product:
    """Accepts one product, or finds it wanting with a reason. Several may be accepted before the whole is submitted."""
    if not good and not reason.strip():
        raise Refused(f"“{product.title}” chưa ghi lý do chưa đạt: ghi lý do rồi bấm lại.")
    occurrence = Occurrence.objects.select_for_update().get(pk=product.occurrence_id)
    if occurrence.closed_at is not None:
        raise Refused(f"{name_of(occurrence)} đã đóng nên không đánh giá lại sản phẩm được. Mở lại việc trước.")
    state = Product.State.ACCEPTED if good else Product.State.RETURNED
    values = {"state": state, "reason": "" if good else reason.strip()[:500], "judged_by": actor, "judged_at": at}
    if Product.objects.filter(pk=product.pk, state=product.state).exclude(state=state).update(**values) != 1:
        raise Refused(f"“{product.title}” vừa được người khác đánh giá. Tải lại trang.")
    told = {"product": product.pk, "state": state, **({"reason": reason.strip()} if not good else {})}
    record(commune=occurrence.commune_id, subject=ref_of(occurrence), before={"product": product.pk, "state": product.state}, after=told)
    product.refresh_from_db()
    return product


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
    assignment = occurrence.duty.assignment
    if not assignment.count_target or occurrence.duty.part != Duty.Part.LEAD:
        return
    per_duty = assignment.count_per_duty
    period = Occurrence.objects.filter(
        duty__assignment=assignment, duty__part=Duty.Part.LEAD, duty__removed_at=None, period=occurrence.period
    )
    counted = {occurrence.duty_id: 0} if per_duty else dict.fromkeys(period.values_list("duty_id", flat=True), 0)
    products = Product.objects.filter(occurrence__in=period, state=Product.State.ACCEPTED, occurrence__duty__in=counted)
    for duty, quantity in products.values_list("occurrence__duty_id", "quantity"):
        counted[duty] += quantity
    count = count_progress(assignment.count_target, counted, per_duty=per_duty)
    # Together, the ones who finish first may be accepted; only the last one needs the whole sum.
    others_open = not per_duty and period.exclude(pk=occurrence.pk).exclude(state__in=[State.ACCEPTED, State.CANCELLED]).exists()
    if not count.met and not others_open:
        reached = f"{name_of(occurrence)} mới đạt {count.done}/{count.need} {assignment.count_unit}."
        raise Refused(f"{reached} Nghiệm thu thêm sản phẩm, hoặc trả lại để làm tiếp.")


def _close_cooperating(occurrence: Occurrence, *, actor: Person | None, at: datetime) -> int:
    same = Occurrence.objects.filter(duty__assignment=occurrence.duty.assignment_id, duty__removed_at=None, period=occurrence.period)
    if same.filter(duty__part=Duty.Part.LEAD).exclude(state__in=[State.ACCEPTED, State.CANCELLED]).exists():
        return 0
    shares = same.filter(duty__part=Duty.Part.WITH).exclude(state__in=[State.ACCEPTED, State.CANCELLED])
    return shares.update(state=State.ACCEPTED, closed_at=at, closed_by=actor, returned_reason="")


def _tell(occurrence: Occurrence, text: str, *, topic: str, at: datetime) -> None:
    holding = occurrence.duty.holding_on(timezone.localtime(at).date())
    notices.notify(people_of(holding), commune=occurrence.commune_id, subject=ref_of(occurrence), text=text, topic=topic, at=at)
