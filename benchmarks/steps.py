"""Which step follows which, and how fast, against pm4py: `python benchmarks/steps.py [CASES] [FOLDER WITH EVENT LOGS]`.

pm4py is AGPL and never a dependency of the software: it belongs in an environment of its own, with duckdb, pyarrow, pydantic and tzdata
beside it and `src` on PYTHONPATH. Both sides get the same log in memory, ours as an Arrow table, pm4py's as a DataFrame; edges, counts and
mean working times must be equal before any time is taken. Its months hold no worked Saturday, for which pm4py has no place.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from timing import medians

from minhchung.flow.columns import schema
from minhchung.flow.steps import edges
from minhchung.worktime import vietnam
from minhchung.worktime.columns import SlotTable

CASES, ROUNDS = 100_000, 5
LOGS = Path(__file__).resolve().parents[2] / "shared" / "data" / "eventlogs"
ROUTE = ("Tiếp nhận", "Phân công", "Thụ lý", "Thẩm định", "Trình ký", "Trả kết quả")
OTHERS = ("Yêu cầu bổ sung", "Chuyển bước", "Xin ý kiến")
FIRST, DAYS = np.datetime64("2026-03-02", "s"), 90
DAY = 86_400
HOURS = [(n * DAY + a, n * DAY + b) for n in range(5) for a, b in ((27_000, 43_200), (48_600, 61_200))]


class WorkingDays:
    """What pm4py asks of a calendar, at its cheapest."""

    def __init__(self, first: date, last: date) -> None:
        calendar, span = vietnam(), range((last - first).days + 1)
        self.off = frozenset(day for day in (first + timedelta(days=n) for n in span) if not calendar.is_working(day))

    def is_working_day(self, day: date) -> bool:
        return day not in self.off


def log(cases: int) -> pa.Table:
    """Six steps a case: the usual route with every seventh step another one; hours to days between them, no two moments of a case alike."""
    rng = np.random.default_rng(20261130)
    steps = len(ROUTE)
    names = np.tile(np.arange(steps), cases)
    elsewhere = rng.random(names.size) < 1 / 7
    names[elsewhere] = steps + rng.integers(0, len(OTHERS), elsewhere.sum())
    gaps = rng.integers(60, 4 * DAY, (cases, steps))
    gaps[:, 0] = rng.integers(0, DAYS * DAY, cases)
    moments = (FIRST + gaps.cumsum(axis=1).ravel()).astype("datetime64[s]")
    codes = np.repeat(np.array([f"H24.18-260302-{number:06d}" for number in range(cases)], dtype=object), steps)
    return steps_of(codes, np.tile(np.arange(1, steps + 1, dtype=np.int32), cases), np.array((*ROUTE, *OTHERS), object)[names], moments)


def steps_of(codes: Any, seq: Any, names: Any, moments: Any) -> pa.Table:
    """The lake's table of steps, with what an event log has of it."""
    return pa.table([codes, seq, names, moments], schema=schema("steps", ("code", "seq", "step", "started_at")))


def as_dataframe(table: pa.Table) -> pd.DataFrame:
    """The same log as pm4py wants it, ready before any time is taken."""
    names = {"code": "case:concept:name", "step": "concept:name", "started_at": "time:timestamp"}
    frame = pd.DataFrame({there: table[here].to_pandas() for here, there in names.items()})
    frame["start_timestamp"] = frame["time:timestamp"]
    return frame


def counted(found: pa.Table) -> dict[tuple[str, str], int]:
    return {(row["step"], row["next_step"]): row["cases"] for row in found.to_pylist()}


def check_logs(pm4py: Any, table: SlotTable, folder: Path) -> None:
    """Same edges and counts as pm4py on the public event logs."""
    files = sorted(folder.glob("*")) if folder.is_dir() else []
    if not files:
        print(f"No event logs in {folder.name}: the comparison on public logs did not run")
    for file in files:
        frame = pm4py.read_xes(str(file)) if file.name.endswith(".xes.gz") else pm4py.format_dataframe(pd.read_csv(file))
        frame["case:concept:name"] = frame["case:concept:name"].astype(str)
        stamps = pd.to_datetime(frame["time:timestamp"], utc=True).dt.tz_localize(None).to_numpy().astype("datetime64[s]")
        seq = frame.groupby("case:concept:name").cumcount().to_numpy().astype(np.int32)
        own = counted(edges(steps_of(frame["case:concept:name"], seq, frame["concept:name"], stamps), table))
        theirs = {edge: int(count) for edge, count in pm4py.discover_dfg(frame)[0].items()}
        assert own == theirs, f"{file.name}: {own.items() ^ theirs.items()}"
        print(f"{file.name}: {len(own)} edges, {sum(own.values()):,} pairs, equal")


def check(pm4py: Any, own: pa.Table, frame: pd.DataFrame, days: WorkingDays) -> None:
    """Same edges and counts, same mean working time to the millisecond."""
    counts = {edge: int(count) for edge, count in pm4py.discover_dfg(frame)[0].items()}
    assert counted(own) == counts
    theirs = working(pm4py, frame, days)[0]
    for row in own.to_pylist():
        mean = theirs[row["step"], row["next_step"]]
        assert abs(row["working_minutes"] * 60 - mean) < 1e-3, (row, mean)
    print(f"{own.num_rows} edges, {sum(counts.values()):,} pairs: counts and mean working times are equal")


def working(pm4py: Any, frame: pd.DataFrame, days: WorkingDays | None) -> Any:
    return pm4py.discover_performance_dfg(
        frame, business_hours=True, business_hour_slots=HOURS, workcalendar=days, perf_aggregation_key="mean"
    )


def main() -> None:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    table, slots = log(cases), SlotTable(vietnam())
    jobs: dict[str, Callable[[], object]] = {"edges, with elapsed and working time": lambda: edges(table, slots)}
    try:
        import pm4py  # type: ignore[import-not-found]
    except ImportError:
        print("Not installed, left out: pm4py")
    else:
        frame, days = as_dataframe(table), WorkingDays(date(2026, 3, 1), date(2026, 7, 31))
        check_logs(pm4py, slots, Path(sys.argv[2]) if len(sys.argv) > 2 else LOGS)
        check(pm4py, edges(table, slots), frame, days)
        jobs["pm4py, plain graph"] = lambda: pm4py.discover_dfg(frame)
        jobs["pm4py, elapsed time"] = lambda: pm4py.discover_performance_dfg(frame, perf_aggregation_key="mean")
        jobs["pm4py, working time"] = lambda: working(pm4py, frame, None)
        jobs["pm4py, working time and holidays"] = lambda: working(pm4py, frame, days)
    times = medians(jobs, ROUNDS)
    own = times["edges, with elapsed and working time"]
    print(f"\n{cases:,} cases of {len(ROUTE)} steps, median of {ROUNDS}\n{'':<38}{'ms':>10}{'× ours':>9}")
    for name, ms in times.items():
        print(f"{name:<38}{ms:>10.1f}{ms / own:>9.1f}")


if __name__ == "__main__":
    main()
