"""Criteria follow a handover from unit to unit."""

from datetime import date

from minhchung.apps.ground.jobs import reads
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.indexes.actions import pass_on
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.organisations.models import Handover, Unit
from minhchung.apps.organisations.passing import Passing, register


@reads("indexes.handovers", acts={"organisations.hand_over"})
def follow_handover(event: HistoryEvent) -> None:
    """Moves the criteria of a unit to the one it handed over to; a person answers for no criterion."""
    handover = Handover.objects.get(pk=event.key, commune=event.commune)
    if handover.from_unit_id is not None:
        pass_on(handover=handover, actor=None, at=event.at)


def _answered_for(unit: Unit, on: date) -> list[str]:
    live = Criterion.objects.filter(unit=unit, archived_at=None, year__gte=on.year)
    return [str(pk) for pk in live.order_by("year", "code").values_list("pk", flat=True)]


register(
    Passing(
        name="criteria",
        label="tiêu chí phụ trách",
        kind="criterion",
        of_unit=_answered_for,
        of_person=None,
    )
)
