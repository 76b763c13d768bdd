"""Products and plan items named in a clause."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from minhchung.reading import read_text
from minhchung.reading.products import find_product
from minhchung.reading.words import words_of

TABLE = tomllib.loads(Path(__file__).with_name("products.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", TABLE["product"], ids=lambda c: c["text"][:40])
def test_the_product_is_the_paper_the_clause_names(case: dict[str, Any]):
    assert (find_product(words_of(case["text"])) or "") == case["product"]


@pytest.mark.parametrize("case", TABLE["plan_items"], ids=lambda c: c["text"][:40])
def test_plan_items_are_the_numbers_of_the_plan_cited(case: dict[str, Any]):
    (assignment,) = read_text(f"Ủy ban nhân dân phường yêu cầu các phòng, đơn vị thực hiện:\n\n1. {case['text']}\n").assignments
    assert list(assignment.plan_items) == case["items"]
