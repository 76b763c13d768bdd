"""Registers to XLSX and back: write, read what returns, compare three ways, give the errors back in the same file."""

from minhchung.letters.registers.annotating import annotate_errors, conflict_message, messages_by_row
from minhchung.letters.registers.comparing import compare, with_errors
from minhchung.letters.registers.form import RegisterForm, register_form
from minhchung.letters.registers.model import (
    CellChange,
    CellConflict,
    CellError,
    Column,
    Diff,
    ExportStamp,
    NewRow,
    RegisterFileError,
    Returned,
    Row,
    SheetOptions,
    Value,
)
from minhchung.letters.registers.returning import read_returned
from minhchung.letters.registers.values import shown
from minhchung.letters.registers.writing import write_register

__all__ = [
    "CellChange",
    "CellConflict",
    "CellError",
    "Column",
    "Diff",
    "ExportStamp",
    "NewRow",
    "RegisterFileError",
    "RegisterForm",
    "Returned",
    "Row",
    "SheetOptions",
    "Value",
    "annotate_errors",
    "compare",
    "conflict_message",
    "messages_by_row",
    "read_returned",
    "register_form",
    "shown",
    "with_errors",
    "write_register",
]
