"""How evidence is named when it leaves the house."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.apps.evidence.rules import Named, numbered_apart

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))["case"]
FORBIDDEN = set('<>:"/\\|?*')


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_file_is_named_by_what_is_known_of_it(case: dict[str, Any]) -> None:
    assert Named(**case["known"]).file_name == case["file"]


@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=80), st.sampled_from([".pdf", ".docx", ""]))
def test_whatever_is_known_the_name_is_fit_for_windows(title: str, issuer: str, code: str, suffix: str) -> None:
    name = Named(leaf="2.1", issuer=issuer, code=code, dated=date(2026, 1, 2), title=title, suffix=suffix).file_name
    assert 0 < len(name) <= 120
    assert not FORBIDDEN & set(name)
    assert name.isprintable()
    assert name == name.strip(" .")
    assert name.endswith(suffix)


@given(st.lists(st.sampled_from(["a.pdf", "A.pdf", "a (2).pdf", "b", "x" * 116 + ".pdf"]), max_size=9))
def test_names_alike_are_numbered_and_none_is_lost(names: list[str]) -> None:
    given_names = numbered_apart(names)
    assert len({name.casefold() for name in given_names}) == len(names)
    assert all(len(name) <= 120 for name in given_names)
    assert given_names[:1] == names[:1]


def test_the_second_of_a_name_says_so() -> None:
    assert numbered_apart(["a.pdf", "b.pdf", "A.pdf", "a.pdf"]) == ["a.pdf", "b.pdf", "A (2).pdf", "a (3).pdf"]
