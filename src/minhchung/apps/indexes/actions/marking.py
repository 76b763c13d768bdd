"""Acts that give points: the unit's own, consolidated, approved, appraised, published. Each column is kept apart, each mark for ever."""

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from minhchung.apps.ground.acts import act
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.indexes.rights import appraises, approves, consolidates, declares, publishes
from minhchung.apps.indexes.rounds import marking
from minhchung.apps.indexes.rounds.marking import UNSEEN
from minhchung.apps.indexes.rounds.models import Mark, Round
from minhchung.apps.indexes.rules import rounds
from minhchung.apps.organisations.models import Person


@act("indexes.score_self", "Tự chấm điểm", on="criterion", allowed=declares)
def score_self(
    *, round: Round, criterion: Criterion, points: Decimal, reason: str = "", seen: int | None = UNSEEN, actor: Person | None, at: datetime
) -> Mark:
    """The unit scores its leaf. Raises ValidationError without an explanation where the points are not the rule's or the evidence lacks."""
    where = marking.place(round, criterion, rounds.MARK_SELF, seen=seen, at=at)
    _explained(reason, rounds.reason_for(points, by_rule=where.by_rule, proven=where.proven))
    return marking.put(where, points, reason, actor=actor, at=at)


@act("indexes.score_consolidated", "Ghi điểm tổng hợp", on="round", allowed=consolidates)
def score_consolidated(
    *, round: Round, criterion: Criterion, points: Decimal, reason: str = "", seen: int | None = UNSEEN, actor: Person | None, at: datetime
) -> Mark:
    """The standing officer corrects a unit's points, or scores what it left out. ValidationError without a reason where they differ."""
    where = marking.place(round, criterion, rounds.MARK_UNIT, seen=seen, at=at)
    if where.differs_from(points, rounds.MARK_SELF):
        _explained(reason, "Điểm khác điểm đơn vị tự chấm: ghi vì sao.")
    elif rounds.MARK_SELF not in where.marks:
        _explained(reason, rounds.reason_for(points, by_rule=where.by_rule, proven=where.proven))
    return marking.put(where, points, reason, actor=actor, at=at)


@act("indexes.score_approved", "Ghi điểm lãnh đạo duyệt", on="round", allowed=approves)
def score_approved(
    *, round: Round, criterion: Criterion, points: Decimal, reason: str = "", seen: int | None = UNSEEN, actor: Person | None, at: datetime
) -> Mark:
    """The leader approves other points than were consolidated. Raises ValidationError without a reason."""
    where = marking.place(round, criterion, rounds.MARK_APPROVED, seen=seen, at=at)
    if not reason.strip():
        raise ValidationError({"reason": "Chưa ghi lý do. Ghi vì sao lãnh đạo duyệt điểm này."})
    return marking.put(where, points, reason, actor=actor, at=at)


@act("indexes.appraise", "Thẩm định điểm", on="declared", allowed=appraises)
def appraise(
    *, declared: Round, criterion: Criterion, points: Decimal, reason: str = "", seen: int | None = UNSEEN, actor: Person | None,
    at: datetime,
) -> Mark:  # fmt: skip
    """The city gives points, in the first or the second appraisal by the stage. ValidationError without an opinion where they differ."""
    second = declared.stage(timezone.localdate(at)) == rounds.EXPLAINING
    column = rounds.MARK_SECOND if second else rounds.MARK_FIRST
    where = marking.place(declared, criterion, column, seen=seen, at=at)
    before = rounds.first_known(where.points, rounds.MARK_FIRST) if second else rounds.declared_points(where.points)
    if before is not None and before != points:
        _explained(reason, "Điểm khác điểm phường tự chấm hoặc điểm lần trước: ghi ý kiến thẩm định.")
    return marking.put(where, points, reason, actor=actor, at=at)


@act("indexes.score_published", "Ghi điểm công bố", on="round", allowed=publishes)
def score_published(
    *, round: Round, criterion: Criterion, points: Decimal, reason: str = "", seen: int | None = UNSEEN, actor: Person | None, at: datetime
) -> Mark:
    """The points of a leaf as the city published them, typed from its decision."""
    where = marking.place(round, criterion, rounds.MARK_PUBLISHED, seen=seen, at=at)
    return marking.put(where, points, reason, actor=actor, at=at)


def _explained(reason: str, wanting: str) -> None:
    if wanting and not reason.strip():
        raise ValidationError({"reason": wanting})
