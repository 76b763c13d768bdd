"""Where the header of a sheet stands and which of its columns are wanted: by content, whatever stands above it or beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from minhchung.flow.exports.model import Sheet
from minhchung.flow.exports.vocabulary import JOIN, Vocabulary, heading_key, part_key
from minhchung.text.normal import clean, squeeze

# The header is looked for in the first rows only: below stands data.
LOOKED_AT = 60
DEEPEST = 3
LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: the rows it takes (counted from 1, both inclusive), all its headings, and lake column → place (counted from 0).

    `names` are the headings of the columns taken, as in the file; `unknown` are headings that no list knows.
    """

    first: int
    last: int
    headings: tuple[str, ...]
    places: dict[str, int]
    known: frozenset[str]
    unknown: tuple[str, ...]

    @property
    def names(self) -> dict[str, str]:
        """Lake column → heading in the file."""
        return {column: self.headings[place] for column, place in self.places.items()}


def find_header(sheet: Sheet, words: Vocabulary, *, steps: bool = False) -> Header | None:
    """The rows of a sheet in which most columns are known, or None when no row names a dossier code and one thing more.

    Of two equally good places the one of fewer rows, then the upper one, is taken. `steps` looks for the step columns of a profile.
    """
    best: tuple[tuple[int, int, int], Header] | None = None
    look_up = words.steps if steps else words.headings
    for first, last, headings in _candidates(sheet.top, look_up):
        found = _matched(first, last, headings, words, look_up)
        if "code" not in found.places or len(found.places) < 2:
            continue
        rank = (2 * len(found.places) + len(found.known), first - last, -first)
        if best is None or rank > best[0]:
            best = (rank, found)
    return best[1] if best else None


def _candidates(top: list[list[str]], look_up: Mapping[str, tuple[str, int]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Up to three rows together, one of which names the code: only there may a header stand."""
    rows = [[squeeze(clean(cell)) for cell in row] for row in top[: LOOKED_AT + DEEPEST]]
    code = {key.rpartition(JOIN)[2] for key, (column, _) in look_up.items() if column == "code"}
    naming = [any(_may_be_heading(cell) and part_key(cell) in code for cell in row) for row in rows]
    for first in range(min(len(rows), LOOKED_AT)):
        if not any(rows[first]):
            continue
        for last in range(first, min(first + DEEPEST, len(rows))):
            if not any(rows[last]):
                break
            if any(naming[first : last + 1]):
                yield first + 1, last + 1, joined(rows[first : last + 1])


def _may_be_heading(cell: str) -> bool:
    return 0 < len(cell) <= LONGEST_HEADING and sum(c.isdigit() for c in cell) <= 2


def joined(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Header rows as one: a blank beside a heading with something under it belongs to the heading on its left (merged cells)."""
    width = max(len(row) for row in rows)
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    for depth, row in enumerate(grid[:-1]):
        left = ""
        for at in range(width):
            if row[at]:
                left = row[at]
            elif any(below[at] for below in grid[depth + 1 :]):
                row[at] = left
            else:
                left = ""
    headings = []
    for at in range(width):
        parts: list[str] = []
        for row in grid:
            if row[at] and (not parts or parts[-1] != row[at]):
                parts.append(row[at])
        headings.append(JOIN.join(parts))
    return tuple(headings)


def keys_of(heading: str) -> tuple[str, ...]:
    """The keys under which a heading may be known: whole, then its last part alone (a merged title above it says nothing more)."""
    whole = heading_key(heading)
    last = whole.rpartition(JOIN)[2]
    return (whole,) if last == whole else (whole, last)


def _matched(first: int, last: int, headings: tuple[str, ...], words: Vocabulary, look_up: Mapping[str, tuple[str, int]]) -> Header:
    chosen: dict[str, tuple[tuple[int, int], int]] = {}
    known: set[str] = set()
    unknown: list[str] = []
    for place, heading in enumerate(headings):
        if not heading:
            continue
        keys = keys_of(heading)
        # A column about a person is one whatever title is merged above it.
        passed_over = keys[0] in words.unread or any(key in words.personal for key in keys)
        hit = None if passed_over else next(((key, look_up[key]) for key in keys if key in look_up), None)
        if hit is not None:
            column, rank = hit[1]
            known.add(hit[0])
            order = (keys.index(hit[0]), rank)
            if column not in chosen or order < chosen[column][0]:
                chosen[column] = (order, place)
        elif (seen := next((key for key in keys if key in words.known), None)) is not None:
            known.add(seen)
        else:
            unknown.append(heading)
    places = {column: place for column, (_, place) in chosen.items()}
    return Header(first, last, headings, places, frozenset(known), tuple(unknown))


def is_numbering(row: Sequence[str]) -> bool:
    """Whether a row is the "(1) (2) (3)" line, or a line of formulas such as "(3)=(4)+(5)", under a header."""
    cells = [cell.replace(" ", "") for cell in row if cell.strip()]
    if len(cells) < 2:
        return False
    signs = set("0123456789()[]=+-:/*.,")
    if not all(set(cell) <= signs | set("ABCDEabcde") and len(cell) <= 20 for cell in cells):
        return False
    bare = [cell.strip("()[].") for cell in cells]
    numbers = [int(cell) for cell in bare if cell.isascii() and cell.isdigit() and len(cell) <= 2]
    framed = sum(cell.startswith(("(", "[")) for cell in cells)
    counting = len(numbers) >= 2 and all(b - a in (1, 2) for a, b in pairwise(numbers)) and numbers[0] <= 2
    return counting and (framed >= 2 or len(numbers) == len(cells))
