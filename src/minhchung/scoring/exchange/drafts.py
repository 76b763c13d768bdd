"""A pack that is not whole yet: rows in order, each as far as it is known, and the questions that a person must answer first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import ValidationError

from minhchung.scoring.exchange.problems import ExchangeError, RowProblem, sayings
from minhchung.scoring.packs import Node, Outside, Pack, Requirement, Variable
from minhchung.scoring.shapes import Shape

Part = Literal["inside", "bonus", "penalty"]
PARTS: tuple[Part, ...] = ("inside", "bonus", "penalty")


@dataclass(frozen=True, slots=True)
class DraftNode:
    """One row of the tree: `level` 1 is the top, a row one level deeper than the row above it is its child.

    `row`: where it stood in the file, from 1. `rule_why`: the words a proposed rule was taken from, and how they were understood; or why
    there is none. `shape`: what kind of rule is wanted, where its parameters are not good yet. The rest as in `Node`.
    """

    level: int
    row: int
    code: str = ""
    title: str = ""
    max: Decimal | None = None
    part: Part = "inside"
    rule: Shape | None = None
    shape: str | None = None
    rule_why: str = ""
    rule_text: str = ""
    source: str | None = None
    source_why: str = ""
    evidence: tuple[Requirement, ...] = ()
    lead: str | None = None
    supporting: tuple[str, ...] = ()
    deadline: date | None = None
    not_applicable: str | None = None
    zero_denominator: str | None = None
    missing: str | None = None
    self_scored: bool = True
    citation: str = ""
    note: str = ""


NODE_FIELDS = tuple(name for name in Node.model_fields if name != "children")
HEAD_NEEDED = {
    "id": "mã bộ tiêu chí",
    "version": "phiên bản",
    "title": "tên bộ tiêu chí",
    "year": "năm",
    "sample": "là bộ mẫu hay bộ chính thức",
    "provenance": "văn bản ban hành",
    "valid_from": "ngày có hiệu lực",
}
"""What no table says and a pack must have."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something a person must say before the draft can be used. `index`: the row of the draft (None: the pack), `field`: what lacks."""

    index: int | None
    field: str
    text: str


class DraftError(ExchangeError):
    """The draft is no pack yet; `questions` and `problems` say what is still missing."""

    def __init__(self, questions: Sequence[Question], problems: Sequence[RowProblem] = ()) -> None:
        self.questions, self.problems = tuple(questions), tuple(problems)
        told = [question.text for question in questions] + [str(problem) for problem in problems]
        more = f"; và {len(told) - 10} việc khác" if len(told) > 10 else ""
        super().__init__(f"Bộ tiêu chí chưa dùng được, còn {len(told)} việc: {'; '.join(told[:10])}{more}.")


