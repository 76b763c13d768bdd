"""Small lakes for the tests of indicators: rows in memory, and the same on disk as docs/dossier-lake.md lays it out."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from minhchung.flow.columns import DOSSIERS, schema
from minhchung.flow.indicators import Slots, Source, of_arrow
from minhchung.worktime import vietnam
from minhchung.worktime.columns import SlotTable

ALL = tuple(column.name for column in DOSSIERS)


def dossiers(rows: Iterable[Mapping[str, Any]], absent: Iterable[str] = ()) -> pa.Table:
    """A table of dossiers with every column except those named."""
    names = tuple(name for name in ALL if name not in set(absent))
    return pa.Table.from_pylist([{name: row.get(name) for name in names} for row in rows], schema=schema("dossiers", names))


def lake(rows: Iterable[Mapping[str, Any]], absent: Iterable[str] = (), day_only: Iterable[str] = ()) -> Source:
    """A source over rows in memory."""
    return of_arrow(dossiers(rows, absent), day_only)


def slots() -> Slots:
    """The working calendar of Viet Nam as it is handed in."""
    table = SlotTable(vietnam())
    return Slots.of(table.rows(), table.origin, table.slot_minutes)


def on_disk(data: Path, table: pa.Table, as_of: datetime, commune: str = "11407", day_only: Iterable[str] = ()) -> Path:
    """The lake of one commune under a data folder, with one generation in use."""
    generation = data / "lake" / commune / "current" / "g1"
    generation.mkdir(parents=True)
    pq.write_table(table, generation / "dossiers-0000.parquet")
    columns = {name: {"precision": "day"} if name in set(day_only) else {} for name in table.column_names}
    said = {"as_of": as_of.isoformat(), "columns": columns, "parts": [{"from": "", "rows": {"dossiers": table.num_rows}}]}
    (generation / "manifest.json").write_text(json.dumps(said), "utf-8")
    (data / "lake" / commune / "current" / "NEWEST").write_text("g1\n", "utf-8")
    return data / "lake" / commune
