"""The log of system faults against the dossiers in hand while they lasted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from minhchung.apps.dossiers.lake import slots_of
from minhchung.apps.dossiers.models import SystemFault
from minhchung.apps.dossiers.reading import Opened
from minhchung.apps.ground import clock
from minhchung.flow.backlog.faults import touched_by_faults
from minhchung.flow.inputs import Tables

COLUMNS = ("code", "procedure", "unit", "officer", "status", "received_at", "finished_at", "delivered_at")


@dataclass(frozen=True)
class Touch:
    """A fault that touched a dossier, and the working minutes they have in common."""

    fault: SystemFault
    minutes: float


def touched(lake: Opened, faults: Sequence[SystemFault], now: datetime) -> pa.Table:
    """Rows of `flow.backlog.touched_by_faults` over the whole generation; `fault` is the key of the fault."""
    return touched_by_faults(lake.tables, slots_of(lake.calendar), _table(faults), as_of=now)


def touches_of(lake: Opened, code: str, faults: Sequence[SystemFault], now: datetime) -> list[Touch]:
    """The faults that touched one dossier, the newest first."""
    if not faults:
        return []
    every = lake.tables.read("dossiers", COLUMNS)
    mask = pc.equal(every.rows["code"], code)
    only = Tables(every.rows.filter(mask), precision=lake.tables.precision)
    by_key = {str(fault.pk): fault for fault in faults}
    rows = touched_by_faults(only, slots_of(lake.calendar), _table(faults), as_of=now).to_pylist()
    found = [Touch(by_key[row["fault"]], row["minutes"]) for row in rows]
    return sorted(found, key=lambda touch: touch.fault.began_at, reverse=True)


def counts(lake: Opened | None, faults: Sequence[SystemFault], now: datetime) -> dict[int, int]:
    """How many dossiers each fault touched; a fault is missing where nothing is known (an empty lake)."""
    if lake is None or not faults:
        return {}
    seen = pc.value_counts(touched(lake, faults, now)["fault"]).to_pylist()
    found = {int(each["values"]): int(each["counts"]) for each in seen}
    return {fault.pk: found.get(fault.pk, 0) for fault in faults}


def dossiers_of(lake: Opened, fault: SystemFault, now: datetime) -> list[dict[str, Any]]:
    """The dossiers that one fault touched, those that lost most first: code, procedure, officer, unit, minutes."""
    rows = touched(lake, [fault], now)
    about = lake.tables.read("dossiers", COLUMNS).rows.select(["code", "procedure", "unit", "officer", "status"])
    joined = rows.select(["code", "minutes"]).join(about, "code")
    found: list[dict[str, Any]] = joined.sort_by([("minutes", "descending"), ("code", "ascending")]).to_pylist()
    return found


def _table(faults: Iterable[SystemFault]) -> pa.Table:
    def wall(moment: datetime | None) -> datetime | None:
        return moment.astimezone(clock.ZONE).replace(tzinfo=None) if moment else None

    rows = [{"fault": str(fault.pk), "from_at": wall(fault.began_at), "to_at": wall(fault.ended_at)} for fault in faults]
    schema = pa.schema([("fault", pa.string()), ("from_at", pa.timestamp("s")), ("to_at", pa.timestamp("s"))])
    return pa.Table.from_pylist(rows, schema=schema)
