"""An import that is killed at any moment leaves the whole snapshot or none, and who reads meanwhile sees whole states only."""

import multiprocessing
import random
import signal
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from minhchung.flow.current import derive, open_current
from minhchung.flow.lake import Lake
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
    spawn = multiprocessing.get_context("spawn")
    dice = random.Random(20261120)  # noqa: S311 - moments, not secrets
    import_one(tmp_path, 0, spawn.Event())
    killed = 0
    for number, longest in enumerate(LONGEST_SECONDS, start=1):
        begun = spawn.Event()
        process = spawn.Process(target=import_one, args=(tmp_path, number, begun))
        process.start()
        assert begun.wait(60)
        end = time.monotonic() + dice.uniform(longest / 3, longest)
        while time.monotonic() < end and process.is_alive():
            assert_all_is_whole(lake)
            time.sleep(0.02)
        process.kill()
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        assert_all_is_whole(lake)
    assert killed, "every import was over before it was killed: shorten the wait"
    before = len(lake.snapshots())
    import_one(tmp_path, len(LONGEST_SECONDS) + 1, spawn.Event())
    assert len(lake.snapshots()) == before + 1
    assert_all_is_whole(lake)
    assert [path.name for folder in (lake.imports, lake.current) for path in folder.glob(".*")] == []
