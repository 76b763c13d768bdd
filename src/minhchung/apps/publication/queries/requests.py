"""Requests to post, and what was announced without one: by when it has to be shown, how many working days it took."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.organisations.models import Commune, Unit
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.apps.procedures.models import Procedure, Source
from minhchung.apps.publication.models import Channel, Posting
from minhchung.apps.publication.queries.copies import showing
from minhchung.apps.publication.queries.limits import POST, limit_of


@dataclass(frozen=True)
class Row:
    """A request with its days. `taken`: working days from the decision to the posting, or to today while it is open."""

    posting: Posting
    due: date
    taken: int
    late: bool


@dataclass(frozen=True)
class Announced:
    """A publication decision laid over the catalogue, and the channels where nobody has asked for it to be shown."""

    source: Source
    lacking: Sequence[Channel]
    due: date
    late: bool
    procedures: int


def rows_of(postings: Iterable[Posting], commune: Commune, today: date) -> list[Row]:
    """Requests with their days."""
    days, calendar = limit_of(commune.pk, POST), calendar_of(commune)
    found = []
    for posting in postings:
        due = calendar.add_working_days(posting.decided_on, days)
        last = posting.posted_on or max(today, posting.decided_on)
        taken = calendar.working_days_between(posting.decided_on, last)
        found.append(Row(posting, due, taken, last > due and not posting.dropped_at))
    return found


def waiting_for(procedure: Procedure, channel: Channel) -> Posting | None:
    """The request to show this procedure there that is still open, the newest."""
    return Posting.objects.filter(channel=channel, procedures=procedure, posted_on=None, dropped_at=None).order_by("-pk").first()


def announced(commune: Commune, today: date) -> list[Announced]:
    """The decisions with channels for which no request stands, the newest first."""
    days, calendar = limit_of(commune.pk, POST), calendar_of(commune)
    channels = showing(commune.pk, today)
    asked = set(Posting.objects.filter(commune=commune, document__isnull=False, dropped_at=None).values_list("document", "channel"))
    found = []
    rows = Source.objects.filter(commune=commune, kind=Source.Kind.DECISION, undone_at=None, on__lte=today).select_related("document")
    for source in rows.prefetch_related("lines").order_by("-on", "-pk"):
        lacking = [channel for channel in channels if (source.document_id, channel.pk) not in asked and channel.added_at.date() <= today]
        due = calendar.add_working_days(decided_on(source), days)
        if lacking:
            found.append(Announced(source, lacking, due, today > due, len(source.lines.all())))
    return found


def decided_on(source: Source) -> date:
    """The day from which the days of posting count: of the decision itself, else the day it takes effect."""
    return (source.document.issued_on if source.document else None) or source.on


@dataclass(frozen=True)
class UnitCount:
    """What a unit was asked to post: how many, posted, in time, waiting, waiting too long; and working days on the average."""

    unit: Unit | None
    asked: int
    posted: int
    in_time: int
    waiting: int
    late: int
    days: float | None


def by_unit(rows: Sequence[Row]) -> list[UnitCount]:
    """The requests by the unit that has to post; those of no unit last."""
    units = {row.posting.unit_id: row.posting.unit for row in rows if not row.posting.dropped_at}
    return [
        _counted(units[key], [row for row in rows if row.posting.unit_id == key and not row.posting.dropped_at]) for key in _sorted(units)
    ]


def _sorted(units: dict[int | None, Unit | None]) -> list[int | None]:
    return sorted(units, key=lambda key: (unit.order, unit.pk) if (unit := units[key]) else (10**9, 0))


def _counted(unit: Unit | None, rows: Sequence[Row]) -> UnitCount:
    posted = [row for row in rows if row.posting.posted_on]
    waiting = [row for row in rows if not row.posting.posted_on]
    days = round(sum(row.taken for row in posted) / len(posted), 1) if posted else None
    return UnitCount(
        unit, len(rows), len(posted), sum(not row.late for row in posted), len(waiting), sum(row.late for row in waiting), days
    )
