"""Looks at a dossier before its due date, with nothing that was learnt later: what the model learns from and is tested on.

A look is a moment s between reception and the due date at which the dossier was open and had not been sent back for a supplement. It knows:
the share of the working time left, the step at s, the procedure and the field. The due date is the one at reception, in force at s.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from minhchung.flow.columns import GIVEN_BACK, NOT_TAKEN, Status
from minhchung.flow.inputs import Precision, Read, codes_of, due_moments
from minhchung.flow.places import places_of
from minhchung.flow.slots import Flags, Moments, WorkingTime
from minhchung.flow.usual import ends_of

SHARES = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)  # edges of the bins of the share of working time left
GOLDEN = 0.6180339887498949
UNKNOWN_STEPS = 4
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Looks:
    """Columns of equal length: the dossier's row, bin of time left (0 = least), steps left (0-3, 4 unknown), group numbers, late or not."""

    row: Ints
    left: Ints
    steps: Ints
    procedure: Ints
    field: Ints
    late: Flags

    def where(self, mask: Flags) -> "Looks":
        """The looks where the mask is true."""
        return Looks(*(getattr(self, name)[mask] for name in ("row", "left", "steps", "procedure", "field", "late")))


@dataclass(frozen=True, slots=True)
class History:
    """Outcomes: received, due (final), ended, late or not; `labelled` says of which dossiers the outcome is known."""

    received: Moments
    due: Moments
    late: Flags
    labelled: Flags
    ends: Moments
    moved: Flags  # the due date was moved but the earlier one is not known


def history_of(dossiers: Read, supplements: Read, as_of: np.datetime64, precision: Precision) -> History:
    """Outcomes known at `as_of`: a dossier is late or not once its due date has passed, and not before.

    (Counting those that ended early before their due date has passed would leave out the slow ones of the same days.) Not labelled: without
    reception or due date, refused, given back before the due date, or waiting for the applicant.
    """
    received = dossiers.moments("received_at")
    due = due_moments(dossiers.moments("due_at"), precision.get("due_at"))
    ends = ends_of(dossiers)
    ends = np.where(ends > as_of, np.datetime64("NaT"), ends)
    in_time = ends <= due
    out = dossiers.one_of("status", (*NOT_TAKEN, Status.SUPPLEMENT, Status.PAYMENT)) | (
        dossiers.one_of("status", GIVEN_BACK) & ~(ends > due)
    )
    labelled = (received < due) & (due <= as_of) & ~out
    counted = dossiers.counts("supplement_count")
    listed = places_of(dossiers.rows["code"], supplements.rows["code"]) >= 0
    return History(received, due, labelled & ~in_time, labelled, ends, (counted > 0) & ~listed)


def take_looks(dossiers: Read, history: History, supplements: Read, steps: "StepsLeft", work: WorkingTime) -> Looks:
    """Five looks at each labelled dossier, one in each bin of the share of time left, at a place in the bin that differs per dossier."""
    rows = np.flatnonzero(history.labelled & ~history.moved)
    first_due, first_asked = _first_due(dossiers, supplements, history.due), _first_asked(dossiers, supplements)
    place = (np.arange(rows.size) * GOLDEN) % 1
    total = work.minutes(history.received[rows], first_due[rows])
    parts: list[Looks] = []
    procedure, _ = codes_of(dossiers.rows["procedure_code"])
    field, _ = codes_of(dossiers.rows["field"])
    for number, (low, high) in enumerate(pairwise(SHARES)):
        share = low + (high - low) * place
        spent = np.floor(total * (1 - share))
        known = ~np.isnan(total) & (spent >= 1)
        some, minutes = rows[known], spent[known].astype(np.int64)
        at = work.slots.due_in_minutes(history.received[some], minutes).astype("datetime64[s]")
        # From the first request for a supplement on the clock stood still, and the due date is no longer the first.
        kept = (at < history.due[some]) & ~(at >= history.ends[some]) & ~(at >= first_asked[some])
        some, at = some[kept], at[kept]
        left = steps.at(some, at)
        parts.append(Looks(some, np.full(some.size, number), left, procedure[some], field[some], history.late[some]))
    return _together(parts)


