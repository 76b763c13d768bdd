"""The limit that the catalogue gives a dossier, where its export gives none: of the day of reception, for the way it was handed in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from minhchung.apps.procedures.models import Procedure
from minhchung.apps.procedures.queries.standing import over_time
from minhchung.apps.procedures.rules import Standing
from minhchung.apps.procedures.rules.content import TimeUnit, Way, WayKind
from minhchung.worktime import Limit
from minhchung.worktime.limits import Unit

UNITS: dict[TimeUnit, Unit] = {TimeUnit.WORKING_HOURS: "wh", TimeUnit.WORKING_DAYS: "wd", TimeUnit.DAYS: "d", TimeUnit.MONTHS: "m"}
"""Limits in plain hours are not counted: worktime has working hours only."""


@dataclass(frozen=True)
class CatalogueLimit:
    """What the catalogue says of the limit from a day on: (way, limit) for every way whose limit is certain and the only one said of it.
    `told`: where that stands, "theo danh mục, 4128/QĐ-UBND"."""

    since: date
    ways: tuple[tuple[str, Limit], ...]
    told: str

    def of(self, channel: str) -> Limit | None:
        """The limit of a way of handing in; where the way is not known, or not told apart, the one that holds for all."""
        known = dict(self.ways)
        if WayKind.ANY in known or channel in known:
            return known.get(channel, known.get(WayKind.ANY))
        return next(iter(known.values())) if not channel and len(set(known.values())) == 1 else None


def limits_of(commune: str, procedures: Collection[Procedure]) -> dict[str, tuple[CatalogueLimit, ...]]:
    """What the catalogue has said of each procedure from day to day, the newest last, by code. One query."""
    codes = {each.pk: each.code for each in procedures}
    told = over_time(commune, list(codes), since=date.min) if codes else {}
    return {codes[pk]: tuple(map(_told, standings)) for pk, standings in told.items()}


def limit_on(limits: Collection[CatalogueLimit], day: date, channel: str) -> tuple[Limit | None, str]:
    """The limit of a day and where it stands; (None, "") where the catalogue says none for certain."""
    found = max((each for each in limits if each.since <= day), key=lambda each: each.since, default=None)
    limit = found.of(channel) if found else None
    return (limit, found.told) if found and limit else (None, "")


def _told(standing: Standing) -> CatalogueLimit:
    content = standing.content
    ways: dict[str, set[Limit | None]] = {}
    for way in (content.ways or ()) if standing.in_force else ():
        ways.setdefault(way.kind.value, set()).add(_limit(way))
    certain = tuple((kind, only) for kind, said in sorted(ways.items()) if len(said) == 1 and (only := next(iter(said))) is not None)
    return CatalogueLimit(standing.since, certain, f"theo danh mục, {content.decision}" if content.decision else "theo danh mục")


def _limit(way: Way) -> Limit | None:
    """The limit of a way; None where it is doubtful, has no unit that can be counted, or is no whole number."""
    said = way.limit
    if said.doubt or said.value is None or said.unit not in UNITS or said.value != int(said.value) or said.value <= 0:
        return None
    return Limit(int(said.value), UNITS[said.unit])
