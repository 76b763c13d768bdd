"""Deadlines against the worked examples, a walk minute by minute, and the laws that hold for every dossier."""

import tomllib
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.worktime import (
    ZONE,
    Deadline,
    Limit,
    LimitError,
    MissingYear,
    MomentError,
    Pause,
    deadline,
    months_later,
    vietnam,
    worked_between,
)

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "deadlines.toml").read_text(encoding="utf-8"))["case"]
MINUTE = timedelta(minutes=1)
ORIGIN = datetime(2026, 1, 1, tzinfo=ZONE)


def named(case: dict[str, Any]) -> str:
    return str(case["name"])


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_deadline_is_as_worked_out_by_hand(case: dict[str, Any]) -> None:
    found = deadline(
        case["start"],
        Limit.parse(case["limit"]),
        vietnam(),
        [Pause(asked, answered) for asked, answered in case.get("pauses", [])],
        cutoff=time.fromisoformat(case["cutoff"]) if "cutoff" in case else None,
        policy=case.get("policy", "shift"),
        due_at=case.get("due_at"),
    )
    due = case["due"]
    assert found.due == (due if isinstance(due, datetime) else datetime.combine(due, time(17, 0), ZONE))


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZONE)


def test_every_day_on_the_way_says_why_it_counts_or_not() -> None:
    found = deadline(date(2026, 2, 12), Limit(3, "wd"), vietnam())
    said = [(step.day.day, step.counted, step.reason) for step in found.steps]
    assert said[0] == (12, False, "ngày tiếp nhận; tính từ ngày sau ngày tiếp nhận (Bộ luật Dân sự 2015, Điều 147)")
    assert said[1] == (13, True, "thứ Sáu, ngày làm việc")
    assert (17, False, "nghỉ lễ, tết: Tết Âm lịch (mùng 1)") in said
    assert [day for day, counted, _ in said if counted] == [13, 23, 24]


def test_a_restart_says_from_which_day_it_counts_anew() -> None:
    found = deadline(date(2026, 3, 2), Limit(10, "wd"), vietnam(), [Pause(date(2026, 3, 6), date(2026, 3, 13))], policy="restart")
    anew = [step.reason for step in found.steps if step.day == date(2026, 3, 13)]
    assert anew == [
        "chờ bổ sung từ 06/03/2026 đến 13/03/2026: tính lại từ đầu; tính từ ngày sau ngày tiếp nhận (Bộ luật Dân sự 2015, Điều 147)"
    ]
    assert sum(step.counted for step in found.steps) == 4 + 10


def test_a_last_day_off_says_that_it_moved() -> None:
    found = deadline(date(2026, 8, 14), Limit(15, "d"), vietnam())
    assert "chuyển sang ngày làm việc kế tiếp" in found.steps[-1].reason


def test_a_reception_after_the_cut_off_says_which_day_counts() -> None:
    found = deadline(at("2026-02-13T15:20"), Limit(0, "wd"), vietnam(), cutoff=time(15, 0))
    assert found.received == date(2026, 2, 23)
    assert found.steps[0].reason == "tiếp nhận 15:20 13/02/2026, sau 15:00: tính như tiếp nhận ngày 23/02/2026"


@pytest.mark.parametrize("limit", ["10wd", "12wh", "10d", "1m", "0wd"])
@pytest.mark.parametrize("policy", ["shift", "restart"])
def test_while_a_request_is_unanswered_there_is_no_deadline_and_the_steps_say_so(limit: str, policy: Any) -> None:
    found = deadline(at("2026-03-02T08:00"), Limit.parse(limit), vietnam(), [Pause(at("2026-03-02T09:00"), None)], policy=policy)
    assert found.due is None
    assert any("tạm dừng" in step.reason or "chưa xong" in step.reason for step in found.steps)


def test_an_unanswered_request_made_after_the_deadline_leaves_the_deadline() -> None:
    found = deadline(date(2026, 3, 2), Limit(3, "wd"), vietnam(), [Pause(date(2026, 3, 9), None)])
    assert found.due is not None
    assert found.due.date() == date(2026, 3, 5)


