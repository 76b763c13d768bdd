"""Approved versions come into force on their day; documents follow a handover from unit to unit."""

from datetime import date, datetime

from django.utils import timezone

from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.jobs import due_job, reads
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Handover, Unit
from minhchung.apps.organisations.passing import Passing, register
from minhchung.apps.quality.actions import bring_into_force, pass_on
from minhchung.apps.quality.models import ControlledDocument, Version
from minhchung.apps.quality.rules import life


@due_job("quality.effective", "Đưa tài liệu ISO đến ngày vào hiệu lực")
def come_into_force(now: datetime) -> int:
    """Puts in force what was approved for today or an earlier day. Returns how many versions."""
    today: date = timezone.localtime(now).date()
    return sum(_entered(each, now) for each in Version.objects.filter(state=life.WAITING, effective_on__lte=today))


def _entered(version: Version, now: datetime) -> int:
    try:
        bring_into_force(version=version, actor=None, at=now)
    except Refused:
        return 0  # another process has done so at this very moment, or it was withdrawn
    return 1


@reads("quality.handovers", acts={"organisations.hand_over"})
def follow_handover(event: HistoryEvent) -> None:
    """Moves the documents of a unit to the one it handed over to; a person owns none."""
    handover = Handover.objects.get(pk=event.key, commune=event.commune)
    if handover.from_unit_id is not None:
        pass_on(handover=handover, actor=None, at=event.at)


def _owned(unit: Unit, on: date) -> list[str]:
    return [str(pk) for pk in ControlledDocument.objects.filter(owner=unit, archived_at=None).order_by("code").values_list("pk", flat=True)]


register(Passing(name="controlled_documents", label="tài liệu ISO phụ trách", kind="controlled_document", of_unit=_owned, of_person=None))
