"""Clock anomalies planted into the world, each in dossiers of its own and listed. Kinds as `law/checklists/clock.toml` names them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from minhchung.flow.sample.arrivals import Flags, Moments, WorkingTime, code
from minhchung.flow.sample.course import Stamps, final_due
from minhchung.flow.sample.world import World

SAME_MINUTE_GROUP = 9
DAY = np.timedelta64(1, "D")
HOUR = np.timedelta64(3600, "s")
MINUTE = np.timedelta64(60, "s")


@dataclass(frozen=True, slots=True)
class Planted:
    """One anomaly that was put in: its kind, the dossier, the step (None: the dossier itself), what it was and what it says now.

    `export`: the number of the first export that shows it, for what changes between exports; None when all do.
    """

    kind: str
    code: str
    seq: int | None = None
    true: str | None = None
    said: str | None = None
    export: int | None = None


@dataclass(slots=True)
class Field:
    """The world while things are planted in it: no dossier is used twice."""

    world: World
    stamps: Stamps
    last: np.datetime64
    used: set[int] = field(default_factory=set)
    planted: list[Planted] = field(default_factory=list)
    slips: list[dict[str, object]] = field(default_factory=list)

    @property
    def working(self) -> WorkingTime:
        return self.stamps.working

    def pick(self, fitting: Flags, count: int) -> list[int]:
        """At most so many rows that fit and are free, drawn by chance, in their order."""
        free = [row for row in np.flatnonzero(fitting).tolist() if row not in self.used]
        drawn = self.stamps.rng.permutation(len(free))[:count]
        rows = sorted(free[place] for place in drawn.tolist())
        self.used.update(rows)
        return rows

    def note(self, kind: str, row: int, seq: int | None, true: np.datetime64, said: np.datetime64) -> None:
        self.planted.append(Planted(kind, self.world.come.code[row], seq, str(true), str(said)))

    def closed(self) -> Flags:
        """Ordinary dossiers that were delivered some days before the last export."""
        course = self.world.course
        found: Flags = (course.way_out == None) & (course.delivered < self.last - 5 * DAY) & np.isnat(course.asked[:, 0])  # noqa: E711
        return found

    def deliver_after(self, rows: list[int]) -> None:
        """Hands results over after the (moved) end, in office hours."""
        course = self.world.course
        minutes = self.stamps.rng.integers(20, 200, len(rows))
        course.delivered[rows] = self.stamps.later(course.finished[rows], minutes)


def plant(ground: Field, wanted: Mapping[str, int]) -> None:
    """Plants so many of each kind, fewer where the world has no more dossiers that fit. Raises KeyError for an unknown kind."""
    for kind, count in wanted.items():
        if count:
            PLANTERS[kind](ground, count)


def _end_equals_due(ground: Field, count: int) -> None:
    course = ground.world.course
    due = final_due(course)
    for row in ground.pick(ground.closed() & (due > course.finished) & (due < ground.last - 3 * DAY), count):
        ground.note("end-equals-due", row, None, course.finished[row], due[row])
        course.finished[row] = due[row]
        ground.deliver_after([row])


def _ended_same_minute(ground: Field, count: int) -> None:
    """Groups of one officer's dossiers, all closed at a quarter to five of one day."""
    course, rng = ground.world.course, ground.stamps.rng
    for _ in range(count):
        closed = ground.closed()
        closed[sorted(ground.used)] = False
        for row in rng.permutation(np.flatnonzero(closed)).tolist():
            minute = course.finished[row].astype("datetime64[D]").astype("datetime64[s]") + 16 * HOUR + 45 * MINUTE
            mine = closed & (course.handler == course.handler[row]) & (course.finished < minute) & (course.finished > minute - 8 * DAY)
            if mine.sum() < SAME_MINUTE_GROUP:
                continue
            group = ground.pick(mine, SAME_MINUTE_GROUP)
            for member in group:
                said = minute + np.timedelta64(int(rng.integers(0, 60)), "s")
                ground.note("ended-same-minute", member, None, course.finished[member], said)
                course.finished[member] = said
            ground.deliver_after(group)
            break


