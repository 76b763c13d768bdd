"""The laws of merging partial exports, on small worlds that Hypothesis makes: rows and columns missing, older ones imported later."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from minhchung.flow.columns import TABLES
from minhchung.flow.current import derive, open_current
from minhchung.flow.lake import Lake
from tests.flow.lake.exports import FakeExport, Row, at, put

DAY_ONE = at("2026-11-01T08:00")
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "unit": st.sampled_from(["KT", "VH", None]),
    "field": st.sampled_from(["Đất đai", "Hộ tịch", None]),
    "status": st.sampled_from(["processing", "finished", None]),
    "received_at": st.sampled_from([DAY_ONE - timedelta(days=9), DAY_ONE - timedelta(days=2), None]),
    "due_at": st.sampled_from([DAY_ONE, DAY_ONE + timedelta(days=5), None]),
    "finished_at": st.sampled_from([DAY_ONE - timedelta(days=1), DAY_ONE + timedelta(days=2), None]),
}
SLOW = settings(max_examples=12, deadline=None)


@dataclass(frozen=True)
class Said:
    """One export of the world: when, whole or not, its rows."""

    as_of: datetime
    whole: bool
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    steps: tuple[Row, ...]

    def put(self, lake: Lake) -> None:
        put(lake, FakeExport(self.rows, self.columns, steps=self.steps), self.as_of.isoformat(), whole=self.whole, sha256=self.sha256)

    @property
    def sha256(self) -> str:
        return FakeExport(self.rows, self.columns, steps=self.steps, profile=f"{self.as_of}{self.whole}").sha256()


@st.composite
def exports(draw: st.DrawFn) -> Said:
    columns = tuple(name for name in VALUES if draw(st.booleans()))
    codes = draw(st.lists(st.sampled_from("ABC"), unique=True, min_size=1))
    rows = tuple({"code": code} | {name: draw(VALUES[name]) for name in columns} for code in codes)
    with_steps = [code for code in codes if draw(st.booleans())]
    steps = tuple({"code": code, "seq": 1, "step": draw(st.sampled_from(["một", "hai"]))} for code in with_steps)
    day = timedelta(days=draw(st.integers(0, 3)))
    return Said(DAY_ONE + day, draw(st.booleans()), ("code", *columns), rows, steps)


worlds = st.lists(exports(), min_size=1, max_size=4, unique_by=lambda said: said.sha256)


@contextmanager
def lake_of(imports: Sequence[Said]) -> Iterator[Lake]:
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake(Path(folder), "99001")
        for said in imports:
            said.put(lake)
        yield lake


def files(lake: Lake) -> dict[str, bytes]:
    """The files of the current generation, byte for byte."""
    generation = derive(lake)
    return {f"{generation.name}/{path.name}": path.read_bytes() for path in sorted(generation.path.iterdir())}


def table(lake: Lake, name: str) -> list[Row]:
    derive(lake)
    current = open_current(lake)
    assert current is not None
    return list(current.dataset(name).to_table().to_pylist())


def in_order(world: Sequence[Said]) -> list[Said]:
    return sorted(world, key=lambda said: (said.as_of, said.sha256[:12]))


def expected(world: Sequence[Said]) -> list[Row]:
    """The current state by hand: walk through the exports from the oldest to the newest and let each say what it knows."""
    state: dict[str, Row] = {}
    known = {name for said in world for name in said.columns}
    for said in in_order(world):
        for row in said.rows:
            state.setdefault(row["code"], {}).update(row)
    names = [column.name for column in TABLES["dossiers"] if column.name in known]
    return [{name: state[code].get(name) for name in names} for code in sorted(state)]


@SLOW
@given(worlds)
def test_the_current_state_is_what_walking_through_the_exports_by_hand_gives(world: list[Said]) -> None:
    with lake_of(world) as lake:
        assert table(lake, "dossiers") == expected(world)


@SLOW
@given(worlds, st.randoms())
def test_the_order_of_importing_does_not_matter(world: list[Said], random: Any) -> None:
    shuffled = list(world)
    random.shuffle(shuffled)
    with lake_of(world) as lake, lake_of(shuffled) as other:
        assert files(lake) == files(other)


@SLOW
@given(worlds, st.data())
def test_importing_a_file_again_changes_nothing(world: list[Said], data: st.DataObject) -> None:
    with lake_of(world) as lake:
        before = files(lake)
        data.draw(st.sampled_from(world)).put(lake)
        assert len(lake.snapshots()) == len(world)
        assert files(lake) == before


@SLOW
@given(worlds, exports())
def test_an_older_export_fills_gaps_and_overwrites_nothing(world: list[Said], extra: Said) -> None:
    older = Said(DAY_ONE - timedelta(days=30), extra.whole, extra.columns, extra.rows, extra.steps)
    said_of = {(row["code"], name) for said in world for row in said.rows for name in said.columns}
    with lake_of(world) as lake:
        before = {row["code"]: row for row in table(lake, "dossiers")}
        older.put(lake)
        after = {row["code"]: row for row in table(lake, "dossiers")}
    assert {(code, name): after[code][name] for code, name in said_of} == {(code, name): before[code][name] for code, name in said_of}


@SLOW
@given(worlds, st.sampled_from(sorted(VALUES)))
def test_an_absent_column_changes_nothing(world: list[Said], column: str) -> None:
    last = in_order(world)[-1]
    silent = Said(
        last.as_of + timedelta(days=1),
        last.whole,
        tuple(name for name in last.columns if name != column),
        tuple({name: value for name, value in row.items() if name != column} for row in last.rows),
        (),
    )
    with lake_of(world) as lake:
        before = [row.get(column) for row in table(lake, "dossiers")]
        silent.put(lake)
        assert [row.get(column) for row in table(lake, "dossiers")] == before


@SLOW
@given(worlds)
def test_vanished_is_said_only_inside_the_coverage_of_the_newer_snapshot(world: list[Said]) -> None:
    with lake_of(world) as lake:
        by_id = {snapshot.id: snapshot.manifest for snapshot in lake.snapshots()}
        vanished = [change for change in table(lake, "changes") if change["kind"] == "vanished"]
    walked = in_order(world)
    order = list(by_id)
    for change in vanished:
        newer, coverage = order.index(change["newer"]), by_id[change["newer"]].coverage
        assert coverage.whole
        assert change["code"] not in {row["code"] for row in walked[newer].rows}
        assert change["code"] in {row["code"] for row in walked[order.index(change["older"])].rows}
        known: Row = {}
        for said in walked[:newer]:
            for row in said.rows:
                if row["code"] == change["code"]:
                    # An empty day of reception is no day: the last one given holds.
                    known |= {name: value for name, value in row.items() if name != "received_at" or value is not None}
        assert known["unit"] in (coverage.units or ())
        assert known["field"] in (coverage.fields or ())
        assert known["status"] in (coverage.statuses or ())
        assert coverage.received is not None
        assert coverage.received[0] <= known["received_at"].date() <= coverage.received[1]


@SLOW
@given(worlds)
def test_the_steps_of_a_dossier_are_those_of_the_newest_export_that_has_any(world: list[Said]) -> None:
    newest: dict[str, Row] = {}
    for said in in_order(world):
        newest.update({step["code"]: step for step in said.steps})
    with lake_of(world) as lake:
        found = table(lake, "steps")
    assert [{name: step[name] for name in ("code", "seq", "step")} for step in found] == [newest[code] for code in sorted(newest)]
