"""Items and objectives follow a handover from unit to unit, from the handover's year on."""

from datetime import datetime

from minhchung.apps.ground.acts import act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Handover, Person
from minhchung.apps.organisations.passing import PASSED
from minhchung.apps.plans.models import ItemUnit, Objective
from minhchung.apps.plans.rights import keeps_plans


@act("plans.pass_on_items", "Chuyển mục kế hoạch theo bàn giao", on="handover", allowed=keeps_plans)
def pass_on_items(*, handover: Handover, actor: Person | None, at: datetime) -> int:
    """The items that name the unit pass to the one it handed over to; gives back how many it led."""
    held = ItemUnit.objects.filter(
        unit=handover.from_unit_id,
        item__plan__commune=handover.commune_id,
        item__plan__year__gte=handover.on.year,
        item__plan__archived_at=None,
        item__archived_at=None,
    )
    rows = list(held.select_for_update().order_by("pk")) if handover.from_unit_id and handover.to_unit_id else []
    led = list(dict.fromkeys(row.item_id for row in rows if row.part == ItemUnit.Part.LEAD))
    present = set(ItemUnit.objects.filter(unit=handover.to_unit_id, item__in=[row.item_id for row in rows]).values_list("item", flat=True))
    ItemUnit.objects.filter(unit=handover.to_unit_id, item__in=set(led) & present).update(part=ItemUnit.Part.LEAD)
    ItemUnit.objects.filter(pk__in=[row.pk for row in rows if row.item_id in present]).delete()
    ItemUnit.objects.filter(pk__in=[row.pk for row in rows if row.item_id not in present]).update(unit=handover.to_unit_id)
    record(commune=handover.commune_id, subject=Ref("handover", str(handover.pk)), after={"plan_items": len(led), PASSED: led})
    return len(led)


@act("plans.pass_on_objectives", "Chuyển mục tiêu theo bàn giao", on="handover", allowed=keeps_plans)
def pass_on_objectives(*, handover: Handover, actor: Person | None, at: datetime) -> int:
    """The objectives a unit answered for pass to the unit it handed over to; gives back how many."""
    live = Objective.objects.filter(commune=handover.commune_id, unit=handover.from_unit_id, archived_at=None, year__gte=handover.on.year)
    passed = list(live.select_for_update().order_by("pk").values_list("pk", flat=True)) if handover.from_unit_id else []
    Objective.objects.filter(pk__in=passed).update(unit=handover.to_unit_id)
    record(commune=handover.commune_id, subject=Ref("handover", str(handover.pk)), after={"objectives": len(passed), PASSED: passed})
    return len(passed)
