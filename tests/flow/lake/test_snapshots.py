"""An import leaves one snapshot that says what it is, or leaves nothing."""

import json
import multiprocessing
import os
import threading
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from minhchung.flow.lake import Lake, LakeError, NothingToImportError, communes
from minhchung.flow.lock import LakeBusyError, holder, only_writer
from tests.flow.lake.exports import IMPORTED, FakeExport, FakeReject, at, put

ROWS = [
    {"code": "A", "unit": "Phòng Kinh tế", "field": "Đất đai", "status": "processing", "received_at": at("2026-11-02T08:00")},
    {"code": "B", "unit": "Phòng VH-XH", "field": None, "status": "finished", "received_at": at("2026-11-04T15:30")},
]


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path, "99001")


def everything_under(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock"
    }


def test_a_snapshot_says_where_it_comes_from_when_it_was_true_and_what_it_covers(lake: Lake) -> None:
    export = FakeExport(ROWS, rejects=(FakeReject(7), FakeReject(7, "status"), FakeReject(9)))
    export.unknown["statuses"] = {"Đang thụ lý": 4}
    snapshot = put(lake, export, "2026-11-20T07:45", sha256="ab" * 32, whole=True)
    assert snapshot.new
    assert snapshot.id == "20261120T074500-abababababab"
    assert json.loads((lake.imports / snapshot.id / "manifest.json").read_text("utf-8")) == {
        "id": "20261120T074500-abababababab",
        "source": {"suffix": ".xlsx", "sha256": "ab" * 32, "bytes": 1234},
        "profile": "thu",
        "as_of": "2026-11-20T07:45:00+07:00",
        "as_of_from": "given",
        "imported_at": "2026-12-01T08:00:00+07:00",
        "coverage": {
            "units": ["Phòng Kinh tế", "Phòng VH-XH"],
            "fields": ["Đất đai"],
            "statuses": ["finished", "processing"],
            "received": ["2026-11-02", "2026-11-04"],
            "whole": True,
        },
        "columns": {"code": {}, "unit": {}, "field": {}, "status": {}, "received_at": {"precision": "minute"}},
        "rows": {"read": 4, "accepted": 2, "rejected": 2},
        "tables": {"dossiers": 2},
        "unknown": {"statuses": {"Đang thụ lý": 4}},
    }


def test_a_snapshot_holds_only_the_columns_its_export_had(lake: Lake) -> None:
    snapshot = put(lake, FakeExport([{"code": "A", "status": "processing"}]), "2026-11-20T07:45")
    file = snapshot.file("dossiers")
    assert file is not None
    assert pq.read_schema(file).names == ["code", "status"]
    assert snapshot.manifest.coverage.units is None
    assert snapshot.manifest.coverage.received is None
    assert snapshot.file("steps") is None


def test_batches_of_any_size_give_the_same_files(tmp_path: Path) -> None:
    rows = [{"code": f"A{number}", "unit": str(number % 7)} for number in range(50)]
    written = [put(Lake(tmp_path / str(size), "99001"), FakeExport(rows, batch=size), "2026-11-20T07:45") for size in (1, 7, 1000)]
    assert len({(snapshot.path / "dossiers.parquet").read_bytes() for snapshot in written}) == 1


def test_the_same_file_again_is_the_same_snapshot_and_changes_nothing(lake: Lake) -> None:
    first = put(lake, FakeExport(ROWS), "2026-11-20T07:45")
    before = everything_under(lake.folder)
    again = put(lake, FakeExport(ROWS), "2026-11-21T09:00")
    assert (again.id, again.new) == (first.id, False)
    assert everything_under(lake.folder) == before


def test_snapshots_come_in_the_order_of_their_time_not_of_their_import(lake: Lake) -> None:
    late = put(lake, FakeExport(ROWS), "2026-11-20T07:45")
    early = put(lake, FakeExport(ROWS[:1]), "2026-10-20T07:45")
    assert [snapshot.id for snapshot in lake.snapshots()] == [early.id, late.id]


