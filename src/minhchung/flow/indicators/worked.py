"""Working time inside a query: a join with the slot table of the working calendar, so that any database can do it.

The engine knows no calendar: the slot table is handed in (`worktime.columns.SlotTable.rows()`, its `origin` and `slot_minutes`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Slots:
    """One calendar as slots of equal length since `origin`: `slot`, `before` (working minutes until it), `open` (0, 1).

    `slot_minutes`: how long a slot is. `day_minutes`: the working minutes of a full day, for limits in working days.
    """

    rows: pa.Table
    origin: datetime
    slot_minutes: int
    day_minutes: int = 480

    @classmethod
    def of(cls, rows: Mapping[str, Any], origin: Any, slot_minutes: int, day_minutes: int = 480) -> "Slots":
        """From what a `SlotTable` gives: `rows()`, `origin` (a datetime64 day) and `slot_minutes`."""
        since: datetime = np.datetime64(origin, "s").item()
        columns = {name: pa.array(np.asarray(rows[name], dtype=np.int64)) for name in ("slot", "before", "open")}
        return cls(pa.table(columns), since, slot_minutes, day_minutes)


def with_worked(table: ir.Table, slots: Slots, name: str, start: str, end: str) -> ir.Table:
    """The table with a column `name`: working seconds from column `start` to column `end`, signed.

    NULL where either is NULL or lies outside the calendar. The same seconds as `SlotTable.worked` gives.
    """
    lookup = ibis.memtable(slots.rows)
    first, last = f"{name}_first", f"{name}_last"
    found = table
    for column, moment in ((first, start), (last, end)):
        found = _until(found, lookup, slots, column, moment)
    return found.mutate(**{name: found[last] - found[first]}).drop(first, last)


def _until(table: ir.Table, lookup: ir.Table, slots: Slots, name: str, moment: str) -> ir.Table:
    """The table with working seconds from the origin until a moment."""
    length = slots.slot_minutes * 60
    offset = (table[moment].epoch_seconds() - int((slots.origin - datetime(1970, 1, 1)).total_seconds())).cast("int64")  # noqa: DTZ001
    keyed = table.mutate(**{f"{name}_offset": offset})
    keyed = keyed.mutate(**{f"{name}_slot": (keyed[f"{name}_offset"] // length).cast("int64")})
    entry = lookup.view().select(**{f"{name}_key": "slot", f"{name}_before": "before", f"{name}_open": "open"})
    joined = keyed.left_join(entry, keyed[f"{name}_slot"] == entry[f"{name}_key"])
    into = joined[f"{name}_offset"] - joined[f"{name}_slot"] * length
    reached = joined[f"{name}_before"] * 60 + joined[f"{name}_open"] * into
    return joined.mutate(**{name: reached}).select(*table.columns, name)
