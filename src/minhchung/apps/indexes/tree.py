"""The tree of an index as its page shows it: fields and criteria with their sums, leaves with points, evidence and unit; beside the scale
bonus and penalty, and the leaves that a unit supports."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from minhchung.apps.indexes.standing import IndexStanding, LeafRow
from minhchung.apps.organisations.models import Unit
from minhchung.scoring.forecast import Act, Parts, acts
from minhchung.scoring.packs import Node

DEEPEST = 3
BONUS, PENALTY = "Điểm thưởng", "Điểm phạt"
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
Units = Collection[int] | None
"""Keys of the units that somebody works in or looks at; None for all."""


def tree(standing: IndexStanding, *, units: Units = None, state: str = "") -> list[Row]:
    """The rows of the scale in order; narrowed, only the leaves that fit and what stands above them. A unit has the leaves it leads, so
    that the sums are its own."""
    return [row for node in standing.pack.nodes for row in _rows(node, standing, 1, units, state)]


def _rows(node: Node, standing: IndexStanding, level: int, units: Units, state: str) -> Iterator[Row]:
    if node.is_leaf:
        row = standing.leaves.get(node.code)
        if row and leads(row, units) and (not state or fits(row, state)):
            yield Leaf(row, min(level, DEEPEST))
        return
    below = [row for child in node.children for row in _rows(child, standing, level + 1, units, state)]
    if below:
        leaves = [row.row for row in below if isinstance(row, Leaf)]
        asking = [leaf for leaf in leaves if leaf.standing.wanted]
        parts = sum((leaf.forecast.parts for leaf in leaves), Parts())
        yield Branch(node, min(level, DEEPEST - 1), parts, sum(leaf.standing.state == "full" for leaf in asking), len(asking))
        yield from below


@dataclass(frozen=True)
class Beside:
    """Bonus or penalty: the leaves that are shown; `points` and `cap` are those of all its leaves, as the score counts them."""

    kind: str
    title: str
    leaves: Sequence[Leaf]
    points: Decimal
    uncapped: Decimal
    cap: Decimal

    @property
    def sign(self) -> str:
        """How its points go into the total."""
        return "−" if self.kind == "penalty" else "+"

    @property
    def columns(self) -> list[dict[str, object]]:
        """The columns of its table: those of the tree, in the words of what is given or taken."""
        points = "Điểm trừ" if self.kind == "penalty" else "Điểm"
        said = (("Mã", "4.4rem"), ("Tiêu chí", ""), ("Tối đa", "4.6rem"), (points, "12rem"), ("Minh chứng", "9rem"), ("Đơn vị", "7rem"))
        return [{"label": label, "width": width, "numeric": label == "Tối đa"} for label, width in said]


def beside(standing: IndexStanding, *, units: Units = None, state: str = "") -> list[Beside]:
    """What the set gives and takes beside its scale, narrowed like the tree; a part without a leaf to show is left out."""
    found = []
    for kind, title, part in (("bonus", BONUS, standing.forecast.bonus), ("penalty", PENALTY, standing.forecast.penalty)):
        rows = [row for each in part.leaves if (row := standing.leaves.get(each.leaf.code))]
        shown = [Leaf(row, DEEPEST) for row in rows if leads(row, units) and (not state or fits(row, state))]
        if shown:
            found.append(Beside(kind, title, shown, part.points, part.uncapped, part.cap))
    return found


def supported(standing: IndexStanding, *, units: Units, state: str = "") -> list[Leaf]:
    """The leaves that the units support and do not lead, in order."""
    rows = standing.leaves.values()
    return [Leaf(row, DEEPEST) for row in rows if supports(row, units) and (not state or fits(row, state))]


def leads(row: LeafRow, units: Units) -> bool:
    """Whether the leaf is led by one of the units."""
    return units is None or row.criterion.unit_id in units


def supports(row: LeafRow, units: Units) -> bool:
    """Whether one of the units supports the leaf while another leads it."""
    return units is not None and not leads(row, units) and any(unit.pk in units for unit in row.criterion.supporting.all())


def fits(row: LeafRow, state: str) -> bool:
    """Whether a leaf is in one of STATES."""
    parts = row.forecast.parts
    if row.forecast.outside == "penalty":  # what is not taken away is nothing won, and its evidence is the city's
        return state in ("winnable", "lost") and bool(getattr(parts, state))
    if state == "lacking":
        return bool(row.standing.wanted) and row.standing.state != "full"
    return bool(getattr(parts, state, 0))


@dataclass(frozen=True)
class Win:
    """Something to do for points: the act of the engine on its leaf, and what it needs in words ("" where the leaf says it all).

    `supporting`: whoever asks supports the leaf; its points stay with `unit`, which leads it.
    """

    act: Act
    row: LeafRow
    words: str
    supporting: bool = False

    @property
    def unit(self) -> Unit | None:
        """The unit that leads the leaf."""
        return self.row.criterion.unit

    @property
    def beside(self) -> str:
        """Where the points stand beside the scale: "điểm thưởng", "điểm phạt"; else ""."""
        return {"bonus": lower_first(BONUS), "penalty": lower_first(PENALTY)}.get(self.row.forecast.outside, "")


def wins(standing: IndexStanding, *, units: Units = None, limit: int | None = None) -> list[Win]:
    """What to do this week for most points, in the order of the engine; with units only what they lead or support."""
    titles = {variable.name: variable.title for variable in standing.pack.variables}
    found = []
    for act in acts(standing.pack, standing.forecast, standing.facts):
        row = standing.leaves.get(act.leaf.code)
        if row is not None and (leads(row, units) or supports(row, units)):
            found.append(Win(act, row, _words(act, row, titles), not leads(row, units)))
    return found[:limit]


def _words(act: Act, row: LeafRow, titles: dict[str, str]) -> str:
    if act.kind == "prove":
        lacking = [each.requirement.text for each in row.requirements if each.standing.state != "full"]
        return f"thiếu minh chứng: {lower_first(lacking[0])}" if lacking else "thiếu minh chứng"
    if act.kind == "avoid":
        return "còn tránh được"
    return f"cần: {lower_first(titles[act.input])}" if act.input in titles else ""


def lower_first(text: str) -> str:
    """Inside a sentence: Báo cáo → báo cáo, but TTHC stays."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
