"""Exports made of rows in the test itself, with the interface of an opened file."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa

from minhchung.flow.columns import schema
from minhchung.flow.lake import Lake, Snapshot

IMPORTED = datetime(2026, 12, 1, 8, 0)

Row = dict[str, Any]


def at(written: str) -> datetime:
    return datetime.fromisoformat(written)


@dataclass(frozen=True)
class FakeReject:
    row: int
    column: str = "due_at"
    value: str = "31/02/2026"
    reason: str = "ngày không có thật"

    @property
    def place(self) -> tuple[str, int]:
        return "", self.row


@dataclass(frozen=True)
class FakeBatch:
    tables: dict[str, pa.Table]
    rejects: tuple[FakeReject, ...]
    read: int


@dataclass
class FakeExport:
    """Rows as dictionaries; the columns are those given, or those of the rows."""

    rows: Sequence[Row] = ()
    columns: tuple[str, ...] = ()
    steps: Sequence[Row] = ()
    supplements: Sequence[Row] = ()
    rejects: tuple[FakeReject, ...] = ()
    precision: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, dict[str, int]] = field(default_factory=dict)
    profile: str = "thu"
    batch: int = 1000

    def __post_init__(self) -> None:
        self.columns = self.columns or tuple(dict.fromkeys(name for row in self.rows for name in row))
        self.precision = self.precision or {name: "minute" for name in self.columns if name.endswith("_at")}

    def __iter__(self) -> Iterator[FakeBatch]:
        for start in range(0, max(len(self.rows), 1), self.batch):
            rows = self.rows[start : start + self.batch]
            tables = {"dossiers": pa.Table.from_pylist(rows, schema("dossiers", self.columns))} if rows else {}
            if not start:
                tables |= {"steps": _table("steps", self.steps)} if self.steps else {}
                tables |= {"supplements": _table("supplements", self.supplements)} if self.supplements else {}
            yield FakeBatch(
                tables, () if start else self.rejects, len(rows) + (0 if start else len({reject.row for reject in self.rejects}))
            )

    def sha256(self) -> str:
        said = [self.rows, self.columns, self.steps, self.supplements, self.precision, self.profile]
        return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()


def _table(name: str, rows: Sequence[Row]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema(name, tuple(rows[0])))


def put(lake: Lake, export: FakeExport, as_of: str, *, whole: bool = False, sha256: str | None = None, again: bool = False) -> Snapshot:
    """Adds an export as if it were a file; equal rows are an equal file."""
    return lake.add(
        export,
        source_sha256=sha256 or export.sha256(),
        source_bytes=1234,
        suffix=".xlsx",
        as_of=at(as_of),
        as_of_from="given",
        imported_at=IMPORTED,
        whole=whole,
        again=again,
    )
