"""Windows as people write them, and the periods of Nghị định 09/2019."""

import tomllib
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.flow.indicators import WindowError, parse_window

CASES = tomllib.loads(Path(__file__).with_name("windows.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["window"], ids=lambda case: case["name"])
def test_a_window_has_its_first_and_last_day_and_a_title(case: dict[str, Any]) -> None:
    window = parse_window(case["written"])
    assert (window.first, window.last, window.title) == (case["first"], case["last"], case["title"])
    assert window.reporting == case["written"].strip().lower().endswith("r")


@pytest.mark.parametrize("case", CASES["wrong"], ids=lambda case: case["written"] or "empty")
def test_a_window_that_does_not_exist_is_refused_with_a_way_out(case: dict[str, Any]) -> None:
    with pytest.raises(WindowError) as refused:
        parse_window(case["written"])
    assert case["said"] in str(refused.value)
    assert case["written"] in str(refused.value)


@given(st.integers(2001, 2099), st.integers(1, 12))
def test_reporting_months_follow_each_other_without_gap_or_overlap(year: int, month: int) -> None:
    this = parse_window(f"{year}-{month:02d}r")
    after = parse_window(f"{year + month // 12}-{month % 12 + 1:02d}r")
    assert after.first == this.last + timedelta(days=1)


@given(st.integers(2001, 2099))
def test_four_reporting_quarters_are_the_reporting_year(year: int) -> None:
    quarters = [parse_window(f"{year}-Q{number}r") for number in (1, 2, 3, 4)]
    whole = parse_window(f"{year}r")
    assert (quarters[0].first, quarters[3].last) == (whole.first, whole.last)
    assert all(after.first == before.last + timedelta(days=1) for before, after in pairwise(quarters))


def test_states_are_told_for_the_end_of_the_window_or_for_now_when_that_is_earlier() -> None:
    window = parse_window("2026-06")
    assert window.until(datetime(2026, 7, 10)) == datetime(2026, 6, 30, 23, 59, 59)
    assert window.until(datetime(2026, 6, 10, 9)) == datetime(2026, 6, 10, 9)
    assert window.starts.date() == date(2026, 6, 1)
