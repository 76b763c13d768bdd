"""What comes out of an export file: batches of the lake's columns, the rows that cannot be taken, and the error of a file that is none."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

BATCH_ROWS = 65_536


class ExportError(ValueError):
    """The file is not a dossier export that can be read. The message (Vietnamese) says what it is, what was looked for, the way out."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that cannot be taken. `row` is counted as the file counts it (a spreadsheet's row, a CSV's record, a message's place).

    `column` is the heading in the file; `value` shows what stood there, masked when it could be about a person; `reason` is Vietnamese.
    `sheet` is the name of the sheet, as it may be shown, where the list lies on several, else "".
    """

    row: int
    column: str
    value: str
    reason: str
    sheet: str = ""

    @property
    def place(self) -> tuple[str, int]:
        """Sheet and row: one for each row of the file."""
        return self.sheet, self.row


@dataclass(frozen=True, slots=True)
class Batch:
    """Checked rows: `tables` by the names of `flow.columns.TABLES`, each with the columns that the file has, typed as there.

    `read` is the number of rows of the file looked at for this batch: those taken, those rejected and identical repetitions.
    """

    tables: dict[str, pa.Table]
    rejects: tuple[Reject, ...]
    read: int


class Sheet(NamedTuple):
    """The top of one sheet: its name, its first rows as text (row 1 first), and how heavy it is beside its neighbours."""

    name: str
    top: list[list[str]]
    weight: int = 0


@dataclass(slots=True)
class Raw:
    """Rows as they stand in the file: their numbers there and, by key, the text of the columns asked for.

    `broken` are records that do not fit the table at all (number of cells), as (row, what is wrong). `sheet`: where they stand, for a list
    on several sheets. `unreadable`: the pattern (RE2) of a cell that cannot be read in the encoding of the file; "": all can.
    """

    numbers: NDArray[np.int64]
    columns: dict[str, pa.Array]
    broken: list[tuple[int, str]] = field(default_factory=list)
    sheet: str = ""
    unreadable: str = ""

    def only(self, rows: NDArray[np.bool_]) -> "Raw":
        """The piece with these of its rows."""
        keep = pa.array(rows)
        return replace(self, numbers=self.numbers[rows], columns={name: cells.filter(keep) for name, cells in self.columns.items()})

    def unread(self) -> dict[int, str]:
        """The rows of the piece (counted from 0) with a cell that cannot be read, and which is the first."""
        found: dict[int, str] = {}
        for name, cells in self.columns.items() if self.unreadable else ():
            repeating = pa.types.is_dictionary(cells.type)
            hit = pc.match_substring_regex(cells.dictionary if repeating else cells, self.unreadable)
            rows = np.flatnonzero(np.asarray(pc.fill_null(hit.take(cells.indices) if repeating else hit, False)))
            for row in rows.tolist():
                found.setdefault(row, name)
        return found


def plain(texts: pa.Array) -> pa.Array:
    """The texts of a dictionary array as a string array; any other array as it is."""
    return texts.dictionary_decode() if pa.types.is_dictionary(texts.type) else texts


class Source(Protocol):
    """A file of one format, ready to be read once."""

    def sheets(self) -> list[Sheet]:
        """The tops of all sheets in which a header may stand."""

    def rows(self, sheet: str, after: int, columns: dict[str, int], repeating: Collection[str] = ()) -> Iterator[Raw]:
        """The rows after row `after` (counted from 1) of a sheet, at most BATCH_ROWS at a time. `columns`: key → column counted from 0.

        `repeating`: the keys whose texts come again and again; these may come as dictionary arrays.
        """
