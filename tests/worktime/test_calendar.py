"""The working calendar by days, against the decisions it rests on."""

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.worktime import Calendar, DayCount, MissingYear, vietnam
from minhchung.worktime.lateness import lateness, remaining

HERE = Path(__file__).parent
DAYS = tomllib.loads((HERE / "days.toml").read_text(encoding="utf-8"))["day"]
SPANS = tomllib.loads((HERE / "spans.toml").read_text(encoding="utf-8"))["span"]
LATE = tomllib.loads((HERE / "lateness.toml").read_text(encoding="utf-8"))["case"]
BY_MONTH_2026 = (21, 15, 22, 20, 20, 22, 23, 21, 20, 22, 20, 23)
any_day = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def named(case: dict[str, Any]) -> str:
    return str(case["name"])


@pytest.mark.parametrize("case", DAYS, ids=named)
def test_a_day_is_worked_or_not_for_a_reason_with_its_document(case: dict[str, Any]) -> None:
    found = vietnam().why(case["date"])
    assert found.working is case["working"]
    assert case["reason"] in found.reason
    assert case["source"] in found.source
    assert bool(found.source) is bool(case["source"])


@pytest.mark.parametrize("case", SPANS, ids=named)
def test_adding_and_counting_working_days_agree_with_the_worked_examples(case: dict[str, Any]) -> None:
    calendar = vietnam()
    assert calendar.add_working_days(case["first"], case["days"]) == case["last"]
    assert calendar.working_days_between(case["first"], case["last"]) == case["days"]


@pytest.mark.parametrize("case", LATE, ids=named)
def test_lateness_and_what_remains_are_counted_in_working_days(case: dict[str, Any]) -> None:
    assert lateness(case["due"], case["on"], vietnam()).days == case["late"]
    assert remaining(case["due"], case["on"], vietnam()).days == case["left"]


def test_the_months_of_2026_have_the_announced_number_of_working_days() -> None:
    starts = [date(2026, month, 1) - timedelta(days=1) for month in range(1, 13)] + [date(2026, 12, 31)]
    found = tuple(vietnam().working_days_between(first, last) for first, last in pairwise(starts))
    assert found == BY_MONTH_2026
    assert vietnam().working_days_between(date(2025, 1, 1), date(2025, 12, 31)) == 250


def test_a_count_names_each_day_skipped_and_why() -> None:
    count = vietnam().explain_between(date(2026, 11, 20), date(2026, 11, 25))
    assert count.counted == (date(2026, 11, 23), date(2026, 11, 25))
    assert count.skipped == (
        (date(2026, 11, 21), "thứ Bảy, nghỉ hằng tuần"),
        (date(2026, 11, 22), "Chủ nhật, nghỉ hằng tuần"),
        (date(2026, 11, 24), "nghỉ lễ, tết: Ngày Văn hóa Việt Nam"),
    )


def test_a_count_over_an_unannounced_year_is_provisional_and_over_announced_years_is_not() -> None:
    assert vietnam().explain_between(date(2026, 12, 30), date(2027, 1, 4)).provisional
    assert not vietnam().explain_between(date(2025, 12, 30), date(2026, 12, 31)).provisional
    assert vietnam().is_provisional(date(2027, 6, 1))


def test_the_last_working_day_before_new_year_passes_over_the_swap() -> None:
    step = vietnam().explain_before(date(2026, 1, 5))
    assert step.day == date(2025, 12, 31)
    assert [day for day, _ in step.count.skipped] == [date(2026, 1, day) for day in (4, 3, 2, 1)]


def test_a_year_without_a_file_is_an_error_that_names_the_file_and_the_way_out() -> None:
    with pytest.raises(MissingYear) as later:
        vietnam().is_working(date(2029, 3, 1))
    assert str(later.value) == "Chưa có lịch năm 2029: thêm law/calendars/vn/2029.toml hoặc chọn ngày trước 31/12/2027."
    with pytest.raises(MissingYear) as earlier:
        vietnam().add_working_days(date(2023, 12, 1), 5)
    assert str(earlier.value) == "Chưa có lịch năm 2023: thêm law/calendars/vn/2023.toml hoặc chọn ngày từ 01/01/2025."


def test_counting_into_a_year_without_a_file_is_an_error_not_a_guess() -> None:
    with pytest.raises(MissingYear):
        vietnam().add_working_days(date(2027, 12, 30), 5)
    with pytest.raises(MissingYear):
        vietnam().working_days_between(date(2027, 12, 30), date(2028, 1, 3))


