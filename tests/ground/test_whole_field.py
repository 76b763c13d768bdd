"""Whole numbers are refused in words that say what may be typed."""

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
