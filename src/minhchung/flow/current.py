"""The current state of a lake: per dossier and per column the newest known value, derived from the snapshots and never edited.

A generation is named after the snapshots it was derived from and the version of this code: the same imports always give the same name and
the same rows. Parts of the newest generation (`parts.py`) in which nothing can be another now are taken over by the next; the others are
derived from all snapshots, by the same query as a whole generation. Where a part is cut depends on what was derived before.

The newest and the one before it are kept: who opened the older one when an import ended reads it to its end.
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
from minhchung.flow.parts import EVERYTHING, ROWS_PER_PART, Plan, Range, Writer, files_of, parts_of, plan
from minhchung.flow.queries import batches, engine, ranked, source, union

VERSION = 2
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

    def files(self, table: str, code: str | None = None) -> list[Path]:
        """The Parquet files of `dossiers`, `steps`, `supplements` or `changes` in order of code: none when it has no row.

        With a `code` the one file that may hold it.
        """
        return files_of(self.path, self.manifest, table, code)

    def dataset(self, table: str, code: str | None = None) -> ds.Dataset:
        """The files of `files` as an Arrow dataset; one without rows when there is none."""
        files = self.files(table, code)
        return ds.dataset(files, format="parquet") if files else ds.dataset(_every_column(table).empty_table())


def derive(lake: Lake, *, memory_limit: str = MEMORY_LIMIT, rows_per_part: int = ROWS_PER_PART) -> Generation:
    """Derives the current state of all snapshots and makes it the newest. Deriving again gives the same generation.

    What the snapshots added since the newest generation cannot have changed is taken over from it.

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
                planned, before = _planned(connection, lake, snapshots)
                _write(connection, snapshots, Writer(hidden, target.name, planned, before, rows_per_part), planned, hidden)
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


def _every_column(table: str) -> pa.Schema:
    return CHANGES if table == "changes" else schema(table)


def _planned(connection: duckdb.DuckDBPyConnection, lake: Lake, snapshots: Sequence[Snapshot]) -> tuple[Plan, Path | None]:
    """What to derive and what to take over, and the generation to take it from.

    A dossier's rows depend on its own rows in the snapshots, so that a part without a dossier of an added snapshot stays as it is.
    """
    name = _newest(lake)
    before = Current.at(lake.current / name) if name and (lake.current / name).is_dir() else None
    added = _added(before, snapshots) if before else None
    if before is None or added is None:
        return [EVERYTHING], None
    parts = parts_of(before.manifest)
    lows = pa.table({"place": range(len(parts)), "low": pa.array([part.low for part in parts], pa.string())})
    connection.register("lows", lows)
    codes = union([f"SELECT code FROM {source(snapshot, table)}" for snapshot in added for table in snapshot.manifest.tables])
    touched = connection.sql(f"SELECT DISTINCT lows.place FROM ({codes}) AS said ASOF JOIN lows ON said.code >= lows.low").fetchall()
    return plan(parts, [place for (place,) in touched]), before.path


def _added(before: Current, snapshots: Sequence[Snapshot]) -> list[Snapshot] | None:
    """The snapshots that a generation was not derived from; None when they may have changed more than the dossiers they name.

    That is so when a snapshot speaks no more (its file was read again), when a column is new, when one of them is whole (it tells what
    vanished), when the derivation is another one, and when a file of the generation is lost.
    """
    known = set(before.manifest["snapshots"])
    added = [snapshot for snapshot in snapshots if snapshot.id not in known]
    if before.manifest["version"] != VERSION or not known <= {snapshot.id for snapshot in snapshots}:
        return None
    files = {table: before.files(table) for table in (*TABLES, "changes")}
    if any(snapshot.manifest.coverage.whole for snapshot in added) or not all(file.is_file() for each in files.values() for file in each):
        return None
    same = all(tuple(pq.read_schema(files[table][0]).names) == _columns(table, snapshots) for table in TABLES if files[table])
    return added if same else None


