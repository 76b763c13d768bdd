"""Working time over whole columns: NumPy arrays in, arrays out, the same answers as the scalar form.

Everything is a look-up. The calendar becomes a table with one entry per slot (the greatest common divisor of all opening and closing
times: 30 minutes for 07:30-12:00, 15 for 07:15). An entry packs the working time from the origin to the slot and whether the slot is
open into one int32, so that one gather answers "how much was worked until t". The table of some years stays in the second-level cache,
and so do the chunks that columns are taken in: that, not the arithmetic, is what makes it fast.

Moments are wall-clock times of Viet Nam without time zone (datetime64), as dossier exports hold them. NaT stays NaT.
"""

from datetime import date, timedelta
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from minhchung.worktime.calendar import Calendar
from minhchung.worktime.hours import MINUTES_A_DAY

Unit = Literal["m", "s"]
Moments = NDArray[np.datetime64]
Spans = NDArray[np.timedelta64]
Counts = NDArray[np.int32]
CHUNK = 8_192
OPEN = 1


class _Table:
    """Cumulative working units, looked up slot by slot, with the buffers that a chunk is worked out in.

    An entry is ``2 * a + open``. In an open slot ``a`` is the working time until the slot less the slot's own offset, so that working
    time until t is ``a + t`` there and ``a`` elsewhere: one gather, no remainder.
    """

    def __init__(self, flags: NDArray[np.bool_], length: int) -> None:
        # One entry more than there are slots: the end of the last day is a moment too.
        before = np.zeros(flags.size + 1, dtype=np.int64)
        np.cumsum(flags * np.int64(length), out=before[1:])
        self.length, self.whole = length, int(before[-1])
        is_open = np.append(flags, False)
        self.packed = ((before - np.where(is_open, np.arange(before.size) * length, 0)) * 2 + is_open).astype(np.int32)
        self.before, self.is_open = before.astype(np.int32), is_open

    def until(self, offsets: NDArray[np.int64], room: "_Room") -> Counts:
        """Working units from the origin until each offset (units since the origin, inside the table); lies in `room.counts`."""
        size = offsets.size
        slot, entry, counts = room.slot[:size], room.entry[:size], room.counts[:size]
        np.floor_divide(offsets.view(np.uint64), np.uint64(self.length), out=slot.view(np.uint64))
        self.packed.take(slot, out=entry, mode="clip")
        np.copyto(counts, offsets, casting="unsafe")
        np.bitwise_and(entry, OPEN, out=room.mask[:size])
        np.negative(room.mask[:size], out=room.mask[:size])
        np.bitwise_and(counts, room.mask[:size], out=counts)
        np.right_shift(entry, 1, out=entry)
        np.add(counts, entry, out=counts)
        return counts


class _Room:
    """Buffers of one chunk: without them every operation would touch new memory."""

    def __init__(self) -> None:
        self.offsets, self.slot = np.empty(CHUNK, np.int64), np.empty(CHUNK, np.int64)
        self.entry, self.mask, self.counts = (np.empty(CHUNK, np.int32) for _ in range(3))


