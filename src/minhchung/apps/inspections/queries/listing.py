"""The inspections of a ward as a list, counted in few queries whatever their number."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from minhchung.apps.findings.models import Finding
from minhchung.apps.inspections.models import Inspection
from minhchung.apps.inspections.queries.scope import inspections_for
from minhchung.apps.organisations.models import Person


@dataclass(frozen=True)
class Row:
    """An inspection with its units and how many of its findings are still open."""

    inspection: Inspection
    units: Sequence[str]
    found: int
    open: int


def rows_for(person: Person, *, state: str = "") -> list[Row]:
    """The newest first; `state`: "dang" those under way, "xong" those closed."""
    rows = inspections_for(person).prefetch_related("inspectedunits__unit")
    if state == "xong":
        rows = rows.filter(state="closed")
    elif state == "dang":
        rows = rows.exclude(state="closed")
    listed = list(rows)
    counts = _counts(person)
    return [Row(each, [unit.unit.short for unit in each.inspectedunits.all()], *counts.get(str(each.pk), (0, 0))) for each in listed]


def _counts(person: Person) -> dict[str, tuple[int, int]]:
    rows = Finding.objects.filter(commune=person.commune_id or "", origin_kind="inspection").values("origin_key").order_by("origin_key")
    counted = rows.annotate(all=Count("pk"), open=Count("pk", filter=~Q(state=Finding.State.CLOSED)))
    return {row["origin_key"]: (row["all"], row["open"]) for row in counted}
