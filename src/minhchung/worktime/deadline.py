"""The last moment of a limit, with every day that counted, every day that did not, and why.

Rules, with their sources in the project's domain notes on administrative procedures, section 2.2:
counting begins on the day after reception and a last day off moves to the next working day (Bộ luật Dân sự 2015, Điều 147, 148);
a reception after the cut-off of a procedure counts as received on the next working day; after a supplement the limit either starts again
or is moved on by the waiting. The cut-off and the policy differ by procedure and place, so they are arguments, never constants.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from minhchung.worktime.calendar import ONE_DAY, Calendar
from minhchung.worktime.elapsed import Interval, Step, length, open_time, reason, stretches
from minhchung.worktime.hours import minute_of
from minhchung.worktime.limits import Limit, LimitError
from minhchung.worktime.pauses import ZONE, Pause, day_of, exactly, in_order, local, order, written

Policy = Literal["shift", "restart"]
DueAt = Literal["hour", "day"]
LAW_147 = "tính từ ngày sau ngày tiếp nhận (Bộ luật Dân sự 2015, Điều 147)"
LAW_148 = "ngày cuối là ngày nghỉ nên chuyển sang ngày làm việc kế tiếp (Bộ luật Dân sự 2015, Điều 148)"


@dataclass(frozen=True, slots=True)
class Deadline:
    """`due` is the last permitted moment on the clocks of Viet Nam; None while the clock stands (an unanswered request).

    `received` is the day the counting starts from, after the cut-off rule and restarts. `steps` are in order of time.
    `provisional`: a day looked at lies in a year not announced yet ("tạm tính").
    """

    due: datetime | None
    received: date
    steps: tuple[Step, ...]
    provisional: bool


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a procedure's limit is counted by, whatever the dossier."""

    limit: Limit
    calendar: Calendar
    cutoff: time | None
    due_at: DueAt | None


def deadline(
    start: date,
    limit: Limit,
    calendar: Calendar,
    pauses: Iterable[Pause] = (),
    *,
    cutoff: time | None = None,
    policy: Policy = "shift",
    due_at: DueAt | None = None,
) -> Deadline:
    """When work received at `start` must be done.

    `start`: a moment with time zone, or a plain date (taken as received in office hours before the cut-off; enough for limits in days).
    `cutoff`: a reception later than this counts as received on the next working day. `policy`: what a pause does, "shift" moves the
    limit on by the waiting, "restart" counts anew from the answer. `due_at`: "day" is the closing time of the last day, "hour" the hour of
    reception on it; by default limits in hours end at their hour, others at closing time. A pause asked after the limit has run out
    moves nothing. Raises LimitError, MomentError, MissingYear.
    """
    if isinstance(start, datetime):
        start = local(start)
    if limit.unit == "wh" or due_at == "hour":
        start = exactly(start)
    live = in_order(pauses, start)
    # What is due in the day of reception has nothing left to move on: an answered request starts that day anew.
    count = _restarted if policy == "restart" or limit.same_day else _counted
    found = count(start, live, _Terms(limit, calendar, cutoff, due_at))
    looked_at = [found.received, *(step.day for step in found.steps)]
    return replace(found, provisional=any(calendar.is_provisional(day) for day in looked_at))


def _restarted(start: date, pauses: Sequence[Pause], terms: _Terms) -> Deadline:
    found = _counted(start, (), terms)
    steps: list[Step] = []
    for pause in pauses:
        if found.due is None or not _asked_in_time(pause, found.due):
            break
        # A request answered while an earlier one still waited starts nothing anew.
        if pause.given is not None and order(pause.given) <= order(start):
            continue
        asked = day_of(pause.asked)
        steps += [step for step in found.steps if step.day <= asked]
        if pause.given is None:
            return replace(found, due=None, steps=(*steps, Step(asked, False, str(pause))))
        start = pause.given
        found = _counted(start, (), terms, f"{pause}: tính lại từ đầu")
    return replace(found, steps=(*steps, *found.steps))


def _asked_in_time(pause: Pause, due: datetime) -> bool:
    return local(pause.asked) <= due if isinstance(pause.asked, datetime) else pause.asked <= due.date()


def _counted(start: date, pauses: Sequence[Pause], terms: _Terms, begun: str = "ngày tiếp nhận") -> Deadline:
    """The limit counted from one start; `begun` says what that start was."""
    received, steps = _reception(start, terms)
    day = day_of(received)
    if not steps:
        steps.append(Step(day, False, begun if terms.limit.unit == "wh" or terms.limit.same_day else f"{begun}; {LAW_147}"))
    if terms.limit.unit == "wh":
        return _in_hours(exactly(received), steps, pauses, terms)
    steps += _days(day, pauses, terms)
    last, moved = _moved_on(steps[-1].day if not terms.limit.same_day else day, terms.calendar, pauses)
    due = None if last is None else _at(last, received if terms.due_at == "hour" else None, terms.calendar)
    return Deadline(due, day, (*steps, *moved), provisional=False)