def _together(parts: list[Looks]) -> Looks:
    names = ("row", "left", "steps", "procedure", "field", "late")
    return Looks(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _first_due(dossiers: Read, supplements: Read, due: Moments) -> Moments:
    """The due date at reception: the one before the first supplement moved it."""
    out = due.copy()
    rows, before = places_of(supplements.rows["code"], dossiers.rows["code"]), supplements.moments("due_before")
    seq = supplements.rows["seq"].to_pylist()
    for number in sorted(np.flatnonzero((rows >= 0) & ~np.isnat(before)).tolist(), key=lambda item: -(seq[item] or 0)):
        out[rows[number]] = before[number]
    return out


def _first_asked(dossiers: Read, supplements: Read) -> Moments:
    """When each dossier was first sent back for a supplement; NaT when never."""
    first = np.full(len(dossiers), np.datetime64("NaT"), "datetime64[s]")
    rows, asked = places_of(supplements.rows["code"], dossiers.rows["code"]), supplements.moments("asked_at")
    there = rows >= 0
    np.fmin.at(first, rows[there], asked[there])
    return first


class StepsLeft:
    """How many steps usually follow the one a dossier is in; learnt from the closed dossiers of `learnt` only."""

    def __init__(self, dossiers: Read, steps: Read, learnt: Flags) -> None:
        rows = places_of(steps.rows["code"], dossiers.rows["code"])
        starts = steps.moments("started_at")
        names, self._names = codes_of(steps.rows["step"])
        kept = (rows >= 0) & ~np.isnat(starts) & (names >= 0)
        seq = steps.rows["seq"].to_numpy(zero_copy_only=False)
        order = np.lexsort((seq[kept], starts[kept].astype(np.int64), rows[kept])) if kept.any() else np.empty(0, np.int64)
        self._rows, self._names_in_order = rows[kept][order], names[kept][order]
        self._starts = starts[kept][order].astype(np.int64)
        self._usual = self._learn(learnt)

    def _learn(self, learnt: Flags) -> Mapping[int, int]:
        """Step → the median of how many steps came after its last time in a dossier."""
        count = self._rows.size
        after = np.searchsorted(self._rows, self._rows, side="right") - 1 - np.arange(count)
        keys = self._rows * max(len(self._names), 1) + self._names_in_order
        _, from_behind = np.unique(keys[::-1], return_index=True)
        last = count - 1 - from_behind
        last = last[learnt[self._rows[last]]]
        names = self._names_in_order[last]
        return {int(name): int(np.median(after[last[names == name]])) for name in np.unique(names)}

    def at(self, rows: Ints, moments: Moments) -> Ints:
        """Steps usually left (3 means three or more, 4 unknown) for each dossier at each moment."""
        if not self._rows.size:
            return np.full(rows.size, UNKNOWN_STEPS)
        far = np.int64(1) << 34
        keys = self._rows * far + self._starts
        found = np.searchsorted(keys, rows * far + moments.astype(np.int64), side="right") - 1
        there = (found >= 0) & (self._rows[np.maximum(found, 0)] == rows)
        usual = np.array(
            [min(self._usual.get(name, UNKNOWN_STEPS), 3) if name in self._usual else UNKNOWN_STEPS for name in self._numbers()]
        )
        return np.where(there, usual[self._names_in_order[np.maximum(found, 0)]], UNKNOWN_STEPS)

    def _numbers(self) -> range:
        return range(len(self._names))


def bin_of(share: NDArray[np.float64]) -> Ints:
    """The bin of each share of working time left."""
    found: Any = np.clip(np.searchsorted(SHARES, share, side="right") - 1, 0, len(SHARES) - 2)
    return np.asarray(found, dtype=np.int64)