class SlotTable:
    """The working time of one calendar from 1 January of its first year to the end of its last.

    Built once per calendar (a few milliseconds); safe to share. Moments outside the years raise MissingYear.
    """

    def __init__(self, calendar: Calendar) -> None:
        if not calendar.years:
            calendar.why(date.min)
        self._calendar = calendar
        self._first, self._last = _run_of_years(calendar)
        self.origin = np.datetime64(date(self._first, 1, 1), "D")
        self._days = (date(self._last, 12, 31) - date(self._first, 1, 1)).days + 1
        self.slot_minutes = calendar.hours.slot_minutes
        per_day = MINUTES_A_DAY // self.slot_minutes
        self._open: NDArray[np.bool_] = np.zeros((self._days, per_day), dtype=bool)
        for number in range(self._days):
            for session in calendar.sessions(self._day(number)):
                self._open[number, session.opens // self.slot_minutes : session.closes // self.slot_minutes] = True

    def _day(self, number: int) -> date:
        return date(self._first, 1, 1) + timedelta(days=number)

    @cached_property
    def _worked_days(self) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = np.asarray(self._open.any(axis=1))
        return found

    @cached_property
    def _tables(self) -> dict[Unit, _Table]:
        flags = self._open.ravel()
        return {"m": _Table(flags, self.slot_minutes), "s": _Table(flags, self.slot_minutes * 60)}

    @cached_property
    def _minute_reached(self) -> Counts:
        """For k = 0, 1, …: the earliest minute since the origin at which k minutes have been worked."""
        return np.concatenate(([0], np.flatnonzero(np.repeat(self._open.ravel(), self.slot_minutes)) + 1)).astype(np.int32)

    @cached_property
    def _day_tables(self) -> tuple[Counts, Counts]:
        """Working days through each day, and the day numbers of the working days in order."""
        return np.cumsum(self._worked_days, dtype=np.int32), np.flatnonzero(self._worked_days).astype(np.int32)

    def worked(self, starts: Moments, ends: Moments) -> Spans:
        """Working time from each start to its end: in minutes when both columns are, else in seconds. NaT where either is NaT.

        Signed: an end before its start gives the working time with a minus (``worked_between`` refuses such a pair).
        """
        unit: Unit = "m" if _unit(starts) == _unit(ends) == "m" else "s"
        if starts.shape != ends.shape:
            raise ValueError(f"Hai cột dài khác nhau ({starts.size} và {ends.size}): đưa vào hai cột cùng độ dài.")
        table, first, last = self._tables[unit], _Room(), _Room()
        out = np.empty(starts.shape, dtype=f"timedelta64[{unit}]")
        result = out.view(np.int64)
        for part in _chunks(starts.size):
            unknown = [self._offsets(column[part], unit, room) for column, room in ((starts, first), (ends, last))]
            size = result[part].size
            np.subtract(table.until(last.offsets[:size], last), table.until(first.offsets[:size], first), out=result[part])
            for known in unknown:
                if known is not None:
                    np.copyto(out[part], np.timedelta64("NaT"), where=known)
        return out

    def due_in_minutes(self, starts: Moments, minutes: NDArray[np.integer[Any]]) -> Moments:
        """The earliest moment at which so many working minutes have passed since each start, as ``deadline`` in working hours has it.

        `minutes` ≥ 1. The answer has the unit of `starts` (minutes or seconds). NaT stays NaT. Raises MissingYear past the last year.
        """
        unit: Unit = "m" if _unit(starts) == "m" else "s"
        per = 1 if unit == "m" else 60
        table, room, out = self._tables[unit], _Room(), np.empty(starts.shape, dtype=f"datetime64[{unit}]")
        for part in _chunks(starts.size):
            unknown = self._offsets(starts[part], unit, room)
            goal = table.until(room.offsets[: starts[part].size], room) + minutes[part].astype(np.int32) * per
            self._refuse_beyond(goal.max(initial=0) > table.whole)
            whole, rest = np.divmod(goal, per)
            # Seconds over a whole minute are worked in the minute after it, which may lie behind a night.
            reached = np.where(rest > 0, (self._minute_reached[np.minimum(whole + 1, self._minute_reached.size - 1)] - 1) * per + rest, 0)
            reached = np.where(rest > 0, reached, self._minute_reached[whole] * per)
            out[part] = self.origin.astype(f"datetime64[{unit}]") + reached
            if unknown is not None:
                np.copyto(out[part], np.datetime64("NaT"), where=unknown)
        return out

    def due_in_working_days(self, received: Moments, days: NDArray[np.integer[Any]]) -> Moments:
        """The last day of so many working days after the day of reception (0 = the day itself, moved on when it is off), datetime64[D]."""
        return self._on_days(received, days, self._working_days_after)

    def due_in_calendar_days(self, received: Moments, days: NDArray[np.integer[Any]]) -> Moments:
        """The last day of so many calendar days after the day of reception, moved on when it is off, datetime64[D]."""
        return self._on_days(received, days, lambda number, count: self._moved_on(number + count))

    def rows(self) -> dict[str, NDArray[Any]]:
        """The table as columns to join with in a query: `slot` (number since `origin`), `before` (working minutes until it), `open` (0, 1).

        Working time until minute t since the origin is ``before + open * (t - slot * slot_minutes)`` with slot = t // slot_minutes.
        """
        table = self._tables["m"]
        return {"slot": np.arange(table.before.size, dtype=np.int32), "before": table.before, "open": table.is_open.astype(np.int32)}

    def _on_days(self, received: Moments, days: NDArray[np.integer[Any]], rule: Any) -> Moments:
        unknown = np.isnat(received)
        number = np.where(unknown, self.origin, received.astype("datetime64[D]")) - self.origin
        self._within(received, unknown)
        reached = rule(number.astype(np.int32), np.asarray(days).astype(np.int32))
        return np.where(unknown, np.datetime64("NaT"), self.origin + reached)

    def _working_days_after(self, number: Counts, count: Counts) -> Counts:
        through, working = self._day_tables
        goal = through[number] + count - 1
        self._refuse_beyond(goal.max(initial=0) >= working.size)
        return np.where(count == 0, self._moved_on(number), working[np.maximum(goal, 0)])

    def _moved_on(self, number: Counts) -> Counts:
        through, working = self._day_tables
        self._refuse_beyond(number.max(initial=0) >= through.size)
        before = through[number] - self._worked_days[number]
        self._refuse_beyond(before.max(initial=0) >= working.size)
        return working[before]

    def _offsets(self, moments: Moments, unit: Unit, room: _Room) -> NDArray[np.bool_] | None:
        """Puts the units since the origin into `room.offsets`; gives where the moment is unknown (None when it nowhere is)."""
        given = moments if np.datetime_data(moments.dtype) == (unit, 1) else moments.astype(f"datetime64[{unit}]")
        since = room.offsets[: given.size]
        np.subtract(given.view(np.int64), self.origin.astype(f"datetime64[{unit}]").view(np.int64), out=since)
        limit = self._days * MINUTES_A_DAY * (1 if unit == "m" else 60)
        if not since.size or (since.min() >= 0 and since.max() <= limit):
            return None
        unknown = np.isnat(given)
        self._within(given, unknown)
        np.copyto(since, 0, where=unknown)
        return unknown

    def _within(self, moments: Moments, unknown: NDArray[np.bool_]) -> None:
        """Raises MissingYear for the first moment before or after the table."""
        years = moments[~unknown].astype("datetime64[Y]").astype(np.int64) + 1970
        outside = years[(years < self._first) | (years > self._last)]
        if outside.size:
            self._calendar.why(date(int(outside[0]), 1, 1))

    def _refuse_beyond(self, beyond: Any) -> None:
        if beyond:
            self._calendar.why(date(self._last + 1, 1, 1))


def _unit(moments: Moments) -> str:
    unit = np.datetime_data(moments.dtype)[0]
    return "m" if unit in ("Y", "M", "W", "D", "h", "m") else "s"


def _chunks(size: int) -> list[slice]:
    return [slice(start, start + CHUNK) for start in range(0, size, CHUNK)]


def _run_of_years(calendar: Calendar) -> tuple[int, int]:
    """The last unbroken run of years: a table cannot leave one out."""
    years = calendar.years
    first = years[-1]
    while first - 1 in years:
        first -= 1
    return first, years[-1]
