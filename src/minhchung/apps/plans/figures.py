"""Figures of plans: items done, done in time; objectives that meet their plan."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from minhchung.apps.ground.figures import Figure, Scope, Value, Window, register
from minhchung.apps.ground.refs import Ref
from minhchung.apps.plans.models import ItemUnit, Objective, Plan, PlanItem
from minhchung.apps.plans.queries.objectives import last_month, months_of
from minhchung.apps.plans.queries.progress import Stood, stood
from minhchung.apps.plans.rules.objectives import stand
from minhchung.apps.plans.rules.progress import share


def items_in(scope: Scope, year: int) -> list[PlanItem]:
    """The live items of the plans in force in a year; of one unit those it leads."""
    live = PlanItem.objects.filter(
        plan__commune=scope.commune, plan__year=year, plan__state=Plan.State.IN_FORCE, plan__archived_at=None, archived_at=None
    )
    if scope.unit is not None:
        live = live.filter(units__unit=scope.unit, units__part=ItemUnit.Part.LEAD)
    return list(live.select_related("plan__commune"))


def _share_of(done: Sequence[Stood], judged: Sequence[Stood], reason: str) -> Value:
    rows = tuple(Ref("plan_item", str(each.item.pk)) for each in judged)
    value = share(len(done), len(judged))
    return Value(value, "" if judged else reason, Decimal(len(done)), Decimal(len(judged)), rows)


def completion(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Items done over all items of the year in which the window ends, as things stood at `as_of`."""
    found = stood(items_in(scope, window.end.year), as_of=as_of)
    done = [each for each in found if each.progress.state == "done"]
    return _share_of(done, found, _no_items(scope, window.end.year))


def on_time(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Items done not after their day over items whose day lay in the window and was over by `as_of`."""
    last = min(window.end, timezone.localtime(as_of).date() - timedelta(days=1))
    found = stood(items_in(scope, window.end.year), as_of=as_of)
    due = [each for each in found if window.start <= each.due_on <= last]
    in_time = [each for each in due if each.progress.state == "done" and each.progress.in_time]
    return _share_of(in_time, due, _no_items(scope, window.end.year) if not found else "Trong kỳ không có mục kế hoạch nào đến hạn.")


def _no_items(scope: Scope, year: int) -> str:
    whose = "Đơn vị không chủ trì mục nào trong" if scope.unit is not None else "Chưa có"
    return f"{whose} kế hoạch đang thực hiện của năm {year}."


def objectives_met(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Objectives that are not below their plan over those of which that can be said, at the last month with a value in the window."""
    found = Objective.objects.filter(commune=scope.commune, year=window.end.year, archived_at=None)
    if scope.unit is not None:
        found = found.filter(unit=scope.unit)
    until = min(window.end.month, last_month(window.end.year, timezone.localtime(as_of).date()))
    judged, met = [], 0
    for objective in found.prefetch_related("values"):
        stood_at = stand(months_of(objective), adding=objective.adding, better=objective.better, until=until)
        if stood_at is not None and stood_at.below is not None:
            judged.append(objective)
            met += not stood_at.below
    reason = "" if judged else f"Năm {window.end.year} chưa có mục tiêu nào đủ số kế hoạch và thực hiện để so."
    rows = tuple(Ref("objective", str(objective.pk)) for objective in judged)
    return Value(share(met, len(judged)), reason, Decimal(met), Decimal(len(judged)), rows)


register(
    Figure(
        name="plans.completion_share",
        label="Tỷ lệ mục kế hoạch hoàn thành",
        unit="%",
        definition="Mục của các kế hoạch đang thực hiện trong năm: số mục mà mọi nhiệm vụ đã nghiệm thu, có sản phẩm hoặc minh chứng, "
        "trên tổng số mục. Mục chưa giao tính vào mẫu số.",
        citation="",
        compute=completion,
        accrues=False,
    )
)
register(
    Figure(
        name="plans.on_time_share",
        label="Tỷ lệ mục kế hoạch hoàn thành đúng hạn",
        unit="%",
        definition="Mục có hạn trong kỳ và đã qua hạn: số mục làm xong không sau hạn của kế hoạch, trên tổng số. "
        "Mục không có ngày riêng (thường xuyên, định kỳ) có hạn 31/12; gia hạn không làm đổi hạn của kế hoạch.",
        citation="",
        compute=on_time,
    )
)
register(
    Figure(
        name="plans.objectives_met",
        label="Tỷ lệ mục tiêu đạt kế hoạch",
        unit="%",
        definition="Mục tiêu có đủ số kế hoạch và thực hiện đến tháng gần nhất trong kỳ: số mục tiêu không kém kế hoạch, trên tổng số.",
        citation="",
        compute=objectives_met,
        accrues=False,
    )
)
