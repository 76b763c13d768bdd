"""When a criterion's points are secured, unproven, winnable or lost. Pure: values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

ZERO = Decimal(0)

EvidenceState = Literal["full", "part", "wait", "wrong", "none"]
Outcome = Literal["secured", "unproven", "winnable", "lost"]


@dataclass(frozen=True)
class ClaimFacts:
    """A claim on the linked work: its check ("wait", "good", "bad") and the date of what it shows, None when unknown."""

    state: str
    dated: date | None


@dataclass(frozen=True)
class WorkFacts:
    """An assignment linked to a requirement: whether all of it is accepted, and its evidence."""

    accepted: bool
    claims: Sequence[ClaimFacts]


@dataclass(frozen=True)
class RequirementStanding:
    """How far one required piece of evidence has come, with the sentence a clerk reads."""

    state: EvidenceState
    work_done: bool
    reason: str


@dataclass(frozen=True)
class CriterionStanding:
    """Where the points stand: `outcome` names the one part that holds all of them."""

    points: Decimal
    outcome: Outcome
    state: EvidenceState
    met: int
    wanted: int
    reason: str

    @property
    def held(self) -> Decimal:
        """Points held up by unfinished work or missing proof."""
        return self.points if self.outcome in ("unproven", "winnable") else ZERO


def requirement_standing(works: Sequence[WorkFacts], *, year: int) -> RequirementStanding:
    """Met when a linked assignment is accepted and one of its checked pieces of evidence is dated inside the year."""
    if not works:
        return RequirementStanding("none", False, "Chưa gắn nhiệm vụ nào")
    done = any(work.accepted for work in works)
    good = [claim for work in works if work.accepted for claim in work.claims if claim.state == "good"]
    if any(claim.dated and claim.dated.year == year for claim in good):
        return RequirementStanding("full", True, f"Đã nghiệm thu, có minh chứng đạt trong năm {year}")
    if any(claim.dated and claim.dated.year != year for claim in good):
        return RequirementStanding("wrong", done, f"Minh chứng đề ngày ngoài năm {year}")
    if good:
        return RequirementStanding("wrong", done, "Minh chứng đạt nhưng chưa ghi ngày văn bản")
    claims = [claim for work in works for claim in work.claims]
    if any(claim.state == "wait" for claim in claims):
        return RequirementStanding("wait", done, "Có minh chứng chờ kiểm tra")
    if any(claim.state == "bad" for claim in claims):
        return RequirementStanding("wrong", done, "Minh chứng chưa đạt")
    if any(claim.state == "good" for claim in claims):
        return RequirementStanding("wait", done, "Có minh chứng đạt, nhiệm vụ chưa nghiệm thu xong")
    return RequirementStanding("none", done, "Đã nghiệm thu nhưng chưa có minh chứng" if done else "Nhiệm vụ đang làm, chưa có minh chứng")


def criterion_standing(points: Decimal, requirements: Sequence[RequirementStanding], *, year: int, today: date) -> CriterionStanding:
    """All points together: secured when everything asked for is proven; lost once the year is over without proof."""
    wanted = len(requirements)
    met = sum(item.state == "full" for item in requirements)
    open_items = [item for item in requirements if item.state != "full"]
    state: EvidenceState = "full" if not open_items else ("part" if met else open_items[0].state)
    reason = "; ".join(dict.fromkeys(item.reason for item in open_items)) or "Đủ minh chứng theo yêu cầu"
    outcome: Outcome
    if not requirements:
        return CriterionStanding(points, "unproven", "none", 0, 0, "Tiêu chí chưa nêu minh chứng cần có")
    if not open_items:
        outcome = "secured"
    elif today.year > year:
        outcome = "lost"
    elif all(item.work_done for item in open_items):
        outcome = "unproven"
    else:
        outcome = "winnable"
    return CriterionStanding(points, outcome, state, met, wanted, reason)


def totals(standings: Sequence[CriterionStanding]) -> dict[Outcome, Decimal]:
    """The four parts of the points bar; they add up to the sum of all points."""
    result: dict[Outcome, Decimal] = {"secured": ZERO, "unproven": ZERO, "winnable": ZERO, "lost": ZERO}
    for standing in standings:
        result[standing.outcome] += standing.points
    return result
