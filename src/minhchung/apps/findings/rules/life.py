"""The life of a finding and its gates: nothing is worked on without a plan, nothing ends with open work or without saying that it helped.

open → explained → planned → working → evaluated → closed. An evaluation that says "it did not help" leads back to `explained`: another
plan is needed. What a check found also ends by itself once the check passes, from any state without open work, and opens again when
the check fails again. The gates are those of corrective action in TCVN ISO 9001:2015, 10.2.
"""

from collections.abc import Collection
from dataclasses import dataclass

OPEN, EXPLAINED, PLANNED, WORKING, EVALUATED, CLOSED = "open", "explained", "planned", "working", "evaluated", "closed"
LIVE = (OPEN, EXPLAINED, PLANNED, WORKING, EVALUATED)

STEPS: dict[str, tuple[str, ...]] = {
    "explain": (OPEN, EXPLAINED, PLANNED),
    "plan": (EXPLAINED, PLANNED),
    "work": (PLANNED, WORKING),
    "evaluate": (WORKING,),
    "close": (EVALUATED,),
    "reopen": (CLOSED,),
}
"""Step → the states it may be taken from."""

WHY_NOT: dict[tuple[str, str], str] = {
    ("plan", OPEN): "Chưa nêu nguyên nhân. Nêu nguyên nhân (chủ quan hay khách quan) rồi lập kế hoạch khắc phục.",
    ("work", OPEN): "Chưa nêu nguyên nhân và chưa có kế hoạch khắc phục, nên chưa giao việc được. Nêu nguyên nhân trước.",
    ("work", EXPLAINED): "Chưa có kế hoạch khắc phục, nên chưa giao việc được. Lập kế hoạch khắc phục trước.",
    ("evaluate", OPEN): "Chưa có việc khắc phục nào để đánh giá. Nêu nguyên nhân, lập kế hoạch rồi giao việc.",
    ("evaluate", EXPLAINED): "Chưa có việc khắc phục nào để đánh giá. Lập kế hoạch rồi giao việc.",
    ("evaluate", PLANNED): "Chưa có việc khắc phục nào để đánh giá. Giao việc trước.",
    ("close", WORKING): "Chưa đánh giá hiệu lực khắc phục, nên chưa đóng được. Đánh giá hiệu lực trước.",
}


NEXT: dict[str, tuple[str, str]] = {
    OPEN: ("explain", "Đơn vị có tên trong tồn tại, Thường trực CCHC hoặc lãnh đạo nêu nguyên nhân."),
    EXPLAINED: ("plan", "Trưởng đơn vị có tên trong tồn tại, Thường trực CCHC hoặc lãnh đạo lập kế hoạch khắc phục."),
    PLANNED: ("work", "Thường trực CCHC hoặc lãnh đạo giao việc khắc phục."),
    WORKING: (
        "evaluate",
        "Kiểm tra, Thường trực CCHC (không thuộc đơn vị có tên) hoặc lãnh đạo đánh giá hiệu lực, không phải người làm hay lập kế hoạch.",
    ),
    EVALUATED: ("close", "Lãnh đạo, Thường trực CCHC hoặc kiểm tra đóng tồn tại."),
    CLOSED: ("reopen", "Nếu tồn tại trở lại: lãnh đạo, Thường trực CCHC hoặc kiểm tra mở lại, có lý do."),
}
"""State → the step that is due, and who may take it (rights.py says the same to the machine)."""


@dataclass(frozen=True)
class Work:
    """A corrective work as the gates see it. `doers`: keys of the people who hold or report it. `new`: given after the last evaluation."""

    number: int
    ended: bool
    accepted: bool
    doers: frozenset[int] = frozenset()
    new: bool = True


def refused_step(step: str, state: str) -> str:
    """Why the step may not be taken from this state; "" when it may."""
    if state in STEPS[step]:
        return ""
    if state == CLOSED:
        return "Tồn tại này đã đóng. Mở lại (nêu lý do) rồi làm tiếp."
    if (step, state) in WHY_NOT:
        return WHY_NOT[step, state]
    if step == "reopen":
        return "Tồn tại này chưa đóng. Tải lại trang."
    if step in ("explain", "plan"):
        return "Việc khắc phục đã giao: nguyên nhân và kế hoạch không đổi nữa. Muốn làm lại thì đánh giá là chưa có hiệu lực."
    if step == "close":
        return "Chưa qua nguyên nhân, kế hoạch, giao việc và đánh giá hiệu lực, nên chưa đóng được."
    return "Tồn tại này đã đánh giá xong. Đóng, hoặc tải lại trang."


def refused_evaluation(works: Collection[Work], *, evaluator: int | None) -> str:
    """Why the mending may not be evaluated (by this person); "" when it may."""
    still = sorted(work.number for work in works if not work.ended)
    if still:
        return f"Việc {', '.join(map(str, still))} chưa xong, nên chưa đánh giá được. Nghiệm thu hoặc cho thôi việc trước."
    if not any(work.accepted and work.new for work in works):
        return "Không có việc khắc phục nào (của kế hoạch này) được nghiệm thu. Giao việc khác, hoặc mở lại việc đã thôi."
    if evaluator is not None and any(evaluator in work.doers for work in works):
        return "Người làm không tự đánh giá việc mình làm. Đề nghị người khác (kiểm tra, Thường trực CCHC, lãnh đạo) đánh giá."
    return ""
