"""Approved versions come into force on their day; documents follow a handover from unit to unit."""

from datetime import date, datetime

from django.utils import timezone

from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.jobs import due_job
from minhchung.apps.quality.actions import bring_into_force
from minhchung.apps.quality.models import Version
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
