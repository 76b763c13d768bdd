"""The tree of an index as its page shows it: fields and criteria with their sums, leaves with points, evidence and unit."""

from collections.abc import Iterator
from dataclasses import dataclass

from minhchung.apps.indexes.standing import IndexStanding, LeafRow
from minhchung.scoring.forecast import Act, Parts, acts
from minhchung.scoring.packs import Node

DEEPEST = 3
STATES = {
    "lacking": "Thiếu minh chứng",
    "winnable": "Còn giành được",
    "lost": "Đã mất điểm",
    "unknown": "Chưa biết",
    "secured": "Đã chắc",
}


@dataclass(frozen=True)
class Branch:
    """A field or criterion: its sums, and how many of its leaves have all their evidence."""

    node: Node
    level: int
    parts: Parts
    full: int
    wanted: int

    @property
    def state(self) -> str:
        """full, part or none, for the evidence column."""
        return "full" if self.wanted and self.full == self.wanted else "part" if self.full else "none"


@dataclass(frozen=True)
class Leaf:
    """A leaf."""

    row: LeafRow
    level: int

    @property
    def node(self) -> Node:
        """What the criteria set says of it."""
        return self.row.forecast.leaf


Row = Branch | Leaf


def tree(standing: IndexStanding, *, unit: int | None = None, state: str = "") -> list[Row]:
    """The rows in order; with a unit or a state only the leaves that fit and what stands above them."""
    return [row for node in standing.pack.nodes for row in _rows(node, standing, 1, unit, state)]


def _rows(node: Node, standing: IndexStanding, level: int, unit: int | None, state: str) -> Iterator[Row]:
    if node.is_leaf:
        row = standing.leaves.get(node.code)
        if row and (unit is None or _of_unit(row, unit)) and (not state or fits(row, state)):
            yield Leaf(row, min(level, DEEPEST))
        return
    below = [row for child in node.children for row in _rows(child, standing, level + 1, unit, state)]
    if below:
        leaves = [row.row for row in below if isinstance(row, Leaf)]
        asking = [leaf for leaf in leaves if leaf.standing.wanted]
        parts = sum((leaf.forecast.parts for leaf in leaves), Parts())
        yield Branch(node, min(level, DEEPEST - 1), parts, sum(leaf.standing.state == "full" for leaf in asking), len(asking))
        yield from below


def _of_unit(row: LeafRow, unit: int) -> bool:
    return row.criterion.unit_id == unit


def fits(row: LeafRow, state: str) -> bool:
    """Whether a leaf is in one of STATES."""
    parts = row.forecast.parts
    if state == "lacking":
        return bool(row.standing.wanted) and row.standing.state != "full"
    return bool(getattr(parts, state, 0))


@dataclass(frozen=True)
class Win:
    """Something to do for points: the act of the engine on its leaf, and what it needs in words ("" where the leaf says it all)."""

    act: Act
    row: LeafRow
    words: str


def wins(standing: IndexStanding, *, unit: int | None = None, limit: int | None = None) -> list[Win]:
    """What to do this week for most points, in the order of the engine; with a unit only what it leads."""
    titles = {variable.name: variable.title for variable in standing.pack.variables}
    found = []
    for act in acts(standing.pack, standing.forecast, standing.facts):
        row = standing.leaves.get(act.leaf.code)
        if row is not None and (unit is None or _of_unit(row, unit)):
            found.append(Win(act, row, _words(act, row, titles)))
    return found[:limit]


def _words(act: Act, row: LeafRow, titles: dict[str, str]) -> str:
    if act.kind == "prove":
        lacking = [each.requirement.text for each in row.requirements if each.standing.state != "full"]
        return f"thiếu minh chứng: {lower_first(lacking[0])}" if lacking else "thiếu minh chứng"
    return f"cần: {lower_first(titles[act.input])}" if act.input in titles else ""


def lower_first(text: str) -> str:
    """Inside a sentence: Báo cáo → báo cáo, but TTHC stays."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
