"""The life of a version, as a table: which step leads from which states to which, and who may take part in it.

soạn thảo → soát xét → phê duyệt → chờ hiệu lực → hiệu lực → thay thế, hủy bỏ. That a version in force has to be looked at again (cần rà
soát) is derived from days (`due_on`), never stored.
"""

from dataclasses import dataclass
from datetime import date

from minhchung.worktime import months_later

DRAFT, REVIEW, APPROVAL, WAITING = "draft", "review", "approval", "waiting"
IN_FORCE, REPLACED, WITHDRAWN, DROPPED = "in_force", "replaced", "withdrawn", "dropped"
TITLES = {
    DRAFT: "Soạn thảo", REVIEW: "Chờ soát xét", APPROVAL: "Chờ phê duyệt", WAITING: "Chờ hiệu lực", IN_FORCE: "Có hiệu lực",
    REPLACED: "Đã thay thế", WITHDRAWN: "Đã hủy bỏ", DROPPED: "Đã bỏ dự thảo",
}  # fmt: skip
OPEN = (DRAFT, REVIEW, APPROVAL, WAITING)
"""A document has at most one version on its way."""
FROZEN = (WAITING, IN_FORCE, REPLACED, WITHDRAWN)
"""Approved: the content does not change any more."""
OVER = (REPLACED, WITHDRAWN)
COURSE = (DRAFT, REVIEW, APPROVAL, WAITING, IN_FORCE)
"""The way from a draft into force."""
STAGES = {DRAFT: "Soạn thảo", REVIEW: "Soát xét", APPROVAL: "Phê duyệt", WAITING: "Chờ hiệu lực", IN_FORCE: "Có hiệu lực"}
"""The stages of the course by what is done there; TITLES says where a version stands."""


@dataclass(frozen=True)
class Step:
    """`words` names it in a sentence: "…, không soát xét được"."""

    sources: tuple[str, ...]
    to: str
    words: str


STEPS = {
    "write": Step((DRAFT,), DRAFT, "sửa nội dung"),
    "submit": Step((DRAFT,), REVIEW, "trình soát xét"),
    "endorse": Step((REVIEW,), APPROVAL, "soát xét"),
    "approve": Step((APPROVAL,), WAITING, "phê duyệt"),
    "send_back": Step((REVIEW, APPROVAL), DRAFT, "trả lại"),
    "enter": Step((WAITING,), IN_FORCE, "đưa vào hiệu lực"),
    "replace": Step((IN_FORCE,), REPLACED, "thay thế"),
    "withdraw": Step((WAITING, IN_FORCE), WITHDRAWN, "hủy bỏ"),
    "drop": Step((DRAFT,), DROPPED, "bỏ dự thảo"),
}


def after(step: str, *, short: bool) -> str:
    """The state a step leads to. On the short path of a small ward there is no review: a draft goes straight to who approves."""
    return APPROVAL if step == "submit" and short else STEPS[step].to


def passed(stage: str, state: str) -> bool:
    """Whether a version in `state` has left the stage of the course behind it."""
    return state in OVER or (state in COURSE and COURSE.index(stage) < COURSE.index(state))


def refused(step: str, state: str) -> str:
    """Why a step may not be taken from a state; "" when it may."""
    if state in STEPS[step].sources:
        return ""
    return f"Bản này đang ở bước “{TITLES[state].lower()}”, không {STEPS[step].words} được. Tải lại trang để xem bước hiện tại."


def same_hand(step: str, *, person: int | None, drafted: int | None, reviewed: int | None, short: bool) -> str:
    """Why the person may not take the step: who wrote it does not review or approve it, who reviewed it does not approve it.

    On the short path who approves is still another person than who wrote it. None is the system itself, or nobody.
    """
    if person is None:
        return ""
    if person == drafted:
        return f"Người soạn thảo không tự {STEPS[step].words} bản của mình. Nhờ người khác thực hiện bước này."
    if step == "approve" and not short and person == reviewed:
        return "Người đã soát xét không đồng thời phê duyệt. Nhờ người khác phê duyệt, hoặc bật đường ngắn ở Thiết lập ISO."
    return ""


def due_on(since: date, months: int) -> date:
    """By when a version that came into force, or was last looked at, on `since` has to be looked at again."""
    return months_later(since, months)


def next_number(issue: int, revision: int, *, anew: bool) -> tuple[int, int]:
    """Issue and revision of the version after this one: a revision, or `anew` a new issue of the whole."""
    return (issue + 1, 0) if anew else (issue, revision + 1)


def counts(state: str, *, begins: date | None, until: date | None, day: date) -> bool:
    """Whether an approved version has to be right on a day: it is in force then (from `begins` to before `until`), or waits for its day."""
    if begins is None:
        return False
    return (state == WAITING and day < begins) or (begins <= day and (until is None or day < until))
