"""What a review finds wrong with assignments."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from minhchung.apps.assignments.models import Assignment, Duty, Extension, Holding, Occurrence
from minhchung.apps.assignments.queries.scope import IN_FORCE, Dated
from minhchung.apps.assignments.rules.standing import OPEN
from minhchung.apps.ground.problems import Check, Look, Parameter, Problem, Severity, register
from minhchung.apps.ground.refs import Ref
from minhchung.text.written import written_day

Tell = Callable[[Occurrence, Look], Problem]
SHARES = "phần việc chủ trì của mọi nhiệm vụ"


def shares(look: Look) -> QuerySet[Dated]:
    """Every period of every leading share that stands in the register, with the day in force."""
    live = Occurrence.objects.annotate(in_force=IN_FORCE).filter(
        duty__assignment__commune=look.scope.commune, duty__assignment__archived_at=None, duty__removed_at=None, duty__part=Duty.Part.LEAD
    )
    if look.scope.unit is not None:
        live = live.filter(Exists(Holding.objects.filter(duty=OuterRef("duty"), unit=look.scope.unit, until=None)))
    return live.select_related("duty__assignment").prefetch_related(Prefetch("duty__holdings", Holding.objects.select_related("unit")))


def _open(look: Look) -> Q:
    return Q(state__in=OPEN)


def _late(look: Look) -> Q:
    return Q(in_force__lt=look.today)


def _asked_for_longer(look: Look) -> Q:
    return Q(Exists(Extension.objects.filter(occurrence=OuterRef("pk"), state=Extension.State.ASKED)))


def _without_a_unit(row: Occurrence, look: Look) -> bool:
    holder = row.duty.holding_on(look.today)
    return holder is None or not holder.unit.is_valid(look.today)


def _waited(row: Occurrence, look: Look) -> int:
    assert row.submitted_at is not None  # noqa: S101 - a clause asks for it
    return (look.today - timezone.localtime(row.submitted_at).date()).days


def _said(fix: str, message: Callable[[Occurrence, Look], str]) -> Tell:
    """Tells of a share: the number of the work, what is wrong with it, and which unit holds it."""

    def tell(row: Occurrence, look: Look) -> Problem:
        holder = row.duty.holding_on(look.today)
        told = f"Việc {row.duty.assignment.number}: {message(row, look)}"
        return Problem(Ref("occurrence", str(row.pk)), told, fix, (holder.unit_id,) if holder else ())

    return tell


def _silent(row: Occurrence, look: Look) -> str:
    since = f" từ {written_day(row.in_force)}" if row.in_force else ""  # type: ignore[attr-defined]
    return f"quá hạn{since} mà chưa có báo cáo tiến độ."


def _orphaned(row: Occurrence, look: Look) -> str:
    holder = row.duty.holding_on(look.today)
    return f"đơn vị giữ việc ({holder.unit.name if holder else 'chưa có đơn vị'}) không còn hoạt động."


register(
    Check(
        "NV-01",
        "Việc quá hạn chưa báo tiến độ",
        Severity.ERROR,
        SHARES,
        shares,
        _said("Ghi tiến độ, báo cáo hoàn thành hoặc xin gia hạn.", _silent),
        where={"chưa xong": _open, "đã qua hạn": _late, "chưa ghi tiến độ": lambda look: Q(progress="")},
    ),
    Check(
        "NV-02",
        "Việc do đơn vị không còn hoạt động giữ",
        Severity.ERROR,
        SHARES,
        shares,
        _said("Bàn giao phần việc cho đơn vị kế tiếp.", _orphaned),
        where={"chưa xong": _open},
        holds={"không có đơn vị đang hoạt động": _without_a_unit},
    ),
    Check(
        "NV-03",
        "Hạn tính từ một mốc chưa có ngày",
        Severity.WARNING,
        SHARES,
        shares,
        _said(
            "Ấn định ngày hạn ở trang nhiệm vụ.",
            lambda row, look: f"hạn tính từ một mốc (“{row.duty.assignment.deadline_text}”) mà chưa có ngày.",
        ),
        where={
            "chưa xong": _open,
            "chưa có ngày": lambda look: Q(due_on=None),
            "hạn tính từ một mốc": lambda look: Q(duty__assignment__deadline_kind=Assignment.DeadlineKind.RELATIVE),
        },
    ),
    Check(
        "NV-04",
        "Việc báo cáo xong chờ nghiệm thu lâu",
        Severity.WARNING,
        SHARES,
        shares,
        _said(
            "Nghiệm thu hoặc trả lại để sửa.", lambda row, look: f"đã báo cáo hoàn thành {_waited(row, look)} ngày mà chưa được nghiệm thu."
        ),
        where={"chờ nghiệm thu": lambda look: Q(state=Occurrence.State.SUBMITTED, submitted_at__isnull=False)},
        holds={"chờ quá số ngày": lambda row, look: _waited(row, look) > look.given["days"]},
        parameters={"days": Parameter("Số ngày chờ nghiệm thu tối đa", 5)},
    ),
    Check(
        "NV-05",
        "Đề nghị gia hạn chưa quyết khi hạn đã qua",
        Severity.ERROR,
        SHARES,
        shares,
        _said("Đồng ý hoặc không đồng ý gia hạn.", lambda row, look: "xin gia hạn nhưng chưa có quyết định, hạn đã qua."),
        where={"chưa xong": _open, "có đề nghị gia hạn": _asked_for_longer, "đã qua hạn": _late},
    ),
)