@dataclass(frozen=True, slots=True)
class Draft:
    """`head`: the fields of a Pack beside its tree (without bonus and penalty); `caps`: the cap of each part outside the scale.

    `problems` tell what was wrong in the file. Every value may be changed with `dataclasses.replace` and `changed`.
    """

    nodes: tuple[DraftNode, ...]
    head: Mapping[str, Any] = field(default_factory=dict)
    caps: Mapping[str, Decimal] = field(default_factory=dict)
    variables: tuple[Variable, ...] = ()
    problems: tuple[RowProblem, ...] = ()

    def changed(self, index: int, **fields: Any) -> "Draft":
        """The draft with fields of one row changed; giving a rule answers the question for it."""
        nodes = list(self.nodes)
        nodes[index] = replace(nodes[index], **fields)
        return replace(self, nodes=tuple(nodes))

    def with_head(self, **fields: Any) -> "Draft":
        """The draft with fields of the pack said."""
        return replace(self, head={**self.head, **fields})

    def is_leaf(self, index: int) -> bool:
        """Whether no row under this one is deeper."""
        after = self.nodes[index + 1] if index + 1 < len(self.nodes) else None
        here = self.nodes[index]
        return after is None or after.part != here.part or after.level <= here.level

    @property
    def leaves(self) -> tuple[int, ...]:
        """The indexes of the leaves, in order."""
        return tuple(index for index in range(len(self.nodes)) if self.is_leaf(index))

    def questions(self) -> tuple[Question, ...]:
        """What must still be said, first of the pack, then row by row."""
        return (*self._of_the_pack(), *(question for index in range(len(self.nodes)) for question in self._of_row(index)))

    def _of_the_pack(self) -> Iterator[Question]:
        for name, words in HEAD_NEEDED.items():
            if self.head.get(name) in (None, ""):
                yield Question(None, name, f"chưa ghi {words}")
        used = {node.part for node in self.nodes}
        for part, words in (("bonus", "điểm thưởng"), ("penalty", "điểm phạt")):
            if part in used and part not in self.caps:
                yield Question(None, part, f"chưa ghi mức tối đa của {words} trong năm")
        if "inside" not in used:
            yield Question(None, "nodes", "chưa có tiêu chí nào trong thang điểm")

    def _of_row(self, index: int) -> Iterator[Question]:
        node = self.nodes[index]
        named = f"{node.code or 'dòng ' + str(node.row)} “{node.title[:60]}”" if node.title else f"dòng {node.row}"
        for name, words in (("code", "mã"), ("title", "tên"), ("max", "điểm tối đa")):
            if getattr(node, name) in (None, ""):
                yield Question(index, name, f"{named}: chưa có {words}")
        if self.is_leaf(index):
            if node.rule is None:
                yield Question(index, "rule", f"{named}: chưa rõ cách chấm")
            if node.source is None:
                yield Question(index, "source", f"{named}: chưa rõ nguồn số liệu")

    def pack(self) -> Pack:
        """The pack. Raises DraftError that names what is still missing or wrong."""
        questions, errors = self.questions(), [problem for problem in self.problems if problem.error]
        if questions or errors:
            raise DraftError(questions, errors)
        told: dict[str, Any] = {**self.head, "variables": self.variables}
        try:
            trees = {part: self._tree(part) for part in PARTS}
            told["nodes"] = trees["inside"]
            for part in ("bonus", "penalty"):
                if part in self.caps:
                    told[part] = {"cap": self.caps[part], "items": trees[part]}
            return Pack.model_validate(told)
        except ValidationError as error:
            raise DraftError(
                [Question(None, str(path[0]) if path else "", f"{_of(path)}{said}") for path, said in sayings(error)]
            ) from error

    def _tree(self, part: Part) -> tuple[Node, ...]:
        """The nodes of a part as a tree; every level skipped is taken as one."""
        rows = [node for node in self.nodes if node.part == part]
        made: list[tuple[int, Node]] = []  # finished subtrees not yet taken by a row above them, last row first
        for row in reversed(rows):
            children: list[Node] = []
            while made and made[-1][0] > row.level:
                children.append(made.pop()[1])
            fields = {name: getattr(row, name) for name in NODE_FIELDS}
            try:
                made.append((row.level, Node(**fields, children=tuple(children))))
            except ValidationError as error:
                raise DraftError(
                    [Question(self.nodes.index(row), "", f"{row.code} “{row.title[:60]}”: {said}") for _, said in sayings(error)]
                ) from error
        return tuple(node for _, node in reversed(made))


def _of(path: tuple[int | str, ...]) -> str:
    words = HEAD_NEEDED.get(str(path[0])) if path else None
    return f"{words or '.'.join(map(str, path))}: " if path else ""


def draft_of(pack: Pack) -> Draft:
    """A whole pack as a draft; `pack()` gives it back."""
    parts: list[tuple[Part, Sequence[Node]]] = [("inside", pack.nodes)]
    caps: dict[str, Decimal] = {}
    outsides: tuple[tuple[Part, Outside | None], ...] = (("bonus", pack.bonus), ("penalty", pack.penalty))
    for part, outside in outsides:
        if outside:
            caps[part] = outside.cap
            parts.append((part, outside.items))
    rows = [row for part, nodes in parts for node in nodes for row in _rows(node, 1, part)]
    head = {name: getattr(pack, name) for name in Pack.model_fields if name not in ("nodes", "bonus", "penalty", "variables")}
    return Draft(tuple(rows), head, caps, pack.variables)


def _rows(node: Node, level: int, part: Part) -> Iterator[DraftNode]:
    yield DraftNode(level, 0, part=part, **{name: getattr(node, name) for name in NODE_FIELDS})
    for child in node.children:
        yield from _rows(child, level + 1, part)
