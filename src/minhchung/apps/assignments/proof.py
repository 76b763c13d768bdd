"""What an occurrence has to show: claims, products, the answering document; and what is refused without it."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from minhchung.apps.assignments.models import Assignment, Duty, Occurrence, Product
from minhchung.apps.assignments.moving import name_of
from minhchung.apps.assignments.rules.states import Count, count_progress
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.acts import Refused
from minhchung.text.written import written_day


def live_claims(occurrence: Occurrence) -> QuerySet[Claim]:
    """The claims that prove an occurrence and were not withdrawn."""
    return claims_of([occurrence.pk])


def claims_of(occurrences: Collection[int]) -> QuerySet[Claim]:
    """The live claims of many occurrences; rights are the caller's matter."""
    return Claim.objects.filter(kind="occurrence", key__in=[str(key) for key in occurrences], withdrawn_at=None)


def refuse_unshown(occurrence: Occurrence, *, note: str) -> None:
    """Finished work shows something: evidence, a product or an answer."""
    shown = bool(occurrence.answer_id or shown_of([occurrence.pk]))
    if cause := unshown(occurrence, note=note, shown=shown):
        raise Refused(cause)


def unshown(occurrence: Occurrence, *, note: str, shown: bool) -> str:
    """Why the work cannot be reported as done without anything to show; "" when it can. `shown`: it has something.

    A review of standing work may show a note alone, and a cooperating unit answers to the leading one.
    """
    by_note = occurrence.duty.assignment.deadline_kind == Assignment.DeadlineKind.STANDING and note.strip()
    if shown or by_note or occurrence.duty.part == Duty.Part.WITH:
        return ""
    return f"{name_of(occurrence)} chưa có gì để chứng minh: nộp minh chứng, sản phẩm hoặc gắn văn bản trả lời rồi báo cáo."


def shown_of(occurrences: Collection[int]) -> set[int]:
    """Those of the occurrences that have a product not sent back, or a live claim."""
    products = Product.objects.filter(occurrence__in=occurrences).exclude(state=Product.State.RETURNED)
    return {*products.values_list("occurrence", flat=True), *(int(key) for key in claims_of(occurrences).values_list("key", flat=True))}


def proven(products: QuerySet[Product]) -> QuerySet[Product]:
    """Those with evidence: at least one claim that was neither withdrawn nor found wanting."""
    shown = Claim.objects.filter(products=OuterRef("pk"), withdrawn_at=None).exclude(state=Claim.State.BAD)
    return products.filter(Exists(shown))


def unproven(products: QuerySet[Product]) -> QuerySet[Product]:
    """Those without."""
    return products.exclude(pk__in=proven(products).values("pk"))


def refuse_bare_products(products: Collection[Product]) -> None:
    """Refuses to accept products without evidence, by name."""
    bare = list(unproven(Product.objects.filter(pk__in=[product.pk for product in products])))
    if not bare:
        return
    names = ", ".join(f"“{product.title}”" for product in bare[:3]) + ("…" if len(bare) > 3 else "")
    raise Refused(
        f"Sản phẩm {names} chưa có minh chứng hợp lệ nên chưa nghiệm thu được: đề nghị đơn vị nộp tệp cho sản phẩm, "
        "hoặc đánh giá chưa đạt và ghi lý do."
    )


def count_of(occurrence: Occurrence, *, also_waiting: bool = False) -> Count | None:
    """How far the counted target of the occurrence's period is met by accepted products with evidence; None without a target or for a
    cooperating share. `also_waiting` counts those still to be judged too."""
    assignment = occurrence.duty.assignment
    if not assignment.count_target or occurrence.duty.part != Duty.Part.LEAD:
        return None
    period = leading_of_period(occurrence)
    per_duty = assignment.count_per_duty
    counted = {occurrence.duty_id: 0} if per_duty else dict.fromkeys(period.values_list("duty_id", flat=True), 0)
    states = [Product.State.ACCEPTED, *([Product.State.HANDED_IN] if also_waiting else [])]
    products = proven(Product.objects.filter(occurrence__in=period, state__in=states, occurrence__duty__in=counted))
    for duty, quantity in products.values_list("occurrence__duty_id", "quantity"):
        counted[duty] += quantity
    return count_progress(assignment.count_target, counted, per_duty=per_duty)


def leading_of_period(occurrence: Occurrence) -> QuerySet[Occurrence]:
    """The leading shares of the same work in the same period, this one among them."""
    lead = {"duty__part": Duty.Part.LEAD, "duty__removed_at": None}
    return Occurrence.objects.filter(duty__assignment=occurrence.duty.assignment, period=occurrence.period, **lead)


def refuse_odd_day(occurrence: Occurrence, done_on: date | None, *, at: datetime) -> None:
    """The day said to be the day of finishing lies neither before the assignment nor in the future."""
    if done_on is not None and (cause := odd_day(occurrence, done_on, today=timezone.localtime(at).date())):
        raise Refused(cause)


def odd_day(occurrence: Occurrence, done_on: date, *, today: date) -> str:
    """Why the work cannot have been finished that day; "" when it can."""
    if done_on > today:
        return f"{name_of(occurrence)}: ngày hoàn thành {written_day(done_on)} chưa đến. Ghi ngày đã xong thật."
    assigned_on = occurrence.duty.assignment.assigned_on
    if done_on < assigned_on:
        return f"{name_of(occurrence)}: ngày hoàn thành {written_day(done_on)} trước ngày giao {written_day(assigned_on)}. Sửa lại ngày."
    return ""
