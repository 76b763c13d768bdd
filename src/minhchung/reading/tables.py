"""Tables of work: which columns tell the task, the unit, the time and the product."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from minhchung.reading.columns import roles_of
from minhchung.reading.layout import Block

# "7h30 - 8h00": the hour of a programme; "17h ngày 18/6" is a deadline.
_CLOCK = re.compile(r"(?:từ )?\d{1,2} ?(?:h|g|giờ|:) ?\d{0,2} ?(?:-.{0,20})?$", re.IGNORECASE)
_HELPERS = re.compile(r"[Pp]hối hợp(?: chặt chẽ)?(?: với| cùng)?(?: :|:)? ?(?=\w)")
_NUMBERING = re.compile(r"(?:[IVX]{1,5}|\d{1,3}(?:\.\d{1,2}){0,3}|[a-zđA-H])?[.)]?$")


@dataclass(frozen=True, slots=True)
class Row:
    """One task row: the columns by role as (start, end) in the block's text, and the stretch of the whole row."""

    block: Block
    columns: dict[str, tuple[int, int]]
    start: int
    end: int
    heading: str | None

    def cell(self, role: str) -> str:
        """The words in the column of that role, "" when there is none."""
        start, end = self.columns.get(role, (0, 0))
        return self.block.text[start:end]

    def helpers(self) -> str:
        """Who works along, said in a cell of remarks ("Phối hợp Công an phường"); "" when no cell says it."""
        task = self.columns.get("task")
        cells = (self.block.text[s:e] for s, e in self.block.cells if (s, e) != task)
        return next((cell[found.end() :].strip(" .;") for cell in cells if (found := _HELPERS.match(cell))), "")


def task_rows(rows: Sequence[Block]) -> list[Row]:
    """The rows that hand out work; none when the table is a programme, a list of persons or figures."""
    found = next(((at, roles) for at, row in enumerate(rows[:4]) if (roles := roles_of([row.text[s:e] for s, e in row.cells]))), None)
    if found is None:
        return []
    at, roles = found
    # A table over several pages repeats its head.
    titles = [rows[at].text[s:e] for s, e in rows[at].cells]
    if "task" not in roles or not ({"unit", "time"} & set(roles)):
        return []
    out: list[Row] = []
    heading: str | None = None
    for row in rows[at + 1 :]:
        cells = [row.text[s:e] for s, e in row.cells]
        filled = [c for c in cells if c]
        if len(filled) <= 1 + bool(filled and _NUMBERING.match(filled[0])):
            heading = filled[-1] if filled else heading
            continue
        if cells == titles or all(_NUMBERING.match(c) or (c.startswith("(") and c.endswith(")")) for c in filled):
            continue
        columns = {role: row.cells[i] for role, i in roles.items() if i < len(row.cells)}
        if "time" in columns and _CLOCK.match(row.text[slice(*columns["time"])]):
            return []
        start, end = _stretch(row)
        if row.text[slice(*columns["task"])]:
            out.append(Row(row, columns, start, end, heading))
    return out


def _stretch(row: Block) -> tuple[int, int]:
    """From the first cell with words to the last one; the running number is left out."""
    cells = [(s, e) for s, e in row.cells if e > s]
    if len(cells) > 1 and _NUMBERING.match(row.text[cells[0][0] : cells[0][1]]):
        cells = cells[1:]
    return cells[0][0], cells[-1][1]