def test_an_export_without_a_good_row_leaves_the_lake_as_it_was(lake: Lake) -> None:
    with pytest.raises(NothingToImportError, match="đã đọc 1 dòng, 1 dòng bị loại"):
        put(lake, FakeExport(rejects=(FakeReject(5),)), "2026-11-20T07:45")
    assert everything_under(lake.folder) == {}
    assert communes(lake.folder.parents[1]) == ()


def test_an_export_that_breaks_off_leaves_the_lake_as_it_was(lake: Lake) -> None:
    class Breaking(FakeExport):
        def __iter__(self):  # type: ignore[no-untyped-def]
            yield next(super().__iter__())
            raise ValueError("tệp cụt")

    with pytest.raises(ValueError, match="tệp cụt"):
        put(lake, Breaking(ROWS, batch=1), "2026-11-20T07:45")
    assert everything_under(lake.folder) == {}


def test_an_export_from_the_future_is_refused(lake: Lake) -> None:
    with pytest.raises(LakeError, match="sau lúc nhập"):
        put(lake, FakeExport(ROWS), (IMPORTED + timedelta(hours=1)).isoformat())


def test_what_a_dead_import_left_is_not_seen_and_is_swept_by_the_next(lake: Lake) -> None:
    leftover = lake.imports / ".20261101T000000-abc-77"
    leftover.mkdir(parents=True)
    (leftover / "dossiers.parquet").write_bytes(b"half a fi")
    assert lake.snapshots() == ()
    put(lake, FakeExport(ROWS), "2026-11-20T07:45")
    assert not leftover.exists()


def test_the_communes_of_a_data_folder_are_those_with_a_snapshot(lake: Lake, tmp_path: Path) -> None:
    put(lake, FakeExport(ROWS), "2026-11-20T07:45")
    (tmp_path / "lake" / "99002" / "imports" / ".20261101T000000-abc-77").mkdir(parents=True)
    assert communes(tmp_path) == ("99001",)


def test_a_broken_snapshot_is_named_with_the_way_out(lake: Lake) -> None:
    snapshot = put(lake, FakeExport(ROWS), "2026-11-20T07:45")
    (snapshot.path / "manifest.json").write_text("{", "utf-8")
    with pytest.raises(LakeError, match=f"{snapshot.id}.*bản sao lưu"):
        lake.snapshots()


@pytest.mark.parametrize("commune", ["", "../x", "a/b", ".."])
def test_a_commune_that_is_no_folder_name_is_refused(tmp_path: Path, commune: str) -> None:
    with pytest.raises(LakeError, match="Mã phường, xã"):
        Lake(tmp_path, commune)


def test_two_imports_at_once_both_arrive(lake: Lake) -> None:
    exports = [FakeExport([{"code": f"{letter}{number}"} for number in range(500)], batch=10) for letter in "ABCD"]
    threads = [threading.Thread(target=put, args=(lake, export, f"2026-11-2{day}T07:45")) for day, export in enumerate(exports)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [snapshot.manifest.tables for snapshot in lake.snapshots()] == [{"dossiers": 500}] * 4


def test_who_finds_the_lake_busy_is_told_by_whom(tmp_path: Path) -> None:
    lock = tmp_path / ".lock"
    with (
        only_writer(lock),
        pytest.raises(LakeBusyError, match=f"tiến trình số {os.getpid()}"),
        only_writer(lock, wait_seconds=0.2),
    ):
        pass
    assert holder(lock) is None


def hold_and_die(lock: Path) -> None:
    with only_writer(lock):
        os._exit(9)


def test_the_lock_of_a_dead_process_holds_nobody_up(tmp_path: Path) -> None:
    lock = tmp_path / ".lock"
    dead = multiprocessing.get_context("spawn").Process(target=hold_and_die, args=(lock,))
    dead.start()
    dead.join()
    assert holder(lock) == dead.pid
    with only_writer(lock, wait_seconds=0.2):
        assert holder(lock) == os.getpid()
