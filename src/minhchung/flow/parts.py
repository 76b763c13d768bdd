"""The parts of a generation: ranges of codes, a file per table and part, so that the next generation takes over those that nothing touched.

The parts follow each other in order of code and together hold every code there can be. A part has `rows_per_part` dossiers to less than
twice as many, unless it is the only one; the other tables are parted where the dossiers are.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from minhchung.flow.queries import text
from minhchung.flow.tables import ROWS_PER_GROUP, TableFile

ROWS_PER_PART = ROWS_PER_GROUP // 4
"""A part is one small row group of the dossiers: the last is touched every night, and what a night touches is derived and counted anew."""


@dataclass(frozen=True, slots=True)
class Part:
    """The codes from `low` to before `high` ("" and None: no end on that side). `rows`: table → rows; a table without rows has no file.

    `derived`: the generation that derived it, from which others took it over. Two parts with the same of it, `low` and `high` hold the same
    rows, for what a generation holds follows from its name.
    """

    low: str
    high: str | None
    rows: Mapping[str, int]
    derived: str


@dataclass(frozen=True, slots=True)
class Range:
    """Codes to derive anew: from `low` to before `high`."""

    low: str
    high: str | None

    def sql(self) -> str:
        """The condition on `code` that holds inside."""
        sides = [f"code >= {text(self.low)}"] if self.low else []
        sides += [f"code < {text(self.high)}"] if self.high is not None else []
        return f"({' AND '.join(sides) or 'TRUE'})"


EVERYTHING = Range("", None)
Plan = Sequence[Range | tuple[int, Part]]
"""Ranges to derive and parts to take over (with their number in the older generation), in order of code, without a gap."""


def parts_of(manifest: Mapping[str, Any]) -> tuple[Part, ...]:
    """The parts that a generation's manifest names."""
    said = manifest["parts"]
    ends = [*(part["from"] for part in said[1:]), None]
    here = manifest.get("generation", "")  # before parts said who derived them, the generation they were found in is as good
    return tuple(Part(part["from"], high, part["rows"], part.get("derived", here)) for part, high in zip(said, ends, strict=True))


def files_of(folder: Path, manifest: Mapping[str, Any], table: str, code: str | None = None) -> list[Path]:
    """The Parquet files of a table of a generation in order of code, none when it has no row; with `code` the one that may hold it."""
    if "parts" not in manifest:  # version 1 of the derivation, read until the next import derives anew: one file per table
        return [folder / f"{table}.parquet"] if table in manifest.get("tables", ()) else []
    numbered = enumerate(parts_of(manifest))
    return [
        folder / file_name(table, number)
        for number, part in numbered
        if table in part.rows and (code is None or (part.low <= code and (part.high is None or code < part.high)))
    ]


def file_name(table: str, number: int) -> str:
    """The file of a table in the `number`-th part."""
    return f"{table}-{number:04d}.parquet"


def plan(parts: Sequence[Part], touched: Iterable[int]) -> Plan:
    """The parts touched as ranges, neighbours as one, and the others to be taken over."""
    anew, found = set(touched), list[Range | tuple[int, Part]]()
    for number, part in enumerate(parts):
        last = found[-1] if found else None
        if number not in anew:
            found.append((number, part))
        elif isinstance(last, Range):
            found[-1] = Range(last.low, part.high)
        else:
            found.append(Range(part.low, part.high))
    return found


class InOrder:
    """Rows that come in order of code, handed out up to a code."""

    def __init__(self, pieces: Iterator[pa.Table]) -> None:
        self._pieces, self._rest = pieces, None

    def until(self, high: str | None) -> Iterator[pa.Table]:
        """The rows before `high` that were not handed out yet; all of them when it is None."""
        while (piece := self._rest if self._rest is not None else next(self._pieces, None)) is not None:
            below = piece.num_rows if high is None else pc.sum(pc.less(piece["code"], high)).as_py() or 0
            self._rest = piece.slice(below) if below < piece.num_rows else None
            if below:
                yield piece.slice(0, below)
            if self._rest is not None:
                return


class Writer:
    """The files of a generation under way, in a folder: first the dossiers with `cut`, which makes the parts, then each other table."""

    def __init__(self, folder: Path, generation: str, planned: Plan, before: Path | None, rows_per_part: int) -> None:
        self._folder, self._name, self._plan, self._before, self._size = folder, generation, planned, before, rows_per_part
        self._lows, self._rows, self._taken = list[str](), list[dict[str, int]](), dict[int, str]()

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The parts as the manifest names them."""
        numbered = enumerate(zip(self._lows, self._rows, strict=True))
        return [{"from": low, "derived": self._taken.get(number, self._name), "rows": rows} for number, (low, rows) in numbered]

    def cut(self, columns: pa.Schema, dossiers: Iterator[pa.Table]) -> None:
        """Parts the dossiers of the ranges to derive (in order of code), and takes over every other part with all its tables."""
        ordered = InOrder(dossiers)
        for piece in self._plan:
            if not isinstance(piece, Range):
                self._take_over(*piece)
                continue
            low: str | None = piece.low
            for lot in lots_of(ordered.until(piece.high), self._size):
                self._begin(lot["code"][0].as_py() if low is None else low)
                self._write("dossiers", columns, [lot], len(self._lows) - 1)
                low = None
            if low is not None:
                self._begin(low)

    def fill(self, table: str, columns: pa.Schema, rows: Iterator[pa.Table]) -> None:
        """Puts the rows of another table (in order of code, of the same ranges) into the parts that were derived."""
        ordered = InOrder(rows)
        for number, high in enumerate([*self._lows[1:], None]):
            if number not in self._taken:
                self._write(table, columns, ordered.until(high), number)

    def _begin(self, low: str) -> None:
        self._lows.append(low)
        self._rows.append({})

    def _write(self, table: str, columns: pa.Schema, pieces: Iterable[pa.Table], number: int) -> None:
        file: TableFile | None = None
        for rows in pieces:
            file = file or TableFile(self._folder / file_name(table, number), columns)
            file.add(rows)
        if file:
            file.close()
            self._rows[number][table] = file.rows

    def _take_over(self, older: int, part: Part) -> None:
        assert self._before is not None  # noqa: S101 - a plan takes parts over from there only
        self._begin(part.low)
        number = len(self._lows) - 1
        self._taken[number] = part.derived
        self._rows[number] = dict(part.rows)
        for table in part.rows:
            _link(self._before / file_name(table, older), self._folder / file_name(table, number))


def lots_of(pieces: Iterable[pa.Table], size: int) -> Iterator[pa.Table]:
    """The same rows in tables of `size` rows, the last of less than twice as many."""
    waiting: list[pa.Table] = []
    rows = 0
    for piece in pieces:
        waiting.append(piece)
        rows += piece.num_rows
        while rows >= 2 * size:
            found = pa.concat_tables(waiting)
            yield found.slice(0, size)
            waiting, rows = [found.slice(size)], rows - size
    if rows:
        yield pa.concat_tables(waiting)


def _link(source: Path, target: Path) -> None:
    """One file under two names: files of the lake are never written again. A copy where the file system knows no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