def _end_before_last_step(ground: Field, count: int) -> None:
    course = ground.world.course
    last = (~np.isnat(course.started)).sum(axis=1) - 1
    rows = np.arange(last.size)
    long = course.ended[rows, last] - course.started[rows, last] > np.timedelta64(600, "s")
    for row in ground.pick(ground.closed() & long, count):
        said = course.started[row, last[row]] + np.timedelta64(int(ground.stamps.rng.integers(61, 300)), "s")
        ground.note("end-before-last-step", row, int(last[row]) + 1, course.finished[row], said)
        course.finished[row] = said


def _event_after_end(ground: Field, count: int) -> None:
    course, world = ground.world.course, ground.world
    rows = ground.pick(ground.closed() & (course.delivered < ground.last - 9 * DAY), count)
    began = ground.stamps.later(course.delivered[rows], ground.stamps.rng.integers(300, 900, len(rows)))
    ended = ground.stamps.later(began, np.full(len(rows), 12))
    for row, first, last in zip(rows, began, ended, strict=True):
        world.late_steps.append((row, first, last))
        ground.note("event-after-end", row, int((~np.isnat(course.started[row])).sum()) + 1, course.delivered[row], first)


def _midnight(ground: Field, count: int) -> None:
    """The hand-over is stamped at the first second of the next day."""
    course = ground.world.course
    for row in ground.pick(ground.closed(), count):
        said = (course.delivered[row].astype("datetime64[D]") + DAY).astype("datetime64[s]")
        ground.note("midnight", row, None, course.delivered[row], said)
        course.delivered[row] = said


def _out_of_hours(ground: Field, count: int) -> None:
    """A step ends late in the evening, and the next one begins then; it ends on another day."""
    course, rng = ground.world.course, ground.stamps.rng
    night: Moments = (course.ended[:, 1].astype("datetime64[D]") + DAY).astype("datetime64[s]")
    evening = night - 2 * HOUR
    for row in ground.pick(ground.closed() & (course.ended[:, 2] > night) & np.isnat(course.fee_from), count):
        said = evening[row] + np.timedelta64(int(rng.integers(0, 5400)), "s")
        ground.note("out-of-hours", row, 2, course.ended[row, 1], said)
        course.ended[row, 1] = course.started[row, 2] = said


def _zero_length(ground: Field, count: int) -> None:
    course = ground.world.course
    for row in ground.pick(ground.closed() & np.isnat(course.fee_from), count):
        ground.note("zero-length", row, 2, course.ended[row, 1], course.started[row, 1])
        course.ended[row, 1] = course.started[row, 2] = course.started[row, 1]


def _code_date(ground: Field, count: int) -> None:
    """The code says a day some days before the reception."""
    come, world = ground.world.come, ground.world
    for place, row in enumerate(ground.pick(ground.closed() & (come.channel == "direct"), count)):
        day = come.received[row].astype("datetime64[D]") - int(ground.stamps.rng.integers(1, 4)) * DAY
        said = code(world.ward.code_prefix, day.astype(object), 9000 + place)
        ground.planted.append(Planted("code-date", said, None, str(come.received[row].astype("datetime64[D]")), str(day)))
        come.code[row] = said


def _route_differs(ground: Field, count: int) -> None:
    """Control slips (form 06) of some dossiers; on so many of them another officer handled the second step than the system says."""
    course, ward = ground.world.course, ground.world.ward
    honest, planted = ground.pick(ground.closed(), 3 * count), ground.pick(ground.closed(), count)
    for row in sorted(honest + planted):
        steps = np.flatnonzero(~np.isnat(course.started[row])).tolist()
        for place in steps:
            officer = course.step_officer[row, place]
            if row in planted and place == 1:
                unit = next(unit for unit in ward.units.values() if unit.name == course.step_unit[row, place])
                officer = next(name for name in unit.officers if name != officer)
                ground.planted.append(Planted("route-differs", ground.world.come.code[row], 2, officer, course.step_officer[row, place]))
            ground.slips.append(
                {
                    "code": ground.world.come.code[row],
                    "seq": place + 1,
                    "unit": course.step_unit[row, place],
                    "officer": officer,
                    "at": course.ended[row, place].astype(object),
                }
            )


PLANTERS: Mapping[str, Callable[[Field, int], None]] = {
    "end-equals-due": _end_equals_due,
    "ended-same-minute": _ended_same_minute,
    "end-before-last-step": _end_before_last_step,
    "event-after-end": _event_after_end,
    "midnight": _midnight,
    "out-of-hours": _out_of_hours,
    "zero-length": _zero_length,
    "code-date": _code_date,
    "route-differs": _route_differs,
}
