"""Where figures are computed from: the current dossiers of one lake, as a table that Ibis can put questions to."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from minhchung.flow.columns import DOSSIERS, SUPPLEMENTS, Column, schema
from minhchung.flow.parts import file_name, files_of, parts_of

IBIS_TYPES = {"text": "string", "choice": "string", "moment": "timestamp", "flag": "boolean", "count": "int32"}
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NO_LAKE = "chưa có dữ liệu hồ sơ: nhập một tệp xuất bằng minhchung dossiers import TỆP rồi chạy lại"


class EmptyLakeError(LookupError):
    """There is no current state to compute from; the message says how to make one."""


@dataclass(frozen=True, slots=True)
class Lot:
    """The dossiers of one part of a generation and their supplements, as files. The same `key` is the same rows, in whatever generation."""

    key: str
    dossiers: Path
    supplements: Path | None


@dataclass(frozen=True, slots=True)
class Source:
    """The current dossiers (columns of `flow/columns.py`; a column that no export had is absent from `columns`).

    `day_only`: moment columns in which the exports give days only. `as_of`: the time of the newest export, None when unknown.
    `supplements`: the table of requests for supplements, when an export had it. `marks`: columns of the table beside those of the lake, by
    which counts are told apart. `lots`: the parts that the table is made of, where it is a generation. `kept`: the folder in which counts
    are kept for the next night (`kept.py`), None where all are made anew.
    """

    dossiers: ir.Table
    columns: frozenset[str]
    day_only: frozenset[str] = frozenset()
    as_of: datetime | None = None
    supplements: ir.Table | None = None
    marks: tuple[str, ...] = ()
    lots: tuple[Lot, ...] = ()
    kept: Path | None = None

    @property
    def whole(self) -> ir.Table:
        """The dossiers with every column there is: those that the lake lacks are empty, so that one expression serves every lake."""
        return completed(self.dossiers, self.columns, DOSSIERS, self.marks)


def completed(table: ir.Table, there: Iterable[str], columns: Iterable[Column], marks: Iterable[str] = ()) -> ir.Table:
    """The table with every one of the columns: those that are not there are empty; and with the marks."""
    known = set(there)
    return table.select(
        *(table[column.name] if column.name in known else ibis.null(IBIS_TYPES[column.kind]).name(column.name) for column in columns),
        *marks,
    )


def unbound(names: Iterable[str] | None = None) -> Source:
    """A source without data: for compiling expressions to the SQL of some other database."""
    wanted = set(names or (column.name for column in DOSSIERS))
    kinds = {column.name: IBIS_TYPES[column.kind] for column in DOSSIERS if column.name in wanted}
    return Source(ibis.table(kinds, name="dossiers"), frozenset(kinds))


def of_arrow(
    dossiers: pa.Table, day_only: Iterable[str] = (), as_of: datetime | None = None, supplements: pa.Table | None = None
) -> Source:
    """A source over Arrow tables in memory (columns of `flow/columns.py`, types as its `schema`). Raises KeyError for an unknown column."""
    connection = ibis.duckdb.connect()
    known = schema("dossiers", tuple(dossiers.column_names))
    connection.con.register("dossiers", dossiers.cast(known))
    extra = None
    if supplements is not None:
        connection.con.register("supplements", supplements.cast(schema("supplements", tuple(supplements.column_names))))
        extra = supplements_of(connection.table("supplements"))
    return Source(connection.table("dossiers"), frozenset(dossiers.column_names), frozenset(day_only), as_of, extra)


def of_lake(folder: Path, *, keep: bool = False) -> Source:
    """The generation in use of one commune's lake (`<data>/lake/<commune>`, see docs/dossier-lake.md). Raises EmptyLakeError.

    `keep`: its counts are kept from night to night, in the lake's folder `counts`; worth it in lakes of millions.
    """
    pointer = folder / "current" / "NEWEST"
    if not pointer.is_file():
        raise EmptyLakeError(f"Kho hồ sơ {folder.name} {NO_LAKE}.")
    return of_generation(folder / "current" / pointer.read_text(encoding="utf-8").strip(), folder / "counts" if keep else None)


def of_generation(generation: Path, kept: Path | None = None) -> Source:
    """One generation of a lake, whatever is in use meanwhile; with `kept` its counts are kept in that folder from night to night.

    Raises EmptyLakeError when its files are not there.
    """
    said = _manifest(generation / "manifest.json")
    dossiers, supplements = (files_of(generation, said, table) for table in ("dossiers", "supplements"))
    lost = [path.name for path in (*dossiers, *supplements) if not path.is_file()]
    if lost or not dossiers:
        named = ", ".join(lost) or "dossiers"
        raise EmptyLakeError(f"Kho hồ sơ thiếu tệp {named} của thế hệ {generation.name}: nhập lại một tệp rồi chạy lại.")
    connection = ibis.duckdb.connect()
    bound = connection.read_parquet(dossiers, table_name="dossiers")
    given = set(said["columns"]) or set(bound.columns)
    return Source(
        bound,
        frozenset(given & set(bound.columns)),
        frozenset(name for name, what in said["columns"].items() if what.get("precision") == "day"),
        wall_clock(datetime.fromisoformat(said["as_of"])) if said["as_of"] else None,
        supplements_of(connection.read_parquet(supplements, table_name="supplements")) if supplements else None,
        lots=_lots(generation, said),
        kept=kept,
    )


def _lots(generation: Path, said: dict[str, Any]) -> tuple[Lot, ...]:
    """The parts that have dossiers; none of a generation of the first version, which has no parts."""
    found = []
    for number, part in enumerate(parts_of(said)) if "parts" in said else ():
        files = {table: generation / file_name(table, number) for table in ("dossiers", "supplements") if table in part.rows}
        key = hashlib.sha256(json.dumps([part.derived, part.low, part.high]).encode()).hexdigest()[:20]
        found += [Lot(key, files["dossiers"], files.get("supplements"))] if "dossiers" in files else []
    return tuple(found)


def supplements_of(table: ir.Table) -> ir.Table:
    """Requests for supplements; an export may lack some of their columns, for instance when nothing was handed in yet."""
    return completed(table, table.columns, SUPPLEMENTS)


def wall_clock(moment: datetime) -> datetime:
    """The moment on the clocks of Viet Nam, without zone, as the lake has its moments. One without zone is taken to be that already."""
    return moment.astimezone(ZONE).replace(tzinfo=None) if moment.tzinfo else moment


def _manifest(path: Path) -> dict[str, Any]:
    said = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return said | {"columns": said.get("columns") or {}, "as_of": said.get("as_of")}
