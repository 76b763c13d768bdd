"""Periods and days of a period as people type or choose them."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.apps.assignments.period_field import Given, PeriodField
from minhchung.apps.assignments.rules.periods import RECURRENCES, period_words
from minhchung.apps.assignments.rules.typed import (
    KINDS,
    NUMBERED,
    Unread,
    chosen_period,
    period_echo,
    read_period,
    read_recurring_day,
    recurring_day_words,
)

TODAY = date(2026, 11, 20)
TABLE = tomllib.loads((Path(__file__).parent / "typed.toml").read_text("utf-8"))


def cases(name: str) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in TABLE[name]]


@pytest.mark.parametrize("case", cases("period"))
def test_a_typed_period_is_the_period_meant(case: dict[str, Any]) -> None:
    assert read_period(case["typed"], today=TODAY) == case["expected"]


@pytest.mark.parametrize("case", cases("unread"))
def test_what_is_no_period_is_refused_with_the_way_out(case: dict[str, Any]) -> None:
    with pytest.raises(Unread) as refused:
        read_period(case["typed"], today=TODAY)
    assert case["says"] in str(refused.value)


@pytest.mark.parametrize("case", cases("day"))
def test_a_typed_day_of_a_period_is_kept_and_said_back(case: dict[str, Any]) -> None:
    day = read_recurring_day(case["typed"], case["recurrence"])
    assert day == case["expected"]
    assert read_recurring_day(recurring_day_words(day), case["recurrence"]) == day


@pytest.mark.parametrize("case", cases("unfit"))
def test_a_day_that_does_not_fit_the_recurrence_is_refused_with_the_way_out(case: dict[str, Any]) -> None:
    with pytest.raises(Unread) as refused:
        read_recurring_day(case["typed"], case["recurrence"])
    assert case["says"] in str(refused.value)


@given(st.sampled_from(sorted(KINDS)), st.integers(0, 60), st.integers(2024, 2030))
def test_a_chosen_period_is_a_real_one_and_reads_back_from_its_words(kind: str, number: int, year: int) -> None:
    try:
        name = chosen_period(kind, str(number) if kind in NUMBERED else "", str(year), today=TODAY)
    except Unread as refused:
        assert str(number) in str(refused)
        return
    assert read_period(period_words(name), today=TODAY) == name
    assert str(year) in period_echo(name)


@given(st.text(max_size=30), st.sampled_from(RECURRENCES))
def test_nothing_typed_breaks_the_reading(text: str, recurrence: str) -> None:
    for read in (lambda: read_period(text, today=TODAY), lambda: read_recurring_day(text, recurrence)):
        try:
            read()
        except Unread as refused:
            assert str(refused)


def field() -> PeriodField:
    return PeriodField(label="Kỳ", required=False, today=lambda: TODAY)


def test_the_field_takes_a_text_a_choice_or_both_when_they_agree() -> None:
    assert field().clean(Given("quý 4")) == "2026-Q4"
    assert field().clean(Given("", "quarter", "4", "")) == "2026-Q4"
    assert field().clean(Given("quý IV/2026", "quarter", "4", "2026")) == "2026-Q4"
    assert field().clean(Given("", "half2", "", "2027")) == "2027-H2"
    assert field().clean(Given()) == ""


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (Given("tháng 12", "quarter", "4", "2026"), "Gõ là tháng 12/2026 nhưng chọn là quý IV/2026: bỏ một trong hai."),
        (Given("", "month", "", ""), "Chưa ghi tháng số mấy."),
        (Given("", "month", "²", ""), "Chưa ghi tháng số mấy."),
        (Given("", "month", "13", ""), "Không có tháng 13"),
        (Given("", "year", "", "26"), "Ghi bốn chữ số"),
        (Given("", "season", "1", ""), "Chọn loại kỳ"),
    ],
)
def test_the_field_says_what_is_wrong_with_a_choice(sent: Given, says: str) -> None:
    with pytest.raises(Exception, match=says.replace("(", r"\(")):
        field().clean(sent)
