"""Public event logs as the lake's table of steps, for tests only (the product has its own reader). UTC, so that elapsed time is exact."""

import csv
import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
from lxml import etree

from minhchung.flow.columns import schema

Event = tuple[str, str, str | None, datetime]


def events_of(path: Path) -> Iterator[Event]:
    """(case, activity, resource, moment) in the order of the file."""
    if path.suffix == ".gz":
        yield from _xes(path)
        return
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            stamp = datetime.fromisoformat(row["time:timestamp"]).astimezone(UTC)
            yield row["case:concept:name"], row["concept:name"], row["org:resource"] or None, stamp


def _xes(path: Path) -> Iterator[Event]:
    with gzip.open(path) as stream:
        for _, trace in etree.iterparse(stream, tag="trace"):
            case = trace.find("string[@key='concept:name']").get("value")
            for event in trace.iterfind("event"):
                values = {child.get("key"): child.get("value") for child in event}
                yield (
                    case,
                    values["concept:name"],
                    values.get("org:resource"),
                    datetime.fromisoformat(values["time:timestamp"]).astimezone(UTC),
                )
            trace.clear()


def steps_of(path: Path) -> pa.Table:
    """The log as steps: one moment per event (its start), numbered in the order of the file."""
    numbers: dict[str, int] = {}
    rows = []
    for case, activity, resource, stamp in events_of(path):
        numbers[case] = numbers.get(case, 0) + 1
        rows.append(
            {
                "code": case,
                "seq": numbers[case],
                "step": activity,
                "officer": resource,
                "started_at": stamp.replace(tzinfo=None, microsecond=0),
            }
        )
    return pa.Table.from_pylist(rows, schema=schema("steps"))
