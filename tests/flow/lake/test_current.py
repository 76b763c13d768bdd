"""The current state: each sentence of the design's section 4 on `flow` has its case here."""

from pathlib import Path
from typing import Any

import pytest

from minhchung.flow.columns import schema
from minhchung.flow.current import NEWEST, Current, derive, generation_name, open_current
from minhchung.flow.lake import Lake, LakeError
from tests.flow.lake.exports import FakeExport, Row, at, put


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path, "99001")


def current(lake: Lake) -> Current:
    derive(lake)
    found = open_current(lake)
    assert found is not None
    return found


def rows(lake: Lake, table: str = "dossiers") -> list[Row]:
    return list(current(lake).dataset(table).to_table().to_pylist())


def test_a_lake_without_snapshots_has_no_current_state(lake: Lake) -> None:
    assert open_current(lake) is None
    with pytest.raises(LakeError, match="minhchung dossiers import"):
        derive(lake)


def test_each_column_of_a_dossier_has_the_newest_known_value(lake: Lake) -> None:
    put(lake, FakeExport([{"code": "A", "unit": "KT", "status": "processing", "due_at": at("2026-11-10T17:00")}]), "2026-11-01T08:00")
    put(lake, FakeExport([{"code": "A", "status": "finished"}, {"code": "B", "status": "received"}]), "2026-11-05T08:00")
    assert rows(lake) == [
        {"code": "A", "status": "finished", "unit": "KT", "due_at": at("2026-11-10T17:00")},
        {"code": "B", "status": "received", "unit": None, "due_at": None},
    ]


def test_an_absent_column_changes_nothing_and_an_empty_cell_does(lake: Lake) -> None:
    put(lake, FakeExport([{"code": "A", "officer": "Đỗ Hạnh Nguyên", "field": "Đất đai"}]), "2026-11-01T08:00")
    put(lake, FakeExport([{"code": "A", "field": None}]), "2026-11-05T08:00")
    assert rows(lake) == [{"code": "A", "field": None, "officer": "Đỗ Hạnh Nguyên"}]


def test_an_older_export_imported_later_never_overwrites_but_fills_what_was_not_said(lake: Lake) -> None:
    put(lake, FakeExport([{"code": "A", "status": "finished"}]), "2026-11-05T08:00")
    put(lake, FakeExport([{"code": "A", "status": "processing", "unit": "KT"}, {"code": "B", "status": "received"}]), "2026-11-01T08:00")
    assert rows(lake) == [{"code": "A", "status": "finished", "unit": "KT"}, {"code": "B", "status": "received", "unit": None}]


def test_of_two_exports_of_one_moment_the_greater_id_speaks(lake: Lake) -> None:
    put(lake, FakeExport([{"code": "A", "unit": "second"}]), "2026-11-05T08:00", sha256="b" * 64)
    put(lake, FakeExport([{"code": "A", "unit": "first"}]), "2026-11-05T08:00", sha256="a" * 64)
    assert rows(lake) == [{"code": "A", "unit": "second"}]


def test_a_code_twice_in_one_export_has_the_words_of_its_last_row(lake: Lake) -> None:
    put(lake, FakeExport([{"code": "A", "unit": "x"}, {"code": "A", "unit": "y"}], batch=1), "2026-11-05T08:00")
    assert rows(lake) == [{"code": "A", "unit": "y"}]


def test_the_steps_of_a_dossier_come_whole_from_the_newest_snapshot_that_has_them(lake: Lake) -> None:
    def step(code: str, seq: int, name: str, **more: Any) -> Row:
        return {"code": code, "seq": seq, "step": name, **more}

    older = [step("A", 1, "Tiếp nhận", unit="Một cửa"), step("A", 2, "Thụ lý", unit="KT"), step("B", 1, "Tiếp nhận", unit="Một cửa")]
    put(lake, FakeExport([{"code": "A"}, {"code": "B"}], steps=older), "2026-11-01T08:00")
    put(lake, FakeExport([{"code": "A"}, {"code": "B"}], steps=[step("A", 1, "Chuyển")]), "2026-11-05T08:00")
    put(lake, FakeExport([{"code": "A"}]), "2026-11-09T08:00")
    assert rows(lake, "steps") == [step("A", 1, "Chuyển", unit=None), step("B", 1, "Tiếp nhận", unit="Một cửa")]


def test_equal_moments_of_steps_keep_the_order_of_the_source(lake: Lake) -> None:
    moment = at("2026-11-01T08:00")
    steps = [{"code": "A", "seq": seq, "step": name, "started_at": moment} for seq, name in ((2, "b"), (1, "c"), (3, "a"))]
    put(lake, FakeExport([{"code": "A"}], steps=steps), "2026-11-01T09:00")
    assert [row["step"] for row in rows(lake, "steps")] == ["c", "b", "a"]


