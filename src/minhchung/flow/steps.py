"""What the steps tell: which follows which and how fast, time per step and unit, hand-overs, repeated work.

One query each, in plain SQL (window functions and joins): the order inside a dossier is its sequence number, never the moments, which are
often equal in exports at minute resolution. Working time is an equi-join with the slot table: until second t since the table's origin,
``before * 60 + open * (t - slot * slot_seconds)`` seconds have been worked. Moments outside the table's years give NULL, not zero.
"""

from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from minhchung.flow.inputs import Read, Source, read
from minhchung.flow.slots import Slots, WorkingTime

COLUMNS = ("code", "seq", "step", "unit", "officer", "started_at", "ended_at")

_WORKED = """
    SELECT n.*, CAST(b.before AS BIGINT) * 60 + b."open" * (n.until_s - b.slot * {slot_s})
                - CAST(a.before AS BIGINT) * 60 - a."open" * (n.from_s - a.slot * {slot_s}) AS worked_s
    FROM {source} n
    LEFT JOIN slots a ON a.slot = n.from_slot
    LEFT JOIN slots b ON b.slot = n.until_slot
"""

_EDGES = """
WITH followed AS (
    SELECT step, at_s AS from_s, at_slot AS from_slot,
           lead(step) OVER route AS next_step, lead(at_s) OVER route AS until_s, lead(at_slot) OVER route AS until_slot
    FROM events
    WINDOW route AS (PARTITION BY code ORDER BY seq)
), pairs AS (SELECT * FROM followed WHERE next_step IS NOT NULL),
worked AS ({worked})
SELECT step, next_step, count(*) AS cases,
       avg(until_s - from_s) / 60 AS elapsed_minutes, avg(worked_s) / 60 AS working_minutes, count(worked_s) AS working_cases
FROM worked
GROUP BY step, next_step
ORDER BY cases DESC, step, next_step
"""

_TIMES = """
SELECT step, unit, count(*) AS passes, count(DISTINCT code) AS dossiers,
       count(handling) AS handled, avg(handling) AS handling_mean,
       quantile_cont(handling, 0.5) AS handling_median, quantile_cont(handling, 0.8) AS handling_p80,
       count(waiting) AS waited, quantile_cont(waiting, 0.5) AS waiting_median, quantile_cont(waiting, 0.8) AS waiting_p80
FROM timed
GROUP BY step, unit
ORDER BY step, unit NULLS LAST
"""

_HANDOVERS = """
WITH followed AS (
    SELECT code, {holder} AS giver, until_s AS from_s, until_slot AS from_slot,
           lead({holder}) OVER route AS taker, lead(at_s) OVER route AS until_s, lead(at_slot) OVER route AS until_slot
    FROM events
    WINDOW route AS (PARTITION BY code ORDER BY seq)
), pairs AS (SELECT * FROM followed WHERE giver IS NOT NULL AND taker IS NOT NULL AND giver <> taker),
worked AS ({worked})
SELECT giver, taker, count(*) AS handovers, count(DISTINCT code) AS dossiers, avg(worked_s) / 60 AS waiting_minutes
FROM worked
GROUP BY giver, taker
ORDER BY handovers DESC, giver, taker
"""

_REWORK = """
SELECT step, unit, count(*) AS dossiers, CAST(sum(times - 1) AS BIGINT) AS repeats, max(times) AS most
FROM (SELECT code, step, max(unit) AS unit, count(*) AS times FROM events WHERE step IS NOT NULL GROUP BY code, step) AS passes
WHERE times > 1
GROUP BY step, unit
ORDER BY repeats DESC, step, unit NULLS LAST
"""

_ROUTES = """
SELECT route, count(*) AS dossiers
FROM (SELECT code, list(step ORDER BY seq) AS route FROM events WHERE step IS NOT NULL GROUP BY code) AS whole
WHERE len(route) > 1
GROUP BY route
ORDER BY dossiers DESC, route
"""


def edges(steps: Source, slots: Slots) -> pa.Table:
    """Which step directly follows which: `step`, `next_step`, `cases`, mean `elapsed_minutes` and `working_minutes` from one to the next.

    A step's moment is its start, or its end where the source gives only that. `working_cases` of the `cases` have a known working time; the
    means leave the others out. Steps without a name are left out with their edges.
    """
    with duckdb.connect() as base:
        slot_s = _prepare(base, _events(_read(steps), slots), slots)
        return _table(base, _EDGES.format(worked=_WORKED.format(source="pairs", slot_s=slot_s)))


