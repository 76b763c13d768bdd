"""Points of a pack from what is known: per leaf with the reasons, summed up the tree, with bonus, penalty and rating."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from minhchung.scoring.expression import FormulaError
from minhchung.scoring.facts import Facts, Known
from minhchung.scoring.packs import Band, Node, Outside, Pack
from minhchung.scoring.reading import NothingToDivideBy, Strictly, Unknown
from minhchung.scoring.shapes import Marks
from minhchung.scoring.words import capital
from minhchung.scoring.words import points as in_points

ZERO = Decimal(0)
UNITS = tuple(Decimal(1).scaleb(-places) for places in range(7))
"""Places → the least amount: 2 → 0.01."""
How = Literal["rule", "given", "not_applicable", "zero_denominator", "unknown"]


class LeafScore(NamedTuple):
    """One leaf. `points` is None where nobody can say, and `missing` then names what lacks and why.

    `maximum`: after the not-applicable policy, 0 where the leaf was taken out. `used`: the inputs the rule read. `how`: by the rule, by
    hand, by a policy. `why`: a sentence for a clerk, without its full stop.
    """

    code: str
    points: Decimal | None
    maximum: Decimal
    how: How
    why: str
    used: Mapping[str, Known]
    missing: Mapping[str, str]


class NodeScore(NamedTuple):
    """A field or criterion: the sum of the known points under it, its maximum, and how many leaves are unknown."""

    code: str
    points: Decimal
    maximum: Decimal
    unknown: int


@dataclass(frozen=True, slots=True)
class Score:
    """`total` is what is known of the scale, rescaled where leaves were taken out; `final` with bonus and penalty, inside the bounds.

    `band` is None as long as leaves are unknown, since nobody can say it yet.
    """

    pack: str
    version: int
    digest: str
    leaves: Mapping[str, LeafScore]
    nodes: Mapping[str, NodeScore]
    total: Decimal
    maximum: Decimal
    bonus: Decimal
    penalty: Decimal
    final: Decimal
    band: Band | None

    @property
    def unknown(self) -> tuple[LeafScore, ...]:
        """The leaves nobody can score yet."""
        return tuple(leaf for leaf in self.leaves.values() if leaf.points is None)


def score(pack: Pack, facts: Facts, reader: Callable[[Facts], Strictly] = Strictly) -> Score:
    """The score of one unit. The same pack and facts give the same score for ever."""
    maxima = maxima_of(pack, facts)
    leaves = {leaf.code: leaf_score(pack, leaf, maxima.get(leaf.code, leaf.max), facts, reader) for leaf in (*pack.leaves, *pack.outside)}
    inside = [leaves[leaf.code] for leaf in pack.leaves]
    applicable = sum((leaf.maximum for leaf in inside), ZERO)
    known = sum((leaf.points for leaf in inside if leaf.points is not None), ZERO)
    left_out = sum((leaf.max for leaf in pack.leaves), ZERO) - applicable
    # Leaves taken out: what is left stands for the whole (QĐ 212/2025 Hải Phòng: 4 điểm được giao tính thành 10).
    total = (
        (known * (applicable + left_out) / applicable).quantize(UNITS[pack.decimals], ROUND_HALF_UP) if left_out and applicable else known
    )
    bonus, penalty = _outside(pack.bonus, leaves), _outside(pack.penalty, leaves)
    final = total + bonus - penalty
    if pack.bounds:
        final = min(max(final, pack.bounds[0]), pack.bounds[1])
    unknown = any(leaf.points is None for leaf in leaves.values())
    return Score(
        pack.id, pack.version, pack.digest, leaves, _nodes(pack.nodes, leaves), total, applicable + left_out, bonus, penalty, final,
        None if unknown else band_of(pack, final),
    )  # fmt: skip


def band_of(pack: Pack, points: Decimal) -> Band | None:
    """The rating of a final score; None where the pack has none for it."""
    return next((band for band in sorted(pack.bands, key=lambda band: -band.min) if points >= band.min), None)


def leaf_score(pack: Pack, leaf: Node, maximum: Decimal, facts: Facts, reader: Callable[[Facts], Strictly] = Strictly) -> LeafScore:
    """One leaf; `maximum` is that after the not-applicable policy."""
    read = reader(facts)
    if leaf.code in facts.given:
        given = facts.given[leaf.code]
        return _told(pack, leaf, maximum, Marks(given.points, f"điểm ghi tay: {given.reason}"), read, how="given")
    if leaf.code in facts.not_applicable:
        return _without(pack, leaf, maximum, facts.not_applicable[leaf.code], read)
    try:
        found = leaf.scored_by.marks(read, leaf.max)
    except NothingToDivideBy:
        return _divided_by_nothing(pack, leaf, maximum, read)
    except Unknown as unknown:
        lacking = "; ".join(f"{pack.titles.get(name, name)}{f' ({reason})' if reason else ''}" for name, reason in unknown.missing.items())
        if pack.if_missing(leaf) == "zero":
            return _told(pack, leaf, maximum, Marks(ZERO, f"còn thiếu {lacking}: tính 0 điểm"), read, how="unknown")
        return LeafScore(leaf.code, None, maximum, "unknown", capital(f"chưa chấm được, còn thiếu: {lacking}"), read.used, unknown.missing)
    except FormulaError as error:
        return LeafScore(leaf.code, None, maximum, "unknown", capital(f"chưa chấm được: {error}"), read.used, {})
    return _told(pack, leaf, maximum, found, read)


def _told(pack: Pack, leaf: Node, maximum: Decimal, found: Marks, read: Strictly, *, how: How = "rule") -> LeafScore:
    points, why = found
    if points > leaf.max or points < ZERO:
        points = min(max(points, ZERO), leaf.max)
        why += f"; chỉ tính trong khoảng 0 đến {in_points(leaf.max)}"
    if maximum != leaf.max and leaf.max:
        points = points * maximum / leaf.max
        why += f"; nhận thêm điểm của mục không áp dụng nên tính trên {in_points(maximum)}: {in_points(points)}"
    exact, points = points, min(points.quantize(UNITS[pack.decimals], ROUND_HALF_UP), maximum)  # rounding never lifts it over the maximum
    if in_points(exact) != in_points(points):
        why += f"; làm tròn {in_points(points)}"
    return LeafScore(leaf.code, points, maximum, how, capital(why), read.used, {})


def _without(pack: Pack, leaf: Node, maximum: Decimal, reason: str, read: Strictly) -> LeafScore:
    policy = pack.if_not_applicable(leaf)
    said = {
        "full": f"tính đủ {in_points(maximum)}",
        "zero": "0 điểm",
        "rescale": "không tính, quy lại thang điểm",
        "spread": "không mục nào cùng nhóm nhận thay, 0 điểm" if maximum else "điểm chia đều cho các mục cùng nhóm",
    }
    points = maximum if policy == "full" else ZERO
    return LeafScore(leaf.code, points, maximum, "not_applicable", capital(f"không áp dụng ({reason}): {said[policy]}"), read.used, {})


def _divided_by_nothing(pack: Pack, leaf: Node, maximum: Decimal, read: Strictly) -> LeafScore:
    policy = pack.if_nothing_to_divide_by(leaf)
    why = "mẫu số bằng 0"
    if policy == "unknown":
        return LeafScore(leaf.code, None, maximum, "zero_denominator", capital(f"{why}: chưa chấm được"), read.used, {"": why})
    if policy == "not_applicable":
        return _without(pack, leaf, maximum, "không phát sinh", read)
    points, said = (maximum, f"tính đủ {in_points(maximum)}") if policy == "full" else (ZERO, "0 điểm")
    return LeafScore(leaf.code, points, maximum, "zero_denominator", capital(f"{why}: {said}"), read.used, {})


def maxima_of(pack: Pack, facts: Facts) -> dict[str, Decimal]:
    """Maximum of each leaf inside the scale after the not-applicable policies; a leaf that is taken out has 0.

    A leaf without anything to divide by, whose policy says so, counts as not applicable too.
    """
    maxima = {leaf.code: leaf.max for leaf in pack.leaves}
    if not facts.not_applicable and not _may_drop_out(pack):
        return maxima
    out = {
        leaf.code
        for leaf in pack.leaves
        if leaf.code not in facts.given and (leaf.code in facts.not_applicable or _has_nothing(pack, leaf, facts))
    }
    for node in (node for top in pack.nodes for node in top.nodes()):
        _spread(pack, [child for child in node.children if child.is_leaf], out, maxima)
    _spread(pack, [node for node in pack.nodes if node.is_leaf], out, maxima)
    for leaf in pack.leaves:
        if leaf.code in out and pack.if_not_applicable(leaf) == "rescale":
            maxima[leaf.code] = ZERO
    return maxima


def _may_drop_out(pack: Pack) -> bool:
    return pack.policies.zero_denominator == "not_applicable" or any(leaf.zero_denominator == "not_applicable" for leaf in pack.leaves)


def _has_nothing(pack: Pack, leaf: Node, facts: Facts) -> bool:
    if pack.if_nothing_to_divide_by(leaf) != "not_applicable":
        return False
    try:
        leaf.scored_by.marks(Strictly(facts), leaf.max)
    except NothingToDivideBy:
        return True
    except (Unknown, FormulaError):
        return False
    return False


def _spread(pack: Pack, sisters: list[Node], out: set[str], maxima: dict[str, Decimal]) -> None:
    """Gives the points of leaves that do not apply to their sisters in equal parts; the odd hundredths go to the first ones, what is
    smaller than a hundredth to the very first."""
    gone = [leaf for leaf in sisters if leaf.code in out and pack.if_not_applicable(leaf) == "spread"]
    takers = [leaf for leaf in sisters if leaf.code not in out]
    if not gone or not takers:
        return  # nobody to take them: the leaf keeps its maximum and gives no points
    units, rest = divmod(sum((leaf.max for leaf in gone), ZERO), UNITS[pack.decimals])
    each, odd = divmod(int(units), len(takers))
    for place, leaf in enumerate(takers):
        maxima[leaf.code] += (each + (place < odd)) * UNITS[pack.decimals] + (rest if not place else ZERO)
    for leaf in gone:
        maxima[leaf.code] = ZERO


def _outside(part: Outside | None, leaves: Mapping[str, LeafScore]) -> Decimal:
    if part is None:
        return ZERO
    found = sum((leaves[leaf.code].points or ZERO for item in part.items for leaf in item.leaves()), ZERO)
    return min(found, part.cap)


def _nodes(nodes: Iterable[Node], leaves: Mapping[str, LeafScore]) -> dict[str, NodeScore]:
    found: dict[str, NodeScore] = {}
    for node in nodes:
        if node.children:
            _add(node, leaves, found)
    return found


def _add(node: Node, leaves: Mapping[str, LeafScore], found: dict[str, NodeScore]) -> NodeScore:
    points, maximum, unknown = ZERO, ZERO, 0
    for child in node.children:
        if child.children:
            below = _add(child, leaves, found)
            points, maximum, unknown = points + below.points, maximum + below.maximum, unknown + below.unknown
            continue
        leaf = leaves[child.code]
        maximum += leaf.maximum
        if leaf.points is None:
            unknown += 1
        else:
            points += leaf.points
    found[node.code] = NodeScore(node.code, points, maximum, unknown)
    return found[node.code]
