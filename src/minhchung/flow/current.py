"""The current state of a lake: per dossier and per column the newest known value, derived from the snapshots and never edited.

A generation is named after the snapshots it was derived from and the version of this code, so that the same imports always give the same
name and the same bytes. The newest and the one before it are kept: who opened the older one when an import ended reads it to its end.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from minhchung.flow.changes import SCHEMA as CHANGES
from minhchung.flow.changes import changes
from minhchung.flow.columns import TABLES, schema
from minhchung.flow.folders import HIDDEN, appearing, replace_text, retire
from minhchung.flow.lake import MANIFEST, Lake, LakeError, Snapshot
from minhchung.flow.queries import batches, engine, ranked, source, union
from minhchung.flow.tables import TableFile

VERSION = 1
"""Rises with every change of what is derived, so that a new version of the software makes a new generation."""
NEWEST = "NEWEST"
MEMORY_LIMIT = "1GB"
COARSEST_FIRST = ("day", "minute", "second")


@dataclass(frozen=True, slots=True)
class Generation:
    """One derived state: its name, where it lies, its manifest as read. `new` is False when it was there already."""

    name: str
    path: Path
    manifest: dict[str, Any]
    new: bool


@dataclass(frozen=True, slots=True)
class Current:
    """One generation, opened: all that is read from it is of the same state, whatever is imported meanwhile."""

    name: str
    path: Path
    manifest: dict[str, Any]

    @classmethod
    def at(cls, path: Path) -> "Current":
        """The generation in a folder. Raises FileNotFoundError when it is gone."""
        return cls(path.name, path, _manifest(path))

    @property
    def as_of(self) -> datetime:
        """The newest moment at which a snapshot was true, with its zone."""
        return datetime.fromisoformat(self.manifest["as_of"])

    @property
    def columns(self) -> tuple[str, ...]:
        """The dossier columns that at least one snapshot had."""
        return tuple(column.name for column in TABLES["dossiers"] if column.name in self.manifest["columns"])

    def precision(self, column: str) -> str | None:
        """How finely a moment column is known (the coarsest of its sources), None for other kinds."""
        found: str | None = self.manifest["columns"].get(column, {}).get("precision")
        return found

    def file(self, table: str) -> Path | None:
        """The Parquet file of `dossiers`, `steps`, `supplements` or `changes`; None when no snapshot has such a table."""
        return self.path / f"{table}.parquet" if table in self.manifest["tables"] else None

    def dataset(self, table: str) -> ds.Dataset:
        """The table as an Arrow dataset; one without rows when no snapshot has it."""
        file = self.file(table)
        return ds.dataset(file, format="parquet") if file else ds.dataset(schema(table).empty_table())


def derive(lake: Lake, *, memory_limit: str = MEMORY_LIMIT) -> Generation:
    """Derives the current state of all snapshots and makes it the newest. Deriving again gives the same generation.

    Raises LakeError when the lake has no snapshot, LakeBusyError when another process writes.
    """
    with lake.writing():
        snapshots = lake.snapshots()
        if not snapshots:
            raise LakeError(f"Kho hồ sơ của {lake.commune} chưa có bản nào: nhập trước bằng minhchung dossiers import TỆP.")
        target = lake.current / generation_name(snapshots)
        new = not target.is_dir()
        if new:
            with appearing(target) as hidden, engine(lake.current / f"{HIDDEN}spill", memory_limit=memory_limit) as connection:
                _write(connection, snapshots, hidden)
        _switch(lake, target.name)
    return Generation(target.name, target, _manifest(target), new)


def open_current(lake: Lake) -> Current | None:
    """The generation in use, or None when nothing was derived yet."""
    for _ in range(3):  # between the name and the folder two imports may have ended
        name = _newest(lake)
        if name is None:
            return None
        path = lake.current / name
        try:
            return Current.at(path)
        except FileNotFoundError:
            continue
    raise LakeError(
        f"Bản dữ liệu hiện hành {name} của {lake.commune} không còn trên đĩa: chạy minhchung dossiers import với tệp bất kỳ đã nhập "
        "để phần mềm tính lại từ các bản chụp."
    )


def generation_name(snapshots: Iterable[Snapshot]) -> str:
    """The name that these snapshots and this version of the derivation give."""
    said = "\n".join([f"version {VERSION}", *(snapshot.id for snapshot in snapshots)])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _newest(lake: Lake) -> str | None:
    try:
        return (lake.current / NEWEST).read_text("utf-8").strip()
    except FileNotFoundError:
        return None


def _manifest(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((path / MANIFEST).read_text("utf-8"))
    return found


def _switch(lake: Lake, name: str) -> None:
    before = _newest(lake)
    if before == name:
        return
    replace_text(lake.current / NEWEST, name + "\n")
    for path in lake.current.iterdir():
        if path.is_dir() and path.name not in (name, before) and not path.name.startswith(HIDDEN):
            retire(path)


def _write(connection: duckdb.DuckDBPyConnection, snapshots: Sequence[Snapshot], folder: Path) -> None:
    tables: dict[str, int] = {}
    for table, columns, query in (
        ("dossiers", *_dossiers(snapshots)),
        ("steps", *_whole("steps", snapshots)),
        ("supplements", *_whole("supplements", snapshots)),
        ("changes", CHANGES, changes(connection, snapshots)),
    ):
        if query:
            tables[table] = _fill(connection, query, folder / f"{table}.parquet", columns)
    manifest = {
        "generation": generation_name(snapshots),
        "version": VERSION,
        "as_of": max(snapshot.as_of for snapshot in snapshots).isoformat(),
        "snapshots": [snapshot.id for snapshot in snapshots],
        "columns": _notes(snapshots),
        "tables": tables,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _fill(connection: duckdb.DuckDBPyConnection, query: str, path: Path, columns: pa.Schema) -> int:
    file = TableFile(path, columns)
    for rows in batches(connection, query):
        file.add(rows)
    file.close()
    return file.rows


def _dossiers(snapshots: Sequence[Snapshot]) -> tuple[pa.Schema, str]:
    """Schema and query of the dossiers: columns that the same snapshots have are decided together, in one pass over their files."""
    numbered = [(number, snapshot) for number, snapshot in enumerate(snapshots) if snapshot.file("dossiers")]
    groups: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for column in TABLES["dossiers"][1:]:
        having = tuple(number for number, snapshot in numbered if column.name in snapshot.manifest.columns)
        if having:
            groups[having].append(column.name)
    if not numbered:
        return schema("dossiers", ("code",)), ""
    known = [name for names in groups.values() for name in names]
    names = tuple(column.name for column in TABLES["dossiers"] if column.name == "code" or column.name in known)
    where = {name: f"g{position}.{name}" for position, group in enumerate(groups.values()) for name in group}
    joins = "\n".join(
        f"LEFT JOIN ({_newest_words(snapshots, having, group)}) AS g{position} ON g{position}.code = all_codes.code"
        for position, (having, group) in enumerate(groups.items())
    )
    codes = union([f"SELECT code FROM {source(snapshot, 'dossiers')}" for _, snapshot in numbered])
    query = f"""SELECT {", ".join(["all_codes.code", *(where[name] for name in names[1:])])}
        FROM (SELECT DISTINCT code FROM ({codes}) AS said) AS all_codes {joins} ORDER BY all_codes.code"""
    return schema("dossiers", names), query


def _newest_words(snapshots: Sequence[Snapshot], having: Sequence[int], columns: Sequence[str]) -> str:
    """Per dossier the row of the newest of the snapshots `having` these columns that has it."""
    files = [(ranked(number), source(snapshots[number], "dossiers")) for number in having]
    said = union([f"SELECT {rank} AS rank, code, {', '.join(columns)} FROM {file}" for rank, file in files])
    ranks = union([f"SELECT {rank} AS rank, code FROM {file}" for rank, file in files])
    return f"""SELECT said.* FROM ({said}) AS said
        JOIN (SELECT MAX(rank) AS rank FROM ({ranks}) AS ranks GROUP BY code) AS newest ON newest.rank = said.rank"""


def _whole(table: str, snapshots: Sequence[Snapshot]) -> tuple[pa.Schema, str]:
    """Schema and query of steps or supplements: all those of a dossier come from the newest snapshot that has any for it."""
    having = [(number, file) for number, snapshot in enumerate(snapshots) if (file := snapshot.file(table))]
    columns = {number: set(pq.read_schema(file).names) for number, file in having}
    names = tuple(column.name for column in TABLES[table] if any(column.name in known for known in columns.values()))
    types = {name: "VARCHAR" if pa.types.is_string(kind) else "INTEGER" if pa.types.is_integer(kind) else "TIMESTAMP"
             for name, kind in ((field.name, field.type) for field in schema(table))}  # fmt: skip
    said = union(
        [
            f"SELECT CAST({number} AS BIGINT) AS n, file_row_number AS nth, "
            + ", ".join(name if name in columns[number] else f"CAST(NULL AS {types[name]}) AS {name}" for name in names)
            + f" FROM {source(snapshots[number], table)}"
            for number, _ in having
        ]
    )
    if not having:
        return schema(table), ""
    query = f"""SELECT {", ".join(f"said.{name}" for name in names)} FROM ({said}) AS said
        JOIN (SELECT code, MAX(n) AS n FROM ({said}) AS seen GROUP BY code) AS newest ON newest.code = said.code AND newest.n = said.n
        ORDER BY said.code, said.seq, said.nth"""
    return schema(table, names), query


def _notes(snapshots: Sequence[Snapshot]) -> dict[str, dict[str, str]]:
    """Column (moments of steps and supplements too) → how finely it is known.

    The coarsest of the sources counts, since which of them spoke last differs from dossier to dossier.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for snapshot in snapshots:
        for name, note in snapshot.manifest.columns.items():
            found[name] |= {note.precision} if note.precision else set()
    return {
        name: {"precision": next(precision for precision in COARSEST_FIRST if precision in known)} if (known := found[name]) else {}
        for name in sorted(found)
    }
