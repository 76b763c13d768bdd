"""How long steps and whole dossiers usually take, in working minutes, from the closed dossiers.

For every step: its own time, the time from its end to the end of processing, both together, and how many steps follow; for whole
dossiers the time from reception to the end without the time waited for supplements. Each for the procedure, the field and all dossiers:
the first with enough cases is used, and the answer says which one it was. Where the source gives only the start or only the end of a step,
the step lasts until the next begins, or since the one before ended.
"""

from dataclasses import dataclass
from typing import Any, Literal

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from minhchung.flow.columns import GIVEN_BACK, RESOLVED
from minhchung.flow.inputs import Read, codes_of
from minhchung.flow.places import places_of
from minhchung.flow.slots import Minutes, Moments, WorkingTime

Scope = Literal["procedure", "field", "all"]
SCOPES: tuple[Scope, ...] = ("procedure", "field", "all")
FEW = 8
SAID: dict[Scope, str] = {
    "procedure": "cùng thủ tục",
    "field": "cùng lĩnh vực, vì thủ tục này còn ít hồ sơ",
    "all": "mọi lĩnh vực, vì lĩnh vực này còn ít hồ sơ",
}


@dataclass(frozen=True, slots=True)
class StepTime:
    """What a step usually takes, in working minutes: `own` time, time `after` it until the end, both as `whole`, the steps that follow."""

    scope: Scope
    cases: int
    own: float
    own_p80: float
    after: float
    after_p80: float
    whole_p80: float
    steps_after: int


@dataclass(frozen=True, slots=True)
class WholeTime:
    """Handling times of closed dossiers in order, in working minutes."""

    scope: Scope
    sorted: NDArray[np.float64]

    def left(self, elapsed: float, share: float) -> float | None:
        """What dossiers that lasted longer than `elapsed` still took, at that quantile; None when fewer than eight lasted so long."""
        longer = self.sorted[np.searchsorted(self.sorted, elapsed, side="right") :]
        return float(np.quantile(longer, share)) - elapsed if longer.size >= FEW else None


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual times. `few` is the number of cases below which the wider group is used."""

    few: int
    closed: int
    steps: dict[tuple[Scope, str, str], StepTime]
    wholes: dict[tuple[Scope, str], WholeTime]

    def step(self, procedure: str | None, field: str | None, name: str | None) -> StepTime | None:
        """The usual time of a step for the narrowest group with enough cases; None when no group has."""
        if name is None:
            return None
        for scope, group in _groups(procedure, field):
            found = self.steps.get((scope, group, name))
            if found is not None and found.cases >= self.few:
                return found
        return None

    def whole(self, procedure: str | None, field: str | None) -> WholeTime | None:
        """The usual handling times for the narrowest group with enough cases; None when no group has."""
        for scope, group in _groups(procedure, field):
            found = self.wholes.get((scope, group))
            if found is not None and found.sorted.size >= self.few:
                return found
        return None


def _groups(procedure: str | None, field: str | None) -> list[tuple[Scope, str]]:
    named: list[tuple[Scope, str | None]] = [("procedure", procedure), ("field", field), ("all", "")]
    return [(scope, group) for scope, group in named if group is not None]


def ends_of(dossiers: Read) -> Moments:
    """When processing ended: the end of processing, else the delivery (QĐ 766, rule 1); NaT while open.

    Where the status is not known (a word of the source that no profile knows), an end that is written is believed.
    """
    finished, delivered = dossiers.moments("finished_at"), dossiers.moments("delivered_at")
    ends = np.where(np.isnat(finished), delivered, finished)
    unknown = dossiers.rows["status"].is_null().to_numpy(zero_copy_only=False).astype(bool)
    over = dossiers.one_of("status", (*RESOLVED, *GIVEN_BACK)) | unknown
    return np.where(over, ends, np.datetime64("NaT"))


def waited(dossiers: Read, supplements: Read, work: WorkingTime, until: Moments) -> Minutes:
    """Working minutes each dossier waited for supplements, up to `until`; from the list of requests, else from the last one known.

    Requests that overlap are counted twice only when the source records them so.
    """
    out = np.zeros(len(dossiers))
    if len(supplements):
        rows = places_of(supplements.rows["code"], dossiers.rows["code"])
        there = rows >= 0
        asked, given = supplements.moments("asked_at")[there], supplements.moments("given_at")[there]
        limit = until[rows[there]]
        minutes = work.minutes(asked, np.where(np.isnat(given) | (given > limit), limit, given))
        np.add.at(out, rows[there], np.maximum(np.nan_to_num(minutes), 0))
        return out
    asked, given = dossiers.moments("supplement_asked_at"), dossiers.moments("supplement_given_at")
    minutes = work.minutes(asked, np.where(np.isnat(given) | (given < asked) | (given > until), until, given))
    return np.maximum(np.nan_to_num(minutes), 0)


def usual_times(dossiers: Read, steps: Read, supplements: Read, work: WorkingTime, few: int = FEW) -> Usual:
    """The usual times of the closed dossiers among these. Needs `code`, `procedure_code`, `field`, `status`, `received_at` and the ends."""
    ends = ends_of(dossiers)
    resolved = dossiers.one_of("status", RESOLVED) if "status" in dossiers.present else ~np.isnat(ends)
    closed = ~np.isnat(ends) & resolved
    handled = work.minutes(dossiers.moments("received_at"), ends) - waited(dossiers, supplements, work, ends)
    closed_handled = closed & (handled >= 0)
    wholes = _wholes(dossiers, handled, closed_handled)
    return Usual(few, int(closed.sum()), _steps(dossiers, steps, ends, work) if len(steps) else {}, wholes)


def _wholes(dossiers: Read, handled: Minutes, kept: NDArray[np.bool_]) -> dict[tuple[Scope, str], WholeTime]:
    found: dict[tuple[Scope, str], WholeTime] = {}
    minutes = handled[kept]
    for scope, column in (("procedure", "procedure_code"), ("field", "field")):
        numbers, names = codes_of(dossiers.rows[column])
        groups = numbers[kept]
        order = np.lexsort((minutes, groups))
        places = np.searchsorted(groups[order], np.arange(len(names) + 1))
        for number, name in enumerate(names):
            part = minutes[order[places[number] : places[number + 1]]]
            if part.size:
                found[scope, name] = WholeTime(scope, part)  # type: ignore[index,arg-type]  # the two scopes named above
    if minutes.size:
        found["all", ""] = WholeTime("all", np.sort(minutes))
    return found


_STEP_QUERY = """
SELECT CASE WHEN grouping(procedure_code) = 0 THEN 'procedure' WHEN grouping(field) = 0 THEN 'field' ELSE 'all' END AS scope,
       CASE WHEN grouping(procedure_code) = 0 THEN procedure_code WHEN grouping(field) = 0 THEN field ELSE '' END AS named,
       step, count(own) AS cases,
       quantile_cont(own, [0.5, 0.8]) AS own, quantile_cont(after, [0.5, 0.8]) AS after,
       quantile_cont(own + after, 0.8) AS whole_p80, quantile_cont(steps_after, 0.5) AS steps_after
