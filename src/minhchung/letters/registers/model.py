"""What a register is made of when it leaves as a spreadsheet: columns, rows, and the stamp of one export."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "choice", "date", "date-or-words", "number"]
Value = str | Decimal | date | None

# What the hidden cells of an exported sheet say. The marks keep a spreadsheet program from reading an id as a number.
ID_MARK = "#"
KEY_PREFIX = "mc:"
ID_KEY, DIGEST_KEY, ERROR_KEY = "mc:id", "mc:digest", "mc:error"
GROUP_MARK = "#nhóm"
META_SHEET = "minh_chung"
ID_TITLE, DIGEST_TITLE, ERROR_TITLE = "Mã dòng (không sửa)", "Dấu đối chiếu (không sửa)", "Lỗi"


class RegisterFileError(ValueError):
    """A whole file cannot be used; the message names the cause and the way out, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` in characters; `choices` are offered in a list, and binding when `kind` is "choice".

    `identity`: the column tells which work the row is about. `editable`: a person may change it offline.
    """

    key: str
    title: str
    kind: Kind = "text"
    width: int = 12
    decimals: int | None = None
    choices: tuple[str, ...] = ()
    editable: bool = False
    identity: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the register. `id` never changes; `group` is the heading the line stands under ("" for none)."""

    id: str
    values: Mapping[str, Value]
    group: str = ""


@dataclass(frozen=True, slots=True)
class ExportStamp:
    """Which export a file is: its id, when (aware), of which commune, and the keys of the columns written."""

    id: str
    at: datetime
    commune: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """How the sheet is laid out. `freeze`: how many visible columns stay in view; `spare_rows`: empty ruled lines at the end."""

    name: str = "Sổ theo dõi"
    rows_per_page: int = 25
    freeze: int = 2
    spare_rows: int = 0


@dataclass(frozen=True, slots=True)
class ReturnedCell:
    """One cell that came back. `native` is the date or number when the program stored one; `shown` is for messages.

    `error` is "" when `value` could be read.
    """

    address: str
    value: Value = None
    error: str = ""
    shown: str = ""
    native: date | Decimal | None = None


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One line that came back: `number` is its row in the sheet; `row_id` is None for a line a person added."""

    number: int
    row_id: str | None
    digest: str | None
    cells: Mapping[str, ReturnedCell]


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where things stand in the returned sheet; rows and columns from 1."""

    sheet: str
    header_row: int
    first_row: int
    last_row: int
    last_column: int
    key_row: int | None = None
    id_column: int | None = None
    error_column: int | None = None


@dataclass(frozen=True, slots=True)
class CellError:
    """Something the person must put right. `column` and `cell` are None when the whole row is meant."""

    row: int
    message: str
    row_id: str | None = None
    column: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back, read. `rows` have an id, each id once; `new_rows` have none; `errors` are those found while reading.

    `stamp` is None when the hidden sheet is lost. `absent`: keys of columns exported but no longer there: they change nothing.
    `foreign`: titles of columns a person added. `problems` concern the whole sheet.
    """

    place: SheetPlace
    stamp: ExportStamp | None
    columns: tuple[Column, ...]
    rows: tuple[ReturnedRow, ...]
    new_rows: tuple[ReturnedRow, ...] = ()
    absent: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    errors: tuple[CellError, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellChange:
    """A value a person changed and nobody else did."""

    row: int
    row_id: str
    column: str
    cell: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class CellConflict:
    """A value changed both in the file and in the register since the export. `known` is False when the exported value is lost."""

    row: int
    row_id: str
    column: str
    cell: str
    exported: Value
    current: Value
    returned: Value
    known: bool = True


@dataclass(frozen=True, slots=True)
class NewRow:
    """A line without an id and without an error. `values` holds the cells that are not empty."""

    row: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Diff:
    """A dry run: what the returned file would do. Nothing is in two of `changes`, `conflicts` and `errors` at once."""

    place: SheetPlace
    columns: tuple[Column, ...] = ()
    unchanged: tuple[str, ...] = ()
    changes: tuple[CellChange, ...] = ()
    conflicts: tuple[CellConflict, ...] = ()
    new_rows: tuple[NewRow, ...] = ()
    missing: tuple[str, ...] = ()
    errors: tuple[CellError, ...] = ()
    warnings: tuple[CellError, ...] = ()
    problems: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """True when the file changes nothing and nothing needs to be put right."""
        return not (self.changes or self.conflicts or self.new_rows or self.missing or self.errors or self.problems)
