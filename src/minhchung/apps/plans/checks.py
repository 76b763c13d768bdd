"""What a review finds wrong with plans in force and with objectives."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from minhchung.apps.ground.figures import Scope
from minhchung.apps.ground.problems import Problem, check
from minhchung.apps.ground.refs import Ref
from minhchung.apps.plans.figures import items_in
from minhchung.apps.plans.models import ItemUnit, Objective, ObjectiveValue, PlanItem
from minhchung.apps.plans.queries.objectives import last_month
from minhchung.apps.plans.queries.progress import stood
from minhchung.apps.plans.rules.objectives import is_below


def _items(scope: Scope, now: datetime) -> list[PlanItem]:
    return items_in(scope, timezone.localtime(now).year)


def _leading(items: list[PlanItem]) -> dict[int, tuple[int, ...]]:
    led: dict[int, tuple[int, ...]] = {}
    for each in ItemUnit.objects.filter(item__in=[item.pk for item in items], part=ItemUnit.Part.LEAD):
        led[each.item_id] = (*led.get(each.item_id, ()), each.unit_id)
    return led


def _problem(code: str, item: PlanItem, units: tuple[int, ...], message: str, fix: str) -> Problem:
    return Problem(code, Ref("plan_item", str(item.pk)), f"Mục {item.number or item.position}: {message}", fix, units)


@check("PLN001")
def without_a_unit(scope: Scope, now: datetime) -> Iterator[Problem]:
    """An item that no unit of the ward leads."""
    items = _items(scope, now)
    led = _leading(items)
    for item in items:
        if item.pk not in led:
            said = f"kế hoạch ghi “{item.lead_text}”, chưa khớp với đơn vị nào" if item.lead_text else "chưa có đơn vị chủ trì"
            yield _problem("PLN001", item, (), f"{said}.", "Sửa mục kế hoạch và chọn đơn vị chủ trì.")


@check("PLN002")
def without_a_product(scope: Scope, now: datetime) -> Iterator[Problem]:
    """An item that asks for no product: nobody could say when it is done."""
    items = _items(scope, now)
    led = _leading(items)
    for item in items:
        if not item.product:
            yield _problem("PLN002", item, led.get(item.pk, ()), "chưa ghi sản phẩm.", "Sửa mục kế hoạch và ghi sản phẩm cần có.")


@check("PLN003")
def not_assigned(scope: Scope, now: datetime) -> Iterator[Problem]:
    """An item behind which no work stands."""
    items = _items(scope, now)
    led = _leading(items)
    for each in stood(items, as_of=now):
        if not each.progress.asked:
            late = "đã qua hạn mà " if each.progress.state == "late" else ""
            message = f"{late}chưa giao nhiệm vụ nào."
            yield _problem(
                "PLN003", each.item, led.get(each.item.pk, ()), message, "Giao nhiệm vụ từ trang của mục, hoặc gắn việc đang có."
            )


@check("PLN004")
def value_not_entered(scope: Scope, now: datetime) -> Iterator[Problem]:
    """An objective without the value of a month that is over."""
    today = timezone.localtime(now).date()
    live = Objective.objects.filter(commune=scope.commune, year=today.year, archived_at=None)
    if scope.unit is not None:
        live = live.filter(unit=scope.unit)
    for objective in live.prefetch_related("values"):
        known = {value.month for value in objective.values.all() if value.actual is not None}
        missing = [str(month) for month in range(1, last_month(objective.year, today)) if month not in known]
        if missing:
            message = f"“{objective.title}” chưa có số thực hiện tháng {', '.join(missing)}."
            units = (objective.unit_id,) if objective.unit_id else ()
            yield Problem("PLN004", Ref("objective", str(objective.pk)), message, "Ghi số liệu của tháng ở trang mục tiêu.", units)


@check("PLN005")
def below_without_a_source(scope: Scope, now: datetime) -> Iterator[Problem]:
    """A month below its plan that names no document its value was taken from."""
    year = timezone.localtime(now).year
    found = ObjectiveValue.objects.filter(
        objective__commune=scope.commune, objective__year=year, objective__archived_at=None, document=None
    )
    wanted = found.filter(Q(actual__isnull=False, planned__isnull=False)).select_related("objective")
    for value in wanted if scope.unit is None else wanted.filter(objective__unit=scope.unit):
        objective = value.objective
        if is_below(value.planned, value.actual, objective.better):
            message = f"“{objective.title}” tháng {value.month} chưa đạt kế hoạch và chưa có văn bản nguồn."
            units = (objective.unit_id,) if objective.unit_id else ()
            yield Problem("PLN005", Ref("objective", str(objective.pk)), message, "Chọn văn bản có số liệu của tháng.", units)
