"""Praise and reminders for the weekly briefing: proposed by rules, decided by the chair. Pure.

Wards ask in their conclusions (one of 03/11/2025, item 2) to praise at once who does well, and to remind or criticise who falls short.
The thresholds are ours and every proposal says what it rests on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from minhchung.apps.meetings.rules.lines import CRITICISE, PRAISE, REMIND

TWICE = 2
"""Reminded so often in vain, late work is criticised."""
NAMED = 5


@dataclass(frozen=True)
class LateWork:
    """Work past its day. `progress_on`: the last day on which the unit wrote how it goes; `reminders`: how often it was urged."""

    number: int
    progress_on: date | None = None
    reminders: int = 0


@dataclass(frozen=True)
class UnitWeek:
    """One unit since the last briefing. `held` and `unproven`: points of the leaves it leads that unfinished work or missing proof holds
    up; None where no index is known. `early`: numbers of the works accepted that were done before their day."""

    name: str
    late: Sequence[LateWork] = ()
    early: Sequence[int] = ()
    held: Decimal | None = None
    unproven: Decimal | None = None


@dataclass(frozen=True)
class Proposal:
    """A line for the conclusions. `why` says the rule and the data, for "Vì sao?"."""

    kind: str
    text: str
    why: str


def proposal_for(week: UnitWeek, *, since: date) -> Proposal | None:
    """Whether to praise, remind or criticise a unit; None for neither. What is unknown (no index) earns no praise and costs nothing."""
    in_vain = [work for work in week.late if work.reminders >= TWICE]
    if in_vain:
        return _blame(CRITICISE, "Phê bình", week, in_vain, f"đã đôn đốc từ {TWICE} lần mà chưa xong")
    idle = [work for work in week.late if work.progress_on is None or work.progress_on < since]
    if idle:
        return _blame(REMIND, "Nhắc nhở", week, idle, "chưa có tiến độ mới từ lần họp trước")
    if not week.late and week.early and week.unproven == 0:
        count = f"{len(week.early)} việc"
        text = f"Biểu dương {week.name}: hoàn thành trước hạn {count} ({_named(week.early)}), không có việc quá hạn, đủ minh chứng."
        why = "Không có việc quá hạn; không còn điểm chỉ số chờ minh chứng; có việc được nghiệm thu xong trước hạn từ lần họp trước."
        return Proposal(PRAISE, text, why)
    return None


def _blame(kind: str, word: str, week: UnitWeek, works: Sequence[LateWork], cause: str) -> Proposal:
    numbers = [work.number for work in works]
    text = f"{word} {week.name}: {len(numbers)} việc quá hạn {cause} ({_named(numbers)}); yêu cầu báo cáo nguyên nhân và hoàn thành ngay."
    return Proposal(kind, text, f"Việc đã qua ngày hạn đang có hiệu lực, {cause}.")


def _named(numbers: Sequence[int]) -> str:
    more = f" và {len(numbers) - NAMED} việc nữa" if len(numbers) > NAMED else ""
    return f"việc {', '.join(map(str, sorted(numbers)[:NAMED]))}{more}"
