"""Working time as this engine is handed it: the slot table of a calendar, and what lists, anomalies and step times ask of it.

Moments are wall-clock times of Viet Nam without zone (datetime64). What lies outside the table's years has no known working time: it comes
back as NaN and never stops the other rows, for one mistyped year must not hide ten thousand good dossiers.
"""

from datetime import datetime
from functools import cached_property
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

Moments = NDArray[np.datetime64]
Minutes = NDArray[np.float64]
Flags = NDArray[np.bool_]
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MINUTES_A_DAY = 1440


class Slots(Protocol):
    """The slot table of `worktime.columns.SlotTable`: all that this engine uses of it."""

    origin: Any
    slot_minutes: int

    def worked(self, starts: Any, ends: Any) -> Any:
        """Signed working time of each pair."""

    def due_in_minutes(self, starts: Any, minutes: Any) -> Any:
        """The earliest moment at which so many working minutes have passed since each start."""

    def due_in_working_days(self, received: Any, days: Any) -> Any:
        """The last day of so many working days after each day."""

    def rows(self) -> dict[str, Any]:
        """The table as columns `slot`, `before`, `open`."""


def wall_clock(moment: datetime) -> np.datetime64:
    """A moment as the clocks of Viet Nam show it, to the second; one without zone is taken as such already."""
    local = moment.astimezone(ZONE).replace(tzinfo=None) if moment.tzinfo else moment
    return np.datetime64(local.replace(microsecond=0), "s")


class WorkingTime:
    """The questions asked of a slot table, with unknown as NaN."""

    def __init__(self, slots: Slots) -> None:
        self.slots = slots
        rows = slots.rows()
        self._open: Flags = np.asarray(rows["open"], dtype=bool)
        self._first = slots.origin.astype("datetime64[s]")
        self._last = self._first + np.timedelta64((self._open.size - 1) * slots.slot_minutes * 60, "s")

    @cached_property
    def _days_through(self) -> NDArray[np.int64]:
        """Working days from the origin through each day."""
        per_day = MINUTES_A_DAY // self.slots.slot_minutes
        days = (self._open.size - 1) // per_day
        through: NDArray[np.int64] = np.cumsum(self._open[: days * per_day].reshape(days, per_day).any(axis=1))
        return through

    def known(self, moments: Moments) -> Flags:
        """Where a moment is given and lies inside the table's years."""
        found: Flags = ~np.isnat(moments) & (moments >= self._first) & (moments < self._last)
        return found

    def minutes(self, starts: Moments, ends: Moments) -> Minutes:
        """Working minutes from each start to its end (seconds as fractions, negative when the end is earlier), NaN where unknown."""
        starts, ends = np.broadcast_arrays(np.asarray(starts, "datetime64[s]"), np.asarray(ends, "datetime64[s]"))
        known = self.known(starts) & self.known(ends)
        if known.ndim and known.all():
            everywhere: Minutes = self.slots.worked(starts, ends).astype(np.int64) / 60
            return everywhere
        out = np.full(starts.shape, np.nan)
        if known.any():
            out[known] = self.slots.worked(starts[known], ends[known]).astype(np.int64) / 60
        return out

    def days(self, first: Moments, last: Moments) -> Minutes:
        """Working days after the day of `first` up to and including the day of `last`; 0 when it is not later, NaN where unknown."""
        first, last = np.broadcast_arrays(np.asarray(first, "datetime64[s]"), np.asarray(last, "datetime64[s]"))
        known = self.known(first) & self.known(last)
        out = np.full(first.shape, np.nan)
        origin = self.slots.origin.astype("datetime64[D]")
        numbers = [(side[known].astype("datetime64[D]") - origin).astype(np.int64) for side in (first, last)]
        out[known] = np.maximum(self._days_through[numbers[1]] - self._days_through[numbers[0]], 0)
        return out

    def open_at(self, moments: Moments, grace_minutes: int = 0) -> Flags:
        """Whether the office is open within `grace_minutes` of each moment (the closing minute counts as open). False where unknown."""
        known = self.known(moments)
        since = np.where(known, moments - self._first, np.timedelta64(0, "s")).astype(np.int64)
        long = self.slots.slot_minutes * 60
        edge = np.flatnonzero(np.diff(np.concatenate(([0], self._open.astype(np.int8), [0]))))
        starts, ends = edge[::2] * long - grace_minutes * 60, edge[1::2] * long + grace_minutes * 60
        at = np.searchsorted(starts, since, side="right") - 1
        found: Flags = known & (at >= 0) & (since <= ends[np.maximum(at, 0)])
        return found
