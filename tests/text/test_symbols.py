"""The grammar of document symbols, case by case."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.text import Symbol, find_symbols, match_key, nfc, parse_symbol

CASES = tomllib.loads((Path(__file__).parent / "symbols.toml").read_text("utf-8"))


def written(symbol: Symbol) -> str:
    number = "" if symbol.num is None else f"{symbol.num}{symbol.suffix}"
    fields = (symbol.family, number, str(symbol.year or ""), symbol.type, symbol.org, ",".join(symbol.units), ",".join(symbol.warnings))
    return "|".join(fields)


@pytest.mark.parametrize(("text", "wanted"), [(row[0], row[1:]) for row in CASES["table"] + CASES["own"]])
def test_the_symbols_of_a_text_are_those_of_the_table(text: str, wanted: list[str]):
    assert [written(symbol) for symbol in find_symbols(nfc(text))] == wanted


def test_the_table_is_as_long_as_promised():
    assert len(CASES["table"]) + len(CASES["own"]) >= 120


@pytest.mark.parametrize(("one", "other"), CASES["same"])
def test_spelling_habits_do_not_change_the_match_key(one: str, other: str):
    first, second = parse_symbol(one), parse_symbol(other)
    assert first is not None and second is not None
    assert match_key(first) == match_key(second)


@pytest.mark.parametrize(("one", "other"), CASES["different"])
def test_different_documents_have_different_match_keys(one: str, other: str):
    first, second = parse_symbol(one), parse_symbol(other)
    assert first is not None and second is not None
    assert match_key(first) != match_key(second)


def test_the_span_of_a_symbol_is_its_own_characters_in_the_document():
    text = "Căn cứ **Kế hoạch số\n 5256/KH –\n UBND** ngày 26/12/2025"
    (symbol,) = find_symbols(text)
    assert text[symbol.start : symbol.end] == symbol.raw == "5256/KH –\n UBND"
    assert symbol.written == "5256/KH-UBND"


@pytest.mark.parametrize(
    ("text", "regular"),
    [
        ("5969/QĐUBND", "5969/QĐ-UBND"),
        ("57 - NQ/TW", "57-NQ/TW"),
        ("QĐ 766", "766"),
        ("Số: /TB-UBND", "TB-UBND"),
        ("30/2020/NĐ- CP", "30/2020/NĐ-CP"),
    ],
)
def test_the_regular_form_has_no_blanks_and_every_hyphen(text: str, regular: str):
    (symbol,) = find_symbols(text)
    assert symbol.written == regular


def test_one_symbol_is_read_only_when_it_is_the_whole_text():
    assert parse_symbol("Số: 15/KH-UBND.") is not None
    assert parse_symbol("theo 15/KH-UBND") is None
    assert parse_symbol("15/KH-UBND, 16/KH-UBND") is None
    assert parse_symbol("") is None


def test_text_that_is_not_nfc_is_refused_because_its_offsets_would_lie():
    with pytest.raises(ValueError, match="NFC"):
        find_symbols("Ke\u0302\u0301 hoa\u0323ch 15/KH-UBND")


@given(st.integers(1, 99999), st.sampled_from(["QĐ", "KH", "TB", "BC", "TTr"]), st.sampled_from(["UBND", "HĐND", "VHXH", "BCĐ"]))
def test_a_symbol_is_found_in_any_sentence(number: int, kind: str, org: str):
    (symbol,) = find_symbols(f"Thực hiện văn bản số {number}/{kind}-{org} ngày 05/3/2026 của phường.")
    assert (symbol.num, symbol.type, symbol.org) == (number, kind, org)


@given(st.text(alphabet="15/-QĐUBNDKHab .,\nsố2026:", max_size=60))
def test_symbols_never_overlap_and_stand_where_they_say(text: str):
    text = nfc(text)
    last = 0
    for symbol in find_symbols(text):
        assert last <= symbol.start < symbol.end <= len(text)
        assert text[symbol.start : symbol.end] == symbol.raw
        last = symbol.end
