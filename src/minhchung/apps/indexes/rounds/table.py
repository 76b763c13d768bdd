"""A round as its pages and papers show it: the tree of the set, and per leaf what the rule gives, the evidence, and every column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from minhchung.apps.indexes.models import Criterion
from minhchung.apps.indexes.rounds.declaring import Content
from minhchung.apps.indexes.rounds.marking import newest_marks
from minhchung.apps.indexes.rounds.models import Explanation, Mark, Round
from minhchung.apps.indexes.rules import Proof, rounds
from minhchung.apps.indexes.rules.rounds import Total, declared_points, latest_points
from minhchung.scoring.packs import Node
from minhchung.scoring.score import LeafScore
from minhchung.scoring.words import points as points_words

DEEPEST = 3
NO_PROOF = Proof("none", 0, 0, "Tiêu chí chưa nêu minh chứng cần có")
OUTSIDE = {"bonus": "Điểm thưởng", "penalty": "Điểm phạt"}


@dataclass(frozen=True)
class Line:
    """A leaf of the round. `known`: what the rule gives, frozen once handed in; `marks`: column → the mark that counts."""

    node: Node
    level: int
    criterion: Criterion
    known: LeafScore
    proof: Proof
    marks: Mapping[str, Mark]
    explanation: Explanation | None
    outside: str = ""

    @property
    def points(self) -> dict[str, Decimal]:
        """The points by column."""
        return {column: mark.points for column, mark in self.marks.items()}

    @property
    def declared(self) -> Decimal | None:
        """What the ward says."""
        return declared_points(self.points)

    @property
    def declared_mark(self) -> Mark | None:
        """The mark that says it."""
        return next((self.marks[each] for each in (rounds.MARK_APPROVED, rounds.MARK_UNIT, rounds.MARK_SELF) if each in self.marks), None)

    @property
    def said(self) -> str:
        """How the ward explains its points: the unit's own words, and those of who changed them."""
        marks = [self.marks[each] for each in (rounds.MARK_SELF, rounds.MARK_UNIT, rounds.MARK_APPROVED) if each in self.marks]
        return "; ".join(dict.fromkeys(mark.reason for mark in marks if mark.reason and not mark.reason.startswith("Theo đ")))

    @property
    def latest(self) -> Decimal | None:
        """The points that count now."""
        return latest_points(self.points)

    @property
    def appraised(self) -> Decimal | None:
        """What the city says, the furthest of its columns."""
        return rounds.first_known(self.points, rounds.MARK_PUBLISHED, rounds.MARK_SECOND, rounds.MARK_FIRST)

    @property
    def lost(self) -> Decimal | None:
        """What is missing to the maximum; of a penalty the points themselves; None where nobody knows the points yet."""
        if self.outside == "bonus":
            return Decimal(0)
        if self.latest is None:
            return None
        return self.latest if self.outside else self.known.maximum - self.latest

    @property
    def self_scored(self) -> bool:
        """Whether the ward scores it."""
        return rounds.is_self_scored(self.node)

    @property
    def opinion(self) -> str:
        """What the city said last."""
        found = [self.marks[each] for each in (rounds.MARK_SECOND, rounds.MARK_FIRST) if each in self.marks]
        return next((mark.reason for mark in found if mark.reason and mark.reason != "Giữ điểm lần 1"), "")


@dataclass(frozen=True)
class Heading:
    """A field or criterion with its sums; a column nobody has filled has none."""

    title: str
    code: str
    level: int
    maximum: Decimal
    sums: Mapping[str, Decimal]


@dataclass(frozen=True)
class Table:
    """All of a round on a stage."""

    round: Round
    stage: str
    content: Content
    rows: Sequence[Heading | Line]

    @property
    def lines(self) -> list[Line]:
        """The leaves in order."""
        return [row for row in self.rows if isinstance(row, Line)]

    def total(self, column: str) -> Total:
        """A column added up as the set says; BESIDE for what they make together."""
        found = {line.node.code: points for line in self.lines if (points := value_of(line, column)) is not None}
        return rounds.total_of(self.content.pack, self.content.maxima, found)

    def filled(self, column: str) -> int:
        """How many leaves have points in a column."""
        return sum(value_of(line, column) is not None for line in self.lines)


DECLARED, APPRAISED, LATEST = "declared", "appraised", "latest"
BESIDE = (DECLARED, APPRAISED, LATEST)
"""Beside the columns: what the ward says, what the city says, and what counts now."""


def value_of(line: Line, column: str) -> Decimal | None:
    """The points of a leaf in a column."""
    if column in BESIDE:
        found: Decimal | None = getattr(line, column)
        return found
    return line.points.get(column)


def table_of(round: Round, content: Content, stage: str) -> Table:
    """The table of a round. A fixed number of queries, whatever the leaves."""
    live = Criterion.objects.filter(index=round.index_id, archived_at=None).select_related("unit", "commune")
    criteria = {each.code: each for each in live.prefetch_related("supporting")}
    explained = {each.criterion_id: each for each in Explanation.objects.filter(round=round).select_related("asked_by", "answered_by")}
    marks = newest_marks(round)

    def line(node: Node, level: int, outside: str) -> Line | None:
        criterion, known = criteria.get(node.code), content.leaves.get(node.code)
        if criterion is None or known is None:
            return None
        own = marks.get(criterion.pk, {})
        proof = content.proofs.get(node.code, NO_PROOF)
        return Line(node, min(level, DEEPEST), criterion, known, proof, own, explained.get(criterion.pk), outside)

    def below(node: Node, level: int, outside: str) -> Iterator[Heading | Line]:
        if node.is_leaf:
            made = line(node, level, outside)
            if made is not None:
                yield made
            return
        rows = [row for child in node.children for row in below(child, level + 1, outside)]
        if rows:
            yield _heading(node.title, node.code, min(level, DEEPEST - 1), rows)
            yield from rows

    rows = [row for node in content.pack.nodes for row in below(node, 1, "")]
    for name, title in OUTSIDE.items():
        part = getattr(content.pack, name)
        extra = [row for item in (part.items if part else ()) for row in below(item, 2, name)]
        if extra:
            rows += [_heading(f"{title}, nhiều nhất {points_words(part.cap)}", "", 1, extra, cap=part.cap), *extra]
    return Table(round, stage, content, rows)


def _heading(title: str, code: str, level: int, rows: Sequence[Heading | Line], *, cap: Decimal | None = None) -> Heading:
    """Over a cap nothing counts, as in the total."""
    lines = [row for row in rows if isinstance(row, Line)]
    sums: dict[str, Decimal] = {}
    for column in (*rounds.COLUMNS, *BESIDE):
        known = [points for each in lines if (points := value_of(each, column)) is not None]
        if known:
            sums[column] = _at_most(sum(known, Decimal(0)), cap)
    return Heading(title, code, level, _at_most(sum((each.known.maximum for each in lines), Decimal(0)), cap), sums)


def _at_most(points: Decimal, cap: Decimal | None) -> Decimal:
    return points if cap is None else min(points, cap)
