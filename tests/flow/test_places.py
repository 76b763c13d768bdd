"""Rows of one table found in another, and the day a code carries: whole columns at once."""

import numpy as np
import pyarrow as pa
import pytest

from minhchung.flow.exports.codes import all_lawful, days_written_in, tidy_code
from minhchung.flow.places import places_of


def test_each_code_has_its_row_whatever_the_chunks_and_none_where_it_is_not_there() -> None:
    among = pa.chunked_array([["a", "b"], ["c"]])
    assert places_of(pa.chunked_array([["c", "x"], ["a", None]]), among).tolist() == [2, -1, 0, -1]
    assert places_of(pa.chunked_array([[]], pa.string()), among).tolist() == []
    assert places_of(pa.chunked_array([["a"]]), pa.chunked_array([[]], pa.string())).tolist() == [-1]


DAYS = {
    "H44.100-260813-0007": "2026-08-13",
    "000.00.16.H24-230105-0001": "2023-01-05",
    "H24.001.02-261120-010001": "2026-11-20",
    "H44.100-261340-0007": None,
    "H44.100-260813-007": None,
    "2026-KT-00012": None,
}


def test_the_day_of_a_code_is_that_of_the_laws_form_where_there_is_such_a_day() -> None:
    codes = pa.chunked_array([[*DAYS], [None]], pa.string())
    found = days_written_in(codes)
    assert [None if np.isnat(day) else str(day) for day in found] == [*DAYS.values(), None]


@pytest.mark.parametrize(("codes", "lawful"), [(["H44.100-260813-0007"], True), (["H44.100-260813-0007", "12/HS"], False), ([], True)])
def test_a_lake_numbers_otherwise_when_one_code_does(codes: list[str], lawful: bool) -> None:
    assert all_lawful(pa.chunked_array([codes], pa.string())) is lawful


@pytest.mark.parametrize(("typed", "code"), [(" h44.100–260813–0007 ", "H44.100-260813-0007"), ("12 / hs", "12 / HS"), (" ", "")])
def test_a_typed_code_is_written_as_an_import_writes_it(typed: str, code: str) -> None:
    assert tidy_code(typed) == code
