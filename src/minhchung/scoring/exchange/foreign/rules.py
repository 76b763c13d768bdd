"""A rule out of its words, only where the words say it: each shape has one reading, and the first that takes every word wins."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from pydantic import ValidationError

from minhchung.scoring.exchange.foreign.amounts import average, counts, deadline, deduction, external, parts, per_item, rank, yes_no
from minhchung.scoring.exchange.foreign.clauses import clauses_of
from minhchung.scoring.exchange.foreign.leaf import Leaf, Raw
from minhchung.scoring.exchange.foreign.shares import formula, ratio_bands
from minhchung.scoring.exchange.ruling import ADAPTER
from minhchung.scoring.packs import Variable
from minhchung.scoring.shapes import SHAPES, Shape
from minhchung.text.normal import squeeze

UNCLEAR = "chưa rõ cách chấm"
WORDED = ("ratio_linear", "ratio_to_target", "index_linear", "external", "per_item", "deduction", "ratio_floor_linear")
"""Shapes whose words are read as a whole."""


READINGS: tuple[Callable[[Leaf], Raw | None], ...] = (
    deduction, per_item, deadline, rank, average, ratio_bands, formula, yes_no, counts, external, parts,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule with the variables it reads, and why; no rule: `why` says what is unclear."""

    rule: Shape | None
    why: str
    variables: tuple[Variable, ...] = ()


def propose_rule(code: str, title: str, text: str, maximum: Decimal, year: int | None = None) -> Proposal:
    """The rule that the words state. `year` completes days without one."""
    if not text.strip():
        return Proposal(None, f"{UNCLEAR}: không có lời nào về cách chấm")
    clauses = clauses_of(text, maximum)
    for reading in READINGS:
        leaf = Leaf(code, title, text, maximum, year, clauses)
        raw = reading(leaf)
        if raw is None:
            continue
        try:
            rule = ADAPTER.validate_python(raw)
        except ValidationError:
            continue
        unread = [clause.text for clause in clauses if clause.points is None] if raw["shape"] not in WORDED else []
        note = f"; không dùng lời “{'; '.join(unread)}”" if unread else ""
        return Proposal(rule, f"hiểu là “{SHAPES[raw['shape']]}” theo lời: “{squeeze(text)}”{note}", tuple(leaf.variables))
    return Proposal(None, f"{UNCLEAR}: “{squeeze(text)}”")
