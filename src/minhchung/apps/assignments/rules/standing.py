"""How an occurrence stands on a day: late by n working days, due soon, done in time. Derived, never stored (DESIGN 6.1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from minhchung.text.written import written_day
from minhchung.worktime import Calendar, DayCount, MissingYear
from minhchung.worktime.lateness import lateness, remaining

StandingState = Literal["late", "today", "soon", "none", "done", "donelate", "standing", "paused"]
CLOSED = frozenset({"accepted", "cancelled"})
OPEN = frozenset({"assigned", "in_progress", "returned"})
"""The states in which the unit has the work in hand; "submitted" waits for the one who assigned it."""
LISTED = 12
"""An explanation names at most so many days on each side."""


@dataclass(frozen=True)
class Facts:
    """What a standing is derived from. `done_on`: the day the work left the unit's hands (handed in, answered), if it did."""

    state: str
    due_on: date | None
    in_force: date | None
    done_on: date | None = None
    standing_work: bool = False


@dataclass(frozen=True)
class Standing:
    """`days` as the deadline chip takes it: days late, days left, or days early; never negative, None when uncountable."""

    state: StandingState
    days: int | None
    words: str
    provisional: bool = False
    overdue: bool = False


@dataclass(frozen=True)
class Why:
    """The card "Vì sao?": rule, data, and the sum. The document is added by who shows it."""

    rule: str
    data: str
    sum: str


def standing(facts: Facts, *, today: date, calendar: Calendar, soon_days: int) -> Standing:
    """How the work stands. A year without a calendar never raises: the words say which file is missing."""
    due = facts.in_force
    if facts.state == "cancelled":
        return Standing("paused", None, "Thôi thực hiện")
    if due is None:
        done = facts.state == "accepted"
        return Standing("done" if done else "none", None, "Đã nghiệm thu" if done else "Chưa có hạn")
    try:
        return _counted(facts, due, today, calendar, soon_days)
    except MissingYear as missing:
        overdue = facts.state in OPEN and due < today
        return Standing("late" if overdue else "none", None, f"{'Quá hạn' if overdue else 'Chưa đếm được'}: {missing}", overdue=overdue)


def _counted(facts: Facts, due: date, today: date, calendar: Calendar, soon_days: int) -> Standing:
    provisional = calendar.is_provisional(due)
    if facts.state in ("accepted", "submitted"):
        return _left(facts, due, facts.done_on or today, calendar, provisional)
    if due < today:
        days = lateness(due, today, calendar).days
        return Standing("late", days, f"Trễ {days} ngày làm việc" if days else "Quá hạn", provisional, overdue=True)
    days = remaining(due, today, calendar).days
    if due == today:
        return Standing("today", 0, "Hạn hôm nay", provisional)
    if days <= soon_days:
        return Standing("soon", days, f"Còn {days} ngày làm việc", provisional)
    if facts.standing_work:
        return Standing("standing", days, "Thường xuyên", provisional)
    return Standing("none", days, f"Còn {days} ngày làm việc", provisional)


def _left(facts: Facts, due: date, done_on: date, calendar: Calendar, provisional: bool) -> Standing:
    late = lateness(due, done_on, calendar).days if done_on > due else 0
    after = done_on > due
    if facts.state == "submitted":
        words = f"Chờ nghiệm thu, nộp trễ {late} ngày làm việc" if late else "Chờ nghiệm thu, nộp sau hạn" if after else "Chờ nghiệm thu"
        return Standing("paused", late or None, words, provisional)
    if after:
        return Standing("donelate", late, f"Xong, trễ {late} ngày làm việc" if late else "Xong sau hạn", provisional)
    early = remaining(due, done_on, calendar).days
    return Standing("done", early, f"Xong trước hạn {early} ngày làm việc" if early else "Xong đúng hạn", provisional)


def explain(facts: Facts, *, today: date, calendar: Calendar) -> Why:
    """The days counted and skipped behind the standing, in words. A missing calendar year is said, not raised."""
    due = facts.in_force
    if due is None:
        return Why("Văn bản không ghi ngày và chưa ai đặt hạn nên không đếm ngày.", "", "Chưa có hạn")
    on = facts.done_on if facts.state in ("accepted", "submitted") and facts.done_on else today
    rule = _rule(due, on, facts)
    try:
        count = lateness(due, on, calendar) if on > due else remaining(due, on, calendar)
    except MissingYear as missing:
        return Why(rule, str(missing), "")
    said = [f"Hạn đang có hiệu lực {written_day(due)}."]
    if facts.due_on and facts.due_on != due:
        said.append(f"Hạn ban đầu {written_day(facts.due_on)}.")
    said += _days_said(count)
    if count.provisional:
        said.append("Lịch nghỉ của năm có ngày được đếm mới là tạm tính.")
    return Why(rule, " ".join(said), f"{count.days} ngày làm việc")


def _rule(due: date, on: date, facts: Facts) -> str:
    until = "đến ngày làm xong" if facts.state in ("accepted", "submitted") else "đến hôm nay"
    if on > due:
        return f"Trễ = số ngày làm việc sau ngày hạn, tính {until}. Dùng hạn đang có hiệu lực; tỷ lệ đúng hạn tính theo hạn ban đầu."
    return f"Còn lại = số ngày làm việc sau {'ngày làm xong' if facts.done_on else 'hôm nay'}, tính đến hết ngày hạn đang có hiệu lực."


def _days_said(count: DayCount) -> list[str]:
    said = []
    if count.counted:
        said.append(f"Tính: {_short_days(count.counted)}.")
    if count.skipped:
        reasons: dict[str, list[date]] = {}
        for day, reason in count.skipped:
            reasons.setdefault(reason.split(", ")[-1] if "hằng tuần" in reason else reason, []).append(day)
        said.append("Không tính: " + "; ".join(f"{_short_days(days)} ({reason})" for reason, days in reasons.items()) + ".")
    return said


def _short_days(days: Sequence[date]) -> str:
    words = ", ".join(f"{day:%d/%m}" for day in days[:LISTED])
    return f"{words} và {len(days) - LISTED} ngày nữa đến {days[-1]:%d/%m}" if len(days) > LISTED else words


@dataclass(frozen=True)
class Grant:
    """A granted extension."""

    due_on: date
    decided_at: datetime


def in_force(due_on: date | None, grants: Iterable[Grant]) -> date | None:
    """The day in force: that of the extension granted last, else the original one. The original never moves."""
    latest = max(grants, key=lambda grant: grant.decided_at, default=None)
    return latest.due_on if latest else due_on


@dataclass(frozen=True)
class Held:
    """A stretch in which a unit held a duty; `until` is its last day, None for the present one."""

    unit: int
    since: date
    until: date | None = None


def holder_on(held: Sequence[Held], day: date) -> int | None:
    """The unit that held the duty on that day; the first holder for a day before all of them, None when nobody ever held it.

    Lateness belongs to the holder on the due day, whoever holds the duty now.
    """
    in_order = sorted(held, key=lambda item: item.since)
    for item in reversed(in_order):
        if item.since <= day and (item.until is None or day <= item.until):
            return item.unit
    return in_order[0].unit if in_order else None
