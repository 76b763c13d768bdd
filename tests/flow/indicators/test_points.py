"""Points of QĐ 766: the published numbers of August 2026 are the cases."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.flow.indicators import Indicator, PointsRule, definition_file, indicator

DAY = date(2026, 8, 31)
CASES = tomllib.loads(Path(__file__).with_name("points.toml").read_text("utf-8"))["point"]


def rule(name: str) -> PointsRule:
    found: Indicator = indicator(name, DAY)
    assert found.points is not None
    return found.points.rule


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_points_are_those_that_the_portal_published(case: dict[str, Any]) -> None:
    given = rule(case["indicator"]).points(case["numerator"], case["denominator"], case.get("level", "commune"))
    if "unknown" in case:
        assert given.points is None
        assert case["unknown"] in given.reason
    else:
        assert given.points == Decimal(case["points"])


def total(*names: str) -> Decimal:
    points = [
        rule(case["indicator"]).points(case["numerator"], case["denominator"], case.get("level", "commune"))
        for case in CASES
        if case["name"].startswith(names)
    ]
    return sum((item.points for item in points if item.points is not None), Decimal(0))


def test_the_digitisation_of_viet_tri_adds_up_to_what_was_published() -> None:
    names = (
        "electronic results",
        "digitisation, V",
        "reuse, V",
        "dossiers with population",
        "procedures with population",
        "certified e-copy",
        "personal store",
    )
    assert total(*names) == Decimal("8.67")


def test_the_transparency_of_nong_trang_is_capped_because_two_indicators_are_not_scored_for_communes() -> None:
    assert total("content, N", "synchronisation, N", "publication on time, N", "update on time, N") == Decimal("7.96")


def test_the_online_services_of_the_province_add_up_to_what_was_published() -> None:
    assert total("online procedures, p", "services with online", "online dossiers, p") == Decimal("8.83")


def test_the_groups_have_the_maximum_of_the_decision() -> None:
    file = definition_file("qd766-2022")
    most = {group.name: group.max for group in file.group}
    assert sum(value or 0 for value in most.values()) == 100
    for name, value in most.items():
        own = [item.points.max for item in file.indicator if item.group == name and item.points]
        assert sum(own) == value, name


def test_a_figure_that_is_not_known_gives_no_points() -> None:
    given = rule("766.2.1").points(None, 10)
    assert (given.points, given.reason) == (None, "chưa có tử số hoặc mẫu số")


@given(st.integers(0, 5000), st.integers(1, 5000), st.decimals("0.5", 20, places=1), st.integers(1, 100))
def test_points_never_leave_the_scale_and_never_fall_when_the_ratio_rises(
    numerator: int, denominator: int, most: Decimal, target: int
) -> None:
    one = PointsRule(most, Decimal(target))
    lower, higher = one.points(numerator, denominator).points, one.points(numerator + 1, denominator).points
    assert lower is not None
    assert higher is not None
    assert 0 <= lower <= higher <= most


def test_a_ratio_that_multiplies_comes_first() -> None:
    assert PointsRule(Decimal(6), Decimal(50)).points(40, 100, factor=Decimal("0.5")).points == Decimal("2.40")
