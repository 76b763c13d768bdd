"""Plan items and objectives follow a handover from unit to unit; a person holds neither."""

from datetime import date

from minhchung.apps.ground.jobs import reads
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Handover, Unit
from minhchung.apps.organisations.passing import Passing, register
from minhchung.apps.plans.actions import pass_on_items, pass_on_objectives
from minhchung.apps.plans.models import ItemUnit, Objective


@reads("plans.handovers", acts={"organisations.hand_over"})
def follow_handover(event: HistoryEvent) -> None:
    """Moves the items and objectives of a unit to the one it handed over to."""
    handover = Handover.objects.get(pk=event.key, commune=event.commune)
    if handover.from_unit_id is not None:
        pass_on_items(handover=handover, actor=None, at=event.at)
        pass_on_objectives(handover=handover, actor=None, at=event.at)


def _items_led(unit: Unit, on: date) -> list[str]:
    led = ItemUnit.objects.filter(
        unit=unit, part=ItemUnit.Part.LEAD, item__archived_at=None, item__plan__archived_at=None, item__plan__year__gte=on.year
    )
    return [str(pk) for pk in led.order_by("item__plan__year", "item__position").values_list("item", flat=True)]


def _objectives_of(unit: Unit, on: date) -> list[str]:
    live = Objective.objects.filter(unit=unit, archived_at=None, year__gte=on.year)
    return [str(pk) for pk in live.order_by("year", "title").values_list("pk", flat=True)]


register(Passing(name="plan_items", label="mục kế hoạch chủ trì", kind="plan_item", of_unit=_items_led, of_person=None))
register(Passing(name="objectives", label="mục tiêu phụ trách", kind="objective", of_unit=_objectives_of, of_person=None))
