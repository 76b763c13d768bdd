"""What the checks of plans and objectives find, and what each clause spares."""

from decimal import Decimal
from typing import Any

from minhchung.apps.documents.models import Document
from minhchung.apps.ground.refs import Ref
from minhchung.apps.plans.models import ItemLeaf, ItemLink, ItemUnit, Objective, ObjectiveValue, Plan, PlanItem
from tests.assignments.check_examples import share
from tests.checking import Examples, Ground, Make
from tests.personas import NOW


def item(ground: Ground, *, unit: bool = True, leaf: bool = True, **values: Any) -> PlanItem:
    """An item of the plan in force."""
    plan, _ = Plan.objects.get_or_create(
        commune=ground.commune, year=2026, kind="cchc", state="in_force", defaults={"title": "Kế hoạch CCHC năm 2026", "added_at": NOW}
    )
    usual = {"position": 1, "number": "25", "task": "Cập nhật danh mục thủ tục", "product": "Danh mục"}
    row = PlanItem.objects.create(plan=plan, **{**usual, **values})
    if unit:
        ItemUnit.objects.create(item=row, unit=ground.unit, part="lead")
    if leaf:
        ItemLeaf.objects.create(item=row, code="3.1.1")
    return row


def an_item(**values: Any) -> Make:
    return lambda ground: Ref("plan_item", str(item(ground, **values).pk))


def _assigned(ground: Ground) -> Ref:
    row = item(ground)
    ItemLink.objects.create(item=row, assignment=share(ground).duty.assignment, joined=True, at=NOW)
    return Ref("plan_item", str(row.pk))


def objective(*, document: bool = False, until: int = 11, better: str = "more", **values: Any) -> Make:
    """An objective with the same values for each month."""

    def make(ground: Ground) -> Ref:
        row = Objective.objects.create(
            commune=ground.commune, year=2026, title="Thu ngân sách", measure="tỷ đồng", unit=ground.unit, better=better
        )
        paper = Document.objects.create(commune=ground.commune, direction="in", state="received", added_at=NOW) if document else None
        usual = {"planned": Decimal(10), "actual": Decimal(8), "document": paper, "entered_at": NOW}
        ObjectiveValue.objects.bulk_create(ObjectiveValue(objective=row, month=month, **{**usual, **values}) for month in range(1, until))
        return Ref("objective", str(row.pk))

    return make


EXAMPLES = {
    "KH-01": Examples(
        an_item(unit=False, lead_text="Ban Tuyên giáo"), {"chưa có đơn vị chủ trì": an_item()}, also=(an_item(unit=False, number=""),)
    ),
    "KH-02": Examples(an_item(product=""), {"chưa ghi sản phẩm": an_item()}),
    "KH-03": Examples(an_item(), {"không có nhiệm vụ nào còn thực hiện": _assigned}),
    "KH-04": Examples(
        objective(until=8), {"có tháng đã qua chưa ghi số thực hiện": objective()}, also=(objective(actual=None), objective(until=1))
    ),
    "KH-05": Examples(
        objective(),
        {"kém kế hoạch của tháng": objective(actual=Decimal(10)), "chưa có văn bản nguồn": objective(document=True)},
        also=(objective(actual=Decimal(12), better="less"),),
    ),
    "KH-06": Examples(an_item(leaf=False), {"chưa gắn tiêu chí": an_item()}),
    "KH-07": Examples(
        objective(), {"kém kế hoạch của tháng": objective(actual=Decimal(12)), "chưa nêu nguyên nhân": objective(cause="Mưa bão")}
    ),
}
