"""Whole numbers are refused in words that say what may be typed."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from minhchung.apps.ground.whole_field import PointsField, WholeField

CASES = [
    ("0", "Số lượng là 0, ngoài mức cho phép. Ghi số nguyên từ 1 đến 100.000."),
    ("100001", "Số lượng là 100001, ngoài mức cho phép. Ghi số nguyên từ 1 đến 100.000."),
    ("hai", "Số lượng phải là số nguyên từ 1 đến 100.000, ví dụ 1."),
    ("", "Số lượng còn trống. Ghi số nguyên từ 1 đến 100.000."),
]


@pytest.mark.parametrize(("typed", "said"), CASES)
def test_what_is_no_such_number_is_refused_in_our_words(typed: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        WholeField(label="Số lượng", min_value=1, max_value=100_000).clean(typed)
    assert refused.value.messages == [said]


def test_a_number_without_an_upper_bound_says_the_lower_one() -> None:
    with pytest.raises(ValidationError) as refused:
        WholeField(label="Số đến", min_value=1, required=False).clean("-4")
    assert refused.value.messages == ["Số đến là -4, ngoài mức cho phép. Ghi số nguyên từ 1 trở lên."]


def test_points_are_refused_in_our_words() -> None:
    with pytest.raises(ValidationError) as refused:
        PointsField(label="Điểm tối đa", min_value=0, max_value=100).clean("101")
    assert refused.value.messages == ["Điểm tối đa là 101, ngoài mức cho phép. Ghi số từ 0 đến 100."]


@pytest.mark.parametrize(
    ("typed", "read"),
    [("0,25", "0.25"), ("0.25", "0.25"), ("1.5", "1.5"), ("1,125", "1.125"), ("1.234", "1234"), ("1.234,5", "1234.5"), ("2 500", "2500"),
     (",5", "0.5"), ("-1,5", "-1.5"), ("12", "12")],
)  # fmt: skip
def test_points_are_read_as_they_are_written_here(typed: str, read: str) -> None:
    assert PointsField(label="Số", max_digits=9, decimal_places=3).clean(typed) == Decimal(read)


@pytest.mark.parametrize("typed", ["một", "1,2,3", "1.2.3", "1,5 điểm", "NaN", "Infinity"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="Số phải là số, ví dụ 1,5"):
        PointsField(label="Số").clean(typed)


def test_a_stored_number_is_shown_as_it_is_written_here() -> None:
    assert PointsField(label="Số").prepare_value(Decimal("0.750")) == "0,75"
