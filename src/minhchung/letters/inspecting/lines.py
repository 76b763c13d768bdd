"""What an inspection looks at: the printed lines of a document with their effective formats, whatever program wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from minhchung.letters.widths import text_width

RuleKind = Literal["drawn", "typed", "underlined"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one format; `size` points, `color` a hexadecimal number or "auto"."""

    text: str
    font: str
    size: float
    bold: bool
    italic: bool
    underlined: bool
    caps: bool
    color: str

    @property
    def shown(self) -> str:
        """The text as it prints."""
        return self.text.upper() if self.caps else self.text


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule: its millimetres (0 when not known) and what it is made of."""

    length: float
    kind: RuleKind


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: the body, a cell or a text box (`holder` tells them apart), how wide it is there and in which section. `table`
    names the table, `row` and `column` the cell; `ruled` a table whose cells have borders; `head` a row repeated on every page."""

    holder: str
    room: float
    section: int
    table: int | None = None
    row: int = 0
    column: int = 0
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `align` left, center, right or both; lengths millimetres, `before` and `after` points; `spacing` in lines (1.0 is
    single), `label` the number a list gives it; `split`: only a part of a paragraph, between tabs, whose place is not known."""

    place: Place
    pieces: tuple[Piece, ...]
    align: str = "left"
    left: float = 0
    right: float = 0
    first_line: float = 0
    before: float = 0
    after: float = 0
    spacing: float = 1.0
    label: str = ""
    rules: tuple[Rule, ...] = ()
    box: tuple[float, float] | None = None
    split: bool = False
    number: int = 0
    pulled: bool = field(default=False, compare=False)

    @property
    def text(self) -> str:
        """What is read, with the number a list gives."""
        return (self.label + "".join(piece.shown for piece in self.pieces)).strip()

    @property
    def blank(self) -> bool:
        """Nothing but blanks."""
        return not self.text

    @property
    def inked(self) -> list[Piece]:
        """The pieces that show something."""
        return [piece for piece in self.pieces if piece.text.strip()]

    @property
    def width(self) -> float:
        """The millimetres its text would take on one line."""
        return max((sum(text_width(text, size, bold=bold) for text, size, bold in part) for part in self._parts()), default=0.0)

    @property
    def printed_width(self) -> float:
        """The millimetres of its longest printed line."""
        return min(self.width, self.place.room - self.left - self.right)

    def _parts(self) -> list[list[tuple[str, float, bool]]]:
        parts: list[list[tuple[str, float, bool]]] = [[]]
        for piece in self.pieces:
            first, *more = piece.shown.split("\n")
            parts[-1].append((first, piece.size, piece.bold))
            parts.extend([(text, piece.size, piece.bold)] for text in more)
        if parts[0]:
            parts[0] = [(parts[0][0][0].lstrip(), *parts[0][0][1:]), *parts[0][1:]]
        return parts

    def parted(self, cuts: Sequence[tuple[int, int]]) -> "list[Line]":
        """Its stretches between `cuts` (character places in the joined pieces) as lines of their own."""
        made, at = [], 0
        for start, end in [*cuts, (sum(len(piece.text) for piece in self.pieces), 0)]:
            made.append(replace(self, pieces=tuple(self._between(at, start)), split=True))
            at = end
        return [line for line in made if not line.blank]

    def _between(self, start: int, end: int) -> "list[Piece]":
        found, at = [], 0
        for piece in self.pieces:
            text = piece.text[max(0, start - at) : max(0, end - at)]
            if text:
                found.append(replace(piece, text=text))
            at += len(piece.text)
        return found


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A page number in a header or footer: where, and how it looks."""

    where: Literal["header", "footer"]
    kind: str
    line: Line


@dataclass(frozen=True, slots=True)
class Section:
    """The sheet of a section, in millimetres; `hides_first`: its first page has a header of its own; `form` and `start` of its numbers."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    across: bool
    hides_first: bool
    form: str
    start: int | None
    numbers: tuple[PageNumber, ...]

    @property
    def text_width(self) -> float:
        """What is left between the margins."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document as lines in their order."""

    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    tables: frozenset[int]
    """The sections that hold a ruled table."""
