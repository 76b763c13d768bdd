"""An import that is killed at any moment leaves the whole snapshot or none, and who reads meanwhile sees whole states only."""

import multiprocessing
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from minhchung.flow.current import derive, open_current
from minhchung.flow.lake import Lake
from minhchung.flow.parts import parts_of
from tests.flow.lake.exports import FakeExport, put

LONGEST_SECONDS = (0.15, 0.5, 1.0, 2.0) * 2
"""The first rounds die while the snapshot is written, the last ones while the current state is derived and switched."""
ROWS, BATCH = 20_000, 500

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows: this test did not run")


def export(number: int) -> FakeExport:
    return FakeExport([{"code": f"A{row}", "unit": f"đợt {number}"} for row in range(ROWS)], batch=BATCH)


def import_one(folder: Path, number: int, begun: object) -> None:
    lake = Lake(folder, "99001")
    prepared = export(number)
    begun.set()  # type: ignore[attr-defined]  # a multiprocessing event
    put(lake, prepared, f"2026-11-{number + 1:02d}T08:00", sha256=f"{number:02d}" * 32)
    derive(lake)


def night(number: int) -> FakeExport:
    """The dossiers of some parts in the middle."""
    touched = range(3_000 + number * 500, 4_000 + number * 700)
    return FakeExport([{"code": f"A{row}", "unit": f"đợt {number}"} for row in touched], batch=BATCH)


def import_night(folder: Path, number: int, begun: object) -> None:
    lake = Lake(folder, "99001")
    prepared = night(number)
    begun.set()  # type: ignore[attr-defined]  # a multiprocessing event
    put(lake, prepared, f"2026-11-{number + 1:02d}T08:00", sha256=f"{number:02d}" * 32)
    derive(lake, rows_per_part=400)


def assert_the_state_is_of_its_snapshots(lake: Lake) -> None:
    """Each dossier says what the last of the snapshots of this generation says, those that came after say nothing."""
    current = open_current(lake)
    assert current is not None
    expected = {f"A{row}": "đợt 0" for row in range(ROWS)}
    for snapshot in current.manifest["snapshots"][1:]:
        expected |= {row["code"]: row["unit"] for row in night(int(snapshot[-2:])).rows}
    dossiers = current.dataset("dossiers").to_table()
    assert dict(zip(dossiers["code"].to_pylist(), dossiers["unit"].to_pylist(), strict=True)) == expected
    assert dossiers.num_rows == ROWS


def assert_all_is_whole(lake: Lake) -> None:
    for snapshot in lake.snapshots():
        file = snapshot.file("dossiers")
        assert file is not None
        assert pq.read_table(file).num_rows == snapshot.manifest.tables["dossiers"] == ROWS
    current = open_current(lake)
    assert current is not None
    dossiers = current.dataset("dossiers").to_table()
    assert dossiers.num_rows == ROWS
    assert len(dossiers["unit"].unique()) == 1, "a state of two imports at once"


def test_killing_an_import_at_any_moment_leaves_whole_states_only(tmp_path: Path) -> None:
    lake = Lake(tmp_path, "99001")
    import_one(tmp_path, 0, multiprocessing.Event())
    kill_imports(lake, import_one, assert_all_is_whole)


def test_killing_a_night_at_any_moment_leaves_states_that_fit_together(tmp_path: Path) -> None:
    lake = Lake(tmp_path, "99001")
    put(lake, export(0), "2026-11-01T08:00", sha256="00" * 32)
    derive(lake, rows_per_part=400)
    kill_imports(lake, import_night, assert_the_state_is_of_its_snapshots)
    assert len(parts_of(open_current(lake).manifest)) > 20  # type: ignore[union-attr]  # asserted just before


def kill_imports(lake: Lake, bring: Callable[[Path, int, object], None], assert_whole: Callable[[Lake], None]) -> None:
    """Imports that are killed at moments drawn beforehand, with a reader meanwhile; then one that is not."""
    spawn = multiprocessing.get_context("spawn")
    dice = random.Random(20261120)  # noqa: S311 - moments, not secrets
    root, killed = lake.folder.parents[1], 0
    for number, longest in enumerate(LONGEST_SECONDS, start=1):
        begun = spawn.Event()
        process = spawn.Process(target=bring, args=(root, number, begun))
        process.start()
        assert begun.wait(60)
        end = time.monotonic() + dice.uniform(longest / 3, longest)
        while time.monotonic() < end and process.is_alive():
            assert_whole(lake)
            time.sleep(0.02)
        process.kill()
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        assert_whole(lake)
    assert killed, "every import was over before it was killed: shorten the wait"
    before = len(lake.snapshots())
    bring(root, len(LONGEST_SECONDS) + 1, spawn.Event())
    assert len(lake.snapshots()) == before + 1
    assert_whole(lake)
    assert [path.name for folder in (lake.imports, lake.current) for path in folder.glob(".*")] == []
