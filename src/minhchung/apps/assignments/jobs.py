"""What follows by itself: periods open; handovers move duties."""

import logging
from datetime import date, datetime

from django.utils import timezone

from minhchung.apps.assignments.actions import open_occurrences, pass_on
from minhchung.apps.assignments.models import Duty, Holding
from minhchung.apps.assignments.opening import missing_occurrences, repeating
from minhchung.apps.ground.jobs import due_job, reads
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Commune, Handover
from minhchung.apps.organisations.passing import Passing, register

logger = logging.getLogger(__name__)
_opened_on: dict[str, date] = {}
"""The day on which this process last opened the periods of a commune; losing it only means looking once more."""


@due_job("assignments.open_occurrences", "Mở kỳ thực hiện đến hạn mở")
def open_due_occurrences(now: datetime) -> int:
    """Opens the periods of every commune in use that should be open by now. Idempotent."""
    return sum(open_for(commune, now=now) for commune in Commune.objects.filter(in_use=True))


def open_for(commune: Commune, *, now: datetime) -> int:
    """Opens what one commune still misses; writes nothing when nothing is missing."""
    _opened_on[commune.code] = timezone.localtime(now).date()
    if not missing_occurrences(repeating(commune.code), today=_opened_on[commune.code]):
        return 0
    return open_occurrences(commune=commune, actor=None, at=now)


def open_on_first_page_of_the_day(commune: Commune | None, *, now: datetime) -> None:
    """Without a worker the first page of a day opens the periods; later pages of the day cost nothing."""
    if commune is not None and _opened_on.get(commune.code) != timezone.localtime(now).date():
        open_for(commune, now=now)


@reads("assignments.handovers", acts={"organisations.hand_over"})
def follow_handover(event: HistoryEvent) -> None:
    """Moves duties to whom a unit or person handed over."""
    handover = Handover.objects.filter(pk=event.key, commune=event.commune).first()
    if handover is None:
        logger.warning("handover %s of commune %s is gone; nothing was passed on", event.key, event.commune)
        return
    pass_on(handover=handover, actor=None, at=event.at)


def _held(on: date, **who: object) -> list[str]:
    """The works of duties held on that day that still have something open, once for each duty."""
    holdings = Holding.objects.filter(until=None, since__lte=on, duty__removed_at=None, **who)
    duties = Duty.objects.filter(pk__in=holdings.filter(duty__occurrences__closed_at=None).values("duty"))
    return [str(work) for work in duties.order_by("assignment__number", "pk").values_list("assignment", flat=True)]


register(
    Passing(
        name="duties",
        label="phần việc đang làm",
        passed_label="phần việc, gồm cả việc đã xong",
        kind="assignment",
        of_unit=lambda unit, on: _held(on, unit=unit),
        of_person=lambda person, on: _held(on, person=person),
    )
)
