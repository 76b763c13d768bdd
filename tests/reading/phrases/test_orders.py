"""What is an order and what is not: accounts, grounds, formulas and decisions of the issuer are none."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from minhchung.reading import read_text

TABLE = tomllib.loads(Path(__file__).with_name("orders.toml").read_text("utf-8"))
LETTER = "Kính gửi: Các phòng, đơn vị thuộc phường\n\n{}\n"
LISTED = "Kính gửi: Các phòng, đơn vị thuộc phường\n\nỦy ban nhân dân phường yêu cầu các phòng, đơn vị thực hiện:\n\n1. {}\n"


@pytest.mark.parametrize("case", TABLE["letter"], ids=lambda c: c["text"][:50])
def test_a_sentence_of_a_letter_orders_only_when_somebody_is_asked(case: dict[str, Any]):
    assert [list(a.units) for a in read_text(LETTER.format(case["text"])).assignments] == ([case["units"]] if case["units"] else [])


@pytest.mark.parametrize("case", TABLE["item"], ids=lambda c: c["text"][:50])
def test_an_item_of_a_list_of_orders_may_still_be_none(case: dict[str, Any]):
    assert bool(read_text(LISTED.format(case["text"])).assignments) == case["order"]
