"""The bands of the page of findings: where a finding stands, as conditions that count and filter alike."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from minhchung.apps.assignments.models import Duty, Occurrence
from minhchung.apps.findings.models import Finding, Waiver
from minhchung.apps.findings.queries.scope import waived
from minhchung.apps.findings.queries.works import ENDED

State = Finding.State
WEEK = timedelta(days=7)
UNGIVEN = (State.OPEN, State.EXPLAINED, State.PLANNED)
MENDING = (State.WORKING, State.EVALUATED)
LIVE = ~Q(state=State.CLOSED)
PICKS = {
    "": "Đang mở",
    "chua-giao": "Chưa giao việc",
    "dang-khac-phuc": "Đang khắc phục",
    "cho-duyet": "Chờ duyệt tạm chấp nhận",
    "tam-chap-nhan": "Tạm chấp nhận",
    "da-dong": "Đã đóng 7 ngày qua",
    "het": "Mọi phát hiện",
}
STEPS = {
    "cho-nguyen-nhan": "Chờ nêu nguyên nhân",
    "cho-ke-hoach": "Chưa có kế hoạch, chưa được bắt đầu",
    "cho-giao": "Chờ giao việc",
    "dang-lam": "Đang thực hiện",
    "cho-danh-gia": "Chờ kiểm tra hiệu lực",
    "cho-dong": "Chờ đóng",
}
"""Where the mending stands, for the side of the page; each opens its findings."""


def _unfinished_work() -> Q:
    open_work = Occurrence.objects.filter(
        duty__assignment__findings__finding=OuterRef("pk"),
        duty__assignment__archived_at=None,
        duty__removed_at=None,
        duty__part=Duty.Part.LEAD,
    )
    return Q(Exists(open_work.exclude(state__in=ENDED)))


def condition(band: str, now: datetime) -> Q:
    """The condition on findings of a band or a step."""
    lived_with = waived(timezone.localtime(now).date())
    asked = Q(Exists(Waiver.objects.filter(finding=OuterRef("pk"), state=Waiver.State.ASKED)))
    found: Mapping[str, Callable[[], Q]] = {
        "": lambda: LIVE,
        "chua-giao": lambda: Q(state__in=UNGIVEN) & ~lived_with,
        "dang-khac-phuc": lambda: Q(state__in=MENDING) & ~lived_with,
        "cho-duyet": lambda: LIVE & asked,
        "tam-chap-nhan": lambda: LIVE & lived_with,
        "da-dong": lambda: Q(state=State.CLOSED, closed_at__gt=now - WEEK),
        "het": Q,
        "cho-nguyen-nhan": lambda: Q(state=State.OPEN) & ~lived_with,
        "cho-ke-hoach": lambda: Q(state=State.EXPLAINED) & ~lived_with,
        "cho-giao": lambda: Q(state=State.PLANNED) & ~lived_with,
        "dang-lam": lambda: Q(state=State.WORKING) & _unfinished_work() & ~lived_with,
        "cho-danh-gia": lambda: Q(state=State.WORKING) & ~_unfinished_work() & ~lived_with,
        "cho-dong": lambda: Q(state=State.EVALUATED) & ~lived_with,
    }
    return found[band]()


def counted(findings: QuerySet[Finding], bands: Mapping[str, str], now: datetime) -> dict[str, int]:
    """How many findings stand in each band; one query."""
    asked = {f"n{place}": Count("pk", filter=condition(band, now)) for place, band in enumerate(bands) if band != "het"}
    found = findings.order_by().aggregate(**asked, whole=Count("pk"))
    return {band: found[f"n{place}"] if band != "het" else found["whole"] for place, band in enumerate(bands)}
