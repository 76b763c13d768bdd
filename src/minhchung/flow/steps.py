"""What the steps tell: which follows which and how fast, time per step and unit, hand-overs, repeated work.

The order inside a dossier is its sequence number, never the moments, which are often equal in exports at minute resolution. Who follows
whom is one sort and one shift over whole columns, working time a look-up in the slot table, the rest plain SQL. Moments outside the table's
years give NULL, not zero.
"""

from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from minhchung.flow.inputs import Read, Source, codes_of, read
from minhchung.flow.slots import Minutes, Moments, Slots, WorkingTime

Numbers = NDArray[np.int64]
Counts = NDArray[np.int32]
COLUMNS = ("code", "seq", "step", "unit", "officer", "started_at", "ended_at")
MINUTE = np.timedelta64(60, "s")
MANY_WORDS = 256
"""Below it every pair of words that there could be has a number; above it only those pairs that occur."""
CHUNK = 32_768
LAST = np.iinfo(np.int32).max
"""The place of a step without a sequence number."""

_TIMES = """
SELECT step, unit, count(*) AS passes, count(DISTINCT code) AS dossiers,
       count(handling) AS handled, avg(handling) AS handling_mean,
       quantile_cont(handling, 0.5) AS handling_median, quantile_cont(handling, 0.8) AS handling_p80,
       count(waiting) AS waited, quantile_cont(waiting, 0.5) AS waiting_median, quantile_cont(waiting, 0.8) AS waiting_p80
FROM timed
WHERE step IS NOT NULL
GROUP BY step, unit
ORDER BY step, unit NULLS LAST
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
    rows = _read(steps)
    first, second = _following(rows)
    at, names = _begun(rows), codes_of(rows.rows["step"])
    work, groups = WorkingTime(slots), _Groups(names, first, second)
    worked, known = groups.mean(lambda before, after: work.minutes(at[before], at[after]))
    columns = {
        "step": groups.before,
        "next_step": groups.after,
        "cases": groups.counts,
        "elapsed_minutes": groups.mean(lambda before, after: (at[after] - at[before]) / MINUTE)[0],
        "working_minutes": worked,
        "working_cases": known,
    }
    return pa.table(columns).sort_by([("cases", "descending"), ("step", "ascending"), ("next_step", "ascending")])


def step_times(steps: Source, slots: Slots) -> pa.Table:
    """Working minutes per step and unit: `handling` from start to end, `waiting` from the end of the step before to the start.

    `passes` counts rows, `handled` and `waited` those whose time is known; medians and p80 are over these (NULL when there is none). A step
    that begins before the one before it ends (parallel work) has waited 0.
    """
    rows, work = _read(steps), WorkingTime(slots)
    first, second = _following(rows)
    starts, ends = rows.moments("started_at"), rows.moments("ended_at")
    before = np.full(len(rows), np.datetime64("NaT"), dtype="datetime64[s]")
    before[second] = ends[first]
    handling = work.minutes(starts, ends)
    waiting = np.maximum(work.minutes(before, starts), 0)
    timed = rows.rows.select(["code", "step", "unit"])
    for name, values in (("handling", np.where(handling < 0, np.nan, handling)), ("waiting", waiting)):
        timed = timed.append_column(name, pa.array(values, from_pandas=True))
    with duckdb.connect() as base:
        base.register("timed", timed)
        return _table(base, _TIMES)


def handovers(steps: Source, slots: Slots, *, between: str = "unit") -> pa.Table:
    """Who hands dossiers to whom (`giver`, `taker`), between units or officers, and the mean working minutes until the taker begins."""
    if between not in ("unit", "officer"):
        raise ValueError(f"Không đếm được bàn giao giữa “{between}”: chọn unit hoặc officer.")
    rows = _read(steps)
    first, second = _following(rows)
    holders = codes_of(rows.rows[between])
    giver, taker = holders[0][first], holders[0][second]
    handed = (giver >= 0) & (taker >= 0) & (giver != taker)
    first, second = first[handed], second[handed]
    work, over, begun = WorkingTime(slots), _over(rows), _begun(rows)
    groups = _Groups(holders, first, second)
    columns = {
        "giver": groups.before,
        "taker": groups.after,
        "handovers": groups.counts,
        "dossiers": groups.different(codes_of(rows.rows["code"])[0][first]),
        "waiting_minutes": groups.mean(lambda before, after: work.minutes(over[before], begun[after]))[0],
    }
    return pa.table(columns).sort_by([("handovers", "descending"), ("giver", "ascending"), ("taker", "ascending")])


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


def _following(steps: Read) -> tuple[Numbers, Numbers]:
    """The row numbers of every named step that another one follows in its dossier, and of those others."""
    seq = pc.fill_null(steps.rows["seq"], LAST).to_numpy()
    before = None if steps.rows["step"].null_count else _neighbours(steps.rows["code"], seq)
    if before is not None:
        return before, before + 1
    dossiers, _ = codes_of(steps.rows["code"])
    named = np.flatnonzero(pc.is_valid(steps.rows["step"]).to_numpy())
    order = named[np.argsort(((dossiers << 32) + seq)[named], kind="stable")]
    same = dossiers[order[:-1]] == dossiers[order[1:]]
    return order[:-1][same], order[1:][same]


def _neighbours(codes: pa.ChunkedArray, seq: Counts) -> Numbers | None:
    """The rows that the next row follows in its dossier, in a table that is in order of code and sequence number, as those of the lake
    are; None where the order must be found first."""
    if codes.null_count or not seq.size:
        return None
    before, after = codes.slice(0, seq.size - 1), codes.slice(1)
    same = pc.equal(before, after).to_numpy()
    in_order = pc.all(pc.less_equal(before, after)).as_py() and not (same & (seq[1:] < seq[:-1])).any()
    return np.flatnonzero(same) if in_order else None


class _Groups:
    """Pairs of rows that say the same two words, one group each: `before` and `after` are the words, `counts` the pairs."""

    def __init__(self, words: tuple[Numbers, NDArray[np.object_]], first: Numbers, second: Numbers) -> None:
        numbers, names = words
        many = max(names.size, 1)
        self._first, self._second = first, second
        self._of, pairs = numbers[first], np.arange(many * many) if many < MANY_WORDS else None
        self._of *= many
        self._of += numbers[second]
        if pairs is None:
            self._of, said = codes_of(pa.chunked_array([pa.array(self._of)]))
            pairs = said.astype(np.int64)
        self._size = pairs.size
        self._all = np.bincount(self._of, minlength=self._size)
        self._said = np.flatnonzero(self._all)
        self.counts = self._all[self._said]
        before, after = np.divmod(pairs[self._said], many)
        self.before, self.after = pa.array(names[before], pa.string()), pa.array(names[after], pa.string())

    def mean(self, minutes: Callable[[Numbers, Numbers], Minutes]) -> tuple[pa.Array, Numbers]:
        """Per group the mean of the minutes that are known (NULL where none is), and how many are known.

        `minutes` is asked for some pairs of rows at a time: what is worked out for them stays in the cache.
        """
        sums, unknown = np.zeros(self._size), np.zeros(self._size, np.int64)
        for start in range(0, self._of.size, CHUNK):
            part = slice(start, start + CHUNK)
            groups, values = self._of[part], minutes(self._first[part], self._second[part])
            missing = np.isnan(values)
            if missing.any():
                unknown += np.bincount(groups[missing], minlength=self._size)
                values[missing] = 0
            sums += np.bincount(groups, weights=values, minlength=self._size)
        counts, sums = self.counts - unknown[self._said], sums[self._said]
        return pa.array(np.where(counts > 0, sums / np.maximum(counts, 1), np.nan), from_pandas=True), counts

    def different(self, numbers: Numbers) -> Numbers:
        """Per group how many different numbers (0, 1, …) there are."""
        span = int(numbers.max(initial=0)) + 1
        return np.bincount(np.unique(self._of * span + numbers) // span, minlength=self._size)[self._said]


def _begun(steps: Read) -> Moments:
    starts = steps.moments("started_at")
    unknown = np.isnat(starts)
    return np.where(unknown, steps.moments("ended_at"), starts) if unknown.any() else starts


def _over(steps: Read) -> Moments:
    ends = steps.moments("ended_at")
    return np.where(np.isnat(ends), steps.moments("started_at"), ends)


def _table(base: duckdb.DuckDBPyConnection, query: str) -> Any:
    return base.sql(query).to_arrow_table()
