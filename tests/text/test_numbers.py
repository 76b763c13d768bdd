"""Vietnamese numbers in digits, in words and in Roman numerals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.text import plain_number, read_number, roman

ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("03", "3"), ("0", "0"), ("1.284", "1284"), ("1.284.500", "1284500"), ("97,42", "97.42"), ("97.42", "97.42"), ("1.234,5", "1234.5"),
        ("1 284", "1284"), ("0,5", "0.5"), ("ba", "3"), ("một", "1"), ("mười", "10"), ("mười lăm", "15"), ("hai mươi lăm", "25"),
        ("hai mươi mốt", "21"), ("ba mươi tư", "34"), ("một trăm", "100"), ("một trăm linh năm", "105"), ("hai trăm ba mươi", "230"),
        ("một nghìn hai trăm", "1200"), ("hai triệu", "2000000"), ("Hai mươi", "20"), ("một tỷ", "1000000000"),
    ],
)  # fmt: skip
def test_a_number_has_the_value_an_official_means(text: str, value: str):
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "abc", "ba hai", "mươi", "trăm", "12a", "1,2,3", "quý", "hai phòng", "nghìn", "-"])
def test_what_is_no_number_has_no_value(text: str):
    assert read_number(text) is None


@given(st.integers(0, 999_999_999))
def test_grouping_by_dots_does_not_change_a_number(value: int):
    assert read_number(f"{value:,}".replace(",", ".")) == value


@given(st.integers(20, 99))
def test_tens_in_words_are_read(value: int):
    tens, one = divmod(value, 10)
    words = f"{ONES[tens]} mươi" + (f" {ONES[one]}" if one else "")
    assert read_number(words) == value


@pytest.mark.parametrize(("value", "text"), [("3", "3"), ("97.420", "97.42"), ("100", "100"), ("0.50", "0.5"), ("0", "0"), ("0.0", "0")])
def test_a_number_is_written_without_idle_zeros(value: str, text: str):
    assert plain_number(Decimal(value)) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("I", 1), ("II", 2), ("iv", 4), ("IX", 9), ("XIV", 14), ("XL", 40), ("XCIX", 99), ("", None), ("IIII", None), ("A", None)],
)
def test_roman_numerals_are_read(text: str, value: int | None):
    assert roman(text) == value
