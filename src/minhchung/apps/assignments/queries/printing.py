"""The register as it is printed: the seven lawful columns, at most twenty-five lines a page, fewer where lines are long."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from minhchung.apps.assignments.queries.register import PAGE
from minhchung.apps.assignments.queries.rows import Line
from minhchung.apps.assignments.queries.sheets import document_words
from minhchung.letters.registers import Column, register_form

FIRST_PAGE, OTHER_PAGE = 41.0, 46.0
"""How many lines of text a page of A4 across holds at 9 points under the head; the first one also carries the title."""
PADDING = 0.4
"""The blank around a row, in lines."""
WIDTHS = {"document": 70, "receiver": 27, "progress": 26, "reply": 14, "note": 14}
"""Characters that fit on one line of a column, on the safe side."""


@dataclass(frozen=True)
class PrintedLine:
    """One row of the printed register, its long columns as text."""

    line: Line
    document: str
    receiver: str
    progress: str

    @property
    def height(self) -> float:
        """Its estimated height, in lines of text."""
        occurrence = self.line.occurrence
        texts = {
            "document": self.document,
            "receiver": self.receiver,
            "progress": self.progress,
            "reply": self.line.reply,
            "note": occurrence.note,
        }
        extended = 3 if self.line.extended else 1
        return PADDING + max(extended, *(ceil(len(text) / WIDTHS[name]) for name, text in texts.items()))


def lawful_columns() -> tuple[Column, ...]:
    """The seven columns of Nghị định 30/2020/NĐ-CP, Phụ lục IV."""
    return register_form("incoming_followup").lawful


def pages(lines: Sequence[Line]) -> list[list[PrintedLine]]:
    """The rows page by page: never more than twenty-five, never more than the paper holds."""
    found: list[list[PrintedLine]] = []
    left = 0.0
    for row in (_printed(line) for line in lines):
        if not found or len(found[-1]) == PAGE or row.height > left:
            left = OTHER_PAGE if found else FIRST_PAGE
            found.append([])
        found[-1].append(row)
        left -= row.height
    return found


def _printed(line: Line) -> PrintedLine:
    """The document column also says what is asked: the lawful form has no column for it."""
    task = f"Việc {line.assignment.number}{', ' + line.period if line.period else ''}: {line.assignment.whole_title}"
    holder = line.holder
    person = f", {holder.person.full_name}" if holder and holder.person else ""
    progress = line.occurrence.progress
    return PrintedLine(
        line=line,
        document=". ".join(filter(None, [document_words(line.assignment.document), task])),
        receiver=f"{holder.unit.name}{person}" if holder else "",
        progress="; ".join(filter(None, [progress, line.standing.words])),
    )
