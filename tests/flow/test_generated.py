"""Lists, anomalies and risk on the realistic sample ward of another hand, through the lake as a ward would have it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from minhchung.flow.anomalies import AnomalyReport, find_anomalies, measured
from minhchung.flow.backlog import backlog
from minhchung.flow.calls import call_lists
from minhchung.flow.current import Current, derive, open_current
from minhchung.flow.inputs import Tables
from minhchung.flow.lake import Lake
from minhchung.flow.risk import rank_risk
from minhchung.flow.sample import CLEAN, Drift, Sample, generate
from tests.flow.lake.exports import FakeExport, put
from tests.flow.small_ward import slots

START, END = date(2026, 1, 5), date(2026, 11, 20)


def made(seed: int, **more: Any) -> Sample:
    return generate(seed, dossiers=1500, start=START, end=END, working=slots(), **more)


def imported(sample: Sample, folder: Path) -> Current:
    """The current state after all exports of the sample were imported."""
    lake = Lake(folder, "99012")
    for view in sample.exports:
        rows = {name: table.to_pylist() for name, table in view.tables.items()}
        precision = {column: "second" for table in view.tables.values() for column in table.column_names if column.endswith("_at")}
        put(lake, FakeExport(rows["dossiers"], steps=rows["steps"], supplements=rows["supplements"], precision=precision), str(view.as_of))
    derive(lake)
    found = open_current(lake)
    assert found is not None
    return found


def tables_of(current: Current) -> Tables:
    precision = {name: note["precision"] for name, note in current.manifest["columns"].items() if note.get("precision")}
    return Tables(current.files("dossiers"), current.files("steps"), current.files("supplements"), precision)


def report_of(sample: Sample, current: Current) -> AnomalyReport:
    changes = current.dataset("changes").to_table()
    return find_anomalies(tables_of(current), slots(), changes=changes, slips=sample.slips if sample.slips.num_rows else None)


def test_a_clean_ward_raises_no_question(tmp_path: Path) -> None:
    sample = made(31, anomalies=CLEAN)
    report = report_of(sample, imported(sample, tmp_path))
    print("clean", measured(report, {}))
    assert [(anomaly.kind, anomaly.code, anomaly.facts) for anomaly in report.anomalies] == []


@pytest.mark.parametrize("seed", [32, 37])
def test_everything_planted_is_found_and_nothing_else(tmp_path: Path, seed: int) -> None:
    sample = made(seed)
    current = imported(sample, tmp_path)
    planted: dict[str, set[str]] = {}
    for one in sample.planted:
        planted.setdefault(one.kind, set()).add(one.code)
    rows = measured(report_of(sample, current), planted)
    print("planted", *rows, sep="\n")
    assert all(row["planted"] for row in rows), "every kind was planted"
    assert [row for row in rows if row["missed"] or row["false"]] == []


def test_the_lists_of_the_sample_have_a_reason_in_every_row(tmp_path: Path) -> None:
    sample = made(34)
    current = imported(sample, tmp_path)
    tables = tables_of(current)
    ranking = rank_risk(tables, slots(), as_of=current.as_of)
    found = call_lists(tables, slots(), as_of=current.as_of, scores=ranking)
    assert found.rows.num_rows > 5
    assert all(row["reason"] for row in found.rows.to_pylist())
    late = backlog(tables, slots(), as_of=current.as_of, since=current.as_of.replace(month=6))
    ended_late = set(late.rows["code"].to_pylist())
    assert ended_late & set(sample.causes), "dossiers that the sample says ended late are in the backlog"


def test_on_the_drifting_sample_probabilities_are_withheld() -> None:
    """Three seeds, the same ward with and without the drift."""
    modes = {}
    for seed in (61, 62, 63):
        for name, drift in (("steady", None), ("drift", Drift(date(2026, 9, 7)))):
            view = generate(seed, dossiers=1800, start=START, end=END, working=slots(), anomalies=CLEAN, drift=drift).exports[-1]
            found = rank_risk(Tables(view.tables["dossiers"], view.tables["steps"], view.tables["supplements"]), slots(), as_of=view.as_of)
            modes[seed, name] = found.mode
            print(seed, name, found.mode, found.why)
    assert {mode for (_, name), mode in modes.items() if name == "drift"} == {"ranking"}
    assert {mode for (_, name), mode in modes.items() if name == "steady"} == {"probabilities"}
