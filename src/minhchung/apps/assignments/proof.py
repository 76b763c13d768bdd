"""What an occurrence has to show: claims, products, the answering document; and what is refused without it."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from minhchung.apps.assignments.models import Assignment, Duty, Occurrence, Product
from minhchung.apps.assignments.moving import name_of
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.acts import Refused


def live_claims(occurrence: Occurrence) -> QuerySet[Claim]:
    """The claims that prove an occurrence and were not withdrawn."""
    return claims_of([occurrence.pk])


def claims_of(occurrences: Collection[int]) -> QuerySet[Claim]:
    """The live claims of many occurrences; rights are the caller's matter."""
    return Claim.objects.filter(kind="occurrence", key__in=[str(key) for key in occurrences], withdrawn_at=None)


def refuse_unshown(occurrence: Occurrence, *, note: str) -> None:
    """Finished work shows something: evidence, a product or an answer. A review of standing work may show a note alone, and a
    cooperating unit answers to the leading one."""
    if occurrence.duty.part == Duty.Part.WITH:
        return
    if occurrence.duty.assignment.deadline_kind == Assignment.DeadlineKind.STANDING and note.strip():
        return
    products = Product.objects.filter(occurrence=occurrence).exclude(state=Product.State.RETURNED)
    if not (occurrence.answer_id or products.exists() or live_claims(occurrence).exists()):
        raise Refused(f"{name_of(occurrence)} chưa có gì để chứng minh: nộp minh chứng, sản phẩm hoặc gắn văn bản trả lời rồi báo cáo.")


def refuse_odd_day(occurrence: Occurrence, done_on: date | None, *, at: datetime) -> None:
    """The day said to be the day of finishing lies neither before the assignment nor in the future."""
    if done_on is None:
        return
    if done_on > timezone.localtime(at).date():
        raise Refused(f"{name_of(occurrence)}: ngày hoàn thành {done_on:%d/%m/%Y} chưa đến. Ghi ngày đã xong thật.")
    assigned_on = occurrence.duty.assignment.assigned_on
    if done_on < assigned_on:
        raise Refused(f"{name_of(occurrence)}: ngày hoàn thành {done_on:%d/%m/%Y} trước ngày giao {assigned_on:%d/%m/%Y}. Sửa lại ngày.")
