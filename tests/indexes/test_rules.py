"""Where the points of a criterion stand."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.apps.evidence.rules import Sufficed
from minhchung.apps.indexes.rules import (
    CriterionStanding,
    RequirementStanding,
    Work,
    criterion_standing,
    requirement_standing,
    totals,
)

PARTS = ("secured", "unproven", "winnable", "lost", "unknown")
CASES = tomllib.loads((Path(__file__).parent / "requirements.toml").read_text("utf-8"))["case"]
TODAY = date(2026, 11, 20)
MET = RequirementStanding("full", True, "đủ")
UNPROVEN = RequirementStanding("none", True, "thiếu")
OPEN = RequirementStanding("none", False, "đang làm")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_requirement_stands_as_its_evidence_and_the_work_behind_it_say(case: dict[str, Any]) -> None:
    standing = requirement_standing(Sufficed(case["told"], "vì sao."), [Work(*work) for work in case["works"]])
    assert (standing.state, standing.reason) == (case["state"], case["reason"])


@pytest.mark.parametrize(
    ("requirements", "today", "outcome", "state"),
    [
        ([MET], TODAY, "secured", "full"),
        ([MET, MET], date(2027, 1, 15), "secured", "full"),
        ([UNPROVEN], TODAY, "unproven", "none"),
        ([MET, UNPROVEN], TODAY, "unproven", "part"),
        ([OPEN], TODAY, "winnable", "none"),
        ([MET, OPEN, UNPROVEN], TODAY, "winnable", "part"),
        ([OPEN], date(2027, 1, 1), "lost", "none"),
        ([OPEN], date(2026, 12, 31), "winnable", "none"),
        ([], TODAY, "unproven", "none"),
    ],
)
def test_all_points_of_a_criterion_stand_in_one_place(
    requirements: list[RequirementStanding], today: date, outcome: str, state: str
) -> None:
    standing = criterion_standing(Decimal("1.50"), requirements, year=2026, today=today)
    assert ([part for part in PARTS if getattr(standing.parts, part)], standing.state) == ([outcome], state)
    assert standing.held == (Decimal("1.50") if outcome in ("unproven", "winnable") else 0)
    assert standing.reason


@given(st.lists(st.tuples(st.decimals("0.01", 20, places=2), st.sampled_from([[MET], [OPEN], [UNPROVEN], []]))))
def test_the_four_parts_add_up_to_all_points(criteria: list[tuple[Decimal, list[RequirementStanding]]]) -> None:
    standings: list[CriterionStanding] = [criterion_standing(points, items, year=2026, today=TODAY) for points, items in criteria]
    assert totals(standings).maximum == sum((points for points, _ in criteria), Decimal(0))
