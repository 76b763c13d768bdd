"""What two snapshots say differently is recorded with both named; what an export cannot know it does not say."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from minhchung.flow.changes import KINDS
from minhchung.flow.current import derive, open_current
from minhchung.flow.lake import ZONE, Lake
from tests.flow.lake.exports import FakeExport, put

CASES = tomllib.loads((Path(__file__).parent / "changes.toml").read_text("utf-8"))["case"]


def seen(lake: Lake) -> list[dict[str, Any]]:
    derive(lake)
    current = open_current(lake)
    assert current is not None
    return list(current.dataset("changes").to_table().to_pylist())


def export(snapshot: dict[str, Any]) -> FakeExport:
    rows = [{key: None if value == "" else value for key, value in row.items()} for row in snapshot["rows"]]
    return FakeExport(
        rows, precision=dict(snapshot.get("precision", {})), unknown={"statuses": snapshot["unknown"]} if "unknown" in snapshot else {}
    )


@pytest.mark.parametrize("backwards", [False, True], ids=["in-order", "older-imported-last"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_changes_between_snapshots(case: dict[str, Any], backwards: bool, tmp_path: Path) -> None:
    lake = Lake(tmp_path, "99001")
    snapshots: Sequence[dict[str, Any]] = case["snapshot"]
    order = sorted(range(len(snapshots)), reverse=backwards)
    ids = {
        number: put(
            lake,
            export(snapshots[number]),
            snapshots[number]["as_of"],
            whole=snapshots[number].get("whole", False),
            sha256=f"{number:02d}" * 32,
        ).id
        for number in order
    }
    expected = [
        {
            "code": change["code"],
            "kind": change["kind"],
            "before": change.get("before"),
            "after": change.get("after"),
            "older": ids[change["older"]],
            "newer": ids[change["newer"]],
        }
        for change in case.get("change", [])
    ]
    found = seen(lake)
    times = {snapshot.id: snapshot.as_of.astimezone(ZONE).replace(tzinfo=None) for snapshot in lake.snapshots()}
    assert [change.pop("seen_at") for change in found] == [times[change["newer"]] for change in expected]
    assert found == expected


def test_every_kind_of_change_has_a_case_that_finds_it_and_one_that_does_not() -> None:
    found = {change["kind"] for case in CASES for change in case.get("change", [])}
    silent = {case["about"] for case in CASES if not case.get("change")}
    assert found == silent == set(KINDS)
