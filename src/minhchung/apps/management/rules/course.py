"""The course of a management review: planned → held → closed, or cancelled before it is held."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

PLANNED, HELD, CLOSED, CANCELLED = "planned", "held", "closed", "cancelled"
STATES = {PLANNED: "Đang chuẩn bị", HELD: "Đã họp, theo dõi quyết định", CLOSED: "Đã đóng", CANCELLED: "Đã hủy"}
MAY: dict[str, tuple[str, ...]] = {
    "prepare": (PLANNED,),
    "note": (PLANNED, HELD),
    "hold": (PLANNED,),
    "decide": (HELD,),
    "close": (HELD,),
    "cancel": (PLANNED,),
}
SAID = {
    "prepare": "Chỉ sửa được khi cuộc xem xét còn đang chuẩn bị.",
    "note": "Cuộc xem xét đã đóng hoặc đã hủy nên không ghi thêm.",
    "hold": "Cuộc xem xét này đã họp, đã đóng hoặc đã hủy.",
    "decide": "Quyết định chỉ ghi sau khi đã họp và trước khi đóng.",
    "close": "Chỉ đóng được cuộc xem xét đã họp.",
    "cancel": "Chỉ hủy được cuộc xem xét chưa họp.",
}


def state_of(*, held_on: date | None, closed_at: datetime | None, cancelled_at: datetime | None) -> str:
    """Where a review stands, by the moments that are known."""
    if cancelled_at is not None:
        return CANCELLED
    if closed_at is not None:
        return CLOSED
    return HELD if held_on is not None else PLANNED


def refused(step: str, state: str) -> str:
    """Why a step may not be taken from a state; "" when it may."""
    return "" if state in MAY[step] else f"{SAID[step]} Tải lại trang."


@dataclass(frozen=True)
class Decided:
    """A decision as the gate of closing sees it: `work` None while none was given, else whether it has ended."""

    number: int
    asks: bool
    work: bool | None


def refused_closing(decisions: Collection[Decided]) -> str:
    """Why the review stays open; "" when everything that was decided is done."""
    if not decisions:
        return "Chưa ghi quyết định nào. Ghi quyết định, hoặc ghi nhận “không có quyết định mới”, rồi đóng."
    ungiven = [str(each.number) for each in decisions if each.asks and each.work is None]
    if ungiven:
        return f"Quyết định {', '.join(ungiven)} chưa giao việc. Giao việc hoặc bỏ quyết định rồi đóng."
    going = [str(each.number) for each in decisions if each.asks and each.work is False]
    return f"Việc của quyết định {', '.join(going)} chưa xong. Nghiệm thu xong rồi đóng." if going else ""
