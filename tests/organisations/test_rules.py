"""Dates, offices that may never be vacant, names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.apps.organisations import rules

DAY = date(2026, 11, 20)
days = st.dates(date(2025, 1, 1), date(2028, 1, 1))
periods = st.tuples(days, st.one_of(st.none(), st.integers(0, 400))).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([], False),
        ([(date(2025, 7, 1), None)], True),
        ([(date(2025, 7, 1), date(2027, 1, 1))], False),
        ([(date(2026, 11, 21), None)], False),
        ([(date(2025, 7, 1), date(2026, 12, 31)), (date(2027, 1, 1), None)], True),
        ([(date(2025, 7, 1), date(2026, 12, 31)), (date(2027, 1, 2), None)], False),
        ([(date(2025, 7, 1), date(2026, 1, 1)), (date(2026, 6, 1), None)], True),
    ],
)
def test_an_office_is_held_throughout_when_no_day_is_vacant(held: list[rules.Period], expected: bool) -> None:
    assert rules.is_held_throughout(held, DAY) is expected


@given(st.lists(periods, max_size=5), periods)
def test_one_more_holder_never_makes_an_office_vacant(held: list[rules.Period], more: rules.Period) -> None:
    if rules.is_held_throughout(held, DAY):
        assert rules.is_held_throughout([*held, more], DAY)


@given(periods, periods)
def test_periods_overlap_both_ways_or_not_at_all(one: rules.Period, other: rules.Period) -> None:
    assert rules.overlap(one, other) == rules.overlap(other, one)
    assert rules.overlap(one, one)


@given(periods, days)
def test_a_period_covers_exactly_the_days_it_shares(period: rules.Period, day: date) -> None:
    assert rules.covers(period, day) == rules.overlap(period, (day, day))


@pytest.mark.parametrize(
    ("name", "taken", "username"),
    [
        ("Lê Thùy Dương", [], "duong.lt"),
        ("Đỗ Hạnh Nguyên", ["nguyen.dh"], "nguyen.dh2"),
        ("Y Moan", [], "moan.y"),
        ("An", [], "an"),
        ("…", [], ""),
    ],
)
def test_a_sign_in_name_is_proposed_from_the_full_name(name: str, taken: list[str], username: str) -> None:
    assert rules.proposed_username(name, taken) == username


def test_days_are_written_as_decree_30_wants_them() -> None:
    assert [rules.day_words(date(2026, month, day)) for month, day in ((4, 3), (1, 14), (11, 9))] == [
        "03/4/2026",
        "14/01/2026",
        "09/11/2026",
    ]


def test_names_are_sorted_by_the_given_name_then_the_whole() -> None:
    names = ["Vũ Đình Khải", "Đỗ Hạnh Nguyên", "Đào Văn An", "Lê Thị Ân", "Dương Văn An", "Hồ Thị Đào", "Lê Thùy Dương", "Mai Thị Ánh"]
    expected = ["Dương Văn An", "Đào Văn An", "Mai Thị Ánh", "Lê Thị Ân", "Lê Thùy Dương", "Hồ Thị Đào", "Vũ Đình Khải", "Đỗ Hạnh Nguyên"]
    assert sorted(names, key=rules.by_given_name) == expected
