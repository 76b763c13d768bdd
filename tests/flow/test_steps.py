"""Step times and routes: the same edges as an independent tool, working time as the calendar has it, ties that change nothing."""

import tomllib
from collections import Counter
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minhchung.flow.columns import schema
from minhchung.flow.steps import MANY_WORDS, edges, handovers, rework, routes, step_times
from minhchung.worktime import vietnam, worked_between
from minhchung.worktime.pauses import ZONE
from tests.flow.event_logs import steps_of
from tests.flow.small_ward import slots

CHECKED = tomllib.loads((Path(__file__).parent / "edges.toml").read_text("utf-8"))
moment = datetime.fromisoformat


def steps(*rows: tuple[Any, ...]) -> pa.Table:
    """(code, seq, step, unit, officer, start, end)"""
    names = schema("steps").names[:7]
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=schema("steps"))


def counts(table: pa.Table) -> dict[tuple[str, str], int]:
    return {(row["step"], row["next_step"]): row["cases"] for row in table.to_pylist()}


def test_the_textbook_log_has_the_edges_counted_by_hand(shared: Path) -> None:
    found = counts(edges(steps_of(shared / "data" / "eventlogs" / "running-example.csv"), slots()))
    assert found == {(edge["step"], edge["next_step"]): edge["cases"] for edge in CHECKED["edge"]}


@pytest.mark.parametrize("log", CHECKED["log"], ids=lambda log: log["name"])
def test_the_other_logs_have_as_many_edges_as_pm4py_finds(shared: Path, log: dict[str, Any]) -> None:
    table = steps_of(shared / "data" / "eventlogs" / log["name"])
    found = counts(edges(table, slots()))
    assert (len(found), sum(found.values())) == (log["edges"], log["pairs"])
    assert found == by_loop(table)


def by_loop(table: pa.Table) -> dict[tuple[str, str], int]:
    routes: dict[str, list[tuple[int, str]]] = {}
    for row in table.to_pylist():
        routes.setdefault(row["code"], []).append((row["seq"], row["step"]))
    found: Counter[tuple[str, str]] = Counter()
    for route in routes.values():
        names = [name for _, name in sorted(route)]
        found.update(pairwise(names))
    return dict(found)


@settings(deadline=None, max_examples=15)
@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xyz"), st.integers(0, 2)), max_size=12), st.randoms())
def test_the_order_of_rows_and_equal_moments_change_nothing(rows: list[tuple[str, str, int]], random: Any) -> None:
    table = steps(
        *((code, seq, name, None, None, moment(f"2026-03-02 08:0{minute}"), None) for seq, (code, name, minute) in enumerate(rows))
    )
    shuffled = list(range(table.num_rows))
    random.shuffle(shuffled)
    assert edges(table.take(pa.array(shuffled, pa.int64())), slots()).equals(edges(table, slots()))
    assert counts(edges(table, slots())) == by_loop(table)


@settings(deadline=None, max_examples=10)
@given(st.lists(st.tuples(st.integers(0, 500 * 86_400), st.integers(0, 30 * 86_400)), min_size=20, max_size=40))
def test_working_time_of_an_edge_is_that_of_the_calendar(spans: list[tuple[int, int]]) -> None:
    rows, expected = [], {}
    for number, (start, length) in enumerate(spans):
        first, last = (datetime.fromtimestamp(1_750_000_000 + start + more, ZONE) for more in (0, length))
        rows += [(f"{number}", 1, f"{number}", None, None, first.replace(tzinfo=None), None)]
        rows += [(f"{number}", 2, "y", None, None, last.replace(tzinfo=None), None)]
        expected[f"{number}"] = (length / 60, worked_between(first, last, vietnam()).time.total_seconds() / 60)
    found = {row["step"]: (row["elapsed_minutes"], row["working_minutes"]) for row in edges(steps(*rows), slots()).to_pylist()}
    assert found == {name: pytest.approx(both) for name, both in expected.items()}


def test_working_time_outside_the_calendar_is_unknown_not_zero() -> None:
    table = steps(
        ("A", 1, "x", None, None, moment("2019-03-04 08:00"), None),
        ("A", 2, "y", None, None, moment("2019-03-04 09:00"), None),
        ("B", 1, "x", None, None, moment("2026-03-04 08:00"), None),
        ("B", 2, "y", None, None, moment("2026-03-04 09:30"), None),
    )
    (edge,) = edges(table, slots()).to_pylist()
    assert (edge["cases"], edge["working_cases"], edge["working_minutes"], edge["elapsed_minutes"]) == (2, 1, 90, 75)