def test_supplements_are_kept_beside_the_dossiers(lake: Lake) -> None:
    given = [{"code": "A", "seq": 1, "asked_at": at("2026-11-02T08:00"), "given_at": None}]
    put(lake, FakeExport([{"code": "A"}], supplements=given), "2026-11-03T09:00")
    assert rows(lake, "supplements") == given


def test_a_table_no_export_has_is_empty_and_has_no_file(lake: Lake) -> None:
    put(lake, FakeExport([{"code": "A"}]), "2026-11-03T09:00")
    found = current(lake)
    assert found.files("steps") == []
    assert found.dataset("steps").to_table().num_rows == 0
    assert found.dataset("steps").schema == schema("steps")


def test_a_moment_is_known_as_coarsely_as_its_coarsest_source(lake: Lake) -> None:
    row = {"code": "A", "due_at": at("2026-11-10T00:00")}
    put(lake, FakeExport([row], precision={"due_at": "second"}), "2026-11-03T09:00")
    assert current(lake).precision("due_at") == "second"
    put(lake, FakeExport([row], precision={"due_at": "day"}), "2026-11-04T09:00")
    assert current(lake).precision("due_at") == "day"
    assert current(lake).precision("code") is None


def test_columns_have_the_types_of_the_lake(lake: Lake) -> None:
    put(lake, FakeExport([{"code": "A", "limit_amount": 10, "digitised": True, "due_at": at("2026-11-10T00:00")}]), "2026-11-03T09:00")
    found = current(lake).dataset("dossiers").schema
    # Parquet has no seconds: moments come back in milliseconds.
    assert {field.name: str(field.type) for field in found} == {
        "code": "string",
        "limit_amount": "int32",
        "due_at": "timestamp[ms]",
        "digitised": "bool",
    }


def test_the_current_state_says_what_it_was_derived_from(lake: Lake) -> None:
    first = put(lake, FakeExport([{"code": "A"}]), "2026-11-03T09:00")
    second = put(lake, FakeExport([{"code": "B"}]), "2026-11-04T09:00")
    found = current(lake)
    assert found.manifest["snapshots"] == [first.id, second.id]
    assert found.as_of == second.as_of
    assert found.manifest["tables"] == {"dossiers": 2, "changes": 0}


def test_deriving_again_gives_the_same_generation(lake: Lake) -> None:
    put(lake, FakeExport([{"code": "A"}]), "2026-11-03T09:00")
    first, again = derive(lake), derive(lake)
    assert (first.new, again.new) == (True, False)
    assert first.name == again.name == generation_name(lake.snapshots())


def test_the_generation_before_stays_for_who_reads_it_and_older_ones_go(lake: Lake) -> None:
    opened = []
    for day in (3, 4, 5):
        put(lake, FakeExport([{"code": f"A{day}"}]), f"2026-11-0{day}T09:00")
        opened.append(current(lake))
    assert opened[1].dataset("dossiers").to_table().num_rows == 2
    assert not opened[0].path.exists()
    assert sorted(path.name for path in lake.current.iterdir()) == sorted([NEWEST, opened[1].name, opened[2].name])


def test_a_derivation_that_died_is_done_again(lake: Lake) -> None:
    put(lake, FakeExport([{"code": "A"}]), "2026-11-03T09:00")
    half = lake.current / f".{generation_name(lake.snapshots())}-1"
    half.mkdir()
    (half / "dossiers.parquet").write_bytes(b"PAR1")
    assert open_current(lake) is None
    assert rows(lake) == [{"code": "A"}]
    assert not half.exists()


def test_a_file_read_again_speaks_with_its_last_reading_only(lake: Lake) -> None:
    wrong = put(lake, FakeExport([{"code": "A", "status": None, "field": "x"}]), "2026-11-09T08:00", sha256="a" * 64)
    put(lake, FakeExport([{"code": "A", "status": "processing"}]), "2026-11-05T08:00", sha256="b" * 64)
    mended = put(lake, FakeExport([{"code": "A", "status": "finished"}]), "2026-11-04T08:00", sha256="a" * 64, again=True)
    assert (mended.new, mended.id, mended.manifest.reading) == (True, "20261104T080000-aaaaaaaaaaaa-02", 2)
    assert rows(lake) == [{"code": "A", "status": "processing"}]
    assert (wrong.path / "manifest.json").is_file()
    assert [snapshot.id for snapshot in lake.snapshots()] == [mended.id, "20261105T080000-bbbbbbbbbbbb"]


def test_no_database_file_is_left(lake: Lake) -> None:
    put(lake, FakeExport([{"code": f"A{number}"} for number in range(3000)]), "2026-11-03T09:00")
    derive(lake, memory_limit="64MB")
    assert {path.suffix for path in lake.folder.rglob("*") if path.is_file()} == {".parquet", ".json", ""}
