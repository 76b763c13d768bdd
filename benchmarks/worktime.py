"""Working time over columns against what else counts it: `python benchmarks/worktime.py [INTERVALS]`.

Peers of whole days run over the same columns; peers that count hours exactly are called one pair at a time, on as many pairs as they
manage in a second or two, and are compared by rate. What is not installed is named and left out: the peers (dependency group `bench`;
pm4py is AGPL and never a dependency of the software) belong in an environment of their own, with numpy, pydantic and tzdata beside them
and `src` on PYTHONPATH.
"""

import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from minhchung.worktime import vietnam
from minhchung.worktime.columns import SlotTable

ROUNDS = 5
SECONDS_OF_TWO_YEARS = 2 * 365 * 86_400
ORIGIN = np.datetime64("2025-01-01", "s")


def columns(intervals: int) -> tuple[Any, Any]:
    """Starts at any second of two years, ends ten days later on average, at most ninety."""
    rng = np.random.default_rng(20261130)
    starts = rng.integers(0, SECONDS_OF_TWO_YEARS, intervals)
    ends = starts + np.minimum(rng.exponential(10 * 86_400, intervals), 90 * 86_400).astype(np.int64)
    return ORIGIN + starts, ORIGIN + ends


def seconds_of(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def holidays() -> list[date]:
    """Days off from Monday to Friday; a worked Saturday has no place in any peer."""
    calendar, day, found = vietnam(), date(2025, 1, 1), []
    while day < date(2028, 1, 1):
        if day.weekday() < 5 and not calendar.is_working(day):
            found.append(day)
        day += timedelta(days=1)
    return found


def worktimecalc_rate(starts: Any, ends: Any) -> float | None:
    try:
        from worktimecalc.calc import WorkTimeCalculator  # type: ignore[import-not-found]
    except ImportError:
        return None
    shifts = [WorkTimeCalculator(start=a, end=b, holidays=holidays()) for a, b in (("07:30", "12:00"), ("13:30", "17:00"))]
    return rate(lambda a, b: [shift(a, b) for shift in shifts], starts, ends)


def businesstimedelta_rate(starts: Any, ends: Any) -> float | None:
    try:
        import businesstimedelta  # type: ignore[import-not-found]
    except ImportError:
        return None
    from datetime import time as clock

    off = dict.fromkeys(holidays(), "off")
    shifts = [
        businesstimedelta.WorkDayRule(start_time=clock(h, m), end_time=clock(i, n), working_days=[0, 1, 2, 3, 4])
        for h, m, i, n in ((7, 30, 12, 0), (13, 30, 17, 0))
    ]
    rules = businesstimedelta.Rules([*shifts, businesstimedelta.HolidayRule(off)])
    return rate(rules.difference, starts, ends)


def pm4py_rate(starts: Any, ends: Any) -> float | None:
    try:
        from pm4py.util.business_hours import soj_time_business_hours_diff  # type: ignore[import-not-found]
    except ImportError:
        return None

    class Off:
        """What pm4py asks of a calendar, at its cheapest."""

        days = frozenset(holidays())

        def is_working_day(self, day: date) -> bool:
            return day not in self.days

    day = 86_400
    slots = [(n * day + a, n * day + b) for n in range(5) for a, b in ((27_000, 43_200), (48_600, 61_200))]
    off = Off()
    return rate(lambda a, b: soj_time_business_hours_diff(a, b, slots, off), starts, ends)


def rate(count: Callable[[datetime, datetime], object], starts: Any, ends: Any) -> float:
    """Pairs a second of a peer that takes one pair, over about two seconds."""
    pairs = list(zip(starts[:20_000].tolist(), ends[:20_000].tolist(), strict=True))
    for size in (50, 500, 5_000, 20_000):
        taken = seconds_of(lambda size=size: [count(a, b) for a, b in pairs[:size]])
        if taken > 1:
            break
    return size / taken


def main() -> None:
    intervals = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    starts, ends = columns(intervals)
    minutes = starts.astype("datetime64[m]"), ends.astype("datetime64[m]")
    days = starts.astype("datetime64[D]"), ends.astype("datetime64[D]")
    off = np.array(holidays(), dtype="datetime64[D]")
    hours, table = np.full(intervals, 480), SlotTable(vietnam())
    jobs: dict[str, Callable[[], object]] = {
        "numpy.busday_count (whole days)": lambda: np.busday_count(*days, holidays=off),
        "SlotTable.worked, minutes": lambda: table.worked(*minutes),
        "SlotTable.worked, seconds": lambda: table.worked(starts, ends),
        "numpy.busday_offset (whole days)": lambda: np.busday_offset(days[0], 10, roll="backward", holidays=off),
        "SlotTable.due_in_working_days": lambda: table.due_in_working_days(days[0], np.full(intervals, 10)),
        "SlotTable.due_in_minutes": lambda: table.due_in_minutes(minutes[0], hours),
    }
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(ROUNDS + 1):
        for name, job in jobs.items():
            seconds = seconds_of(job)
            if turn:
                taken[name].append(seconds)
    rates = {name: intervals / sorted(values)[len(values) // 2] for name, values in taken.items()}
    exact = {
        "worktimecalc, 2 calls": worktimecalc_rate(starts, ends),
        "businesstimedelta": businesstimedelta_rate(starts, ends),
        "pm4py soj_time with holidays": pm4py_rate(starts, ends),
    }
    known = {name: value for name, value in exact.items() if value is not None}
    best = max(known.values(), default=None)
    print(f"{intervals:,} intervals, median of {ROUNDS}\n{'':<36}{'a second':>14}{'× busday_count':>16}{'× best exact':>14}")
    for name, value in {**rates, **known}.items():
        by_days = value / rates["numpy.busday_count (whole days)"]
        print(f"{name:<36}{value:>14,.0f}{by_days:>16.2f}{f'{value / best:>14,.0f}' if best else '':>14}")
    for name in exact.keys() - known.keys():
        print(f"Not installed, left out: {name}")


if __name__ == "__main__":
    main()
