"""Whether a clause says again what was given before: the table of cases, and the laws of the measure."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.apps.assignments.rules.likeness import ALIKE, likeness

CASES = tomllib.loads((Path(__file__).parent / "likeness_cases.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_clause_is_known_again_or_not(case: dict[str, Any]) -> None:
    assert (likeness(case["one"], case["other"]) >= ALIKE) is case["alike"], likeness(case["one"], case["other"])


@given(st.text(min_size=1, max_size=60), st.text(max_size=60))
def test_it_does_not_matter_which_one_comes_first(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 100
