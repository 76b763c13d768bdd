"""What a review finds wrong with plans in force and with objectives."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from minhchung.apps.ground.problems import Check, Look, Problem, Severity, register
from minhchung.apps.ground.refs import Ref
from minhchung.apps.plans.models import ItemLeaf, ItemUnit, Objective, ObjectiveValue, Plan, PlanItem
from minhchung.apps.plans.queries.objectives import last_month
from minhchung.apps.plans.queries.progress import Stood, stood

ITEMS = "mục của các kế hoạch đang thực hiện trong năm"


def _items(look: Look) -> QuerySet[PlanItem]:
    """The items of the year's plans in force with the units that lead them (`led`); of one unit those it leads."""
    in_force = {"plan__state": Plan.State.IN_FORCE, "plan__archived_at": None, "plan__year": look.today.year, "archived_at": None}
    rows = PlanItem.objects.filter(plan__commune=look.scope.commune, **in_force)
    led = ItemUnit.objects.filter(part=ItemUnit.Part.LEAD)
    if look.scope.unit is not None:
        rows = rows.filter(pk__in=led.filter(unit=look.scope.unit).values("item"))
    return rows.select_related("plan__commune").prefetch_related(Prefetch("units", led, to_attr="led"))


def _stood(look: Look) -> list[Stood]:
    return stood(list(_items(look)), as_of=look.now)


def _led(look: Look) -> Q:
    return Q(Exists(ItemUnit.objects.filter(item=OuterRef("pk"), part=ItemUnit.Part.LEAD)))


def _values(look: Look) -> QuerySet[ObjectiveValue]:
    rows = ObjectiveValue.objects.filter(
        objective__commune=look.scope.commune, objective__year=look.today.year, objective__archived_at=None
    )
    if look.scope.unit is not None:
        rows = rows.filter(objective__unit=look.scope.unit)
    return rows.select_related("objective")


@dataclass(frozen=True)
class Entered:
    """An objective with the months that are over and have no actual value."""

    objective: Objective
    missing: tuple[int, ...]


def _entered(look: Look) -> Iterator[Entered]:
    found = Objective.objects.filter(commune=look.scope.commune, year=look.today.year, archived_at=None).prefetch_related("values")
    for objective in found if look.scope.unit is None else found.filter(unit=look.scope.unit):
        known = {value.month for value in objective.values.all() if value.actual is not None}
        over = range(1, last_month(objective.year, look.today))
        yield Entered(objective, tuple(month for month in over if month not in known))


def _below(look: Look) -> Q:
    more, less = Q(objective__better=Objective.Better.MORE), Q(objective__better=Objective.Better.LESS)
    return (more & Q(actual__lt=F("planned"))) | (less & Q(actual__gt=F("planned")))


def _said(message: Callable[[Any], str]) -> Callable[[Any, Look], Problem]:
    """Tells of an item of a plan: its number, what is wrong with it, and which units lead it."""

    def tell(row: Any, look: Look) -> Problem:
        item: Any = row.item if isinstance(row, Stood) else row
        units = tuple(sorted(each.unit_id for each in item.led))
        return Problem(
            Ref("plan_item", str(item.pk)), f"Mục {item.number or item.position} ({item.plan.title}): {message(row)}", units=units
        )

    return tell


def _of_objective(objective: Objective, what: str, part: str = "") -> Problem:
    units = (objective.unit_id,) if objective.unit_id else ()
    return Problem(Ref("objective", str(objective.pk)), f"Mục tiêu “{objective.title}” {what}", units=units, part=part)


def _tell_missing(row: Entered, look: Look) -> Problem:
    return _of_objective(row.objective, f"chưa có số thực hiện tháng {', '.join(map(str, row.missing))}.")


def _said_of_month(what: str) -> Callable[[Any, Look], Problem]:
    """Tells of a month of an objective."""
    return lambda row, look: _of_objective(row.objective, f"tháng {row.month} {what}", f"{row.objective.year}-{row.month:02d}")


def _no_unit(item: PlanItem) -> str:
    return f"kế hoạch ghi “{item.lead_text}”, chưa khớp với đơn vị nào." if item.lead_text else "chưa có đơn vị chủ trì."


def _unassigned(row: Stood) -> str:
    return f"{'đã qua hạn mà ' if row.progress.state == 'late' else ''}chưa giao nhiệm vụ nào."


register(
    Check(
        "KH-01",
        "Mục kế hoạch chưa có đơn vị chủ trì",
        Severity.ERROR,
        ITEMS,
        _items,
        _said(_no_unit),
        "Sửa mục kế hoạch và chọn đơn vị chủ trì.",
        where={"chưa có đơn vị chủ trì": lambda look: ~_led(look)},
    ),
    Check(
        "KH-02",
        "Mục kế hoạch chưa ghi sản phẩm",
        Severity.WARNING,
        ITEMS,
        _items,
        _said(lambda row: "chưa ghi sản phẩm."),
        "Sửa mục kế hoạch và ghi sản phẩm cần có.",
        where={"chưa ghi sản phẩm": lambda look: Q(product="")},
    ),
    Check(
        "KH-03",
        "Mục kế hoạch chưa giao nhiệm vụ",
        Severity.ERROR,
        ITEMS,
        _stood,
        _said(_unassigned),
        "Giao nhiệm vụ từ trang của mục, hoặc gắn việc đang có.",
        holds={"không có nhiệm vụ nào còn thực hiện": lambda row, look: not row.progress.asked},
        through=lambda look: (PlanItem._meta.label, _items(look).count()),
    ),
    Check(
        "KH-04",
        "Mục tiêu chưa có số thực hiện của tháng",
        Severity.WARNING,
        "mục tiêu của năm",
        _entered,
        _tell_missing,
        "Ghi số liệu của tháng ở trang mục tiêu.",
        holds={"có tháng đã qua chưa ghi số thực hiện": lambda row, look: bool(row.missing)},
    ),
    Check(
        "KH-05",
        "Mục tiêu chưa đạt mà chưa có văn bản nguồn",
        Severity.WARNING,
        "số liệu từng tháng của mục tiêu năm nay",
        _values,
        _said_of_month("chưa đạt kế hoạch và chưa có văn bản nguồn."),
        "Chọn văn bản có số liệu của tháng.",
        where={"kém kế hoạch của tháng": _below, "chưa có văn bản nguồn": lambda look: Q(document=None)},
    ),
    Check(
        "KH-06",
        "Mục kế hoạch chưa gắn tiêu chí",
        Severity.HINT,
        "mục của kế hoạch cải cách hành chính đang thực hiện trong năm",
        lambda look: _items(look).filter(plan__kind=Plan.Kind.REFORM),
        _said(lambda row: "chưa gắn với tiêu chí nào của Bộ chỉ số."),
        "Sửa mục kế hoạch và chọn tiêu chí của Bộ chỉ số mà mục phục vụ.",
        where={"chưa gắn tiêu chí": lambda look: ~Q(Exists(ItemLeaf.objects.filter(item=OuterRef("pk"))))},
    ),
    Check(
        "KH-07",
        "Mục tiêu chưa đạt mà chưa nêu nguyên nhân",
        Severity.HINT,
        "số liệu từng tháng của mục tiêu năm nay",
        _values,
        _said_of_month("chưa đạt kế hoạch và chưa nêu nguyên nhân."),
        "Ghi nguyên nhân ở trang mục tiêu.",
        where={"kém kế hoạch của tháng": _below, "chưa nêu nguyên nhân": lambda look: Q(cause="")},
    ),
)