def test_a_step_without_a_name_is_no_stop_on_the_way() -> None:
    table = steps(*(("A", seq, name, None, None, moment(f"2026-03-04 08:0{seq}"), None) for seq, name in enumerate(("x", None, "y"), 1)))
    assert counts(edges(table, slots())) == {("x", "y"): 1}


@pytest.mark.parametrize("names", [MANY_WORDS // 2, MANY_WORDS * 2])
def test_many_different_steps_are_told_apart_like_few(names: int) -> None:
    table = steps(*((f"{n % 3}", n, f"bước {n * 7 % names}", None, None, moment("2026-03-04 08:00"), None) for n in range(2_000)))
    assert counts(edges(table, slots())) == by_loop(table)


ROUTE = steps(
    ("A", 1, "Thụ lý", "VH-XH", "An", moment("2026-03-04 08:00"), moment("2026-03-04 10:00")),
    ("A", 2, "Trình ký", "UBND", "Ký", moment("2026-03-04 13:30"), moment("2026-03-04 14:00")),
    ("A", 3, "Thụ lý", "VH-XH", "An", moment("2026-03-04 15:00"), moment("2026-03-04 15:30")),
    ("A", 4, "Trình ký", "UBND", "Ký", moment("2026-03-04 15:20"), None),
    ("B", 1, "Thụ lý", "VH-XH", "Bình", moment("2026-03-05 08:00"), moment("2026-03-05 09:00")),
)


def test_handling_and_waiting_are_told_apart() -> None:
    rows = {row["step"]: row for row in step_times(ROUTE, slots()).to_pylist()}
    drafting, signing = rows["Thụ lý"], rows["Trình ký"]
    assert (drafting["passes"], drafting["dossiers"], drafting["handling_median"], drafting["waiting_median"]) == (3, 2, 60, 60)
    assert (signing["passes"], signing["handled"], signing["handling_median"]) == (2, 1, 30)
    assert (signing["waited"], signing["waiting_median"]) == (2, 60), "two hours to noon and nothing while the work ran side by side"


def test_handovers_count_only_changes_of_holder() -> None:
    (forth, back) = handovers(ROUTE, slots()).to_pylist()
    assert (forth["giver"], forth["taker"], forth["handovers"], forth["dossiers"]) == ("VH-XH", "UBND", 2, 1)
    assert (back["giver"], back["taker"], back["handovers"], back["waiting_minutes"]) == ("UBND", "VH-XH", 1, 60)
    assert {row["giver"] for row in handovers(ROUTE, slots(), between="officer").to_pylist()} == {"An", "Ký"}
    with pytest.raises(ValueError, match="chọn unit hoặc officer"):
        handovers(ROUTE, slots(), between="step")


def test_a_step_done_again_is_rework() -> None:
    assert [(row["step"], row["dossiers"], row["repeats"], row["most"]) for row in rework(ROUTE).to_pylist()] == [
        ("Thụ lý", 1, 1, 2),
        ("Trình ký", 1, 1, 2),
    ]


def test_no_steps_give_empty_tables_with_their_columns() -> None:
    assert edges(None, slots()).column_names[:3] == ["step", "next_step", "cases"]
    assert [table.num_rows for table in (edges(None, slots()), step_times(None, slots()), handovers(None, slots()), rework(None))] == [
        0
    ] * 4


def test_ways_are_counted_whole_and_the_most_usual_comes_first() -> None:
    way = [("Nhận", 1), ("Thụ lý", 2), ("Ký", 3)]
    rows = [(code, seq, step, None, None, None, None) for code in ("A", "B") for step, seq in way]
    rows += [("C", 1, "Nhận", None, None, None, None), ("C", 2, "Ký", None, None, None, None), ("D", 1, "Nhận", None, None, None, None)]
    assert routes(steps(*rows)).to_pylist() == [
        {"route": ["Nhận", "Thụ lý", "Ký"], "dossiers": 2},
        {"route": ["Nhận", "Ký"], "dossiers": 1},
    ]
