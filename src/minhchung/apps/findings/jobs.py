"""Findings follow a handover from unit to unit; a person holds none."""

from datetime import date

from minhchung.apps.findings.actions import pass_on
from minhchung.apps.findings.models import Finding, FindingUnit
from minhchung.apps.ground.jobs import reads
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Handover, Unit
from minhchung.apps.organisations.passing import Passing, register


@reads("findings.handovers", acts={"organisations.hand_over"})
def follow_handover(event: HistoryEvent) -> None:
    """Moves the open findings of a unit to the one it handed over to."""
    handover = Handover.objects.get(pk=event.key, commune=event.commune)
    if handover.from_unit_id is not None:
        pass_on(handover=handover, actor=None, at=event.at)


def _open_under(unit: Unit, on: date) -> list[str]:
    live = FindingUnit.objects.filter(unit=unit).exclude(finding__state=Finding.State.CLOSED)
    return [str(pk) for pk in live.order_by("finding__year", "finding__number").values_list("finding", flat=True)]


register(Passing(name="findings", label="tồn tại chưa đóng", kind="finding", of_unit=_open_under, of_person=None))
