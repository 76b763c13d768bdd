"""Tallies put together: what a plain loop over their rows gives, empty keys and empty texts included."""

import random
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pytest

from minhchung.flow.indicators.adding import narrowed, put_together

KEYS, COUNTS = ("unit", "month"), ("c0", "c1")


def tally(dice: random.Random, rows: int) -> pa.Table:
    columns = {
        "unit": [dice.choice(["Tây", "Đông", None]) for _ in range(rows)],
        "month": [dice.choice([None, 1, 2, 3]) for _ in range(rows)],
        "c0": [dice.randrange(5) for _ in range(rows)],
        "title": [dice.choice(["Đăng ký", "Cấp lại", "Ấn định", None]) for _ in range(rows)],
        "c1": [dice.randrange(3_000_000_000) for _ in range(rows)],
    }
    kinds = {"unit": pa.string(), "month": pa.int64(), "c0": pa.int64(), "title": pa.string(), "c1": pa.int64()}
    return pa.table({name: pa.array(values, kinds[name]) for name, values in columns.items()})


def by_loop(rows: Sequence[dict[str, Any]], keys: Sequence[str]) -> list[dict[str, Any]]:
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        into = found.setdefault(tuple(row[name] for name in keys), {name: row[name] for name in keys} | {"c0": 0, "c1": 0, "title": None})
        for name in COUNTS:
            into[name] += row[name]
        into["title"] = max((title.encode() for title in (into["title"], row["title"]) if title), default=b"").decode() or None
    return list(found.values())


def in_order(rows: Sequence[dict[str, Any]]) -> list[Any]:
    return sorted((sorted(row.items()) for row in rows), key=repr)


@pytest.mark.parametrize("keys", [KEYS, KEYS[:1], ("month", "unit"), ()])
def test_rows_of_the_same_keys_become_one_and_their_counts_are_added_up(keys: tuple[str, ...]) -> None:
    dice = random.Random(11)  # noqa: S311 - sample data
    tallies = [tally(dice, rows).select([*keys, *COUNTS, "title"]) for rows in (40, 0, 3)]
    wanted = in_order(by_loop([row for each in tallies for row in each.to_pylist()], keys))
    assert in_order(put_together(tallies, keys, COUNTS).to_pylist()) == wanted
    assert in_order(put_together([narrowed(each, COUNTS) for each in tallies], keys, COUNTS).to_pylist()) == wanted


def test_numbers_are_as_short_as_they_fit_and_their_sums_have_room() -> None:
    short = narrowed(tally(random.Random(5), 300), ("c0",))  # noqa: S311 - sample data
    assert short.schema.field("c0").type == pa.uint8()
    assert put_together([short.drop_columns(["c1", "title"])], (), ("c0",))["c0"].to_pylist() == [sum(short["c0"].to_pylist())]
    halves = pa.table({"c0": pa.array([2**31 - 1], pa.int64())})
    assert put_together([halves, halves], (), ("c0",))["c0"].to_pylist() == [2**32 - 2]


def test_no_rows_are_no_group_but_without_keys_they_are_one_of_zeros() -> None:
    nothing = tally(random.Random(1), 0)  # noqa: S311 - sample data
    assert put_together([nothing], KEYS, COUNTS).num_rows == 0
    assert put_together([nothing.select([*COUNTS, "title"])], (), COUNTS).to_pylist() == [{"c0": 0, "c1": 0, "title": None}]
