"""Columns give what the scalar form gives, at any boundary of the hours, and unknown stays unknown."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.worktime import ZONE, Calendar, Limit, MissingYear, deadline, vietnam, worked_between
from minhchung.worktime.columns import CHUNK, SlotTable
from minhchung.worktime.hours import OfficeHours, parse_hours

SPLIT = """
[[period]]
valid_from = 2025-01-01
source = "Giờ mùa đông"
sessions = ["07:15-11:45", "13:00-16:30"]
[period.weekday]
friday = ["07:15-11:45", "13:00-16:05"]
[[period]]
valid_from = 2026-04-15
source = "Giờ mùa hè"
sessions = ["07:00-11:30", "13:30-17:00"]
"""
START = datetime(2025, 1, 1)  # noqa: DTZ001 - the columns hold wall-clock times


@lru_cache(maxsize=2)
def calendar(name: str) -> Calendar:
    hours: OfficeHours | None = parse_hours(SPLIT, "giờ") if name == "seasons" else None
    closed = vietnam().with_closures({date(2026, 9, 8): "ngập lụt"})
    return closed.with_hours(hours) if hours else closed


@lru_cache(maxsize=2)
def table(name: str) -> SlotTable:
    return SlotTable(calendar(name))


calendars = st.sampled_from(["default", "seasons"])
seconds = st.integers(0, 2 * 365 * 86_400)
many = st.lists(st.tuples(seconds, st.integers(0, 40 * 86_400)), min_size=1, max_size=6)


def column(offsets: list[int], unit: str) -> Any:
    return np.datetime64(START, "s").astype(f"datetime64[{unit}]") + np.array(offsets)


def aware(moment: Any) -> datetime:
    return moment.astype("datetime64[s]").item().replace(tzinfo=ZONE)


@given(calendars, many, st.sampled_from([1, 60]))
def test_elapsed_time_equals_the_scalar_form(name: str, spans: Any, grain: int) -> None:
    unit = "s" if grain == 1 else "m"
    starts = column([begin // grain for begin, _ in spans], unit)
    ends = column([(begin + length) // grain for begin, length in spans], unit)
    found = table(name).worked(starts, ends)
    assert found.dtype == f"timedelta64[{unit}]"
    for start, end, span in zip(starts, ends, found, strict=True):
        assert span.item() == worked_between(aware(start), aware(end), calendar(name)).time


@given(calendars, many, st.integers(1, 60), st.sampled_from([1, 60]))
def test_deadlines_in_hours_equal_the_scalar_form(name: str, spans: Any, hours: int, grain: int) -> None:
    starts = column([begin // grain for begin, _ in spans], "s" if grain == 1 else "m")
    found = table(name).due_in_minutes(starts, np.full(len(starts), hours * 60))
    for start, due in zip(starts, found, strict=True):
        assert aware(due) == deadline(aware(start), Limit(hours, "wh"), calendar(name)).due


@given(calendars, many, st.integers(0, 30))
def test_deadlines_in_working_days_equal_the_scalar_form(name: str, spans: Any, days: int) -> None:
    received = column([begin for begin, _ in spans], "s")
    found = table(name).due_in_working_days(received, np.full(len(received), days))
    for start, due in zip(received, found, strict=True):
        wanted = deadline(aware(start), Limit(days, "wd"), calendar(name)).due
        assert wanted is not None
        assert due.item() == wanted.date()


@given(calendars, many, st.integers(1, 60))
def test_deadlines_in_calendar_days_equal_the_scalar_form(name: str, spans: Any, days: int) -> None:
    received = column([begin for begin, _ in spans], "s")
    found = table(name).due_in_calendar_days(received, np.full(len(received), days))
    for start, due in zip(received, found, strict=True):
        wanted = deadline(aware(start), Limit(days, "d"), calendar(name)).due
        assert wanted is not None
        assert due.item() == wanted.date()


@given(calendars, st.lists(st.integers(0, 3 * 365 * 1440), min_size=2, max_size=2, unique=True))
def test_a_join_with_the_rows_gives_the_same_minutes(name: str, minutes: list[int]) -> None:
    rows, length = table(name).rows(), table(name).slot_minutes
    until = [int(rows["before"][m // length] + rows["open"][m // length] * (m % length)) for m in minutes]
    starts, ends = column(minutes[:1], "m"), column(minutes[1:], "m")
    assert table(name).worked(starts, ends)[0] == np.timedelta64(until[1] - until[0], "m")


def test_the_slot_is_as_fine_as_the_hours_need() -> None:
    assert table("default").slot_minutes == 30
    assert table("seasons").slot_minutes == 5


def test_a_column_longer_than_a_chunk_is_joined_without_a_seam() -> None:
    starts = column(list(range(CHUNK - 2, CHUNK + 3)) * 20_000, "m")
    ends = starts + np.timedelta64(600, "m")
    found = table("default").worked(starts, ends)
    assert found.size == 100_000
    assert np.array_equal(found[:5], found[-5:])
    assert found[0].item() == worked_between(aware(starts[0]), aware(ends[0]), calendar("default")).time


def test_an_unknown_moment_stays_unknown_and_costs_the_others_nothing() -> None:
    starts = np.array(["2026-03-02T08:00", "NaT", "2026-03-02T08:00"], dtype="datetime64[m]")
    ends = np.array(["2026-03-02T09:00", "2026-03-02T09:00", "NaT"], dtype="datetime64[m]")
    found = table("default").worked(starts, ends)
    assert found[0] == np.timedelta64(60, "m")
    assert list(np.isnat(found)) == [False, True, True]
    hours = table("default").due_in_minutes(starts, np.array([60, 60, 60]))
    assert list(np.isnat(hours)) == [False, True, False]
    days = table("default").due_in_working_days(starts, np.array([1, 1, 1]))
    assert list(np.isnat(days)) == [False, True, False]


def test_an_end_before_its_start_is_negative() -> None:
    moments = np.array(["2026-03-02T08:00", "2026-03-02T09:00"], dtype="datetime64[m]")
    assert table("default").worked(moments[1:], moments[:1])[0] == np.timedelta64(-60, "m")


def test_an_empty_column_gives_an_empty_column() -> None:
    nothing = np.array([], dtype="datetime64[s]")
    assert table("default").worked(nothing, nothing).size == 0
    assert table("default").due_in_working_days(nothing, np.array([], dtype=int)).size == 0


@pytest.mark.parametrize("year", ["2024-12-31T23:59", "2028-01-02T00:00"])
def test_a_moment_outside_the_years_is_an_error_that_names_the_file(year: str) -> None:
    inside, outside = np.array(["2026-03-02T08:00"], dtype="datetime64[m]"), np.array([year], dtype="datetime64[m]")
    with pytest.raises(MissingYear, match=rf"{year[:4]}\.toml"):
        table("default").worked(inside, outside)
    with pytest.raises(MissingYear, match=rf"{year[:4]}\.toml"):
        table("default").due_in_working_days(outside, np.array([1]))


def test_a_deadline_past_the_last_year_is_an_error_too() -> None:
    late = np.array(["2027-12-30T08:00"], dtype="datetime64[m]")
    for ask in (
        lambda: table("default").due_in_minutes(late, np.array([6000])),
        lambda: table("default").due_in_working_days(late, np.array([10])),
        lambda: table("default").due_in_calendar_days(late, np.array([10])),
    ):
        with pytest.raises(MissingYear, match=r"2028\.toml"):
            ask()


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="độ dài"):
        table("default").worked(column([0, 1], "m"), column([2], "m"))


def test_a_table_ends_with_the_last_moment_of_its_last_year() -> None:
    last = np.array(["2028-01-01T00:00"], dtype="datetime64[m]")
    before = last - np.timedelta64(timedelta(days=1))
    assert (
        table("default").worked(before, last)[0].item()
        == worked_between(aware(before[0]), aware(last[0]) - timedelta(minutes=1), vietnam()).time
    )