def step_times(steps: Source, slots: Slots) -> pa.Table:
    """Working minutes per step and unit: `handling` from start to end, `waiting` from the end of the step before to the start.

    `passes` counts rows, `handled` and `waited` those whose time is known; medians and p80 are over these (NULL when there is none). A step
    that begins before the one before it ends (parallel work) has waited 0.
    """
    rows = _read(steps)
    work = WorkingTime(slots)
    with duckdb.connect() as base:
        base.register("steps", rows.rows)
        ordered: pa.Table = base.sql(
            "SELECT code, step, unit, started_at, ended_at, lag(ended_at) OVER (PARTITION BY code ORDER BY seq) AS before "
            "FROM steps WHERE step IS NOT NULL"
        ).to_arrow_table()
        moments = {name: ordered[name].to_numpy().astype("datetime64[s]") for name in ("started_at", "ended_at", "before")}
        handling = work.minutes(moments["started_at"], moments["ended_at"])
        waiting = np.maximum(work.minutes(moments["before"], moments["started_at"]), 0)
        timed = ordered.select(["code", "step", "unit"])
        for name, values in (("handling", np.where(handling < 0, np.nan, handling)), ("waiting", waiting)):
            timed = timed.append_column(name, pa.array(values, from_pandas=True))
        base.register("timed", timed)
        return _table(base, _TIMES)


def handovers(steps: Source, slots: Slots, *, between: str = "unit") -> pa.Table:
    """Who hands dossiers to whom (`giver`, `taker`), between units or officers, and the mean working minutes until the taker begins."""
    if between not in ("unit", "officer"):
        raise ValueError(f"Không đếm được bàn giao giữa “{between}”: chọn unit hoặc officer.")
    with duckdb.connect() as base:
        slot_s = _prepare(base, _events(_read(steps), slots), slots)
        return _table(base, _HANDOVERS.format(holder=between, worked=_WORKED.format(source="pairs", slot_s=slot_s)))


def rework(steps: Source) -> pa.Table:
    """Steps done more than once in one dossier: `dossiers` in which that happened, `repeats` beyond the first, `most` in one dossier."""
    with duckdb.connect() as base:
        base.register("events", _read(steps).rows)
        return _table(base, _REWORK)


def routes(steps: Source) -> pa.Table:
    """The ways dossiers went: `route`, the names of the steps in their order, and `dossiers`; the most usual first.

    Dossiers of a single step went no way and are left out.
    """
    with duckdb.connect() as base:
        base.register("events", _read(steps).rows)
        return _table(base, _ROUTES)


def _read(steps: Source) -> Read:
    return read(steps, "steps", COLUMNS)


def _events(steps: Read, slots: Slots) -> pa.Table:
    """The steps with their moments as whole seconds since the origin of the slot table, and the slot each falls in."""
    starts, ends = steps.moments("started_at"), steps.moments("ended_at")
    at = np.where(np.isnat(starts), ends, starts)
    until = np.where(np.isnat(ends), starts, ends)
    table = steps.rows.select(["code", "seq", "step", "unit", "officer"])
    for name, moments in (("at", at), ("until", until)):
        seconds = (moments - slots.origin.astype("datetime64[s]")).astype(np.int64)
        unknown = np.isnat(moments)
        slot = (seconds // (slots.slot_minutes * 60)).astype(np.int32, copy=False)
        table = table.append_column(f"{name}_s", pa.array(seconds, mask=unknown))
        table = table.append_column(f"{name}_slot", pa.array(slot, pa.int32(), mask=unknown))
    return table


def _prepare(base: duckdb.DuckDBPyConnection, events: pa.Table, slots: Slots) -> int:
    base.register("all_events", events)
    base.register("slots", pa.table(slots.rows()))
    base.execute("CREATE VIEW events AS SELECT * FROM all_events WHERE step IS NOT NULL")
    return slots.slot_minutes * 60


def _table(base: duckdb.DuckDBPyConnection, query: str) -> Any:
    return base.sql(query).to_arrow_table()
