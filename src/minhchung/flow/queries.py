"""SQL over the Parquet files of snapshots: DuckDB in process, nothing kept on disk, no extension, memory bounded."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from minhchung.flow.lake import Snapshot

BATCH_ROWS = 65_536
ROW_BITS = 40
"""A rank is the number of the snapshot shifted by so many bits, plus the row in the file: the greatest rank is the newest word."""


@contextmanager
def engine(spill: Path, *, memory_limit: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB that lives in memory and dies with the block; what does not fit waits in the folder `spill`, which is removed with it."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory_limit,
        "temp_directory": str(spill),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with duckdb.connect(config=settings) as connection:
        yield connection


def text(value: str) -> str:
    """A string as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def texts(values: Sequence[str]) -> str:
    """A list of strings for IN (…)."""
    return ", ".join(text(value) for value in values)


def source(snapshot: Snapshot, table: str, where: str = "TRUE") -> str:
    """The rows of a table of one snapshot for which `where` holds, with `file_row_number`. The caller knows that it has the table.

    By the least and the greatest code of a row group those without a wanted code are left unread.
    """
    file = text((snapshot.path / f"{table}.parquet").as_posix())
    return f"(SELECT *, file_row_number FROM read_parquet({file}) WHERE {where})"


def union(parts: Sequence[str]) -> str:
    return "\nUNION ALL\n".join(parts)


def ranked(number: int) -> str:
    """The rank of a row of snapshot `number`."""
    return f"CAST({number << ROW_BITS} AS BIGINT) + file_row_number"


def batches(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[pa.Table]:
    """The answer in pieces, so that it never stands in memory whole."""
    for batch in connection.sql(query).to_arrow_reader(BATCH_ROWS):
        yield pa.Table.from_batches([batch])
