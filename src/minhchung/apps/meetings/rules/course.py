"""The course of a meeting: planned → running → over, or cancelled; what may be done in which state, with the way out in words."""

from collections.abc import Mapping
from datetime import datetime

PLANNED, RUNNING, OVER, CANCELLED = "planned", "running", "over", "cancelled"
STATES: Mapping[str, str] = {PLANNED: "Chưa họp", RUNNING: "Đang họp", OVER: "Đã kết thúc", CANCELLED: "Đã hủy"}
STEPS: Mapping[str, tuple[frozenset[str], str]] = {
    "prepare": (frozenset({PLANNED, RUNNING}), "Mở lại cuộc họp rồi sửa."),
    "open": (frozenset({PLANNED}), "Tải lại trang."),
    "write": (frozenset({RUNNING}), "Bấm Khai mạc (hoặc mở lại cuộc họp) rồi ghi."),
    "end": (frozenset({RUNNING}), "Bấm Khai mạc trước."),
    "reopen": (frozenset({OVER}), "Chỉ mở lại cuộc họp đã kết thúc."),
    "cancel": (frozenset({PLANNED}), "Cuộc họp đã khai mạc thì kết thúc, không hủy."),
    "give": (frozenset({RUNNING, OVER}), "Khai mạc và ghi kết luận trước."),
    "announce": (frozenset({OVER}), "Kết thúc cuộc họp rồi gắn thông báo kết luận."),
}
"""What is done → the states in which it may be done, and the way out in the others."""


def state_of(*, opened_at: datetime | None, ended_at: datetime | None, cancelled_at: datetime | None) -> str:
    """The state, derived from the moments that are kept."""
    if cancelled_at is not None:
        return CANCELLED
    if ended_at is not None:
        return OVER
    return RUNNING if opened_at is not None else PLANNED


def may(step: str, state: str) -> bool:
    """Whether the step may be taken in the state."""
    return state in STEPS[step][0]


def refused(step: str, state: str) -> str:
    """Why the step may not be taken, and the way out; "" when it may."""
    return "" if may(step, state) else f"Cuộc họp ở trạng thái “{STATES[state].lower()}”. {STEPS[step][1]}"