def _write(connection: duckdb.DuckDBPyConnection, snapshots: Sequence[Snapshot], writer: Writer, planned: Plan, folder: Path) -> None:
    where = " OR ".join(piece.sql() for piece in planned if isinstance(piece, Range)) or "FALSE"
    having = [table for table in TABLES if any(snapshot.file(table) for snapshot in snapshots)]
    query = _dossiers(snapshots, where) if "dossiers" in having else None
    writer.cut(schema("dossiers", _columns("dossiers", snapshots)), batches(connection, query) if query else iter(()))
    for table in having:
        if table != "dossiers":
            writer.fill(table, schema(table, _columns(table, snapshots)), batches(connection, _whole(table, snapshots, where)))
    writer.fill("changes", CHANGES, batches(connection, changes(connection, snapshots, where)))
    manifest = {
        "generation": generation_name(snapshots),
        "version": VERSION,
        "as_of": max(snapshot.as_of for snapshot in snapshots).isoformat(),
        "snapshots": [snapshot.id for snapshot in snapshots],
        "columns": _notes(snapshots),
        "tables": {table: sum(part["rows"].get(table, 0) for part in writer.parts) for table in (*having, "changes")},
        "parts": writer.parts,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _columns(table: str, snapshots: Sequence[Snapshot]) -> tuple[str, ...]:
    """The columns of a table that at least one snapshot has."""
    having = [(snapshot, file) for snapshot in snapshots if (file := snapshot.file(table))]
    said = (snapshot.manifest.columns if table == "dossiers" else pq.read_schema(file).names for snapshot, file in having)
    known = {"code", *(name for names in said for name in names)}
    return tuple(column.name for column in TABLES[table] if column.name in known)


def _dossiers(snapshots: Sequence[Snapshot], where: str) -> str:
    """The query of the dossiers: columns that the same snapshots have are decided together, in one pass over their files."""
    numbered = [(number, snapshot) for number, snapshot in enumerate(snapshots) if snapshot.file("dossiers")]
    groups: dict[tuple[int, ...], list[str]] = defaultdict(list)
    names = _columns("dossiers", snapshots)
    for name in names[1:]:
        groups[tuple(number for number, snapshot in numbered if name in snapshot.manifest.columns)].append(name)
    place = {name: f"g{position}.{name}" for position, group in enumerate(groups.values()) for name in group}
    joins = "\n".join(
        f"LEFT JOIN ({_newest_words(snapshots, having, group, where)}) AS g{position} ON g{position}.code = all_codes.code"
        for position, (having, group) in enumerate(groups.items())
    )
    codes = union([f"SELECT code FROM {source(snapshot, 'dossiers', where)}" for _, snapshot in numbered])
    return f"""SELECT {", ".join(["all_codes.code", *(place[name] for name in names[1:])])}
        FROM (SELECT DISTINCT code FROM ({codes}) AS said) AS all_codes {joins} ORDER BY all_codes.code"""


def _newest_words(snapshots: Sequence[Snapshot], having: Sequence[int], columns: Sequence[str], where: str) -> str:
    """Per dossier the row of the newest of the snapshots `having` these columns that has it."""
    files = [(ranked(number), source(snapshots[number], "dossiers", where)) for number in having]
    said = union([f"SELECT {rank} AS rank, code, {', '.join(columns)} FROM {file}" for rank, file in files])
    ranks = union([f"SELECT {rank} AS rank, code FROM {file}" for rank, file in files])
    return f"""SELECT said.* FROM ({said}) AS said
        JOIN (SELECT MAX(rank) AS rank FROM ({ranks}) AS ranks GROUP BY code) AS newest ON newest.rank = said.rank"""


def _whole(table: str, snapshots: Sequence[Snapshot], where: str) -> str:
    """The query of steps or supplements: all those of a dossier come from the newest snapshot that has any for it."""
    having = [(number, file) for number, snapshot in enumerate(snapshots) if (file := snapshot.file(table))]
    columns = {number: set(pq.read_schema(file).names) for number, file in having}
    names = _columns(table, snapshots)
    types = {name: "VARCHAR" if pa.types.is_string(kind) else "INTEGER" if pa.types.is_integer(kind) else "TIMESTAMP"
             for name, kind in ((field.name, field.type) for field in schema(table))}  # fmt: skip
    said = union(
        [
            f"SELECT CAST({number} AS BIGINT) AS n, file_row_number AS nth, "
            + ", ".join(name if name in columns[number] else f"CAST(NULL AS {types[name]}) AS {name}" for name in names)
            + f" FROM {source(snapshots[number], table, where)}"
            for number, _ in having
        ]
    )
    return f"""SELECT {", ".join(f"said.{name}" for name in names)} FROM ({said}) AS said
        JOIN (SELECT code, MAX(n) AS n FROM ({said}) AS seen GROUP BY code) AS newest ON newest.code = said.code AND newest.n = said.n
        ORDER BY said.code, said.seq, said.nth"""


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
