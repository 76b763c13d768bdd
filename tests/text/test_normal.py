"""One way to write a character: laws that offsets and searches lean on."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.text import clean, flatten, fold, lower, nfc, normal, squeeze

nfc_text = st.text(max_size=80).map(nfc)


@given(st.text(max_size=80))
def test_the_normal_form_keeps_every_character_in_its_place(text: str):
    assert len(normal(text)) == len(text)


@given(st.text(max_size=80))
def test_small_letters_keep_every_character_in_its_place(text: str):
    assert len(lower(text)) == len(text)


@given(nfc_text)
def test_cleaning_nfc_text_keeps_its_length_when_the_result_is_still_composed(text: str):
    assert clean(text) == normal(text)


@given(st.text(max_size=80))
def test_cleaning_twice_is_cleaning_once(text: str):
    assert normal(normal(text)) == normal(text)


@given(st.text(max_size=80))
def test_folding_a_key_gives_the_key(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=80))
def test_a_key_is_the_same_for_both_unicode_forms(text: str):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(max_size=80))
def test_a_key_does_not_depend_on_capitals(text: str):
    assert fold(text.upper().lower()) == fold(text.upper())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("Văn hoá – Xã hội", "văn hóa - xã hội"),
        ("QUYẾT ĐỊNH", "quyết định"),
        ("Đặng", "đặng"),
        ("Vân\u00a0Khê", "vân  khê"),
        ("Ðông", "đông"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str):
    assert fold(one) == fold(other)


def test_the_key_has_no_marks_no_capitals_and_one_blank_between_words():
    assert fold("  Ủy ban  nhân dân\nphường Đông Hoà ") == "uy ban nhan dan phuong dong hoa"


@pytest.mark.parametrize("dash", list("‐‑‒–—−\u00ad\ufffe"))
def test_every_dash_is_the_hyphen(dash: str):
    assert normal(f"QĐ{dash}UBND") == "QĐ-UBND"


def test_look_alikes_of_the_vietnamese_letter_become_it():
    assert normal("\u00d0") == normal("\u0189") == "Đ"


def test_squeezing_leaves_single_blanks_and_none_at_the_ends():
    assert squeeze(" a\t\n b  c ") == "a b c"


@given(nfc_text)
def test_every_character_of_the_flat_line_leads_back_to_its_own(text: str):
    flat = flatten(text)
    for at, character in enumerate(flat.line):
        if character != " ":
            assert normal(text[flat.start(at)]) == character
    assert flat.low == lower(flat.line)


@given(nfc_text, st.data())
def test_the_words_under_a_stretch_of_the_line_are_those_of_the_document(text: str, data: st.DataObject):
    flat = flatten(text)
    if not flat.line:
        return
    start = data.draw(st.integers(0, len(flat.line) - 1))
    end = data.draw(st.integers(start + 1, len(flat.line)))
    if flat.line[start] == " " or flat.line[end - 1] == " ":
        return
    seen = normal(flat.words(start, end)).replace("*", " ").replace("_", " ")
    assert squeeze(seen) == squeeze(flat.line[start:end])


def test_text_that_is_not_nfc_has_no_flat_form():
    with pytest.raises(ValueError, match="NFC"):
        flatten(unicodedata.normalize("NFD", "quý"))


def test_marks_piled_on_a_letter_are_cut_and_do_not_stop_the_machine() -> None:
    started = time.process_time()
    cut = nfc("ệ" + "\u0301\u0323" * 200_000 + "a\u0302\u0301")
    assert time.process_time() - started < 5  # uncut it is minutes
    assert len(cut) < 20
    assert cut.startswith("ệ")
    assert cut.endswith("ấ")
    assert nfc("e\u0302\u0323") == "ệ"
