"""Criteria follow a handover from unit to unit; the figures of the year's index are read anew after an import and every day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from minhchung.apps.ground import history
from minhchung.apps.ground.jobs import due_job, reads
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.indexes.actions import keep_week, pass_on, read_figures
from minhchung.apps.indexes.adopting import index_ref
from minhchung.apps.indexes.models import Criterion, Index
from minhchung.apps.indexes.rounds.closing import close_due
from minhchung.apps.indexes.rounds.models import Round
from minhchung.apps.indexes.rules.rounds import APPRAISED2, PUBLISHED
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


@due_job("indexes.weeks", "Ghi điểm tuần của bộ chỉ số")
def keep_weeks(now: datetime) -> int:
    """Keeps where the points stood at the end of every Sunday of the year that is not kept yet: the last, and those that were missed."""
    today, kept = timezone.localtime(now).date(), 0
    last = today - timedelta(days=today.isoweekday())
    for index in Index.objects.filter(year=last.year).select_related("pack", "commune"):
        known = set(index.weeks.values_list("day", flat=True))
        for sunday in _sundays(max(timezone.localdate(index.adopted_at), date(last.year, 1, 1)), last):
            if sunday not in known:
                keep_week(index=index, day=sunday, actor=None, at=now)
                kept += 1
    return kept


def _sundays(first: date, last: date) -> Iterator[date]:
    day = first + timedelta(days=7 - first.isoweekday())
    while day <= last:
        yield day
        day += timedelta(days=7)


LATER = timedelta(days=90)
"""So long after the end of its year an index is still read: its points are published in January or later."""


@due_job("indexes.figures", "Tính lại số liệu của bộ chỉ số")
def read_daily(now: datetime) -> int:
    """Reads the figures of every index of the running year once a day; an index of last year until its points are published elsewhere."""
    today, done = timezone.localtime(now).date(), 0
    for index in Index.objects.filter(year__in={today.year, (today - LATER).year}).select_related("pack", "commune"):
        last = history.of(index_ref(index)).filter(act="indexes.read_figures").order_by("-at").values_list("at", flat=True).first()
        if last is None or timezone.localtime(last).date() < today:
            read_figures(index=index, actor=None, at=now)
            done += 1
    return done


@due_job("indexes.rounds", "Đóng các bước đã hết hạn của đợt chấm", soon=True)
def close_stages(now: datetime) -> int:
    """Closes every stage of every round whose last day is over: a round nobody approved in time locks itself."""
    unfinished = Round.objects.exclude(state__in=[APPRAISED2, PUBLISHED]).select_related("index__commune", "index__pack")
    return sum(close_due(each, now) for each in unfinished)
