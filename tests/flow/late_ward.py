"""An invented ward in which some procedures run late more often than others, and stuck dossiers more often than moving ones."""

from typing import Any

import numpy as np
import pyarrow as pa

from minhchung.flow.inputs import Tables
from tests.flow.small_ward import slots

FIRST = np.datetime64("2026-01-05T08:00:00", "s")
DAYS = 240
LIMIT = 5  # working days


def late_ward(seed: int, count: int, rates: list[float], *, changed: tuple[int, list[float]] | None = None, steps: bool = True) -> Tables:
    """`rates`: the chance of being late per procedure; `changed`: from that day on other rates hold (the drift)."""
    rng = np.random.default_rng(seed)
    day = np.sort(rng.integers(0, DAYS, count))
    start = slots().due_in_minutes(FIRST.astype("datetime64[D]") + day + np.zeros(count, "timedelta64[s]"), rng.integers(30, 300, count))
    kind = rng.integers(0, len(rates), count)
    chance = np.array(rates)[kind]
    if changed:
        chance = np.where(day >= changed[0], np.array(changed[1])[kind], chance)
    late = rng.random(count) < chance
    due = slots().due_in_working_days(start, np.full(count, LIMIT)).astype("datetime64[s]") + np.timedelta64(17, "h")
    minutes = np.where(late, rng.integers(3200, 4000, count), rng.integers(200, 2200, count))
    end = slots().due_in_minutes(start, minutes)
    dossiers = pa.table(
        {
            "code": [f"D{number:06d}" for number in range(count)],
            "procedure_code": [f"P{number}" for number in kind],
            "field": [f"F{number % 2}" for number in kind],
            "status": ["finished"] * count,
            "received_at": pa.array(start, pa.timestamp("s")),
            "due_at": pa.array(due, pa.timestamp("s")),
            "finished_at": pa.array(end, pa.timestamp("s")),
        }
    )
    return Tables(dossiers, _steps(dossiers, start, minutes, late, rng) if steps else None)


def _steps(dossiers: pa.Table, start: Any, minutes: Any, late: Any, rng: Any) -> pa.Table:
    """Two steps; the late ones stay longer in the first."""
    first = (minutes * np.where(late, 0.9, rng.uniform(0.2, 0.7, minutes.size))).astype(np.int64)
    middle, end = slots().due_in_minutes(start, first), slots().due_in_minutes(start, minutes)
    parts = []
    for seq, (name, begins, ends) in enumerate((("Thẩm định", start, middle), ("Trình ký", middle, end)), 1):
        parts.append(
            pa.table(
                {"code": dossiers["code"], "seq": pa.array([seq] * len(start), pa.int32()), "step": [name] * len(start)}
                | {"started_at": pa.array(begins, pa.timestamp("s")), "ended_at": pa.array(ends, pa.timestamp("s"))}
            )
        )
    return pa.concat_tables(parts)


def seen_at(current: Tables, as_of: np.datetime64) -> Tables:
    """The ward as an export of that moment shows it: received by then, later ends and steps unknown."""
    received = current.dossiers["received_at"].to_numpy()
    dossiers = current.dossiers.filter(pa.array(received <= as_of))
    ends = dossiers["finished_at"].to_numpy()
    over = ends <= as_of
    dossiers = dossiers.set_column(3, "status", pa.array(np.where(over, "finished", "processing")))
    dossiers = dossiers.set_column(6, "finished_at", pa.array(np.where(over, ends, np.datetime64("NaT")), pa.timestamp("s")))
    if current.steps is None:
        return Tables(dossiers)
    steps = current.steps.filter(pa.array(current.steps["started_at"].to_numpy() <= as_of))
    done = steps["ended_at"].to_numpy()
    steps = steps.set_column(4, "ended_at", pa.array(np.where(done <= as_of, done, np.datetime64("NaT")), pa.timestamp("s")))
    return Tables(dossiers, steps)
