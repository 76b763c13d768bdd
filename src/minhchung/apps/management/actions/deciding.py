"""What a management review decided, the work it becomes, and the end of the review."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.management.models import Decision, ManagementReview
from minhchung.apps.management.queries.works import decided_of
from minhchung.apps.management.rights import gives, keeps
from minhchung.apps.management.rules.course import refused_closing
from minhchung.apps.management.writing import given, index_review, locked, undecided
from minhchung.apps.organisations.models import Commune, Person


def _told(decision: Decision) -> dict[str, Any]:
    return {"order": decision.order, "kind": decision.kind, "text": decision.text}


def _words(text: str) -> str:
    if not text.strip():
        raise Refused("Chưa ghi quyết định. Ghi nội dung rồi bấm lại.")
    return text.strip()


@act("management.decide", "Ghi quyết định xem xét của lãnh đạo", on="review", allowed=keeps)
def decide(*, review: ManagementReview, kind: str, text: str, actor: Person | None, at: datetime) -> Decision:
    """One decision under the next number."""
    found = locked(review, "decide")
    order = (found.decisions.aggregate(last=Max("order"))["last"] or 0) + 1
    made = Decision.objects.create(review=found, order=order, kind=Decision.Kind(kind), text=_words(text))
    index_review(found)
    record(commune=found.commune_id, subject=found.ref, after=_told(made))
    return made


@act("management.edit_decision", "Sửa quyết định xem xét của lãnh đạo", on="decision", allowed=keeps)
def edit_decision(*, decision: Decision, kind: str, text: str, actor: Person | None, at: datetime) -> Decision:
    """Words and kind of one that is no work yet."""
    found = undecided(decision)
    before = _told(found)
    found.kind, found.text = Decision.Kind(kind), _words(text)
    found.save(update_fields=["kind", "text"])
    index_review(found.review)
    record(commune=found.commune_id, subject=found.review.ref, before=before, after=_told(found))
    return found


@act("management.drop_decision", "Bỏ quyết định ghi nhầm", on="decision", allowed=keeps)
def drop_decision(*, decision: Decision, actor: Person | None, at: datetime) -> Decision:
    """It was not decided; its number is not used again."""
    found = undecided(decision)
    found.dropped_at = at
    found.save(update_fields=["dropped_at"])
    index_review(found.review)
    record(commune=found.commune_id, subject=found.review.ref, before=_told(found), after={"dropped": at})
    return found


@act("management.give_decision", "Giao việc từ quyết định xem xét", on="decision", allowed=gives)
def give_decision(*, decision: Decision, draft: Draft, actor: Person | None, at: datetime) -> Assignment:
    """The decision becomes an assignment with the review as its origin."""
    commune = Commune.objects.select_for_update().get(pk=decision.commune_id)
    found = undecided(decision)
    if found.kind == Decision.Kind.NOTE:
        raise Refused("Mục này chỉ ghi nhận. Đổi loại quyết định trước khi giao việc.")
    made = given(draft, found.text, found.review.ref, commune=commune, actor=actor, at=at)
    if not Decision.objects.filter(pk=found.pk, assignment=None, dropped_at=None).update(assignment=made):
        raise Refused("Quyết định này vừa được giao hoặc bỏ. Tải lại trang.")
    record(commune=commune.pk, subject=found.review.ref, after={"order": found.order, "assignment": made.pk})
    return made


@act("management.close_review", "Đóng cuộc xem xét của lãnh đạo", on="review", allowed=keeps)
def close_review(*, review: ManagementReview, actor: Person | None, at: datetime) -> ManagementReview:
    """Everything that was decided is done."""
    found = locked(review, "close")
    if reason := refused_closing(decided_of(found)):
        raise Refused(reason)
    found.closed_at, found.closed_by = at, actor
    found.save(update_fields=["closed_at", "closed_by"])
    record(commune=found.commune_id, subject=found.ref, before={"state": "held"}, after={"state": "closed"})
    return found
