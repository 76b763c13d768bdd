"""The rules of assignments, by table and by law."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.apps.assignments.rules.deadlines import WardReading, due_of, due_of_period, last_day, period_bounds
from minhchung.apps.assignments.rules.periods import RECURRENCES, Rhythm, period_words, periods, recurrence_end, to_open
from minhchung.apps.assignments.rules.standing import Facts, Grant, Held, explain, holder_on, in_force, standing
from minhchung.apps.assignments.rules.states import assignment_state, count_progress, progress_words
from minhchung.worktime import vietnam

TODAY = date(2026, 11, 20)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS = st.dates(date(2025, 7, 1), date(2027, 6, 30))


def cases(file: str, table: str) -> list[Any]:
    found = tomllib.loads((Path(__file__).parent / file).read_text("utf-8"))[table]
    return [pytest.param(case, id=case["name"]) for case in found]


@pytest.mark.parametrize("case", cases("deadlines.toml", "last_day"))
def test_the_last_day_follows_the_wards_reading(case: dict[str, Any]) -> None:
    assert last_day(case["deadline_on"], inclusive=case["inclusive"], before_excludes_the_day=case["strict"]) == case["expected"]


@pytest.mark.parametrize("case", cases("deadlines.toml", "period"))
def test_a_period_is_due_on_its_last_day_or_the_day_before_it(case: dict[str, Any]) -> None:
    assert due_of_period(case["period"], inclusive=case["inclusive"]) == case["expected"]


@pytest.mark.parametrize("case", cases("deadlines.toml", "due"))
def test_a_due_day_says_its_rule_and_its_data(case: dict[str, Any]) -> None:
    found = due_of(
        kind=case["kind"],
        on=case.get("on"),
        period=case.get("period", ""),
        inclusive=case.get("inclusive", True),
        text=case["text"],
        since=case.get("since", TODAY),
        ward=WardReading(),
        calendar=vietnam(),
    )
    assert (found.on, found.inferred) == (case.get("expected"), case["inferred"])
    assert case.get("rule", "") in found.rule
    assert case.get("data", "") in found.data


def test_a_wrong_period_is_named() -> None:
    with pytest.raises(ValueError, match="2026-13"):
        period_bounds("2026-13")
    with pytest.raises(ValueError, match="quý tư"):
        period_bounds("quý tư")


@pytest.mark.parametrize("case", cases("periods.toml", "periods"))
def test_a_rhythm_has_these_periods(case: dict[str, Any]) -> None:
    rhythm = Rhythm(case.get("recurrence", ""), case.get("day", ""), case.get("inclusive", True), case.get("review"))
    found = periods(rhythm, since=case["since"], until=case["until"], before_excludes_the_day=case.get("strict", True), calendar=vietnam())
    assert [[item.name, item.opens_on, item.due_on] for item in found] == case["expected"]


@given(
    st.builds(
        Rhythm, st.sampled_from(RECURRENCES), st.sampled_from(["", "10", "31", "06-15", "Q2-20", "last", "mon", "fri"]), st.booleans()
    ),
    DAYS,
    st.integers(0, 400),
)
def test_periods_are_unique_in_order_and_inside_the_bounds(rhythm: Rhythm, since: date, length: int) -> None:
    until = min(since + timedelta(days=length), date(2027, 12, 31))
    found = periods(rhythm, since=since, until=until, before_excludes_the_day=True, calendar=vietnam())
    assert len({item.name for item in found}) == len(found)
    assert all(since <= item.opens_on <= item.due_on <= until for item in found)
    assert [item.due_on for item in found] == sorted(item.due_on for item in found)


@given(st.sampled_from(RECURRENCES), DAYS, DAYS)
def test_more_time_only_adds_periods(recurrence: str, since: date, until: date) -> None:
    rhythm, end = Rhythm(recurrence), date(2027, 12, 31)
    short = periods(rhythm, since=since, until=until, before_excludes_the_day=True, calendar=vietnam())
    long = periods(rhythm, since=since, until=end, before_excludes_the_day=True, calendar=vietnam())
    assert long[: len(short)] == short


def test_a_duty_is_never_empty_before_its_first_period_opens() -> None:
    found = periods(Rhythm("yearly", "01-10"), since=TODAY, until=date(2027, 12, 31), before_excludes_the_day=True, calendar=vietnam())
    assert [item.name for item in to_open(found, today=TODAY)] == ["2027"]


def test_a_recurrence_ends_with_the_directives_year_or_with_this_one() -> None:
    assert recurrence_end(date(2026, 1, 14), TODAY) == date(2026, 12, 31)
    assert recurrence_end(date(2025, 12, 30), TODAY) == date(2026, 12, 31)
    assert recurrence_end(None, TODAY) == date(2026, 12, 31)


def test_periods_are_said_as_a_clerk_says_them() -> None:
    names = ["2026-W47", "2026-11", "2026-Q4", "2026-H2", "2026", "once"]
    assert [period_words(name) for name in names] == [
        "tuần 47/2026",
        "tháng 11/2026",
        "quý IV/2026",
        "6 tháng cuối năm 2026",
        "năm 2026",
        "",
    ]


def facts(case: dict[str, Any]) -> Facts:
    due = case.get("due_on")
    return Facts(case["state"], due, case.get("in_force", due), case.get("done_on"), case.get("standing_work", False))


@pytest.mark.parametrize("case", cases("standing.toml", "standing"))
def test_an_occurrence_stands_like_this(case: dict[str, Any]) -> None:
    found = standing(facts(case), today=case.get("today", TODAY), calendar=vietnam(), soon_days=2)
    assert {name: getattr(found, name) for name in case["expected"]} == case["expected"]
    assert case.get("says", "") in found.words


def test_the_explanation_names_the_days_counted_and_skipped() -> None:
    why = explain(Facts("in_progress", date(2026, 10, 30), date(2026, 11, 10)), today=TODAY, calendar=vietnam())
    assert "Tính: 11/11, 12/11, 13/11, 16/11, 17/11, 18/11, 19/11, 20/11." in why.data
    assert "14/11, 15/11" in why.data
    assert "Hạn ban đầu 30/10/2026" in why.data
    assert why.sum == "8 ngày làm việc"


@given(DAYS, DAYS, st.sampled_from(["assigned", "in_progress", "returned"]))
def test_open_work_is_overdue_exactly_after_its_day(due: date, today: date, state: str) -> None:
    found = standing(Facts(state, due, due), today=today, calendar=vietnam(), soon_days=5)
    assert found.overdue == (today > due)


@given(DAYS, DAYS, DAYS)
def test_an_extension_never_makes_work_later(due: date, extended: date, today: date) -> None:
    original = standing(Facts("in_progress", due, due), today=today, calendar=vietnam(), soon_days=5)
    later = standing(Facts("in_progress", due, max(due, extended)), today=today, calendar=vietnam(), soon_days=5)
    assert original.overdue or not later.overdue


def test_the_extension_granted_last_is_in_force() -> None:
    first = Grant(date(2026, 11, 10), datetime(2026, 10, 29, 9, tzinfo=ZONE))
    second = Grant(date(2026, 11, 6), datetime(2026, 10, 30, 9, tzinfo=ZONE))
    assert in_force(date(2026, 10, 30), [second, first]) == date(2026, 11, 6)
    assert in_force(date(2026, 10, 30), []) == date(2026, 10, 30)
    assert in_force(None, []) is None


def test_lateness_belongs_to_the_holder_on_the_due_day() -> None:
    held = [Held(1, date(2026, 1, 1), date(2026, 6, 30)), Held(2, date(2026, 7, 1))]
    assert holder_on(held, date(2026, 6, 30)) == 1
    assert holder_on(held, date(2026, 7, 1)) == 2
    assert holder_on(held, date(2025, 1, 1)) == 1
    assert holder_on([], TODAY) is None


@pytest.mark.parametrize("case", cases("states.toml", "state"))
def test_the_assignments_state_follows_its_occurrences(case: dict[str, Any]) -> None:
    assert assignment_state(case["states"], more_to_come=case.get("more", False)) == case["expected"]


@pytest.mark.parametrize("case", cases("states.toml", "count"))
def test_a_counted_target_is_met_by_accepted_products(case: dict[str, Any]) -> None:
    accepted = {int(duty): have for duty, have in case["accepted"].items()}
    found = count_progress(case["target"], accepted, per_duty=case["per_duty"])
    assert (found.done, found.need) == (case["done"], case["need"])
    assert found.short_of == {int(duty): short for duty, short in case["short"].items()}
    assert found.met == (not case["short"])


@given(st.integers(1, 20), st.dictionaries(st.integers(1, 9), st.integers(0, 40), min_size=1), st.booleans())
def test_one_more_accepted_product_never_unmeets_a_target(target: int, accepted: dict[int, int], per_duty: bool) -> None:
    more = {duty: have + 1 for duty, have in accepted.items()}
    before, after = (count_progress(target, given, per_duty=per_duty) for given in (accepted, more))
    assert after.done >= before.done
    assert after.met or not before.met


def test_shared_work_says_how_many_units_are_done() -> None:
    assert progress_words(["accepted", "assigned", "accepted", "cancelled"]) == "2/3 đơn vị xong"
    assert progress_words(["assigned"]) == ""
