"""Codes met before in the same file, over any number of batches: by 64-bit hashes in sorted arrays, 24 bytes a row."""

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
_ODD: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xBF58476D1CE4E5B9)
_NULL: Final = np.uint64(0x2545F4914F6CDD1D)
# What stays of eight letters when only the first 0, 1, … 8 belong to the text.
_KEPT: Final = np.array([256**letters - 1 for letters in range(9)], dtype=np.uint64)


def _mixed(values: Hashes) -> Hashes:
    values = (values ^ (values >> np.uint64(30))) * _MIX
    return values ^ (values >> np.uint64(31))


def hash_texts(texts: pa.Array) -> Hashes:
    """A hash of each text of a string array; equal texts have equal hashes in any batch. Nulls have one of their own."""
    if not len(texts):
        return np.zeros(0, dtype=np.uint64)
    _, ends, data = texts.buffers()
    offsets = np.frombuffer(ends, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    first, lengths = int(offsets[0]), np.diff(offsets)
    letters = np.zeros(int(offsets[-1]) - first + 8, dtype=np.uint8)
    if data is not None:
        letters[:-8] = np.frombuffer(data, dtype=np.uint8)[first : offsets[-1]]
    # The eight letters from each place on, as one number.
    eights = np.ndarray(len(letters) - 7, dtype=np.uint64, buffer=letters, strides=(1,))
    out = np.full(len(texts), _NULL, dtype=np.uint64)
    counts = np.maximum(-(-lengths // 8), 1)
    for count in np.unique(counts).tolist():
        rows = np.flatnonzero(counts == count)
        starts, some = offsets[rows] - first, lengths[rows]
        sums = some.astype(np.uint64) * _ODD
        for at in range(count):
            words = eights[starts + 8 * at]
            if at == count - 1:
                words &= _KEPT[some - 8 * at]
            sums = _mixed((sums ^ words) + _ODD)
        out[rows] = sums
    if texts.null_count:
        out[np.asarray(pc.is_null(texts))] = _NULL
    return out


def hash_rows(columns: list[pa.Array], size: int) -> Hashes:
    """A hash of each of `size` rows over all columns, in their order. Texts by their letters, also where they come as dictionary arrays."""
    sums = np.full(size, _ODD, dtype=np.uint64)
    for column in columns:
        if pa.types.is_dictionary(column.type):
            held = np.append(hash_texts(column.dictionary), _NULL)
            parts = held[np.asarray(pc.fill_null(column.indices, len(held) - 1))]
        elif pa.types.is_string(column.type):
            parts = hash_texts(column)
        else:
            filled = pc.fill_null(column.cast(pa.int64()), np.iinfo(np.int64).min)
            parts = _mixed(np.asarray(filled).astype(np.uint64) + _ODD)
        sums = sums * _ODD + parts
    return _mixed(sums)


class Seen:
    """The codes of the rows taken so far, each with its row's number and a hash of the rest of the row."""

    def __init__(self) -> None:
        self._runs: list[tuple[Hashes, NDArray[np.int64], Hashes]] = []

    def meet(self, codes: Hashes, numbers: NDArray[np.int64], rows: Hashes) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """For each row: the number of the first row with its code (-1: this is the first), and whether the two are identical."""
        order = np.argsort(codes, kind="stable")
        sorted_codes = codes[order]
        begins = np.ones(len(codes), dtype=np.bool_)
        begins[1:] = sorted_codes[1:] != sorted_codes[:-1]
        heads = order[np.flatnonzero(begins)[np.cumsum(begins) - 1]] if len(codes) else order
        first, same = np.full(len(codes), -1, dtype=np.int64), np.zeros(len(codes), dtype=np.bool_)
        later = order[~begins]
        first[later], same[later] = numbers[heads[~begins]], rows[heads[~begins]] == rows[later]
        for held, held_numbers, held_rows in self._runs:
            # Looked up in their order: neighbours lie in the same part of the cache.
            at = np.minimum(np.searchsorted(held, sorted_codes), len(held) - 1)
            hit = np.flatnonzero(held[at] == sorted_codes)
            first[order[hit]], same[order[hit]] = held_numbers[at[hit]], held_rows[at[hit]] == rows[order[hit]]
        fresh = order[begins]
        fresh = fresh[first[fresh] == -1]
        self._keep((codes[fresh], numbers[fresh], rows[fresh]))
        return first, same

    def _keep(self, run: tuple[Hashes, NDArray[np.int64], Hashes]) -> None:
        """Add a sorted run; runs of like size are merged, so that there are never more than a few."""
        while self._runs and len(self._runs[-1][0]) < 2 * len(run[0]):
            last = self._runs.pop()
            codes = np.concatenate((last[0], run[0]))
            order = np.argsort(codes, kind="stable")
            run = (codes[order], np.concatenate((last[1], run[1]))[order], np.concatenate((last[2], run[2]))[order])
        if len(run[0]):
            self._runs.append(run)