def test_days_before_the_first_counted_day_need_no_calendar() -> None:
    assert vietnam().working_days_between(date(2024, 12, 31), date(2025, 1, 3)) == 2
    assert vietnam().working_days_between(date(2024, 12, 31), date(2024, 12, 31)) == 0


def test_two_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="đổi chỗ hai ngày"):
        vietnam().working_days_between(date(2026, 5, 2), date(2026, 5, 1))
    with pytest.raises(ValueError, match="từ 0 trở lên"):
        vietnam().add_working_days(date(2026, 5, 2), -1)


def test_a_local_closure_is_skipped_with_its_own_reason_and_leaves_the_law_alone() -> None:
    shut = vietnam().with_closures({date(2026, 9, 8): "ngập lụt, phường cho nghỉ", date(2026, 9, 12): "sửa trụ sở"})
    assert not shut.is_working(date(2026, 9, 8))
    assert shut.why(date(2026, 9, 8)).reason == "ngập lụt, phường cho nghỉ"
    assert shut.why(date(2026, 9, 12)).kind == "weekly-rest"
    assert shut.add_working_days(date(2026, 9, 7), 1) == date(2026, 9, 9)
    assert vietnam().is_working(date(2026, 9, 8))


def test_a_second_set_of_closures_adds_to_the_first() -> None:
    first = vietnam().with_closures({date(2026, 9, 8): "ngập lụt"})
    both = first.with_closures({date(2026, 9, 9): "mất điện"})
    assert not both.is_working(date(2026, 9, 8))
    assert not both.is_working(date(2026, 9, 9))
    assert first.is_working(date(2026, 9, 9))


def test_a_closure_without_a_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="08/09/2026 chưa ghi lý do"):
        vietnam().with_closures({date(2026, 9, 8): " "})


@given(any_day, st.integers(0, 400))
def test_the_count_equals_a_walk_over_the_days(first: date, length: int) -> None:
    last = min(first + timedelta(days=length), date(2027, 12, 31))
    walked = [first + timedelta(days=step) for step in range(1, (last - first).days + 1)]
    worked = [day for day in walked if vietnam().why(day).working]
    count = vietnam().explain_between(first, last)
    assert vietnam().working_days_between(first, last) == len(worked) == count.days
    assert list(count.counted) == worked
    assert sorted([*count.counted, *(day for day, _ in count.skipped)]) == walked


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(0, 200))
def test_adding_then_counting_gives_the_number_back(first: date, days: int) -> None:
    reached = vietnam().add_working_days(first, days)
    assert vietnam().working_days_between(first, reached) == days
    assert days == 0 or vietnam().is_working(reached)


@given(st.dates(date(2025, 1, 8), date(2027, 12, 31)))
def test_nothing_worked_lies_between_a_day_and_the_last_working_day_before_it(day: date) -> None:
    before = vietnam().last_working_day_before(day)
    assert before < day
    assert vietnam().is_working(before)
    assert not any(vietnam().is_working(before + timedelta(days=step)) for step in range(1, (day - before).days))


@given(any_day, st.integers(0, 60), st.integers(0, 60))
def test_counts_over_neighbouring_spans_add_up(first: date, left: int, right: int) -> None:
    middle = min(first + timedelta(days=left), date(2027, 12, 31))
    last = min(middle + timedelta(days=right), date(2027, 12, 31))
    calendar = vietnam()
    assert calendar.working_days_between(first, last) == (
        calendar.working_days_between(first, middle) + calendar.working_days_between(middle, last)
    )


@given(any_day, st.integers(0, 60), st.sets(any_day, max_size=20))
def test_a_closure_never_adds_a_working_day(first: date, length: int, closed: set[date]) -> None:
    last = min(first + timedelta(days=length), date(2027, 12, 31))
    shut = vietnam().with_closures(dict.fromkeys(closed, "đóng cửa"))
    assert shut.working_days_between(first, last) <= vietnam().working_days_between(first, last)


@given(any_day, any_day)
def test_a_work_is_never_both_late_and_in_time(due: date, on: date) -> None:
    late, left = lateness(due, on, vietnam()), remaining(due, on, vietnam())
    assert DayCount(0) in (late, left)


def test_a_calendar_without_any_year_says_which_file_is_missing() -> None:
    with pytest.raises(MissingYear, match=r"thêm law/calendars/vn/2026\.toml\.$"):
        Calendar([]).is_working(date(2026, 1, 1))
