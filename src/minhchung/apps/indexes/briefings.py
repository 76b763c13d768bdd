"""Tells the meetings where the points of the units stand and what would bring most of them."""

from datetime import date

from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.queries import index_of
from minhchung.apps.indexes.standing import standing_of, units_of
from minhchung.apps.indexes.tree import wins
from minhchung.apps.meetings import points
from minhchung.apps.meetings.points import Proposed, Told, UnitPoints
from minhchung.apps.organisations.models import Commune

BEST = 20


def of_commune(commune: Commune, day: date) -> Told | None:
    """The index of the day's year; None while the ward has chosen no criteria set."""
    index = index_of(commune, day.year)
    if index is None:
        return None
    standing = standing_of(index, day=day)
    units = {pk: UnitPoints(parts.unproven + parts.winnable, parts.unproven) for pk, parts in units_of(standing).items() if pk is not None}
    agenda = {
        win.row.criterion.pk: Proposed(
            f"Tiêu chí {win.act.leaf.code} {win.act.leaf.title}",
            win.words or "cần hoàn thành để có điểm",
            Ref("criterion", str(win.row.criterion.pk)),
            win.row.criterion.unit_id,
            win.act.points,
        )
        for win in reversed(wins(standing, limit=BEST))
    }
    return Told(units, list(reversed(agenda.values())))


points.register(of_commune)