def _reception(start: date, terms: _Terms) -> tuple[date, list[Step]]:
    """The reception that counts, and the step that says so when it is not the one that happened."""
    day, cutoff, calendar = day_of(start), terms.cutoff, terms.calendar
    too_late = cutoff is not None and isinstance(start, datetime) and start.time() > cutoff
    off = not calendar.is_working(day) and (cutoff is not None or terms.limit.same_day)
    if not too_late and not off:
        return start, []
    following = calendar.add_working_days(day, 1)
    why = calendar.why(day).reason if off else f"sau {cutoff:%H:%M}"
    step = Step(day, False, f"tiếp nhận {written(start)}, {why}: tính như tiếp nhận ngày {following:%d/%m/%Y}")
    return (next(open_time(following, calendar))[0] if isinstance(start, datetime) else following), [step]


def _days(received: date, pauses: Sequence[Pause], terms: _Terms) -> Iterator[Step]:
    """The days after reception up to the last of the limit, counted or not."""
    limit = terms.limit
    left = limit.amount if limit.unit != "m" else (months_later(received, limit.amount) - received).days
    day = received
    while left:
        day += ONE_DAY
        found = terms.calendar.why(day)
        pause = next((item for item in pauses if item.leaves_out(day)), None)
        if pause is not None:
            yield Step(day, False, f"tạm dừng: {pause}")
            if pause.given is None:
                return
        elif limit.unit == "wd" and not found.working:
            yield Step(day, False, found.reason)
        else:
            yield Step(day, True, found.reason)
            left -= 1


def _moved_on(last: date, calendar: Calendar, pauses: Sequence[Pause]) -> tuple[date | None, list[Step]]:
    """The last day after what still moves it: a day off, a request made on it that is answered later. None when unanswered."""
    steps: list[Step] = []
    while True:
        if not calendar.is_working(last):
            steps.append(Step(last, False, f"{calendar.why(last).reason}: {LAW_148}"))
            last = calendar.add_working_days(last, 1)
        waiting = next((p for p in pauses if day_of(p.asked) <= last and (p.given is None or last < day_of(p.given))), None)
        if waiting is None:
            return last, steps
        if waiting.given is None:
            steps.append(Step(last, False, str(waiting)))
            return None, steps
        last = day_of(waiting.given)
        steps.append(Step(last, False, f"{waiting}: ngày cuối chuyển đến ngày bổ sung xong"))


def _in_hours(begun: datetime, steps: list[Step], pauses: Sequence[Pause], terms: _Terms) -> Deadline:
    """Hours end at the earliest instant when they are used up: 8 hours from 07:30 end at closing time, not next morning."""
    calendar, stopped = terms.calendar, stretches(pauses)
    left, day = timedelta(hours=terms.limit.amount), begun.date()
    while True:
        inside = [(max(opens, begun), closes) for opens, closes in open_time(day, calendar, stopped) if closes > begun]
        used = min(length(inside), left)
        steps.append(Step(day, bool(used), reason(day, calendar, stopped, counted=bool(used)), used))
        if used == left:
            due = _reached(inside, left) if terms.due_at != "day" else _at(day, None, calendar)
            return Deadline(due, begun.date(), tuple(steps), provisional=False)
        left -= used
        unanswered = next((item for item in pauses if item.given is None and day >= day_of(item.asked)), None)
        if unanswered is not None:
            return Deadline(None, begun.date(), (*steps, Step(day, False, str(unanswered))), provisional=False)
        day += ONE_DAY


def _reached(intervals: Sequence[Interval], left: timedelta) -> datetime:
    """The earliest instant at which so much of the intervals is used up."""
    for opens, closes in intervals:
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    raise AssertionError("the caller has seen that the intervals are long enough")


def _at(last: date, received: date | None, calendar: Calendar) -> datetime:
    """Closing time of the last day, or on it the hour of reception brought into office hours."""
    sessions = calendar.sessions(last)
    minute = sessions[-1].closes
    if received is not None:
        wanted = minute_of(exactly(received).timetz())
        minute = next((max(wanted, item.opens) for item in sessions if wanted <= item.closes), minute)
    return datetime.combine(last, time(), ZONE) + timedelta(minutes=minute)


def months_later(day: date, months: int) -> date:
    """The same day so many months on (or back), or that month's last day when it has no such day. Raises LimitError beyond the calendar."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    if year > date.max.year:
        raise LimitError(f"Thời hạn {months} tháng quá xa: nhập số tháng nhỏ hơn.")
    return date(year, month, min(day.day, monthrange(year, month)[1]))
