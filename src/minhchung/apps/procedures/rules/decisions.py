"""A publication decision (quyết định công bố): its tables say which procedures are new, amended, replaced, abolished.

What a table does is said by the heading above it or by a row inside it; without such words a row is not proposed but shown for a person.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.procedures.rules.catalogue import LineKind
from minhchung.apps.procedures.rules.columns import Read, Row, Unread, find_columns, read_rows
from minhchung.text.normal import fold, squeeze

_KINDS = (
    (LineKind.ABOLISHED, re.compile(r"\bbi bai bo\b|\bbai bo\b|\bhuy bo\b|\bhet hieu luc\b")),
    (LineKind.REPLACED, re.compile(r"\bthay the\b")),
    (LineKind.AMENDED, re.compile(r"\bsua doi\b|\bbo sung\b|\bchuan hoa\b")),
    (LineKind.NEW, re.compile(r"\bban hanh moi\b|\bmoi ban hanh\b|\bcong bo moi\b|\bthu tuc hanh chinh moi\b")),
)
_ABOUT = re.compile(r"\bthu tuc hanh chinh\b|\btthc\b|\bdanh muc\b")
_FIELD = re.compile(r"(?:[IVX]+|[A-Z]|\d+)?[.)]?\s*lĩnh vực:?\s*(?P<field>.+)", re.IGNORECASE)
_EFFECTIVE = re.compile(
    r"có hiệu lực (?:thi hành )?(?:kể )?từ ngày (?P<day>\d{1,2})(?:/| tháng )(?P<month>\d{1,2})(?:/| năm )(?P<year>20\d\d)", re.IGNORECASE
)
ABOVE = 3
"""How many lines above a table may be its heading."""


@dataclass(frozen=True)
class Proposed:
    """A line the decision seems to make. `kind` None: the table does not say what it does. `why`: the words that told it."""

    read: Read
    kind: LineKind | None
    why: str


@dataclass(frozen=True)
class Decided:
    """What was read of a decision."""

    lines: tuple[Proposed, ...]
    unread: tuple[Unread, ...]
    in_force_on: date | None = None
    """The day its text says it takes effect; None when it names none, or several."""


def read_decision(text: str) -> Decided:
    """The lines of the tables in the text of a decision ("| a | b |" rows, as text.extract writes them)."""
    lines: list[Proposed] = []
    unread: list[Unread] = []
    kind, why = None, ""
    for above, rows in _tables(text):
        for words in above:
            told = kind_of(words)
            kind, why = (told, squeeze(words)) if told else (kind, why)
        head = find_columns(rows)
        if head is None:
            continue
        place, columns = head
        listed = read_rows(rows[place + 1 :], columns)
        unread += listed.unread
        lines += _proposed(listed.rows, dict(listed.headings), kind, why)
        told_last = [kind_of(words) for words in listed.headings.values()]
        kind = next((each for each in reversed(told_last) if each), kind)
    return Decided(tuple(lines), tuple(unread), _in_force_on(text))


def _in_force_on(text: str) -> date | None:
    found = {(int(each["year"]), int(each["month"]), int(each["day"])) for each in _EFFECTIVE.finditer(squeeze(text))}
    try:
        return date(*found.pop()) if len(found) == 1 else None
    except ValueError:
        return None


def kind_of(words: str) -> LineKind | None:
    """What a heading says of the procedures under it; None when it does not speak of them, or speaks of several acts at once."""
    said = fold(words)
    if not _ABOUT.search(said):
        return None
    found = [kind for kind, pattern in _KINDS if pattern.search(said)]
    return found[0] if len(found) == 1 else None


def _proposed(rows: Sequence[Read], headings: dict[int, str], kind: LineKind | None, why: str) -> Iterator[Proposed]:
    field = ""
    for row in rows:
        for number in sorted(number for number in headings if number < row.row):
            words = headings.pop(number)
            told, named = kind_of(words), _FIELD.fullmatch(squeeze(words))
            kind, why = (told, words) if told else (kind, why)
            field = named["field"].strip(" .") if named else field
        content = row.content.model_copy(update={"field": field}) if field and row.content.field is None else row.content
        yield Proposed(Read(row.row, row.code, content), kind, why)


def _tables(text: str) -> Iterator[tuple[list[str], list[Row]]]:
    """Each table with the last lines above it."""
    above: list[str] = []
    rows: list[Row] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("| ") and line.endswith(" |"):
            rows.append((number, [squeeze(cell) for cell in line[1:-1].split("|")]))
            continue
        if rows:
            yield above[-ABOVE:], rows
            above, rows = [], []
        if line.strip():
            above.append(line)
    if rows:
        yield above[-ABOVE:], rows