def test_a_deadline_over_a_year_not_announced_yet_is_provisional() -> None:
    assert deadline(date(2026, 12, 30), Limit(3, "wd"), vietnam()).provisional
    assert not deadline(date(2026, 11, 30), Limit(3, "wd"), vietnam()).provisional


def test_a_year_without_a_calendar_is_an_error_that_names_the_file() -> None:
    with pytest.raises(MissingYear, match=r"thêm law/calendars/vn/2028\.toml"):
        deadline(date(2027, 12, 20), Limit(30, "wd"), vietnam())


@pytest.mark.parametrize("written", ["", "10", "wd", "-1wd", "1.5wd", "0wh", "0m", "10 ngày", "wd10", "1000000wd", "3y"])
def test_a_limit_nobody_can_understand_is_refused_in_vietnamese(written: str) -> None:
    with pytest.raises(LimitError, match=r"[Tt]hời hạn"):
        Limit.parse(written)


def test_hours_from_a_plain_date_are_refused_and_say_what_to_write() -> None:
    with pytest.raises(MomentError, match="2026-03-02T08:00"):
        deadline(date(2026, 3, 2), Limit(8, "wh"), vietnam())


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(MomentError, match="chưa có múi giờ"):
        worked_between(datetime(2026, 3, 2, 8), datetime(2026, 3, 2, 9), vietnam())  # noqa: DTZ001 - what is refused


def test_a_moment_of_another_zone_means_the_same_instant() -> None:
    utc = datetime.fromisoformat("2026-03-02T01:00:00+00:00")
    assert deadline(utc, Limit(1, "wh"), vietnam()).due == at("2026-03-02T09:00")


moments = st.integers(0, 60 * 24 * 330).map(lambda minutes: at("2026-01-02T00:00") + minutes * MINUTE)
limits = st.one_of(
    st.builds(Limit, st.integers(1, 60), st.just("wh")),
    st.builds(Limit, st.integers(0, 25), st.just("wd")),
    st.builds(Limit, st.integers(1, 40), st.just("d")),
    st.builds(Limit, st.integers(1, 3), st.just("m")),
)
cutoffs = st.sampled_from([None, time(15, 0), time(11, 30)])


