"""What a review finds wrong with assignments."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from minhchung.apps.assignments.models import Assignment, Duty, Extension, Holding, Occurrence
from minhchung.apps.assignments.queries.scope import IN_FORCE, Dated
from minhchung.apps.assignments.rules.standing import OPEN
from minhchung.apps.ground.figures import Scope
from minhchung.apps.ground.problems import Problem, check
from minhchung.apps.ground.refs import Ref
from minhchung.text.written import written_day

WAITS_LONG_DAYS = 5


def _open(scope: Scope) -> QuerySet[Dated]:
    live = Occurrence.objects.annotate(in_force=IN_FORCE).filter(
        duty__assignment__commune=scope.commune, duty__assignment__archived_at=None, duty__removed_at=None, duty__part=Duty.Part.LEAD
    )
    if scope.unit is not None:
        live = live.filter(Exists(Holding.objects.filter(duty=OuterRef("duty"), unit=scope.unit, until=None)))
    return live.select_related("duty__assignment").prefetch_related(Prefetch("duty__holdings", Holding.objects.select_related("unit")))


def _problem(code: str, occurrence: Occurrence, now: datetime, message: str, fix: str) -> Problem:
    holder = occurrence.duty.holding_on(timezone.localtime(now).date())
    units = (holder.unit_id,) if holder else ()
    return Problem(code, Ref("occurrence", str(occurrence.pk)), f"Việc {occurrence.duty.assignment.number}: {message}", fix, units)


@check("ASG001")
def late_without_progress(scope: Scope, now: datetime) -> Iterator[Problem]:
    """Late work of which the unit has said nothing."""
    today = timezone.localtime(now).date()
    for row in _open(scope).filter(state__in=OPEN, in_force__lt=today, progress=""):
        since = f" từ {written_day(row.in_force)}" if row.in_force else ""
        message = f"quá hạn{since} mà chưa có báo cáo tiến độ."
        yield _problem("ASG001", row, now, message, "Ghi tiến độ, báo cáo hoàn thành hoặc xin gia hạn.")


@check("ASG002")
def without_a_present_unit(scope: Scope, now: datetime) -> Iterator[Problem]:
    """Open work held by a unit that no longer exists."""
    today = timezone.localtime(now).date()
    for row in _open(scope).filter(state__in=OPEN):
        holder = row.duty.holding_on(today)
        if holder is None or not holder.unit.is_valid(today):
            name = holder.unit.name if holder else "chưa có đơn vị"
            yield _problem("ASG002", row, now, f"đơn vị giữ việc ({name}) không còn hoạt động.", "Bàn giao phần việc cho đơn vị kế tiếp.")


@check("ASG003")
def relative_without_a_day(scope: Scope, now: datetime) -> Iterator[Problem]:
    """A deadline counted from an event, for which nobody set a day."""
    relative = Assignment.DeadlineKind.RELATIVE
    for row in _open(scope).filter(state__in=OPEN, due_on=None, duty__assignment__deadline_kind=relative):
        said = row.duty.assignment.deadline_text
        yield _problem("ASG003", row, now, f"hạn tính từ một mốc (“{said}”) mà chưa có ngày.", "Ấn định ngày hạn ở trang nhiệm vụ.")


@check("ASG004")
def waits_long_for_acceptance(scope: Scope, now: datetime) -> Iterator[Problem]:
    """Submitted work that nobody has judged for days."""
    for row in _open(scope).filter(state=Occurrence.State.SUBMITTED, submitted_at__isnull=False):
        waited = (timezone.localtime(now).date() - timezone.localtime(row.submitted_at).date()).days
        if waited > WAITS_LONG_DAYS:
            message = f"đã báo cáo hoàn thành {waited} ngày mà chưa được nghiệm thu."
            yield _problem("ASG004", row, now, message, "Nghiệm thu hoặc trả lại để sửa.")


@check("ASG005")
def extension_waits(scope: Scope, now: datetime) -> Iterable[Problem]:
    """A request for a later day that is still undecided although the day in force is over."""
    today = timezone.localtime(now).date()
    asked = Exists(Extension.objects.filter(occurrence=OuterRef("pk"), state=Extension.State.ASKED))
    for row in _open(scope).filter(asked, state__in=OPEN, in_force__lt=today):
        yield _problem("ASG005", row, now, "xin gia hạn nhưng chưa có quyết định, hạn đã qua.", "Đồng ý hoặc không đồng ý gia hạn.")
