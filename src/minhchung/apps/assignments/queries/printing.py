"""The register as it is printed: the seven lawful columns, twenty-five lines a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from minhchung.apps.assignments.queries.register import PAGE
from minhchung.apps.assignments.queries.rows import Line
from minhchung.apps.assignments.queries.sheets import document_words
from minhchung.letters.registers import Column, register_form


@dataclass(frozen=True)
class PrintedLine:
    """One line of the printed register; `document` holds the second column."""

    line: Line
    document: str


def lawful_columns() -> tuple[Column, ...]:
    """The seven columns of Nghị định 30/2020/NĐ-CP, Phụ lục IV."""
    return register_form("incoming_followup").lawful


def pages(lines: Sequence[Line]) -> list[list[PrintedLine]]:
    """The lines, twenty-five to a page."""
    printed = [PrintedLine(line, document_words(line.assignment.document) or "") for line in lines]
    return [printed[at : at + PAGE] for at in range(0, len(printed), PAGE)]
