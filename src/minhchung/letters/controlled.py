"""A controlled document of the quality system (procedure, manual, policy …) as a paper: the model that screens show, and its DOCX.

A4 upright, Times New Roman, margins of Nghị định 30/2020/NĐ-CP (Phụ lục I); cover with three signature boxes and the revision table, then
the text under a page header that repeats code, day, issue and page n/N, as the sample documents of communes do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True)
class Cell:
    """A text, of several lines perhaps; `doubt` says why it is not certain, "" when it is."""

    text: str
    doubt: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading with its number; level 1 for the sections, 2 for their parts."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 1


@dataclass(frozen=True)
class Words:
    """Paragraphs, one per line of `text`; an empty text without doubt says that there is nothing."""

    kind: ClassVar[str] = "words"
    text: str
    doubt: str = ""

    @property
    def lines(self) -> list[str]:
        """Its paragraphs."""
        return [line for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True)
class Column:
    """A heading of a table and its width in millimetres (the text is 160 wide). `middle`: its cells stand in the middle."""

    title: str
    width: int
    middle: bool = False


@dataclass(frozen=True)
class Grid:
    """A table."""

    kind: ClassVar[str] = "grid"
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]

    @property
    def placed(self) -> list[list[tuple[Cell, Column]]]:
        """Every cell with its column."""
        return [list(zip(row, self.columns, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Box:
    """A step of a flowchart: what stands in the box, who does it, within which time, with which result."""

    name: str
    who: str
    time: str
    result: str
    doubt: str = ""


@dataclass(frozen=True)
class Chart:
    """A flowchart: boxes from top to bottom, an arrow between two of them."""

    kind: ClassVar[str] = "chart"
    boxes: Sequence[Box]


Block = Heading | Words | Grid | Chart
DOUBT = "[Chưa rõ: {doubt}]"
"""How a place that is not certain is marked on paper."""
RED = "B2271C"
CHART_COLUMNS = (Column("Trách nhiệm", 34), Column("Trình tự công việc", 66), Column("Thời gian", 25), Column("Biểu mẫu, kết quả", 35))


@dataclass(frozen=True)
class Signer:
    """One of the three boxes of the cover; empty texts are filled by hand."""

    role: str
    name: str = ""
    post: str = ""
    on: str = ""


@dataclass(frozen=True)
class ControlledPaper:
    """`mark` is stamped on every page ("HẾT HIỆU LỰC", "BẢN THẢO"); "" on a version in force. `effective`: its day as written."""

    agency: str
    nature: str
    title: str
    code: str
    issue: str
    revision: str
    effective: str
    signers: Sequence[Signer]
    revisions: Grid
    blocks: Sequence[Block]
    standard: str = ""
    mark: str = ""
    over: bool = False
    """The mark says that it must not be used any more."""
    notes: Sequence[str] = field(default_factory=tuple)
    """Sentences that stand under the cover on screens only."""
