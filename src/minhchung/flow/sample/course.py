"""How dossiers run through the ward: steps in working hours, supplements, fees, withdrawals, ends, and why some are late."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from minhchung.flow.sample.arrivals import Arrivals, Flags, Moments, Numbers, Words, WorkingTime, in_hours, minutes_of
from minhchung.flow.sample.catalogue import Ward

NAT = np.datetime64("NaT", "s")
NOTHING: Any = np.array(None, dtype=object)
DAY_MINUTES = 480
TYPICAL_USE = 0.42
"""The typical dossier takes so much of its limit."""
CAUSES = ("Chậm thẩm định", "Chờ ý kiến đơn vị khác", "Lỗi hệ thống", "Cập nhật trạng thái chậm")
CAUSE_SHARES = (0.42, 0.28, 0.18, 0.12)
DELAYED, OVERLOAD = 0.045, "Quá tải công việc"
SUPPLEMENTED, ASKED_TWICE, NEVER_BACK = 0.07, 0.12, 0.06
WITHDRAWN, TERMINATED, WAITS_FOR_FEE = 0.008, 0.004, 0.18
LONGEST_WAIT_DAYS = 15


@dataclass(frozen=True, slots=True)
class Stamps:
    """Stamps as a system sets them: so many working minutes later, with seconds of their own."""

    rng: np.random.Generator
    working: WorkingTime

    def later(self, starts: Moments, minutes: Numbers) -> Moments:
        """NaT stays NaT. Two minutes or more always end later than they began."""
        exact = in_hours(self.working, starts, minutes)
        minute = (exact - np.timedelta64(1, "s")).astype("datetime64[m]").astype("datetime64[s]")
        found: Moments = minute + self.rng.integers(0, 60, exact.size).astype("timedelta64[s]")
        return np.where(found > starts, found, exact)

    def waited(self, starts: Moments, ends: Moments) -> Numbers:
        """Working minutes of each pair, 0 where one of the two is NaT."""
        unknown = np.isnat(starts) | np.isnat(ends)
        first, last = (np.where(unknown, np.datetime64("2026-01-05", "s"), moments) for moments in (starts, ends))
        return minutes_of(self.working.worked(first, last))


@dataclass(slots=True)
class Drift:
    """From `since` on everything takes `factor` times as long: the change that a model of risk must notice."""

    since: date
    factor: float = 1.7


@dataclass(slots=True)
class Course:
    """One row per dossier; steps and supplements have a second axis. NaT where a thing never happens."""

    due_first: Moments
    limit_minutes: Numbers
    step: Words
    step_unit: Words
    step_officer: Words
    started: Moments
    ended: Moments
    allowed: Moments
    asked: Moments
    given: Moments
    due_before: Moments
    due_after: Moments
    fee_from: Moments
    fee_until: Moments
    finished: Moments
    delivered: Moments
    way_out: Words
    handler: Words
    receiver: Words
    cause: Words


def course(rng: np.random.Generator, ward: Ward, working: WorkingTime, come: Arrivals, drift: Drift | None) -> Course:
    """The life of every dossier that was received."""
    size = come.arrived.size
    limit_minutes, due = _limits(ward, working, come)
    step, unit, officer, shares, spreads = _routes(rng, ward, come)
    handler = officer[:, 1]
    slow = _slowness(rng, come, handler, drift)
    wanted = TYPICAL_USE * limit_minutes[:, None] * shares * np.exp(rng.normal(0, 1, shares.shape) * spreads) * slow[:, None]
    late = rng.random(size) < DELAYED
    cause = np.where(late, rng.choice(np.array(CAUSES, dtype=object), size, p=CAUSE_SHARES), NOTHING)
    wanted[:, 1] += np.where(late, limit_minutes * rng.uniform(0.55, 1.3, size) + 30, 0)
    planned: Numbers = np.where(shares > 0, np.maximum(wanted, 2), 0).astype(np.int64)
    asked, given, wait = _supplements(rng, size, planned[:, 1])
    blank: dict[str, Any] = {name: np.full(shares.shape, NAT) for name in ("started", "ended", "allowed")}
    blank |= {name: np.full((size, 2), NAT) for name in ("asked", "given", "due_before", "due_after")}
    blank |= {name: np.full(size, NAT) for name in ("fee_from", "fee_until", "finished", "delivered")}
    found = Course(
        due_first=due, limit_minutes=limit_minutes, step=step, step_unit=unit, step_officer=officer, handler=handler, cause=cause,
        receiver=officer[:, 0], way_out=np.full(size, None, dtype=object), **blank,
    )  # fmt: skip
    fee_wait = np.where((rng.random(size) < WAITS_FOR_FEE) & _of(ward, come, "fee") & (limit_minutes > 4 * DAY_MINUTES), 1, 0)
    fee_wait *= rng.integers(60, 2 * DAY_MINUTES, size)
    stamps = Stamps(rng, working)
    _run(stamps, come, found, planned, supplements=(asked, given, wait), fee_wait=fee_wait)
    _end(stamps, found)
    _say_why(come, found)
    return found


def _limits(ward: Ward, working: WorkingTime, come: Arrivals) -> tuple[Numbers, Moments]:
    """The limit in working minutes (as it is usually met) and the due date the system gives at reception."""
    amount, unit = _of(ward, come, "amount").astype(np.int64), _of(ward, come, "limit_unit")
    received = np.where(np.isnat(come.received), come.arrived, come.received)
    days = received.astype("datetime64[D]")
    by_calendar = np.where(unit == "m", amount * 30, amount)
    last = np.where(
        unit == "wd", working.due_in_working_days(received, np.where(unit == "wd", amount, 1)),
        working.due_in_calendar_days(received, np.where(unit == "wd", 1, by_calendar)),
    )  # fmt: skip
    same_day = (unit == "wd") & (amount == 0)
    too_late = same_day & (received - days > np.timedelta64(15 * 3600, "s"))
    last = np.where(too_late, working.due_in_working_days(received, np.ones(days.size, dtype=np.int64)), last)
    due = np.where(unit == "wh", in_hours(working, received, np.where(unit == "wh", amount * 60, 1)), closing(working, last))
    minutes = np.select(
        [same_day, unit == "wh", unit == "wd"], [200, amount * 60, amount * DAY_MINUTES], by_calendar * DAY_MINUTES * 5 // 7
    )
    return minutes.astype(np.int64), due


def closing(working: WorkingTime, days: Moments) -> Moments:
    """The closing time of each (worked) day."""
    first = days.astype("datetime64[D]").astype("datetime64[m]")
    return in_hours(working, first.astype("datetime64[s]"), minutes_of(working.worked(first, first + np.timedelta64(1, "D"))))


def _routes(rng: np.random.Generator, ward: Ward, come: Arrivals) -> tuple[Words, Words, Words, NDArray[np.float64], NDArray[np.float64]]:
    size, longest = come.arrived.size, max(len(route) for route in ward.routes.values())
    step, unit, officer = (np.full((size, longest), None, dtype=object) for _ in range(3))
    shares, spreads = np.zeros((size, longest)), np.zeros((size, longest))
    for number, procedure in enumerate(ward.procedure):
        rows = np.flatnonzero(come.procedure == number)
        for place, part in enumerate(ward.routes[procedure.route]):
            where = ward.units[procedure.unit if part.unit == "own" else part.unit]
            step[rows, place], unit[rows, place] = part.step, where.name
            shares[rows, place], spreads[rows, place] = part.share, part.spread
            # The first officer of a unit gets most; the same one keeps a dossier through the unit's steps.
            likely = np.linspace(1.6, 0.7, len(where.officers))
            officer[rows, place] = rng.choice(np.array(where.officers, dtype=object), rows.size, p=likely / likely.sum())
            if part.unit == "own" and place > 1:
                officer[rows, place] = officer[rows, 1]
    return step, unit, officer, shares, spreads


def _slowness(rng: np.random.Generator, come: Arrivals, handler: Words, drift: Drift | None) -> NDArray[np.float64]:
    """Each officer's own speed, and how full the officer's week is."""
    names, who = np.unique(handler.astype(str), return_inverse=True)
    speed = rng.normal(1.0, 0.14, names.size).clip(0.75, 1.35)[who]
    week = (come.arrived.astype("datetime64[D]").astype(np.int64) + 3) // 7
    _, group, load = np.unique(np.stack([who, week]), axis=1, return_inverse=True, return_counts=True)
    mean = np.bincount(who, weights=load[group.ravel()]) / np.bincount(who)
    slow: NDArray[np.float64] = speed * (load[group.ravel()] / mean[who]).clip(0.5, 1.6) ** 0.35
    if drift is not None:
        slow = np.where(come.arrived >= np.datetime64(drift.since, "s"), slow * drift.factor, slow)
    return slow


def _supplements(rng: np.random.Generator, size: int, work: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Working minutes into the second step at which a supplement is asked (0: never), after the answer still to do, and the waiting.

    Two columns, the second request long after the first; waiting −1 where the applicant never came back.
    """
    once = (rng.random(size) < SUPPLEMENTED) & (work > 120)
    twice = once & (rng.random(size) < ASKED_TWICE)
    asks = np.stack([once, twice], axis=1)
    into = np.where(asks, np.maximum(work[:, None] // 4, 1), 0)
    wait = (rng.lognormal(np.log(2.5 * DAY_MINUTES), 0.7, (size, 2))).clip(30, 14 * DAY_MINUTES).astype(np.int64)
    last = np.stack([once & ~twice, twice], axis=1)
    wait = np.where(last & (rng.random((size, 2)) < NEVER_BACK), -1, wait)
    return into, np.maximum(work - into.sum(axis=1), 1), wait


def _run(
    stamps: Stamps, come: Arrivals, out: Course, planned: Numbers, *, supplements: tuple[Numbers, Numbers, Numbers], fee_wait: Numbers
) -> None:
    """Step after step, each begun when the one before ended."""
    at, waited = come.received.copy(), np.zeros(planned.shape[0], dtype=np.int64)
    whole = np.maximum(planned.sum(axis=1), 1)
    for place in range(planned.shape[1]):
        here = (planned[:, place] > 0) & ~np.isnat(at)
        out.started[:, place] = np.where(here, at, NAT)
        rest = planned[:, place]
        if place == 1:
            at, waited = _wait_for_papers(stamps, out, at, here, supplements)
            rest = np.maximum(supplements[1], 2)
        end = np.where(here, stamps.later(at, rest), NAT)
        out.ended[:, place] = end
        share = planned[:, : place + 1].sum(axis=1) / whole
        allowed = in_hours(stamps.working, come.received, (share * out.limit_minutes).astype(np.int64) + waited)
        out.allowed[:, place] = np.where(here, allowed, NAT)
        at = np.where(planned[:, place] > 0, end, at)
        if place == 1:
            waits = (fee_wait > 0) & ~np.isnat(at)
            out.fee_from, out.fee_until = np.where(waits, at, NAT), np.where(waits, stamps.later(at, fee_wait), NAT)
            at = np.where(waits, out.fee_until, at)
    out.finished = at


def _wait_for_papers(
    stamps: Stamps, out: Course, at: Moments, here: Flags, supplements: tuple[Numbers, Numbers, Numbers]
) -> tuple[Moments, Numbers]:
    """Requests for supplements inside the second step; each answer moves the due date on by the working days of the waiting."""
    into, _, wait = supplements
    due, waited = out.due_first.copy(), np.zeros(at.size, dtype=np.int64)
    for nth in (0, 1):
        asks = here & (into[:, nth] > 0) & ~np.isnat(at)
        asked = np.where(asks, stamps.later(at, into[:, nth]), NAT)
        given = np.where(asks & (wait[:, nth] > 0), stamps.later(asked, wait[:, nth]), NAT)
        minutes = stamps.waited(asked, given)
        days = np.maximum((minutes + DAY_MINUTES - 1) // DAY_MINUTES, 1)
        moved = closing(stamps.working, stamps.working.due_in_working_days(due, days))
        out.asked[:, nth], out.given[:, nth] = asked, given
        answered = ~np.isnat(given)
        out.due_before[:, nth] = np.where(asks, due, NAT)
        out.due_after[:, nth] = np.where(answered, moved, NAT)
        due = np.where(answered, moved, due)
        at = np.where(asks, given, at)
        waited += minutes
    return at, waited


def _end(stamps: Stamps, out: Course) -> None:
    """Withdrawn and terminated dossiers stop on the way; finished ones are handed over some hours later."""
    rng, size = stamps.rng, out.finished.size
    dice = rng.random(size)
    leaves = (dice < WITHDRAWN + TERMINATED) & ~np.isnat(out.ended[:, 1]) & np.isnat(out.asked[:, 0])
    halfway = stamps.later(out.started[:, 1], np.maximum(stamps.waited(out.started[:, 1], out.ended[:, 1]) // 2, 1))
    last_asked = np.where(np.isnat(out.asked[:, 1]), out.asked[:, 0], out.asked[:, 1])
    given_up = ~np.isnat(last_asked) & np.isnat(out.finished)
    since = np.where(np.isnat(last_asked), out.due_first, last_asked)
    closed = closing(stamps.working, stamps.working.due_in_working_days(since, np.full(size, LONGEST_WAIT_DAYS)))
    stop = np.where(leaves, halfway, np.where(given_up, closed - rng.integers(1, 1500, size).astype("timedelta64[s]"), NAT))
    stops = ~np.isnat(stop)
    out.way_out[stops] = np.where(leaves & (dice < WITHDRAWN), "withdrawn", "terminated")[stops]
    late = out.started > stop[:, None]
    out.started[late], out.allowed[late] = NAT, NAT
    out.ended = np.where(stops[:, None], np.where(np.isnat(out.started), NAT, np.fmin(out.ended, stop[:, None])), out.ended)
    out.fee_from, out.fee_until = np.where(stops, NAT, out.fee_from), np.where(stops, NAT, out.fee_until)
    out.finished = np.where(stops, stop, out.finished)
    pickup = rng.lognormal(np.log(200), 1.0, size).clip(3, 6 * DAY_MINUTES).astype(np.int64)
    out.delivered = np.where(stops | np.isnat(out.finished), NAT, stamps.later(out.finished, pickup))


def _say_why(come: Arrivals, out: Course) -> None:
    """A cause stays only with what really ended late; late without an accident is a matter of load."""
    due = final_due(out)
    late = (out.finished > due) & (out.way_out == None) & ~np.isnat(come.received)  # noqa: E711 - a column
    out.cause = np.where(late, np.where(out.cause == None, OVERLOAD, out.cause), NOTHING)  # noqa: E711


def final_due(out: Course) -> Moments:
    """The due date after all answered supplements."""
    after = np.where(np.isnat(out.due_after[:, 1]), out.due_after[:, 0], out.due_after[:, 1])
    return np.where(np.isnat(after), out.due_first, after)


def _of(ward: Ward, come: Arrivals, name: str) -> Any:
    values = [getattr(procedure, name) for procedure in ward.procedure]
    return np.array(values, dtype=object if isinstance(values[0], str) else None)[come.procedure]