@st.composite
def pauses_after(draw: Any, start: datetime) -> list[Pause]:
    """Up to three waits that begin within forty days of reception; they may overlap."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        asked = start + draw(st.integers(0, 60 * 24 * 40)) * MINUTE
        found.append(Pause(asked, asked + draw(st.integers(0, 60 * 24 * 12)) * MINUTE))
    return found


@st.composite
def dossiers(draw: Any) -> tuple[datetime, Limit, list[Pause]]:
    start = draw(moments)
    return start, draw(limits), draw(pauses_after(start))


def due_of(start: datetime, limit: Limit, pauses: list[Pause], **options: Any) -> datetime:
    found = deadline(start, limit, vietnam(), pauses, **options)
    assert found.due is not None
    return found.due


@given(dossiers(), st.sampled_from(["shift", "restart"]), cutoffs, st.sampled_from([None, "hour", "day"]))
def test_a_pause_never_makes_a_deadline_earlier(dossier: Any, policy: Any, cutoff: Any, due_at: Any) -> None:
    start, limit, pauses = dossier
    options = {"policy": policy, "cutoff": cutoff, "due_at": due_at}
    for count in range(len(pauses)):
        assert due_of(start, limit, pauses[: count + 1], **options) >= due_of(start, limit, pauses[:count], **options)


@given(dossiers(), cutoffs)
def test_restarting_never_ends_before_shifting(dossier: Any, cutoff: Any) -> None:
    start, limit, pauses = dossier
    assert due_of(start, limit, pauses[:1], policy="restart", cutoff=cutoff) >= due_of(start, limit, pauses[:1], cutoff=cutoff)


@given(dossiers(), cutoffs)
def test_a_deadline_is_never_before_reception_and_always_in_office_hours(dossier: Any, cutoff: Any) -> None:
    start, limit, pauses = dossier
    due = due_of(start, limit, pauses, cutoff=cutoff)
    assert due >= start or due.date() == start.date()
    assert any(item.opens < due.hour * 60 + due.minute <= item.closes for item in vietnam().sessions(due.date()))


@lru_cache(maxsize=1)
def open_minutes() -> bytearray:
    """Every minute of 2026 and 2027, 1 where the office is open: what the walks walk on."""
    found = bytearray(2 * 365 * 24 * 60)
    for day in range(2 * 365):
        for session in vietnam().sessions(ORIGIN.date() + timedelta(days=day)):
            found[day * 1440 + session.opens : day * 1440 + session.closes] = bytes([1]) * session.minutes
    return found


def walked(pauses: list[Pause]) -> bytearray:
    """The open minutes that no pause covers."""
    found = bytearray(open_minutes())
    for item in pauses:
        stop, go = (int((moment - ORIGIN) / MINUTE) for moment in (item.asked, item.given))  # type: ignore[operator]
        found[stop:go] = bytes(go - stop)
    return found


@given(moments, st.integers(1, 40), pauses_after(at("2026-05-04T08:00")))
def test_hours_end_where_a_walk_minute_by_minute_ends(start: datetime, hours: int, pauses: list[Pause]) -> None:
    minutes, left, now = walked(pauses), hours * 60, int((start - ORIGIN) / MINUTE)
    while left:
        left -= minutes[now]
        now += 1
    assert deadline(start, Limit(hours, "wh"), vietnam(), pauses).due == ORIGIN + now * MINUTE


@given(moments, st.integers(0, 60 * 24 * 30), pauses_after(at("2026-05-04T08:00")))
def test_working_time_is_what_a_walk_minute_by_minute_counts(start: datetime, length: int, pauses: list[Pause]) -> None:
    begun = int((start - ORIGIN) / MINUTE)
    found = worked_between(start, start + length * MINUTE, vietnam(), pauses)
    assert found.time == sum(walked(pauses)[begun : begun + length]) * MINUTE
    assert sum((step.time or timedelta() for step in found.steps), timedelta()) == found.time


@given(moments, st.integers(0, 60 * 24 * 20), st.integers(0, 60 * 24 * 20))
def test_working_time_over_neighbouring_spans_adds_up(start: datetime, left: int, right: int) -> None:
    middle, end = start + left * MINUTE, start + (left + right) * MINUTE
    whole = worked_between(start, end, vietnam()).time
    assert whole == worked_between(start, middle, vietnam()).time + worked_between(middle, end, vietnam()).time


@given(moments, st.integers(1, 60))
def test_from_reception_to_the_deadline_lie_exactly_the_hours_of_the_limit(start: datetime, hours: int) -> None:
    due = due_of(start, Limit(hours, "wh"), [])
    assert worked_between(start, due, vietnam()).time == timedelta(hours=hours)
    assert worked_between(start, due - MINUTE, vietnam()).time < timedelta(hours=hours)


@given(moments, st.integers(1, 25), pauses_after(at("2026-05-04T08:00")))
def test_working_days_end_where_a_walk_over_the_days_ends(start: datetime, days: int, pauses: list[Pause]) -> None:
    left, day = days, start.date()
    while left:
        day += timedelta(days=1)
        paused = any(item.asked.date() < day <= item.given.date() for item in pauses)  # type: ignore[attr-defined,union-attr]
        left -= vietnam().is_working(day) and not paused
    asked_on_the_last_day = any(item.asked.date() <= day < item.given.date() for item in pauses)  # type: ignore[attr-defined,union-attr]
    found: Deadline = deadline(start, Limit(days, "wd"), vietnam(), pauses)
    assert found.due is not None
    assert found.due.date() == day or (asked_on_the_last_day and found.due.date() > day)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [(date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2028, 1, 31), 1, date(2028, 2, 29)), (date(2026, 11, 20), 12, date(2027, 11, 20)),
     (date(2026, 3, 31), -12, date(2025, 3, 31)), (date(2026, 1, 15), -1, date(2025, 12, 15))],
)  # fmt: skip
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later
