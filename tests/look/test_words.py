"""Numbers, dates and words of a state, as every screen prints them."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.site.templatetags import minhchung_text as words

CASES = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))["case"]
TAKES_ONE = ("number", "points", "percent", "day", "day_short", "weekday_day", "hour", "moment")


def arguments(case: dict[str, Any]) -> list[Any]:
    if "arguments" in case:
        return list(case["arguments"])
    if "decimal" in case:
        return [Decimal(case["decimal"])]
    return [case["date"] if "date" in case else case["value"]]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_words_are_those_of_the_table(case: dict[str, Any]) -> None:
    assert getattr(words, case["call"])(*arguments(case)) == case["words"]


@pytest.mark.parametrize("name", TAKES_ONE)
def test_unknown_is_a_dash_and_never_zero(name: str) -> None:
    assert getattr(words, name)(None) == "–"


def test_a_deadline_without_days_says_that_there_is_none() -> None:
    assert words.deadline_words("none", None) == "Chưa có hạn"


def test_a_ratio_without_figures_says_so() -> None:
    assert words.ratio(None, 1241) == "chưa có số liệu"


def test_the_sentence_of_a_points_bar_names_all_four_parts_in_order_and_the_unknown_one() -> None:
    sentence = words.points_sentence(Decimal("58.25"), Decimal("9.75"), None, Decimal("7.5"), 88)
    assert sentence == "Chắc chắn 58,25; chưa minh chứng 9,75; còn giành được chưa có số liệu; đã mất 7,50; mục tiêu 88,00"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_written_for_a_reader_can_be_read_back(value: Decimal) -> None:
    written = words.points(value)
    assert Decimal(written.replace(".", "").replace(",", ".").replace("−", "-")) == value


@given(st.decimals(min_value=0, max_value=10**6, places=3))
def test_a_number_for_a_style_attribute_never_holds_a_comma_or_an_exponent(value: Decimal) -> None:
    assert set(words.css_number(value)) <= set("0123456789.")
    assert Decimal(words.css_number(value)) == value


def test_digits_written_by_a_template_are_a_number_and_an_empty_text_is_unknown() -> None:
    assert words.number("1284") == "1.284"
    assert words.number("") == "–"
    assert words.points_words("") == "chưa có điểm"
