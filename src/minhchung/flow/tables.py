"""Parquet files of the lake, written the same way everywhere, so that equal rows give equal bytes."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from minhchung.flow.columns import TABLES, schema

ROWS_PER_GROUP = 131_072


class TableError(ValueError):
    """Rows that do not have the columns they should have."""


class TableFile:
    """One Parquet file under way: rows are gathered into whole row groups, whatever the size of the batches that come in."""

    def __init__(self, path: Path, columns: pa.Schema) -> None:
        self._columns, self._rows = columns, 0
        self._waiting: list[pa.Table] = []
        self._waiting_rows = 0
        # Codes are all different and moments nearly so: a dictionary of them costs time and makes the file longer.
        repeating = [field.name for field in columns if pa.types.is_string(field.type) and field.name != "code"]
        self._writer = pq.ParquetWriter(path, columns, compression="zstd", use_dictionary=repeating)

    @property
    def rows(self) -> int:
        """Rows taken so far."""
        return self._rows

    def add(self, rows: pa.Table) -> None:
        """Takes rows that have exactly the columns of the file, in any order."""
        if set(rows.column_names) != set(self._columns.names):
            raise TableError(f"Cột của các dòng ({', '.join(rows.column_names)}) khác cột của bảng ({', '.join(self._columns.names)}).")
        self._waiting.append(rows.select(self._columns.names).cast(self._columns))
        self._rows += rows.num_rows
        self._waiting_rows += rows.num_rows
        if self._waiting_rows >= ROWS_PER_GROUP:
            self._write(all_of_it=False)

    def close(self) -> None:
        self._write(all_of_it=True)
        self._writer.close()

    def abandon(self) -> None:
        """Closes the file without what still waits: it is going to be removed."""
        self._writer.close()

    def _write(self, *, all_of_it: bool) -> None:
        rows = pa.concat_tables([self._columns.empty_table(), *self._waiting])
        whole = rows.num_rows if all_of_it else rows.num_rows - rows.num_rows % ROWS_PER_GROUP
        self._writer.write_table(rows.slice(0, whole), row_group_size=ROWS_PER_GROUP)
        self._waiting = [rows.slice(whole)] if whole < rows.num_rows else []
        self._waiting_rows = rows.num_rows - whole


class TableFiles:
    """The files of a snapshot: `<table>.parquet` in a folder, each opened when its first rows come."""

    def __init__(self, folder: Path, dossier_columns: Iterable[str]) -> None:
        self._folder, self._files = folder, dict[str, TableFile]()
        wanted = set(dossier_columns)
        self._dossiers = tuple(column.name for column in TABLES["dossiers"] if column.name in wanted)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with ExitStack() as closing:
            for file in self._files.values():
                closing.callback(file.abandon if kind else file.close)

    @property
    def rows(self) -> dict[str, int]:
        """Table → rows taken so far; tables that never had a row are not there."""
        return {name: file.rows for name, file in self._files.items() if file.rows}

    def add(self, table: str, rows: pa.Table) -> None:
        """Takes rows of a table. Every batch of a table has the same columns. Raises TableError."""
        if not rows.num_rows:
            return
        if table not in self._files:
            names = self._dossiers if table == "dossiers" else self._known(table, rows)
            self._files[table] = TableFile(self._folder / f"{table}.parquet", schema(table, names))
        self._files[table].add(rows)

    @staticmethod
    def _known(table: str, rows: pa.Table) -> tuple[str, ...]:
        if table not in TABLES:
            raise TableError(f"Kho hồ sơ không có bảng “{table}”.")
        return tuple(column.name for column in TABLES[table] if column.name in rows.column_names)
