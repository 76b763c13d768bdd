"""Where each open dossier stands: its step, its time left and used, its supplements. Columns only; no list is decided here."""

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from minhchung.flow.columns import Status
from minhchung.flow.inputs import Precision, Read, due_moments, whole_days
from minhchung.flow.slots import Flags, Minutes, Moments, WorkingTime
from minhchung.flow.usual import waited

_CURRENT = """
SELECT code, step, unit, officer, started_at, ended_at, seq
FROM (SELECT *, row_number() OVER (PARTITION BY code ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, seq DESC) AS place
      FROM steps
      WHERE (started_at IS NULL OR started_at <= as_of) AND code IN (SELECT code FROM asked)) AS ranked
WHERE place = 1
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry per dossier of `dossiers`. Minutes and days are of working time, NaN where unknown; texts are None where unknown."""

    dossiers: Read
    due: Moments  # the last second that keeps the due date
    due_is_day: Flags
    remaining: Minutes  # negative once it has passed
    late_days: Minutes
    elapsed: Minutes  # since reception, without the time waited for supplements
    step: NDArray[np.object_]
    step_unit: NDArray[np.object_]
    step_officer: NDArray[np.object_]
    step_open: Flags  # false when the last step has ended and the next has not begun
    step_elapsed: Minutes
    requests: NDArray[np.float64]  # supplement requests so far, NaN where the source does not say
    asked: Moments  # the last request
    asked_open: Flags  # it has not been answered
    waiting_days: Minutes  # working days since the last request

    def holder(self, row: int) -> tuple[str | None, str | None]:
        """The officer and the unit that hold the dossier: of the open step, else of the dossier's own columns."""
        officer, unit = self.dossiers.text("officer")[row], self.dossiers.text("unit")[row]
        if self.step_open[row]:
            return self.step_officer[row] or officer, self.step_unit[row] or unit
        return officer or self.step_officer[row], unit or self.step_unit[row]


def standing(dossiers: Read, steps: Read, supplements: Read, work: WorkingTime, *, as_of: np.datetime64, precision: Precision) -> Standing:
    """Where each dossier stands at `as_of`. Steps that begin later are left out."""
    count = len(dossiers)
    now = np.full(count, as_of, "datetime64[s]")
    due_at = dossiers.moments("due_at")
    due = due_moments(due_at, precision.get("due_at"))
    current = _current(dossiers, steps, as_of)
    ended = current["ended_at"].to_numpy(zero_copy_only=False).astype("datetime64[s]")
    started = current["started_at"].to_numpy(zero_copy_only=False).astype("datetime64[s]")
    names = {name: current[name].to_numpy(zero_copy_only=False) for name in ("step", "unit", "officer")}
    step_open = np.isnat(ended) & np.array([name is not None for name in names["step"]], dtype=bool)
    requests, asked, asked_open = _supplements(dossiers, supplements)
    elapsed = work.minutes(dossiers.moments("received_at"), now) - waited(dossiers, supplements, work, now)
    return Standing(
        dossiers,
        due,
        whole_days(due_at, precision.get("due_at")),
        work.minutes(now, due),
        work.days(due, now),
        np.maximum(elapsed, 0),
        names["step"],
        names["unit"],
        names["officer"],
        step_open,
        np.where(step_open, np.maximum(work.minutes(started, now), 0), np.nan),
        requests,
        asked,
        asked_open,
        work.days(asked, now),
    )


def _current(dossiers: Read, steps: Read, as_of: np.datetime64) -> pa.Table:
    """The step each dossier is in, in the order of the dossiers: the last one not ended, else the last one."""
    with duckdb.connect() as base:
        base.register("steps", steps.rows)
        base.register("asked", pa.table({"code": dossiers.rows["code"], "place": pa.array(np.arange(len(dossiers)))}))
        query = _CURRENT.replace("as_of", f"TIMESTAMP '{as_of.item():%Y-%m-%d %H:%M:%S}'")
        return base.sql(
            f"SELECT a.place, c.step, c.unit, c.officer, c.started_at, c.ended_at FROM asked a LEFT JOIN ({query}) c ON a.code = c.code "
            "ORDER BY a.place"
        ).to_arrow_table()


def _supplements(dossiers: Read, supplements: Read) -> tuple[NDArray[np.float64], Moments, Flags]:
    """Requests so far, the last one, and whether it waits still: from the list of requests where there is one, else from the dossier."""
    requests = dossiers.counts("supplement_count").copy()
    asked, given = dossiers.moments("supplement_asked_at").copy(), dossiers.moments("supplement_given_at").copy()
    if len(supplements):
        place = {code: row for row, code in enumerate(dossiers.text("code"))}
        counted: dict[int, int] = {}
        pairs = zip(supplements.text("code"), supplements.moments("asked_at"), supplements.moments("given_at"), strict=True)
        for code, ask, answer in pairs:
            row = place.get(code)
            if row is None:
                continue
            counted[row] = counted.get(row, 0) + 1
            if np.isnat(asked[row]) or (not np.isnat(ask) and ask >= asked[row]):
                asked[row], given[row] = ask, answer
        for row, number in counted.items():
            requests[row] = max(number, 0 if np.isnan(requests[row]) else requests[row])
    waiting = dossiers.one_of("status", (Status.SUPPLEMENT,))
    unanswered = ~np.isnat(asked) & (np.isnat(given) | (given < asked))
    # A status that says "waiting for supplement" is the word of the source even where it gives no moment of the request.
    return requests, asked, waiting & (unanswered | np.isnat(asked))
