"""The sample in the lake: what changes between its exports is what was planted, and what the applicants are never gets in."""

from pathlib import Path

import pyarrow as pa
import pytest

from minhchung.flow.current import derive, open_current
from minhchung.flow.exports import open_export
from minhchung.flow.lake import Lake
from minhchung.flow.sample import Sample
from minhchung.flow.sample.messages import write_messages
from minhchung.flow.sample.sheets import write_csv, write_xlsx
from minhchung.flow.sample.words import applicant
from tests.flow.lake.exports import at
from tests.flow.sample.worlds import AsExport, Row, clean_world, listed, planted_world, rows

WRITERS = {"list.xlsx": write_xlsx, "list.csv": write_csv, "messages.json": write_messages}


def changes(sample: Sample, folder: Path) -> list[Row]:
    lake = Lake(folder, "99001")
    for number, view in enumerate(sample.exports):
        lake.add(
            AsExport(view), source_sha256=f"{number:02d}" * 32, source_bytes=1, suffix=".json", as_of=view.as_of, as_of_from="given",
            imported_at=at("2026-12-01T08:00"), whole=True,
        )  # fmt: skip
    derive(lake)
    current = open_current(lake)
    assert current is not None
    return list(current.dataset("changes").to_table().to_pylist())


def supplemented(sample: Sample) -> set[str]:
    return {row["code"] for row in rows(sample.exports[-1], "supplements")}


def test_the_changes_between_the_exports_are_the_planted_ones(tmp_path: Path) -> None:
    sample = planted_world()
    found = {kind: {change["code"] for change in changes(sample, tmp_path) if change["kind"] == kind} for kind in
             ("due-moved", "backdated", "reopened", "vanished", "renamed-status")}  # fmt: skip
    for kind in ("backdated", "reopened", "vanished", "renamed-status"):
        assert found[kind] == listed(sample, kind) != set()
    moved = listed(sample, "due-moved") | listed(sample, "due-changed-late")
    assert moved <= found["due-moved"] <= moved | supplemented(sample)


def test_in_a_clean_world_only_supplements_move_due_dates(tmp_path: Path) -> None:
    found = changes(clean_world(), tmp_path)
    assert {change["kind"] for change in found} <= {"due-moved"}
    assert {change["code"] for change in found} <= supplemented(clean_world())


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_written_is_read_back(name: str, tmp_path: Path) -> None:
    view = planted_world().exports[-1]
    WRITERS[name](view, tmp_path / name)
    export = open_export(tmp_path / name)
    batches = list(export)
    assert [reject for batch in batches for reject in batch.rejects] == []
    for table, truth in view.tables.items():
        parts = [batch.tables[table] for batch in batches if table in batch.tables]
        if name != "messages.json" and table != "dossiers":
            assert parts == []
            continue
        read = pa.concat_tables(parts)
        order = [(key, "ascending") for key in ("code", "seq") if key in read.column_names]
        same = [column for column in truth.column_names if column in read.column_names]
        assert read.sort_by(order).select(same).to_pylist() == truth.sort_by(order).select(same).to_pylist()
    assert export.as_of == (view.as_of if name == "list.xlsx" else None)
    assert list(export.unknown["statuses"].values()) == [2]


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_of_an_applicant_is_read(name: str, tmp_path: Path) -> None:
    view = planted_world().exports[-1]
    WRITERS[name](view, tmp_path / name)
    read = {str(value) for batch in open_export(tmp_path / name) for table in batch.tables.values() for column in table for value in column}
    assert len(read) > 1000
    for number in view.applicant[:50]:
        assert not read & set(applicant(number).values())
    assert not [value for value in read if "Nguyễn Văn Mẫu" in value or "0000000" in value or "@" in value]


def test_a_workbook_is_the_same_bytes_for_the_same_view(tmp_path: Path) -> None:
    view = clean_world().exports[0]
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(view, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
