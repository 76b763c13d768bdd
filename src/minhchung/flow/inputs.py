"""The tables of the lake as lists and anomalies read them: only the columns asked for, what the source lacks as unknown, moments as NumPy.

A column that the source lacks comes back all unknown and is not in `present`: "does not say" stays apart from "known to be empty".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
from numpy.typing import NDArray

from minhchung.flow.columns import TABLES, schema
from minhchung.flow.slots import Flags, Moments

Source: TypeAlias = "pa.Table | Sequence[Path] | None"
Precision: TypeAlias = Mapping[str, str]
DAY = 86_400


class InputError(ValueError):
    """A table that is not one of the lake's; the message says which column is at fault and what was expected."""


@dataclass(frozen=True, slots=True)
class Read:
    """The columns read (`rows`, with every column asked for) and the names the source really has (`present`)."""

    rows: pa.Table
    present: frozenset[str]
    _cache: dict[str, Any] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return int(self.rows.num_rows)

    def text(self, name: str) -> NDArray[np.object_]:
        """The column as objects, None where empty."""
        if name not in self._cache:
            self._cache[name] = self.rows[name].to_numpy(zero_copy_only=False)
        found: NDArray[np.object_] = self._cache[name]
        return found

    def moments(self, name: str) -> Moments:
        """The column as datetime64[s], NaT where empty."""
        if name not in self._cache:
            self._cache[name] = self.rows[name].to_numpy(zero_copy_only=False).astype("datetime64[s]", copy=False)
        found: Moments = self._cache[name]
        return found

    def counts(self, name: str) -> NDArray[np.float64]:
        """The column as floats, NaN where empty."""
        found: NDArray[np.float64] = self.rows[name].cast(pa.float64()).to_numpy(zero_copy_only=False)
        return found

    def one_of(self, name: str, values: tuple[str, ...]) -> Flags:
        """Where the column holds one of the values."""
        mask = pc.is_in(self.rows[name], value_set=pa.array(list(values), pa.string()))
        found: Flags = mask.to_numpy(zero_copy_only=False).astype(bool)
        return found

    def where(self, mask: Flags) -> "Read":
        """The rows where the mask is true."""
        return Read(self.rows.filter(pa.array(mask)), self.present)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables to look at, usually of one generation of the lake: Arrow tables or the Parquet files of each in
    order of code; None or no file where the source has no such table.

    `precision`: moment column → "day", "minute" or "second", as the manifests give it.
    """

    dossiers: Source
    steps: Source = None
    supplements: Source = None
    precision: Precision = field(default_factory=dict)

    def read(self, table: str, names: tuple[str, ...]) -> Read:
        """The named columns of one of the tables. Raises InputError."""
        return read({"dossiers": self.dossiers, "steps": self.steps, "supplements": self.supplements}[table], table, names)


def read(source: Source, table: str, names: tuple[str, ...]) -> Read:
    """The named columns of a table of the lake. None is the empty table. Raises InputError, KeyError for a column the lake has not."""
    wanted = schema(table, names)
    if source is None or (not isinstance(source, pa.Table) and not source):
        return Read(wanted.empty_table(), frozenset())
    opened = source if isinstance(source, pa.Table) else ds.dataset(list(source), format="parquet")
    there = frozenset(opened.schema.names)
    keys = {"code"} if table == "dossiers" else {"code", "seq"}
    if not keys <= there:
        lacks = ", ".join(sorted(keys - there))
        raise InputError(f"Bảng {table} thiếu cột {lacks}: đưa vào bảng của kho hồ sơ (xem docs/dossier-lake.md).")
    kept = [name for name in names if name in there]
    found = opened.select(kept) if isinstance(opened, pa.Table) else opened.to_table(columns=kept)
    arrays = []
    for column in wanted:
        if column.name not in there:
            arrays.append(pa.nulls(found.num_rows, column.type))
            continue
        arrays.append(_as(found[column.name], column, table))
    return Read(pa.table(arrays, schema=wanted), there & {column.name for column in TABLES[table]})


def _as(values: pa.ChunkedArray, column: pa.Field, table: str) -> pa.ChunkedArray:
    try:
        return values if values.type == column.type else values.cast(column.type)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise InputError(f"Cột {column.name} của bảng {table} có kiểu {values.type}, cần {column.type}: nhập lại tệp nguồn.") from error


def codes_of(rows: pa.ChunkedArray) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    """Each value as a number, and the value behind each number (−1 for an empty cell, which has no value)."""
    encoded = pc.dictionary_encode(rows).combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.unify_dictionaries().chunk(0) if encoded.num_chunks else pa.array([], pa.dictionary(pa.int32(), pa.string()))
    numbers = pc.fill_null(encoded.indices.cast(pa.int64()), -1).to_numpy(zero_copy_only=False)
    return numbers, encoded.dictionary.to_numpy(zero_copy_only=False)


def whole_days(moments: Moments, precision: str | None) -> Flags:
    """Where a moment is only a day: everywhere in a column of days, else where its time is 00:00:00."""
    if precision == "day":
        return ~np.isnat(moments)
    found: Flags = ~np.isnat(moments) & (moments == moments.astype("datetime64[D]"))
    return found


def due_moments(due: Moments, precision: str | None) -> Moments:
    """The last second that still keeps each due date: a date without a time of day holds until the end of that day."""
    end_of_day = due.astype("datetime64[D]").astype("datetime64[s]") + np.timedelta64(DAY - 1, "s")
    return np.where(whole_days(due, precision), end_of_day, due)