FROM followed
WHERE own >= 0 AND after >= 0
GROUP BY GROUPING SETS ((procedure_code, step), (field, step), (step))
"""


def _steps(dossiers: Read, steps: Read, ends: Moments, work: WorkingTime) -> dict[tuple[Scope, str, str], StepTime]:
    """The usual times of each step, from its last time in each closed dossier. A moment it lacks is that of the step beside it."""
    resolved = np.where(dossiers.one_of("status", RESOLVED), ends, np.datetime64("NaT")) if "status" in dossiers.present else ends
    places = places_of(steps.rows["code"], dossiers.rows["code"])
    steps_named, _ = codes_of(steps.rows["step"])
    seq = steps.rows["seq"].to_numpy(zero_copy_only=False)
    kept = np.flatnonzero((places >= 0) & ~np.isnat(resolved[places]) & (steps_named >= 0))
    order = kept[np.lexsort((seq[kept], places[kept]))]
    rows, names = places[order], steps_named[order]
    started, ended = (steps.moments(name)[order] for name in ("started_at", "ended_at"))
    neighbours = rows[1:] == rows[:-1]
    begun, over = started.copy(), ended.copy()
    begun[1:] = np.where(np.isnat(started[1:]) & neighbours, ended[:-1], started[1:])
    over[:-1] = np.where(np.isnat(ended[:-1]) & neighbours, started[1:], ended[:-1])
    after_it = np.searchsorted(rows, rows, side="right") - 1 - np.arange(rows.size)
    _, from_behind = np.unique((rows * (names.max(initial=0) + 1) + names)[::-1], return_index=True)
    last = rows.size - 1 - from_behind
    # The step that hands the result over ends after processing did: nothing is left after it.
    minutes = {
        "own": work.minutes(begun[last], over[last]),
        "after": np.maximum(work.minutes(over[last], resolved[rows[last]]), 0),
    }
    of = dossiers.rows.select(["procedure_code", "field"]).take(rows[last])
    followed = of.append_column("step", steps.rows["step"].take(order[last])).append_column("steps_after", pa.array(after_it[last]))
    for name, values in minutes.items():
        followed = followed.append_column(name, pa.array(values, from_pandas=True))
    with duckdb.connect() as base:
        base.register("followed", followed)
        found = base.execute(_STEP_QUERY).fetchall()
    return {(row[0], row[1], row[2]): _step_time(row) for row in found if row[1] is not None and row[3]}


def _step_time(row: tuple[Any, ...]) -> StepTime:
    scope, _, _, cases, own, after, whole_p80, steps_after = row
    own_median, own_p80, after_median, after_p80 = (float(value) for value in (*own, *after))
    return StepTime(scope, int(cases), own_median, own_p80, after_median, after_p80, float(whole_p80), round(float(steps_after)))
