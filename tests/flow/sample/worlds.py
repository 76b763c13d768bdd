"""The sample worlds that the tests look at, and questions put to them without the project's own detectors."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

import pyarrow as pa

from minhchung.flow.sample import ANOMALIES, CLEAN, Drift, Sample, View, generate
from minhchung.worktime import vietnam
from minhchung.worktime.columns import SlotTable

START, END = date(2026, 1, 5), date(2026, 11, 20)
DOSSIERS = 2500
Row = dict[str, Any]


@cache
def working() -> SlotTable:
    return SlotTable(vietnam())


@cache
def planted_world(seed: int = 7) -> Sample:
    return generate(seed, dossiers=DOSSIERS, start=START, end=END, working=working())


@cache
def clean_world(seed: int = 8) -> Sample:
    return generate(seed, dossiers=DOSSIERS, start=START, end=END, working=working(), anomalies=CLEAN)


@cache
def drifting_world(seed: int = 8) -> Sample:
    drift = Drift(date(2026, 9, 1))
    return generate(seed, dossiers=DOSSIERS, start=START, end=END, working=working(), anomalies=CLEAN, drift=drift)


def rows(view: View, table: str = "dossiers") -> list[Row]:
    return list(view.tables[table].to_pylist())


def listed(sample: Sample, kind: str) -> set[str]:
    return {item.code for item in sample.planted if item.kind == kind}


def looked_for(sample: Sample) -> Mapping[str, set[str]]:
    """Kind of clock anomaly → the dossiers of the last export that show it, found by looking at every row."""
    view = sample.exports[-1]
    dossiers = {row["code"]: row for row in rows(view)}
    steps: dict[str, list[Row]] = defaultdict(list)
    for step in rows(view, "steps"):
        steps[step["code"]].append(step)
    found: dict[str, set[str]] = {kind: set() for kind in ANOMALIES}
    minutes = Counter((row["officer"], minute(row)) for row in dossiers.values() if row["finished_at"])
    for code, row in dossiers.items():
        for kind in kinds_of_dossier(row, minutes):
            found[kind].add(code)
        for kind in kinds_of_steps(row, steps[code]):
            found[kind].add(code)
    for code, slip in routes(sample.slips).items():
        if slip != [step["officer"] for step in steps[code]]:
            found["route-differs"].add(code)
    return found


def minute(row: Row) -> datetime:
    return row["finished_at"].replace(second=0)  # type: ignore[no-any-return]


def kinds_of_dossier(row: Row, minutes: Mapping[tuple[str, datetime], int]) -> Iterator[str]:
    if row["finished_at"] and row["finished_at"] == row["due_at"]:
        yield "end-equals-due"
    if row["finished_at"] and minutes[row["officer"], minute(row)] >= 8:
        yield "ended-same-minute"
    if any(row[name] and row[name].time() == time() for name in ("received_at", "finished_at", "delivered_at")):
        yield "midnight"
    if row["received_at"] and f"-{row['received_at']:%y%m%d}-" not in row["code"]:
        yield "code-date"


def kinds_of_steps(row: Row, steps: list[Row]) -> Iterator[str]:
    over = row["delivered_at"] or datetime.fromisoformat("9999-01-01")
    if any(step["started_at"] > over for step in steps):
        yield "event-after-end"
    inside = [step for step in steps if step["started_at"] <= over and step["ended_at"]]
    if row["finished_at"] and any(step["ended_at"] > row["finished_at"] for step in inside):
        yield "end-before-last-step"
    if any(not time(7) <= step["ended_at"].time() <= time(18) for step in inside):
        yield "out-of-hours"
    if any(step["ended_at"] == step["started_at"] for step in inside):
        yield "zero-length"


def routes(slips: pa.Table) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for slip in sorted(slips.to_pylist(), key=lambda slip: (slip["code"], slip["seq"])):
        found[slip["code"]].append(slip["officer"])
    return found


@dataclass(frozen=True)
class AsExport:
    """A view of the sample with the interface of an opened file."""

    view: View
    profile: str = "mau"

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.view.tables["dossiers"].column_names)

    @property
    def precision(self) -> dict[str, str]:
        moments = (field for table in self.view.tables.values() for field in table.schema if pa.types.is_timestamp(field.type))
        return {field.name: "second" for field in moments}

    @property
    def unknown(self) -> dict[str, dict[str, int]]:
        return {"statuses": dict(Counter(self.view.status_words.values()))} if self.view.status_words else {}

    def __iter__(self) -> Iterator[Any]:
        yield OneBatch(self.view.tables, (), self.view.tables["dossiers"].num_rows)


@dataclass(frozen=True)
class OneBatch:
    tables: dict[str, pa.Table]
    rejects: tuple[Any, ...]
    read: int
