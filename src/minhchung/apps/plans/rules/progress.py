"""How an item of a plan stands: derived from the work behind it, never typed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

State = Literal["none", "doing", "waiting", "done", "late"]
STATE_WORDS: Mapping[str, str] = {
    "done": "Xong",
    "waiting": "Chờ nghiệm thu",
    "doing": "Đang làm",
    "late": "Quá hạn",
    "none": "Chưa giao",
}
"""In the order of the bars: what is done first, what nobody was given last."""


@dataclass(frozen=True)
class Work:
    """One assignment behind an item. `asked` products over the year, `accepted` of them with something to show.

    `closed`: no leading share is open and none is still to come. `late`: a leading share is open and past its day in force.
    `done_on`: the day the last of the accepted work left the unit's hands.
    """

    asked: int
    accepted: int
    waiting: bool
    late: bool
    closed: bool
    done_on: date | None = None


@dataclass(frozen=True)
class Progress:
    """State of an item; `asked` and `accepted` over all its work; `in_time` None while it is not done or has no day."""

    state: State
    asked: int
    accepted: int
    done_on: date | None
    in_time: bool | None
    why: str

    @property
    def words(self) -> str:
        """The state in words."""
        return STATE_WORDS[self.state]

    @property
    def proof(self) -> str:
        """The state of the evidence component: full, part, wait or none."""
        if self.asked and self.accepted >= self.asked:
            return "full"
        if self.accepted:
            return "part"
        return "wait" if self.state == "waiting" else "none"


def progress(works: Sequence[Work], *, due_on: date | None, today: date) -> Progress:
    """The progress of an item from its live work (given-up work left out). `due_on`: the item's own last day, None when it names none."""
    live = [work for work in works if work.asked]
    asked, accepted = sum(work.asked for work in live), sum(min(work.accepted, work.asked) for work in live)
    past = due_on is not None and due_on < today
    if not live:
        why = "Đã qua hạn của kế hoạch mà chưa giao việc nào." if past else "Chưa có nhiệm vụ nào thực hiện mục này."
        return Progress("late" if past else "none", 0, 0, None, None, why)
    said = f"Nghiệm thu {accepted}/{asked} sản phẩm của {len(live)} nhiệm vụ."
    if accepted >= asked and all(work.closed for work in live):
        done_on = max((work.done_on for work in live if work.done_on), default=None)
        in_time = None if due_on is None or done_on is None else done_on <= due_on
        return Progress("done", asked, accepted, done_on, in_time, said)
    if past or any(work.late for work in live):
        return Progress("late", asked, accepted, None, None, f"{said} {'Đã qua hạn của kế hoạch.' if past else 'Có phần việc quá hạn.'}")
    if all(work.closed for work in live):
        bare = f"{said} {asked - accepted} phần đã nghiệm thu mà không có gì để chứng minh."
        return Progress("doing", asked, accepted, None, None, bare)
    return Progress("waiting" if any(work.waiting for work in live) else "doing", asked, accepted, None, None, said)


def counts(found: Iterable[Progress]) -> dict[str, int]:
    """How many items stand in each state, all five named, in the order of the bars."""
    counted = Counter(each.state for each in found)
    return {state: counted[state] for state in STATE_WORDS}  # type: ignore[index]  # the keys are the five states


def share(part: int, whole: int) -> Decimal | None:
    """A share in percent; None of nothing."""
    return Decimal(part) * 100 / Decimal(whole) if whole else None
