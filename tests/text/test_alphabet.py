"""Lists in the order of the Vietnamese alphabet."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.text.alphabet import alphabetical

SORTED = [
    "An", "Án", "Ăn", "Ân", "Bình", "Châu", "Dung", "Dũng", "Dương", "Đào", "Đức", "Em", "Êm", "Giang", "hà", "Hải", "Hòa", "Hoan", "Hồng",
    "Khải", "Lý", "Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Nga", "Oanh", "Ôn", "Ơn", "Quân", "Tuấn", "Uyên", "Ưng", "Vy", "Yến",
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), list(pairwise(SORTED)))
def test_words_stand_as_in_a_dictionary(first: str, second: str) -> None:
    assert alphabetical(first) < alphabetical(second)


def test_letters_written_apart_from_their_marks_sort_the_same() -> None:
    for word in SORTED:
        assert alphabetical(unicodedata.normalize("NFD", word)) == alphabetical(word)


def test_a_word_counts_before_the_next_one() -> None:
    names = ["Đỗ An Bình", "Đỗ An", "Đoàn An"]
    assert sorted(names, key=alphabetical) == ["Đoàn An", "Đỗ An", "Đỗ An Bình"]


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert (alphabetical(one) < alphabetical(other)) or (alphabetical(other) <= alphabetical(one))
