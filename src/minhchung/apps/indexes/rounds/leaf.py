"""A leaf of a round: the rule in words, the facts it was scored by, the evidence, every mark with who and why, the explanation."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from minhchung.apps.indexes.rounds.declaring import Piece, pieces_of
from minhchung.apps.indexes.rounds.models import ExplanationFile, Mark
from minhchung.apps.indexes.rounds.rows import OF_THE_CITY, OF_THE_WARD
from minhchung.apps.indexes.rounds.sheets import label_of
from minhchung.apps.indexes.rounds.table import Line, Table
from minhchung.apps.indexes.rules import rounds
from minhchung.apps.organisations.models import Person
from minhchung.scoring.words import written_value


@dataclass(frozen=True)
class Used:
    """An input of the rule, as it was known."""

    title: str
    words: str
    numerator: Decimal | None
    denominator: Decimal | None
    reason: str


@dataclass(frozen=True)
class Change:
    """A mark beside the one it replaced in its column."""

    mark: Mark
    label: str
    before: Decimal | None


@dataclass(frozen=True)
class Asked:
    """One thing the leaf asks to see, and what was brought."""

    text: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class LeafOfRound:
    """The page of a leaf."""

    line: Line
    rule: str
    used: Sequence[Used]
    evidence: Sequence[Asked]
    changes: Sequence[Change]
    files: Sequence[ExplanationFile]


def leaf_page(person: Person, table: Table, line: Line) -> LeafOfRound:
    """Everything of one leaf. The city sees what was handed in and its own points, not how the ward came to them."""
    titles = {variable.name: (variable.title, variable.unit) for variable in table.content.pack.variables}
    used = []
    for name, known in line.known.used.items():
        title, unit = titles.get(name, (label_of(name), ""))
        words = written_value(known.value)
        used.append(
            Used(title, f"{words} {unit}".strip() if known.value is not None else words, known.numerator, known.denominator, known.reason)
        )
    pieces = pieces_of(table.round, table.content, [line.criterion.pk])
    by_text = {
        text: list(group) for text, group in groupby(sorted(pieces, key=lambda each: each.requirement), lambda each: each.requirement)
    }
    wanted = dict.fromkeys([asked.text[:500] for asked in line.node.evidence] + list(by_text))
    explained = line.explanation
    files = explained.files.filter(removed_at=None).select_related("file") if explained else ()
    return LeafOfRound(
        line,
        line.node.scored_by.in_words(line.node.max),
        used,
        [Asked(text, by_text.get(text, ())) for text in wanted],
        _changes(person, table, line),
        list(files),
    )


def _changes(person: Person, table: Table, line: Line) -> list[Change]:
    marks = Mark.objects.filter(round=table.round, criterion=line.criterion).select_related("by").order_by("pk")
    if person.commune_id is None:
        declared = line.declared_mark
        seen = (*OF_THE_CITY, rounds.MARK_PUBLISHED)
        marks = [mark for mark in marks if mark.column in seen or (declared and mark.pk == declared.pk)]  # type: ignore[assignment]
    newest: dict[str, Decimal] = {}
    found = []
    for mark in marks:
        label = "Phường tự chấm" if person.commune_id is None and mark.column in OF_THE_WARD else rounds.COLUMNS[mark.column]
        found.append(Change(mark, label, newest.get(mark.column)))
        newest[mark.column] = mark.points
    return found[::-1]
