"""The catalogue on a day: lines laid over each other, one taken away."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.apps.procedures.rules import Basis, Content, LineKind, Said, code_of, standing_on

JANUARY, MARCH, MAY = date(2026, 1, 5), date(2026, 3, 2), date(2026, 5, 4)


def said(key: int, kind: LineKind, on: date, **content: object) -> Said:
    return Said(key, kind, on, 0, Content.of(dict(content)))


NEW = said(1, LineKind.NEW, JANUARY, name="Chứng thực bản sao", result="Bản sao")
CHANGED = said(2, LineKind.AMENDED, MARCH, result="Bản sao điện tử")
GONE = said(3, LineKind.ABOLISHED, MAY)


def test_a_field_is_what_the_newest_line_of_the_day_says():
    before, after = standing_on([CHANGED, NEW], date(2026, 3, 1)), standing_on([CHANGED, NEW], MARCH)
    assert before and after
    assert (before.content.result, before.told_by) == ("Bản sao", {"name": 1, "result": 1})
    assert (after.content.name, after.content.result) == ("Chứng thực bản sao", "Bản sao điện tử")
    assert after.told_by == {"name": 1, "result": 2}


def test_before_its_first_line_a_procedure_is_nothing():
    assert standing_on([NEW], date(2026, 1, 4)) is None


def test_an_abolished_procedure_stays_abolished_whatever_a_portal_still_states():
    stated = said(4, LineKind.STATED, date(2026, 6, 1), result="Bản sao")
    found = standing_on([NEW, GONE, stated], date(2026, 7, 1))
    assert found and not found.in_force


def test_a_new_line_brings_an_abolished_procedure_back_and_starts_afresh():
    again = said(5, LineKind.NEW, date(2026, 8, 3), name="Chứng thực")
    found = standing_on([NEW, CHANGED, GONE, again], date(2026, 8, 3))
    assert found and found.in_force
    assert found.content == Content(name="Chứng thực")


def test_an_empty_list_is_something_said():
    with_basis = said(1, LineKind.NEW, JANUARY, basis=[{"title": "Luật Hộ tịch", "symbol": "60/2014/QH13"}])
    found = standing_on([with_basis, said(2, LineKind.AMENDED, MARCH, basis=[])], MARCH)
    assert found and found.content.basis == ()
    assert with_basis.content.basis == (Basis(title="Luật Hộ tịch", symbol="60/2014/QH13"),)


KINDS = st.sampled_from(list(LineKind))
LINES = st.lists(st.tuples(KINDS, st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.sampled_from(["a", "b", None])), max_size=8)


@given(LINES, st.integers(0, 7))
def test_undoing_a_line_gives_what_stood_without_it(lines, position):
    made = [said(key, kind, on, **({"name": name} if name else {})) for key, (kind, on, name) in enumerate(lines)]
    without = [line for line in made if line.key != position]
    with_it = [*without, *(line for line in made if line.key == position)]
    day = date(2026, 12, 31)
    assert standing_on(with_it, day) == standing_on(made, day)
    for line in made:
        if line.key == position:
            before = date.fromordinal(line.on.toordinal() - 1)
            assert standing_on(made, before) == standing_on(without, before)


@pytest.mark.parametrize(
    ("text", "national", "local"),
    [
        ("1.001193", "1.001193", ""),
        ("1.001193.000.00.00.H35", "1.001193", "000.00.00.H35"),
        ("1.001193.H24", "1.001193", "H24"),
        ("Mã TTHC: 2.000815.000.00.00.H24 - Chứng thực", "2.000815", "000.00.00.H24"),
    ],
)
def test_a_code_is_the_same_behind_every_local_suffix(text, national, local):
    code = code_of(text)
    assert code and (code.national, code.local) == (national, local)


@pytest.mark.parametrize("text", ["", "1.00119", "11.0011933", "24/2024", "700.000 đồng", "2.0012345"])
def test_what_only_looks_like_a_code_is_none(text):
    assert code_of(text) is None
