"""System faults (from–to) against the time each dossier was in hand: which it touched, and how many working minutes it took away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa

from minhchung.flow.inputs import InputError, Tables
from minhchung.flow.slots import Minutes, Moments, Slots, WorkingTime, wall_clock
from minhchung.flow.usual import ends_of

COLUMNS = ("fault", "from_at", "to_at")


@dataclass(frozen=True, slots=True)
class Faults:
    """The log of faults: names and moments; a fault that lasts still ends at `as_of`."""

    names: tuple[str, ...]
    starts: Moments
    ends: Moments

    def merged(self) -> tuple[Moments, Moments]:
        """The same time as intervals that do not overlap, in order."""
        order = np.argsort(self.starts, kind="stable")
        starts: list[Any] = []
        ends: list[Any] = []
        for start, end in zip(self.starts[order], self.ends[order], strict=True):
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        return np.array(starts, "datetime64[s]"), np.array(ends, "datetime64[s]")


def faults_of(table: pa.Table | None, as_of: np.datetime64) -> Faults:
    """The log as handed in: columns `fault` (its name or number), `from_at`, `to_at` (empty while it lasts). Raises InputError."""
    if table is None:
        return Faults((), np.empty(0, "datetime64[s]"), np.empty(0, "datetime64[s]"))
    lacks = [name for name in COLUMNS if name not in table.column_names]
    if lacks:
        raise InputError(f"Nhật ký lỗi thiếu cột {', '.join(lacks)}: cần {', '.join(COLUMNS)}.")
    moments = [table[name].cast(pa.timestamp("s")).to_numpy(zero_copy_only=False).astype("datetime64[s]") for name in ("from_at", "to_at")]
    starts, ends = moments[0], np.where(np.isnat(moments[1]) | (moments[1] > as_of), as_of, moments[1])
    names = table["fault"].to_pylist()
    for number in np.flatnonzero(np.isnat(starts) | ((moments[1] < starts) & ~np.isnat(moments[1]))).tolist():
        raise InputError(f"Lỗi hệ thống “{names[number]}” thiếu giờ bắt đầu hoặc kết thúc trước khi bắt đầu: sửa lại hai giờ ấy.")
    kept = starts < ends
    return Faults(tuple(name for name, keep in zip(names, kept, strict=True) if keep), starts[kept], ends[kept])


def overlap(starts: Moments, ends: Moments, fault_start: Any, fault_end: Any, work: WorkingTime) -> Minutes:
    """Working minutes that each interval shares with one fault; 0 where they do not meet, NaN where an interval is not known."""
    first, last = np.maximum(starts, fault_start), np.minimum(ends, fault_end)
    return np.where(np.isnat(starts) | np.isnat(ends), np.nan, np.where(first < last, work.minutes(first, last), 0.0))


def lost_minutes(starts: Moments, ends: Moments, faults: Faults, work: WorkingTime) -> Minutes:
    """Working minutes of each interval during which some fault lasted; faults at the same time count once."""
    total = np.zeros(starts.size)
    for start, end in zip(*faults.merged(), strict=True):
        total += overlap(starts, ends, start, end, work)
    return total


def touched_by_faults(tables: Tables, slots: Slots, faults: pa.Table, *, as_of: datetime) -> pa.Table:
    """One row per dossier and fault that touched it: `code`, `fault`, `from_at`, `to_at`, `minutes` (working minutes in common).

    A dossier is in hand from its reception to its end, or to `as_of` while it is open. Faults outside office hours touch nothing.
    """
    now, work = wall_clock(as_of), WorkingTime(slots)
    log = faults_of(faults, now)
    dossiers = tables.read("dossiers", ("code", "status", "received_at", "finished_at", "delivered_at"))
    starts, ends = dossiers.moments("received_at"), ends_of(dossiers)
    ends = np.where(np.isnat(ends) | (ends > now), now, ends)
    parts = []
    for name, start, end in zip(log.names, log.starts, log.ends, strict=True):
        minutes = overlap(starts, ends, start, end, work)
        rows = np.flatnonzero(minutes > 0)
        moments = {"from_at": start, "to_at": end}
        parts.append(
            pa.table(
                {"code": dossiers.rows["code"].take(pa.array(rows)), "fault": pa.array([str(name)] * rows.size, pa.string())}
                | {key: pa.array(np.full(rows.size, value), pa.timestamp("s")) for key, value in moments.items()}
                | {"minutes": pa.array(minutes[rows])}
            )
        )
    names = [
        ("code", pa.string()),
        ("fault", pa.string()),
        ("from_at", pa.timestamp("s")),
        ("to_at", pa.timestamp("s")),
        ("minutes", pa.float64()),
    ]
    return pa.concat_tables(parts).cast(pa.schema(names)) if parts else pa.schema(names).empty_table()
