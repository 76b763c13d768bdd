"""An editor of rows: every row a line of cells in a form, with buttons that add, move and drop rows. A press sends the form and shows it
anew; nothing is kept before the whole is saved, and nothing needs a script.

A cell is sent as `<table>.<number>.<column>`, a press as `do` = "them:<table>", "len:<table>:2", "xuong:<table>:2", "bo:<table>:2" or
"trai:<table>:2", which spreads cells copied from a sheet over the rows below. Shown by site/row_editor.html.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms

from minhchung.text.normal import fold

MOVES = {"len": -1, "xuong": 1}
LINES = 1000
"""More rows than anything has that is typed; what a form sends beyond is left out."""
_CELL = re.compile(r"([a-z]+)\.(\d{1,3})\.([a-z]+)")
Row = TypeVar("Row")
Cells = dict[str, str]


@dataclass(frozen=True)
class Column:
    """A column of the editor. `choices`: value and words, where one is chosen; `brief`: a number or a word, never a sentence."""

    name: str
    label: str
    choices: Sequence[tuple[str, str]] = ()
    brief: bool = False

    def chosen(self, text: str) -> str:
        """The value that is meant by a value or its words, as pasted from a sheet; what is none of them stays as it is."""
        return next((value for value, words in self.choices if text and fold(text) in (fold(value), fold(words))), text)


@dataclass(frozen=True)
class Cell:
    """A cell of a row in the form."""

    name: str
    column: str
    label: str
    text: str
    choices: Sequence[tuple[str, str]] = ()
    brief: bool = False

    @property
    def lines(self) -> int:
        """How high the box is, so that a long text is read without scrolling in it."""
        return min(8, max(2, sum(len(line) // 32 + 1 for line in self.text.split("\n"))))

    @property
    def strange(self) -> bool:
        """What was pasted is none of the choices: it is shown, and refused on saving."""
        return bool(self.choices and self.text and self.text not in dict(self.choices))


@dataclass(frozen=True)
class FormRow:
    """A row in the form: its place in the table, its cells, why it is not certain."""

    number: int
    doubt: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Fresh:
    """Where the keyboard goes on after a press: at the first cell of a row, at the button that moved it ("len", "xuong"), or, where no row
    is left, at the button that adds one ("them")."""

    table: str
    row: int = -1
    at: str = "cell"


@dataclass(frozen=True)
class Table:
    """A table in the form. `noun`: what a row is called; `fresh`: where the keyboard goes on, when it is in this table. `spreads`: what
    is pasted from a sheet and fills several rows: "cells" parted by tabs, or "lines" too."""

    kind = "table"
    name: str
    label: str
    noun: str
    columns: tuple[str, ...]
    rows: tuple[FormRow, ...]
    fresh: Fresh | None
    spreads: str = "cells"
    hint: str = ""


@dataclass(frozen=True)
class Editor:
    """What rows of plain cells are typed in. `noun`: what a row is called."""

    name: str
    label: str
    noun: str
    columns: Sequence[Column]
    hint: str = ""

    def table(self, rows: Sequence[Mapping[str, str]], fresh: Fresh | None = None) -> Table:
        """The rows, or one to begin with, ready for the template."""
        lines = tuple(
            FormRow(number, "", tuple(_cell(f"{self.name}.{number}", column, row.get(column.name, "")) for column in self.columns))
            for number, row in enumerate(rows or [{}])
        )
        labels = tuple(column.label for column in self.columns)
        here = fresh if fresh and fresh.table == self.name else None
        return Table(self.name, self.label, self.noun, labels, lines, here, spreads="lines", hint=self.hint)

    def sent(self, sent: Mapping[str, Any], *, lines_too: bool = False) -> list[Cells]:
        """The rows as the form sent them, pasted blocks spread over them."""
        return spread(sent_rows(self.name, sent), [column.name for column in self.columns], lines_too=lines_too)

    def after(self, sent: Mapping[str, Any]) -> tuple[list[Cells], Fresh | None]:
        """What the form shows after the press it was sent with."""
        wish = str(sent.get("do", ""))
        return pressed(self.sent(sent, lines_too=wish.startswith("trai:")), wish, {})


def _cell(row: str, column: Column, text: str) -> Cell:
    return Cell(f"{row}.{column.name}", column.name, column.label, column.chosen(text), column.choices, column.brief)


def sent_rows(name: str, sent: Mapping[str, str]) -> list[Cells]:
    """The rows of a table as the form sent them, in their order, empty ones too."""
    rows: dict[int, Cells] = {}
    for key, value in sent.items():
        found = _CELL.fullmatch(key)
        if found and found[1] == name and int(found[2]) < LINES:
            rows.setdefault(int(found[2]), {})[found[3]] = value.replace("\r\n", "\n")
    return [rows[number] for number in sorted(rows)]


def pressed(rows: Sequence[Row], wish: str, blank: Row) -> tuple[list[Row], Fresh | None]:
    """The rows after one press, and where the keyboard goes on. A press that names no row of the table changes nothing."""
    verb, _, rest = wish.partition(":")
    table, _, place = rest.partition(":")
    kept = list(rows)
    if verb == "them":
        return [*kept, blank], Fresh(table, len(kept))
    number = int(place) if place.isdecimal() and len(place) < 4 else -1
    if not 0 <= number < len(kept):
        return kept, None
    if verb == "bo":
        del kept[number]
        return kept, Fresh(table, min(number, len(kept) - 1)) if kept else Fresh(table, at="them")
    if verb not in MOVES:
        return kept, Fresh(table, number)
    to = number + MOVES[verb]
    if 0 <= to < len(kept):
        kept[number], kept[to] = kept[to], kept[number]
        number = to
    return kept, Fresh(table, number, verb)


def spread(rows: Sequence[Cells], names: Sequence[str], *, lines_too: bool = True) -> list[Cells]:
    """Rows in which a cell that holds a block copied from a sheet (cells parted by tabs, lines by line ends) fills its own and the next
    columns and rows: empty rows below are filled, others move down. `lines_too`: several lines without a tab are a block as well."""
    out: list[Cells] = []
    waiting = list(rows)
    while waiting:
        row = waiting.pop(0)
        at = next((name for name in names if "\t" in row.get(name, "") or (lines_too and "\n" in row.get(name, "").strip())), None)
        if at is None:
            out.append(row)
            continue
        block = list(csv.reader(row[at].strip("\n").splitlines(keepends=True), delimiter="\t"))
        places = names[names.index(at) :]
        for number, cells in enumerate(block):
            base = row if number == 0 else waiting.pop(0) if waiting and not any(waiting[0].values()) else {}
            out.append({**base, **{name: cell.strip() for name, cell in zip(places, cells, strict=False)}})
    return out


def filled(rows: Sequence[Cells]) -> list[Cells]:
    """The rows in which anything was typed."""
    return [row for row in rows if any(value.strip() for value in row.values())]


class RowsWidget(forms.Widget):
    """The rows in which something was typed; shown by site/row_editor.html, not by itself."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Cells]:
        return filled(self.editor.sent(data))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """A table without rows was sent too."""
        return False


class RowsField(forms.Field):
    """Rows of cells: a list of dicts, column to text, without line ends."""

    def __init__(self, editor: Editor, **kwargs: Any) -> None:
        super().__init__(widget=RowsWidget(editor), label=editor.label, **kwargs)
        self.columns = editor.columns

    def to_python(self, value: Any) -> list[Cells]:
        return [{column.name: column.chosen(" ".join(row.get(column.name, "").split())) for column in self.columns} for row in value or ()]
