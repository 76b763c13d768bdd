"""Rows of a draft find their place: added, moved with all under them, coded and summed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.scoring.exchange import Draft, DraftNode, ExchangeError
from minhchung.scoring.exchange.drafts import Part
from minhchung.scoring.exchange.placing import (
    children,
    last_at_top,
    last_in,
    moved,
    next_code,
    parent_of,
    right_after,
    stepped,
    sum_of,
    with_added,
)


def draft(*rows: str) -> Draft:
    """ "1" is at the top, "1.1" one deeper; T and P stand outside the scale. Every row is worth 2 points."""
    parts: dict[str, Part] = {"T": "bonus", "P": "penalty"}
    return Draft(tuple(DraftNode(code.count(".") + 1, 0, code, f"Mục {code}", Decimal(2), parts.get(code[0], "inside")) for code in rows))


def codes(found: Draft) -> list[str]:
    return [f"{'  ' * (node.level - 1)}{node.code}" for node in found.nodes]


TREE = draft("1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1", "T1", "P1")


def test_rows_know_what_they_stand_under_and_what_stands_under_them() -> None:
    assert [parent_of(TREE, at) for at in range(9)] == [None, 0, 1, 1, 0, None, 5, None, None]
    assert list(children(TREE, None)) == [0, 5]
    assert list(children(TREE, 0)) == [1, 4]
    assert list(children(TREE, None, "penalty")) == [8]
    assert (sum_of(TREE, 0), sum_of(TREE, 4), sum_of(TREE, None)) == (Decimal(4), None, Decimal(4))


def test_a_sum_with_an_unknown_row_is_not_told() -> None:
    assert sum_of(TREE.changed(4, max=None), 0) is None


def test_a_row_is_added_at_the_end_of_a_heading_beside_a_row_or_at_the_end_of_a_part() -> None:
    new = DraftNode(9, 0, "n")
    assert codes(with_added(TREE, last_in(TREE, 1), new))[1:5] == ["  1.1", "    1.1.1", "    1.1.2", "    n"]
    assert codes(with_added(TREE, right_after(TREE, 1), new))[3:6] == ["    1.1.2", "  n", "  1.2"]
    assert codes(with_added(TREE, last_at_top(TREE, "inside"), new))[6:8] == ["  2.1", "n"]
    assert codes(with_added(TREE, last_at_top(TREE, "bonus"), new))[7:9] == ["T1", "n"]
    bare = draft("1")
    assert codes(with_added(with_added(bare, last_at_top(bare, "penalty"), new), last_at_top(bare, "bonus"), new)) == ["1", "n", "n"]


def test_rows_move_with_all_under_them_and_keep_their_order() -> None:
    found, starts = moved(TREE, [1, 2, 6], last_at_top(TREE, "inside"))
    assert codes(found) == ["1", "  1.2", "2", "1.1", "  1.1.1", "  1.1.2", "2.1", "T1", "P1"]
    assert starts == (3, 6)
    found, starts = moved(TREE, [1], last_in(TREE, 5))
    assert codes(found)[2:7] == ["2", "  2.1", "  1.1", "    1.1.1", "    1.1.2"]
    found, _ = moved(TREE, [4], last_at_top(TREE, "bonus"))
    assert [node.part for node in found.nodes if node.code == "1.2"] == ["bonus"]


def test_nothing_moves_into_itself() -> None:
    for under in (0, 1):
        with pytest.raises(ExchangeError, match="vào chính nó"):
            moved(TREE, [0], last_in(TREE, under))


def test_a_row_steps_over_its_sister_and_all_under_her() -> None:
    found, at = stepped(TREE, 4, -1)
    assert (codes(found)[1:3], at) == (["  1.2", "  1.1"], 1)
    found, at = stepped(TREE, 0, 1)
    assert (codes(found)[:3], at) == (["2", "  2.1", "1"], 2)
    assert stepped(*stepped(TREE, 1, 1), -1)[0] == TREE
    for index, step, where in ((0, -1, "đầu"), (5, 1, "cuối"), (7, 1, "cuối")):
        with pytest.raises(ExchangeError, match=f"đã ở {where} mục"):
            stepped(TREE, index, step)


@pytest.mark.parametrize(
    ("rows", "at", "wanted"),
    [
        (("1", "1.1"), None, "2"),
        (("1", "1.1"), 0, "1.2"),
        (("1", "1.1"), 1, "1.1.1"),
        (("I", "II", "III"), None, "IV"),
        (("IX",), None, "X"),
        (("1", "1.a", "1.b"), 0, "1.c"),
        (("A", "B"), None, "C"),
        (("Khác",), None, "Khác.1"),
        (("1", "1.9"), 0, "1.10"),
    ],
)
def test_the_next_code_follows_its_sisters(rows: tuple[str, ...], at: int | None, wanted: str) -> None:
    found = draft(*rows)
    assert next_code(found, last_at_top(found, "inside") if at is None else last_in(found, at)) == wanted


def test_a_code_in_between_is_one_that_is_free() -> None:
    assert next_code(TREE, right_after(TREE, 2)) == "1.1.3"
    assert next_code(Draft(()), last_at_top(Draft(()), "inside")) == "1"
    assert next_code(TREE, last_at_top(TREE, "bonus")) == "T2"
    assert next_code(draft("1"), last_at_top(draft("1"), "penalty")) == "P1"


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=6))
def test_moving_loses_no_row_and_leaves_no_gap(steps: list[tuple[int, int]]) -> None:
    now = TREE
    for row, under in steps:
        try:
            now, starts = moved(now, [row], last_in(now, under))
        except ExchangeError:
            continue
        assert parent_of(now, starts[0]) is not None
    assert sorted(node.code for node in now.nodes) == sorted(node.code for node in TREE.nodes)
    for before, after in zip(now.nodes, now.nodes[1:], strict=False):
        assert after.level <= before.level + 1
