"""How far required evidence has come, and where a criterion's points stand. Pure: values in, values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, cast

from minhchung.apps.evidence.rules import Sufficed
from minhchung.scoring.forecast import Parts
from minhchung.scoring.score import LeafScore
from minhchung.text.written import POINT_PLACES

ZERO = Decimal(0)
POINTS: dict[str, Any] = {"max_digits": 9, "decimal_places": POINT_PLACES}
"""How every column and every field that holds points is made."""

EvidenceState = Literal["full", "part", "wait", "wrong", "none"]


@dataclass(frozen=True)
class Work:
    """Work linked to a requirement: whether all of it is accepted, and whether anything was brought for it."""

    accepted: bool
    shown: bool


@dataclass(frozen=True)
class RequirementStanding:
    """How far one required piece of evidence has come: the shape of its state and its word, the sentence why, and what would mend it."""

    state: EvidenceState
    work_done: bool
    reason: str
    words: str = ""
    mend: str = ""


@dataclass(frozen=True)
class CriterionStanding:
    """Where the points of a criterion stand. `score` is the engine's result for a leaf of a criteria set, None for a hand-made one."""

    points: Decimal
    parts: Parts
    state: EvidenceState
    met: int
    wanted: int
    reason: str
    score: LeafScore | None = None

    @property
    def held(self) -> Decimal:
        """Points held up by unfinished work or missing proof."""
        return self.parts.unproven + self.parts.winnable


def requirement_standing(told: Sufficed, works: Sequence[Work]) -> RequirementStanding:
    """As the test of sufficiency says; where nothing counts yet, what the linked work has come to. Only accepted work proves anything."""
    done = any(work.accepted for work in works)
    if told.state != "none":
        return RequirementStanding(cast(EvidenceState, told.mark), done, told.reason.rstrip("."), told.words, told.mend)
    if any(work.shown for work in works if not work.accepted):
        return RequirementStanding("wait", done, "Có minh chứng, nhiệm vụ chưa nghiệm thu xong", "chờ nghiệm thu", "Nghiệm thu nhiệm vụ.")
    if works:
        said = "Đã nghiệm thu nhưng chưa có minh chứng" if done else "Nhiệm vụ đang làm, chưa có minh chứng"
    else:
        said = "Chưa có minh chứng, chưa gắn nhiệm vụ nào"
    return RequirementStanding("none", done, said, told.words, told.mend)


@dataclass(frozen=True)
class Proof:
    """The evidence of a criterion taken together."""

    state: EvidenceState
    met: int
    wanted: int
    reason: str

    @property
    def suffices(self) -> bool:
        """Whether everything that is asked for is there; a criterion that asks for nothing has no proof to lack."""
        return self.met == self.wanted


def proof(requirements: Sequence[RequirementStanding]) -> Proof:
    """All requirements together; of what lacks the first names the state."""
    open_items = [item for item in requirements if item.state != "full"]
    met = len(requirements) - len(open_items)
    state: EvidenceState = "full" if requirements and not open_items else ("part" if met else open_items[0].state if open_items else "none")
    reason = "; ".join(dict.fromkeys(item.reason for item in open_items)) or "Đủ minh chứng theo yêu cầu"
    return Proof(state, met, len(requirements), reason if requirements else "Tiêu chí chưa nêu minh chứng cần có")


def criterion_standing(points: Decimal, requirements: Sequence[RequirementStanding], *, year: int, today: date) -> CriterionStanding:
    """A hand-made criterion, all points together: secured when everything asked for is proven; lost once the year is over without."""
    shown = proof(requirements)
    if not requirements:
        parts = Parts(unproven=points)
    elif shown.suffices:
        parts = Parts(secured=points)
    elif today.year > year:
        parts = Parts(lost=points)
    elif all(item.work_done for item in requirements if item.state != "full"):
        parts = Parts(unproven=points)
    else:
        parts = Parts(winnable=points)
    return CriterionStanding(points, parts, shown.state, shown.met, shown.wanted, shown.reason)


def leaf_standing(score: LeafScore, parts: Parts, shown: Proof) -> CriterionStanding:
    """A leaf of a criteria set: the engine's parts, the proof, and what is said of both."""
    lacking = "" if shown.suffices or not shown.wanted else shown.reason
    reason = "; ".join(part for part in (score.why, lacking) if part)
    return CriterionStanding(score.maximum, parts, shown.state, shown.met, shown.wanted, reason[:1].upper() + reason[1:], score)


def totals(standings: Iterable[CriterionStanding]) -> Parts:
    """The parts of the points bar; they add up to the sum of all points."""
    return sum((standing.parts for standing in standings), Parts())
