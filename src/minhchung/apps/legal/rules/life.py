"""The life of an item of a review campaign: chờ rà soát → đang rà soát → đã đề xuất → đã trình → đã xử lý.

The ways of handling are those of Nghị định 79/2025/NĐ-CP, Điều 38 (bãi bỏ toàn bộ, một phần; thay thế; sửa đổi, bổ sung) and ngưng
hiệu lực; "giữ nguyên" where nothing is to be done.
"""

from collections.abc import Collection
from enum import StrEnum


class State(StrEnum):
    """Where an item stands."""

    WAITING = "waiting"
    REVIEWING = "reviewing"
    PROPOSED = "proposed"
    SUBMITTED = "submitted"
    HANDLED = "handled"

    @property
    def label(self) -> str:
        """As screens say it."""
        return STATES[self]


STATES = {
    State.WAITING: "Chờ rà soát",
    State.REVIEWING: "Đang rà soát",
    State.PROPOSED: "Đã đề xuất",
    State.SUBMITTED: "Đã trình",
    State.HANDLED: "Đã xử lý",
}


class Proposal(StrEnum):
    """How a document is to be handled."""

    KEEP = "keep"
    REPEAL = "repeal"
    REPEAL_PART = "repeal_part"
    REPLACE = "replace"
    AMEND = "amend"
    SUSPEND = "suspend"

    @property
    def label(self) -> str:
        """As screens say it."""
        return _LABELS[self]

    @property
    def changes(self) -> bool:
        """Whether another document is needed to carry it out."""
        return self != Proposal.KEEP

    @property
    def of_a_part(self) -> bool:
        """Whether it must say which part."""
        return self == Proposal.REPEAL_PART


_LABELS = {
    Proposal.KEEP: "Giữ nguyên",
    Proposal.REPEAL: "Bãi bỏ toàn bộ",
    Proposal.REPEAL_PART: "Bãi bỏ một phần",
    Proposal.REPLACE: "Thay thế",
    Proposal.AMEND: "Sửa đổi, bổ sung",
    Proposal.SUSPEND: "Ngưng hiệu lực",
}
HANDLING = tuple(each for each in Proposal if each.changes)
_FROM: dict[str, tuple[State, ...]] = {
    "take": (State.WAITING,),
    "propose": (State.WAITING, State.REVIEWING, State.PROPOSED),
    "submit": (State.PROPOSED,),
    "send_back": (State.PROPOSED, State.SUBMITTED),
    "handle": (State.SUBMITTED,),
}
_WORDS = {"take": "nhận rà soát", "propose": "đề xuất", "submit": "trình", "send_back": "trả lại", "handle": "ghi kết quả xử lý"}


def refused(step: str, states: Collection[str]) -> str:
    """Why a step may not be taken from these states, "" when it may from all of them."""
    wrong = sorted({State(each).label for each in states if State(each) not in _FROM[step]})
    if not wrong:
        return ""
    awaited = " hoặc ".join(f"“{each.label}”" for each in _FROM[step])
    return f"Không {_WORDS[step]} được văn bản đang “{'”, “'.join(wrong)}”; bước này cần {awaited}. Chọn lại văn bản."
