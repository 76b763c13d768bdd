"""Incremental is full: whatever was derived before, the current state is that of one derivation from all snapshots."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minhchung.flow import current as deriving
from minhchung.flow.current import Current, derive, open_current
from minhchung.flow.lake import Lake
from minhchung.flow.parts import parts_of
from tests.flow.lake.exports import FakeExport, at, put

TABLES = ("dossiers", "steps", "supplements", "changes")
CODES = [f"H{number:02d}" for number in range(16)]
DAY_ONE = at("2026-11-01T08:00")
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "unit": st.sampled_from(["KT", "KT", "VH", None]),
    "field": st.sampled_from(["Đất đai", "Đất đai", None]),
    "status": st.sampled_from(["processing", "finished", "delivered", None]),
    "received_at": st.sampled_from([DAY_ONE - timedelta(days=9), DAY_ONE - timedelta(days=2), None]),
    "due_at": st.sampled_from([DAY_ONE, DAY_ONE + timedelta(days=5), None]),
    "finished_at": st.sampled_from([DAY_ONE - timedelta(days=1), DAY_ONE + timedelta(days=2), None]),
}
SIZE = 3


def chance(of: int) -> st.SearchStrategy[bool]:
    return st.integers(1, of).map(lambda number: number == 1)


@st.composite
def imports(draw: st.DrawFn, *, of_all: bool = False) -> tuple[FakeExport, str, bool]:
    """An export, when it was made and whether it is whole; `of_all`: of every dossier, as the first export of a lake, else of a few."""
    columns = tuple(name for name in VALUES if draw(st.integers(1, 3)) > 1) if draw(chance(2 if of_all else 4)) else tuple(VALUES)
    first = draw(st.integers(0, len(CODES) - 1))
    # A code twice is a file that names it twice.
    codes = CODES if of_all else draw(st.lists(st.sampled_from(CODES[first : first + 4]), min_size=1, max_size=4))
    rows = [{"code": code} | {name: draw(VALUES[name]) for name in columns} for code in codes]
    of_steps = ("step", "officer") if draw(chance(4)) else ("step",)
    stepped = draw(st.lists(st.sampled_from(CODES), max_size=3)) if draw(chance(3)) else []
    steps = [{"code": code, "seq": 1} | {name: draw(st.sampled_from(["một", "hai"])) for name in of_steps} for code in stepped]
    supplements = [{"code": code, "seq": 1, "asked_at": DAY_ONE} for code in codes[:2]] if draw(chance(3)) else []
    notes = {name: draw(st.sampled_from(["day", "minute"])) for name in columns if name.endswith("_at")}
    unknown = {"statuses": {"Lạ": 1}} if draw(chance(2)) else {}
    rows = [] if steps and draw(chance(8)) else rows
    export = FakeExport(rows, ("code", *columns), steps=steps, supplements=supplements, precision=notes, unknown=unknown)
    return export, (DAY_ONE + timedelta(hours=draw(st.integers(0, 10 if of_all else 30)))).isoformat(), draw(chance(3))


@st.composite
def worlds(draw: st.DrawFn) -> list[tuple[FakeExport, str, bool]]:
    """A first export of every dossier and some nights."""
    nights = draw(st.lists(imports(), min_size=1, max_size=4))
    return list({said[0].sha256(): said for said in [draw(imports(of_all=True)), *nights]}.values())


@contextmanager
def empty_lake() -> Iterator[Lake]:
    with tempfile.TemporaryDirectory() as folder:
        yield Lake(Path(folder), "99001")


def current(lake: Lake, size: int = SIZE) -> Current:
    derive(lake, rows_per_part=size)
    found = open_current(lake)
    assert found is not None
    return found


def told(found: Current) -> dict[str, Any]:
    """All that is read of a generation: every table with its columns, and the manifest without the places of the cuts."""
    tables = {name: found.dataset(name).to_table() for name in TABLES}
    notes = {key: value for key, value in found.manifest.items() if key != "parts"}
    return {name: (rows.column_names if rows.num_rows else None, rows.to_pylist()) for name, rows in tables.items()} | {"notes": notes}


def from_scratch(lake: Lake, size: int) -> dict[str, Any]:
    with empty_lake() as other:
        shutil.copytree(lake.imports, other.imports)
        return told(current(other, size))


def assert_well_parted(found: Current, size: int) -> None:
    parts = parts_of(found.manifest)
    assert parts[0].low == ""
    assert [part.low for part in parts[1:]] == [part.high for part in parts[:-1]] == sorted({part.low for part in parts} - {""})
    for number, part in enumerate(parts):
        for table in TABLES:
            codes = [code for file in found.files(table) if file.stem.endswith(f"-{number:04d}") for code in read(file)]
            assert len(codes) == part.rows.get(table, 0)
            assert all(part.low <= code and (part.high is None or code < part.high) for code in codes)
        assert part.rows.get("dossiers", 0) < 2 * size
        assert part.rows.get("dossiers", 0) >= size or len(parts) == 1


def read(file: Path) -> list[str]:
    return list(pq.read_table(file, columns=["code"])["code"].to_pylist())


@settings(max_examples=20, deadline=None)
@given(worlds(), st.data())
def test_deriving_after_every_import_is_deriving_once_from_all(world: list[tuple[FakeExport, str, bool]], data: st.DataObject) -> None:
    with empty_lake() as lake:
        for number, (export, as_of, whole) in enumerate(world):
            put(lake, export, as_of, whole=whole)
            if number and data.draw(chance(5)):  # a file that was read wrongly is read again
                old, when, _ = world[number - 1]
                put(lake, export, when, sha256=old.sha256(), again=True)
            found = current(lake)
            assert told(found) == from_scratch(lake, 100)
            assert_well_parted(found, SIZE)


LETTERS = "ABCDEFGHIJKL"


def said(letters: str, word: str = "KT", **more: Any) -> FakeExport:
    row = {"unit": word, "field": "Đất đai", "status": "processing", "received_at": DAY_ONE - timedelta(days=2)} | more
    return FakeExport([{"code": letter} | row for letter in letters], steps=[{"code": letters[0], "seq": 1, "step": word}])


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """Twelve dossiers in four parts of three, derived."""
    found = Lake(tmp_path, "99001")
    put(found, said(LETTERS), "2026-11-01T08:00", whole=True, sha256="a" * 64)
    current(found)
    return found


def names(found: Current) -> dict[int, str]:
    """Inode → the file of the generation."""
    return {file.stat().st_ino: file.name for file in found.path.glob("*.parquet")}


def kept(before: dict[int, str], found: Current) -> set[str]:
    """The first codes of the parts whose dossiers are the same file as before."""
    after = names(found)
    parts = parts_of(found.manifest)
    return {parts[int(after[node][-12:-8])].low for node in set(before) & set(after) if after[node].startswith("dossiers")}


def test_only_the_parts_that_a_night_names_are_derived(lake: Lake) -> None:
    before = names(current(lake))
    put(lake, said("E", "VH"), "2026-11-02T08:00")
    found = current(lake)
    assert [part.low for part in parts_of(found.manifest)] == ["", "D", "G", "J"]
    assert kept(before, found) == {"", "G", "J"}
    assert [row["unit"] for row in found.dataset("dossiers").to_table().to_pylist()] == ["KT"] * 4 + ["VH"] + ["KT"] * 7


def test_new_dossiers_behind_the_last_part_extend_it_and_a_part_twice_too_long_is_cut(lake: Lake) -> None:
    for letters, lows in (("MN", ["", "D", "G", "J"]), ("O", ["", "D", "G", "J", "M"]), ("0123", ["", "3", "D", "G", "J", "M"])):
        before = names(current(lake))
        put(lake, said(letters), f"2026-11-{len(lows):02d}T0{len(letters)}:00")
        found = current(lake)
        assert [part.low for part in parts_of(found.manifest)] == lows
        assert len(kept(before, found)) >= 3
        assert_well_parted(found, SIZE)


def test_a_part_that_only_steps_touch_is_derived_too(lake: Lake) -> None:
    before = names(current(lake))
    put(lake, FakeExport([{"code": "A", "unit": "KT"}], steps=[{"code": "L", "seq": 1, "step": "Trả"}]), "2026-11-02T08:00")
    found = current(lake)
    assert kept(before, found) == {"D", "G"}
    assert [row["step"] for row in found.dataset("steps").to_table().to_pylist()] == ["KT", "Trả"]


@pytest.mark.parametrize("why", ["whole", "new column", "read again", "lost file", "another version"])
def test_everything_is_derived_anew_when_more_than_the_named_dossiers_may_have_changed(why: str, lake: Lake, monkeypatch: Any) -> None:
    before = current(lake)
    night = said("E", **({"officer": "Đỗ Hạnh Nguyên"} if why == "new column" else {}))
    again = {"sha256": "a" * 64, "again": True} if why == "read again" else {}
    put(lake, night, "2026-11-02T08:00", whole=why == "whole", **again)  # type: ignore[arg-type]
    if why == "lost file":
        before.files("dossiers")[2].unlink()
    if why == "another version":
        monkeypatch.setattr(deriving, "VERSION", deriving.VERSION + 1)
    known = names(before)
    found = current(lake)
    assert kept(known, found) == set()
    assert told(found) == from_scratch(lake, SIZE)
    assert found.manifest["tables"]["changes"] == (len(LETTERS) - 1 if why == "whole" else 0)  # all others vanished


def test_a_file_system_without_hard_links_gets_copies(lake: Lake, monkeypatch: Any) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    before = names(current(lake))
    put(lake, said("E", "VH"), "2026-11-02T08:00")
    found = current(lake)
    assert kept(before, found) == set()
    assert told(found) == from_scratch(lake, SIZE)


def test_one_dossier_is_looked_up_in_one_file(lake: Lake) -> None:
    found = current(lake)
    assert [file.name for file in found.files("dossiers", "E")] == ["dossiers-0001.parquet"]
    assert [row["code"] for row in found.dataset("dossiers", "E").to_table().to_pylist()] == ["D", "E", "F"]
    assert found.files("steps", "E") == []
    assert [file.name for file in found.files("dossiers", "ZZ")] == ["dossiers-0003.parquet"]


def test_a_generation_of_the_version_before_parts_is_still_read(lake: Lake) -> None:
    found = current(lake)
    rows = found.dataset("dossiers").to_table()
    for file in found.path.glob("*.parquet"):
        file.unlink()
    pq.write_table(rows, found.path / "dossiers.parquet")
    manifest = found.manifest | {"version": 1, "tables": {"dossiers": rows.num_rows}}
    del manifest["parts"]
    (found.path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    older = Current.at(found.path)
    assert older.dataset("dossiers").to_table().equals(rows)
    assert older.files("dossiers", "E") == [found.path / "dossiers.parquet"]
    assert older.files("steps") == []
    put(lake, said("E", "VH"), "2026-11-02T08:00")
    assert told(current(lake)) == from_scratch(lake, SIZE)
