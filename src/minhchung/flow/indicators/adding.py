"""Tallies put together in memory: one row for all rows of the same keys, their counts added up.

A database adds up every count of a row while it looks for the row's group. Here the group of a row is found once and each count then added
up by it: a third of the time where nearly every row is a group of its own, as it is by unit, procedure and month.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

MOST = 2**62
"""So many groups can be numbered."""


def put_together(tallies: Sequence[pa.Table], keys: Sequence[str], counts: Sequence[str]) -> pa.Table:
    """The keys, the counts (whole numbers, here of 32 bits where their sum has room), then the other columns, texts: of these the greatest.

    An empty key is a key. Without keys one row, also of no rows. All tallies have the same columns.
    """
    named = pa.concat_tables([tally.drop_columns([*counts]) for tally in tallies])
    ends = np.cumsum([len(tally) for tally in tallies])
    group, first = _groups([named[name] for name in keys], ends[-1])
    most = max((sum(int(tally[name].to_numpy().sum()) for tally in tallies) for name in counts), default=0)
    # One piece of memory for all sums: the system hands out a large one in large pages.
    sums = np.zeros((len(counts), len(first)), np.int32 if most < 2**31 else np.int64)
    for tally, where in zip(tallies, np.split(group, ends[:-1]), strict=True):
        for name, column in zip(counts, sums, strict=True):
            np.add.at(column, where, tally[name].to_numpy().astype(sums.dtype))
    found: dict[str, Any] = {name: named[name].take(first) for name in keys} | dict(zip(counts, sums, strict=True))
    for name in named.column_names:
        if name not in found:
            found[name] = _greatest(named[name], group, len(first))
    return pa.table(found)


def narrowed(tally: pa.Table, counts: Sequence[str]) -> pa.Table:
    """The same with each count in numbers as short as they fit."""
    for name in counts:
        numbers = tally[name].to_numpy()
        short = numbers.astype(np.min_scalar_type(numbers.max(initial=0)))
        tally = tally.set_column(tally.column_names.index(name), name, pa.array(short))
    return tally


def _groups(keys: Sequence[pa.ChunkedArray], rows: int) -> tuple[Any, Any]:
    """The number of every row's group, and the first row of every group."""
    group, size = np.zeros(rows, np.int64), 1
    for key in keys:
        said = key.combine_chunks().dictionary_encode("encode")
        if size * len(said.dictionary) > MOST:
            known, group = np.unique(group, return_inverse=True)
            size = len(known)
        group, size = group * len(said.dictionary) + said.indices.to_numpy(), size * len(said.dictionary)
    _, first, group = np.unique(group, return_index=True, return_inverse=True)
    return (group, first) if keys else (group, np.zeros(1, np.int64))


def _greatest(texts: pa.ChunkedArray, group: Any, groups: int) -> pa.Array:
    words = texts.unique().drop_null().sort()
    place = np.full(groups, -1)
    np.maximum.at(place, group, pc.index_in(texts, words).fill_null(-1).to_numpy())
    return words.take(pa.array(place, mask=place < 0))
