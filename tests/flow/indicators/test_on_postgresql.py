"""The same expressions on PostgreSQL give the same figures. Runs where the suite runs on PostgreSQL, and says so elsewhere."""

import os
import re
from collections.abc import Iterator
from typing import Any

import ibis
import psycopg
import pytest
from tests.flow.indicators.lakes import lake, slots
from tests.flow.indicators.test_compute import AS_OF, EVERY, JUNE, some_dossiers

from minhchung.flow.columns import DOSSIERS
from minhchung.flow.indicators import Options, packaged, wide
from minhchung.flow.indicators.source import unbound

pytestmark = pytest.mark.database  # it makes its own tables: without the mark it would not be among what runs on PostgreSQL
TYPES = {"text": "text", "choice": "text", "moment": "timestamp", "flag": "boolean", "count": "integer"}
DEFINITIONS = tuple(item.name for file in packaged() for item in file.on_time)
MADE = some_dossiers(5, 300)


@pytest.fixture(scope="module")
def postgresql() -> Iterator[psycopg.Connection[Any]]:
    """A connection with the dossiers and the slot table as temporary tables."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        pytest.skip("DATABASE_URL is not PostgreSQL: the comparison with it did not run")
    names = [column.name for column in DOSSIERS]
    with psycopg.connect(address) as connection:
        columns = ", ".join(f"{column.name} {TYPES[column.kind]}" for column in DOSSIERS)
        connection.execute(f"CREATE TEMPORARY TABLE dossiers ({columns})")  # type: ignore[call-overload]  # made of our own names
        connection.execute("CREATE TEMPORARY TABLE slots (slot bigint, before bigint, open bigint)")
        with connection.cursor() as cursor, cursor.copy("COPY dossiers FROM STDIN") as copy:
            for row in MADE:
                copy.write_row([None if row.get(name) is None else str(row[name]) for name in names])
        with connection.cursor() as cursor, cursor.copy("COPY slots FROM STDIN") as copy:
            for entry in zip(*(slots().rows[name].to_pylist() for name in ("slot", "before", "open")), strict=True):
                copy.write_row(entry)
        yield connection


@pytest.mark.parametrize("name", DEFINITIONS)
@pytest.mark.parametrize("by", [(), ("unit", "procedure", "month")], ids=["whole", "divided"])
def test_postgresql_and_duckdb_agree_on_every_figure(postgresql: psycopg.Connection[Any], name: str, by: tuple[str, ...]) -> None:
    options = Options(name, slots())
    here = wide(lake(MADE), EVERY, JUNE, AS_OF, by, options=options).to_pyarrow().to_pylist()
    written = str(ibis.to_sql(wide(unbound(), EVERY, JUNE, AS_OF, by, options=options), dialect="postgres"))
    found = postgresql.execute(re.sub(r'"ibis_pyarrow_memtable_\w+"', '"slots"', written))  # type: ignore[call-overload]  # generated SQL
    names = [column.name for column in found.description or ()]
    there = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    assert comparable(there) == comparable(here)


def comparable(rows: list[dict[str, Any]]) -> list[list[str]]:
    return sorted([f"{name}={str(value)[:10]}" for name, value in sorted(row.items())] for row in rows)
