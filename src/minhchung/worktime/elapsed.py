"""Working time between two moments: the hours the office was open, pauses left out, day by day with the reason."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from minhchung.worktime.calendar import ONE_DAY, Calendar
from minhchung.worktime.pauses import ZONE, MomentError, Pause, exactly, in_order, written

Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Step:
    """One day on the way: counted or not, and why. `time` is the working time counted, where hours are counted."""

    day: date
    counted: bool
    reason: str
    time: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Working time, with every day looked at. `provisional`: over a year not announced yet ("tạm tính")."""

    time: timedelta
    steps: tuple[Step, ...]
    provisional: bool


def worked_between(start: datetime, end: datetime, calendar: Calendar, pauses: Iterable[Pause] = ()) -> Elapsed:
    """Working time from `start` up to `end`. Both need a time zone.

    Raises MomentError when `end` lies before `start` or a moment has no time zone, MissingYear.
    """
    start, end = exactly(start), exactly(end)
    if end < start:
        raise MomentError(f"Thời điểm cuối {written(end)} đứng trước thời điểm đầu {written(start)}: đổi chỗ hai mốc.")
    stopped = stretches(in_order(pauses, start))
    steps, total, provisional, day = [], timedelta(), False, start.date()
    while day <= end.date():
        inside = [(max(a, start), min(b, end)) for a, b in open_time(day, calendar, stopped) if a < end and b > start]
        worked = length(inside)
        total += worked
        provisional = provisional or calendar.is_provisional(day)
        steps.append(Step(day, bool(worked), reason(day, calendar, stopped, counted=bool(worked)), worked))
        day += ONE_DAY
    return Elapsed(total, tuple(steps), provisional)


def stretches(pauses: Sequence[Pause]) -> tuple[Interval, ...]:
    """The pauses as intervals of exact time; an unfinished one lasts for ever. Raises MomentError for a plain date."""
    for_ever = datetime.max.replace(tzinfo=ZONE)
    return tuple((exactly(item.asked), exactly(item.given) if item.given is not None else for_ever) for item in pauses)


def open_time(day: date, calendar: Calendar, stopped: Sequence[Interval] = ()) -> Iterator[Interval]:
    """When the office is open that day, in order, without what `stopped` covers. Raises MissingYear."""
    midnight = datetime.combine(day, time(), ZONE)
    for session in calendar.sessions(day):
        begin, close = midnight + timedelta(minutes=session.opens), midnight + timedelta(minutes=session.closes)
        for stop, go in stopped:
            if stop < close and go > begin:
                if stop > begin:
                    yield begin, stop
                begin = go
            if begin >= close:
                break
        if begin < close:
            yield begin, close


def length(intervals: Iterable[Interval]) -> timedelta:
    """How long some intervals are together."""
    return sum((b - a for a, b in intervals), timedelta())


def reason(day: date, calendar: Calendar, stopped: Sequence[Interval], *, counted: bool) -> str:
    """Why a day counts, or why it does not."""
    found = calendar.why(day)
    if not found.working or counted:
        return found.reason
    if length(open_time(day, calendar, stopped)) < length(open_time(day, calendar)):
        return "tạm dừng"
    return "ngoài giờ làm việc"
