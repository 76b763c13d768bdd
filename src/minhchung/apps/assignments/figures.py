"""Figures of assignments: shares on time, by the original and by the day in force; counts of open and late work."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Prefetch
from django.utils import timezone

from minhchung.apps.assignments.models import Duty, Holding, Occurrence
from minhchung.apps.assignments.opening import all_periods, repeating
from minhchung.apps.assignments.queries.scope import IN_FORCE, Dated
from minhchung.apps.assignments.rules.standing import OPEN, Held, holder_on
from minhchung.apps.ground.figures import Ahead, Figure, Scope, Value, Window, register
from minhchung.apps.ground.refs import Ref
from minhchung.text.written import written_day

NONE_DUE = "Trong kỳ không có phần việc nào đến hạn."
PERCENT = Decimal(100)


def due_in(scope: Scope, window: Window, *, original: bool) -> list[Dated]:
    """Leading shares whose day (original, or in force) lies in the window and that are not given up, of whoever held them then."""
    field = "due_on" if original else "in_force"
    found = (
        Occurrence.objects.annotate(in_force=IN_FORCE)
        .filter(duty__assignment__commune=scope.commune, duty__assignment__archived_at=None, duty__removed_at=None)
        .filter(duty__part=Duty.Part.LEAD, **{f"{field}__range": (window.start, window.end)})
        .exclude(state=Occurrence.State.CANCELLED)
        .select_related("duty__assignment", "answer")
        .prefetch_related(Prefetch("duty__holdings", Holding.objects.order_by("since")))
    )
    return [item for item in found if scope.unit is None or _held_on_due_day(item) == scope.unit]


def _held_on_due_day(occurrence: Occurrence) -> int | None:
    """Lateness stays where it arose: the unit that held the duty on the day in force (DESIGN 5, handover)."""
    held = [Held(item.unit_id, item.since, item.until) for item in occurrence.duty.holdings.all()]
    day = getattr(occurrence, "in_force", None) or occurrence.due_on
    return holder_on(held, day) if day else None


def _share(original: bool) -> Callable[[Scope, Window, datetime], Value]:
    def compute(scope: Scope, window: Window, as_of: datetime) -> Value:
        today = timezone.localtime(as_of).date()
        # Work due from today on is not judged yet: it can still be done in time.
        last = min(window.end, today - timedelta(days=1))
        due = (
            [item for item in due_in(scope, Window(window.start, last), original=original) if item.state != "submitted"]
            if last >= window.start
            else []
        )
        if not due:
            return Value(None, reason=NONE_DUE, numerator=Decimal(0), denominator=Decimal(0))
        done = [item for item in due if _in_time(item, original=original)]
        share = Decimal(len(done)) * PERCENT / Decimal(len(due))
        return Value(share, numerator=Decimal(len(done)), denominator=Decimal(len(due)), rows=_refs(due))

    return compute


def _in_time(occurrence: Occurrence, *, original: bool) -> bool:
    day = occurrence.due_on if original else getattr(occurrence, "in_force", None)
    return occurrence.state == "accepted" and occurrence.left_hands_on is not None and day is not None and occurrence.left_hands_on <= day


def _ahead(original: bool) -> Callable[[Scope, Window, datetime], Ahead | None]:
    def ahead(scope: Scope, window: Window, as_of: datetime) -> Ahead | None:
        """Work that falls due until the window ends, and work due already that waits to be accepted. What left the hands after its day
        cannot count any more; what was accepted before its day does. Periods that open later are known by their rhythm."""
        today = timezone.localtime(as_of).date()
        due = due_in(scope, window, original=original)
        late = [item for item in due if _day(item, original) < today and item.state in OPEN]
        coming = [item for item in due if _day(item, original) >= today or item.state == "submitted"]
        done = [item for item in coming if _in_time(item, original=original)]
        lost = [item for item in coming if _left_late(item, original)]
        to_open = len(periods_to_come(scope, window, today=today))
        undecided = len(coming) - len(done) - len(lost) + to_open
        stays_late = "chắc chắn tính trễ" if original else "tính trễ nếu không được gia hạn"
        told = (
            f"{len(late)} phần việc đang quá hạn, {stays_late}" if late else "",
            f"{len(lost)} phần việc báo cáo sau hạn, chắc chắn tính trễ" if lost else "",
            f"{len(done)} phần việc đã xong trước hạn, chắc chắn đạt" if done else "",
            f"{undecided} phần việc còn trong hạn đến {written_day(window.end)}" if undecided else "",
        )
        sure = Decimal(len(done) + len(lost))
        return Ahead(Decimal(len(done)), sure, Decimal(undecided), "; ".join(filter(None, told)))

    return ahead


def periods_to_come(scope: Scope, window: Window, *, today: date) -> list[tuple[int, str]]:
    """Periods of repeating work whose row is not written yet and that fall due from today until the window ends: duty and period."""
    found = []
    for assignment in repeating(scope.commune):
        every = [period for period in all_periods(assignment) if max(today, window.start) <= period.due_on <= window.end]
        for duty in assignment.duties.all() if every else ():
            holding = duty.holding_on(today)
            if duty.part != Duty.Part.LEAD or holding is None or (scope.unit is not None and holding.unit_id != scope.unit):
                continue
            known = {occurrence.period for occurrence in duty.occurrences.all()}
            found += [(duty.pk, period.name) for period in every if period.name not in known and period.due_on >= holding.since]
    return found


def _day(occurrence: Dated, original: bool) -> date:
    """The day a dated occurrence is judged by."""
    day = occurrence.due_on if original else occurrence.in_force
    if day is None:
        raise TypeError(f"{occurrence} has no day")
    return day


def _left_late(occurrence: Dated, original: bool) -> bool:
    """Closed, or handed in and waiting, after its day."""
    handed_in = occurrence.state in ("accepted", "submitted")
    return handed_in and occurrence.left_hands_on is not None and occurrence.left_hands_on > _day(occurrence, original)


def _refs(found: Iterable[Occurrence]) -> tuple[Ref, ...]:
    return tuple(Ref("occurrence", str(item.pk)) for item in found)


def _late(scope: Scope, window: Window, as_of: datetime) -> Value:
    today = timezone.localtime(as_of).date()
    late = [item for item in due_in(scope, window, original=False) if item.state in OPEN and item.in_force and item.in_force < today]
    return Value(Decimal(len(late)), rows=_refs(late))


register(
    Figure(
        name="assignments.on_time_share",
        label="Tỷ lệ nhiệm vụ hoàn thành đúng hạn",
        unit="%",
        definition="Phần việc chủ trì có hạn ban đầu trong kỳ, đã qua hạn: số đã nghiệm thu mà làm xong không sau hạn ban đầu, "
        "trên tổng số. "
        "Gia hạn không làm đổi hạn ban đầu; phần việc đang chờ nghiệm thu chưa tính.",
        citation="",
        compute=_share(original=True),
        counted="phần việc",
        ahead=_ahead(original=True),
    )
)
register(
    Figure(
        name="assignments.in_force_share",
        label="Tỷ lệ nhiệm vụ hoàn thành đúng hạn có hiệu lực",
        unit="%",
        definition="Như tỷ lệ đúng hạn, nhưng so với hạn đang có hiệu lực sau gia hạn.",
        citation="",
        compute=_share(original=False),
        counted="phần việc",
        ahead=_ahead(original=False),
    )
)
register(
    Figure(
        name="assignments.late",
        label="Số phần việc quá hạn",
        unit="phần việc",
        definition="Phần việc chủ trì chưa xong có hạn đang có hiệu lực trong kỳ và đã qua vào thời điểm tính.",
        citation="",
        compute=_late,
    )
)
