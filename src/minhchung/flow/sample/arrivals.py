"""When dossiers come to the counter, what they ask for, and by which way: the beginning of the invented world."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from minhchung.flow.sample.catalogue import Ward

Moments = NDArray[np.datetime64]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.object_]

# Monday is heavy, Friday light; a Saturday that is worked (swapped days) sees few people.
BY_WEEKDAY = np.array([1.3, 1.1, 1.0, 1.0, 0.85, 0.4, 0.3])
ONLINE_AT_FIRST, ONLINE_AT_LAST, POSTAL = 0.52, 0.86, 0.015
REFUSED = 0.015


class WorkingTime(Protocol):
    """What the generator asks of working time; `worktime.SlotTable` answers it. Columns in and out, wall-clock times of Viet Nam."""

    def worked(self, starts: Any, ends: Any) -> Any: ...
    def due_in_minutes(self, starts: Any, minutes: Any) -> Any: ...
    def due_in_working_days(self, received: Any, days: Any) -> Any: ...
    def due_in_calendar_days(self, received: Any, days: Any) -> Any: ...


@dataclass(slots=True)
class Arrivals:
    """One row per dossier, in the order of arrival. `received` is NaT where the dossier was refused, `refused` where it was not.

    `age`: 0 at the beginning of the world, 1 at its end.
    """

    arrived: Moments
    submitted: Moments
    received: Moments
    refused: Moments
    procedure: Numbers
    channel: Words
    age: NDArray[np.float64]
    code: Words


def arrivals(rng: np.random.Generator, ward: Ward, working: WorkingTime, *, dossiers: int, start: date, end: date) -> Arrivals:
    """So many arrivals from `start` to the day before `end`, only in office hours: two waves a day, more on Mondays and as time goes on."""
    days = np.arange(np.datetime64(start, "D"), np.datetime64(end, "D"))
    open_minutes = minutes_of(working.worked(days.astype("datetime64[m]"), (days + 1).astype("datetime64[m]")))
    weight = BY_WEEKDAY[(days.astype(np.int64) + 3) % 7] * (open_minutes > 0) * np.linspace(0.85, 1.15, days.size)
    if not weight.sum():
        raise ValueError(f"Từ {start:%d/%m/%Y} đến {end:%d/%m/%Y} không có ngày làm việc nào: chọn khoảng dài hơn.")
    chosen = np.sort(rng.choice(days.size, dossiers, p=weight / weight.sum()))
    wave = np.where(rng.random(dossiers) < 0.6, rng.beta(2.2, 4.5, dossiers) * 0.56, 0.56 + rng.beta(2.0, 3.5, dossiers) * 0.44)
    minute = np.clip((wave * open_minutes[chosen]).astype(np.int64), 1, open_minutes[chosen] - 1)
    arrived = np.sort(in_hours(working, days[chosen].astype("datetime64[s]"), minute) + _seconds(rng, dossiers))
    age = np.clip((arrived.astype("datetime64[D]") - days[0]) / np.timedelta64(max(days.size - 1, 1), "D"), 0, 1)
    weights = np.array([procedure.weight for procedure in ward.procedure], dtype=float)
    procedure = rng.choice(weights.size, dossiers, p=weights / weights.sum())
    channel = _channels(rng, ward, procedure, age)
    before = (rng.exponential(9 * 3600, dossiers).astype(np.int64) + 240).astype("timedelta64[s]")
    submitted = np.where(channel == "online", arrived - before, arrived)
    no = rng.random(dossiers) < REFUSED
    nothing = np.datetime64("NaT", "s")
    return Arrivals(
        arrived,
        submitted,
        np.where(no, nothing, arrived),
        np.where(no, arrived, nothing),
        procedure,
        channel,
        age,
        _codes(ward.code_prefix, arrived),
    )


def _channels(rng: np.random.Generator, ward: Ward, procedure: Numbers, age: NDArray[np.float64]) -> Words:
    """Online grows with time; what cannot be handed in online is not."""
    willing = {"full": 1.08, "partial": 1.0, "information": 0.0}
    can = np.array([willing[item.level] for item in ward.procedure])[procedure]
    online = rng.random(procedure.size) < can * (ONLINE_AT_FIRST + (ONLINE_AT_LAST - ONLINE_AT_FIRST) * age)
    postal = rng.random(procedure.size) < POSTAL
    return np.where(online, "online", np.where(postal, "postal", "direct")).astype(object)


def _codes(prefix: str, arrived: Moments) -> Words:
    """`H99.12-YYMMDD-NNNN`: the day of arrival and the number in that day."""
    days = arrived.astype("datetime64[D]")
    _, first, place = np.unique(days, return_index=True, return_inverse=True)
    number = np.arange(days.size) - first[place] + 1
    return np.array([code(prefix, day, int(nth)) for day, nth in zip(days.astype(object), number, strict=True)], dtype=object)


def code(prefix: str, day: date, number: int) -> str:
    """The code of the `number`-th dossier of a day."""
    return f"{prefix}-{day:%y%m%d}-{number:04d}"


def in_hours(working: WorkingTime, starts: Moments, minutes: Numbers) -> Moments:
    found: Moments = np.asarray(working.due_in_minutes(starts, np.maximum(minutes, 1))).astype("datetime64[s]")
    return found


def minutes_of(spans: Any) -> Numbers:
    return np.asarray(spans).astype("timedelta64[m]").astype(np.int64)


def _seconds(rng: np.random.Generator, size: int) -> NDArray[np.timedelta64]:
    """Some seconds back, so that stamps look like a system's and stay inside the minute before."""
    return -rng.integers(1, 60, size).astype("timedelta64[s]")
