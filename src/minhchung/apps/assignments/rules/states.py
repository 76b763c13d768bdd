"""The assignment's state from its occurrences; counted targets from accepted products. Nobody types a percentage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

STATE_WORDS = {
    "assigned": "Đã giao",
    "in_progress": "Đang làm",
    "submitted": "Chờ nghiệm thu",
    "returned": "Sửa lại",
    "accepted": "Đã nghiệm thu",
    "cancelled": "Thôi thực hiện",
}


def assignment_state(states: Sequence[str], *, more_to_come: bool) -> str:
    """The state of an assignment whose lead duties' occurrences have these states (cooperating duties do not count).

    `more_to_come`: a recurrence will still open periods, so that all of them accepted is not the end.
    """
    live = [state for state in states if state != "cancelled"]
    if not live:
        return "cancelled" if states else "assigned"
    if all(state == "accepted" for state in live):
        return "in_progress" if more_to_come else "accepted"
    for state in ("returned", "in_progress", "submitted"):
        if state in live:
            return "in_progress" if state == "submitted" and "assigned" in live else state
    return "in_progress" if "accepted" in live else "assigned"


@dataclass(frozen=True)
class Count:
    """A counted target: `done` accepted of `need`; `short_of` names the duties that lack some, with how many."""

    done: int
    need: int
    short_of: Mapping[int, int]

    @property
    def met(self) -> bool:
        """Whether everything asked for is accepted."""
        return not self.short_of and self.done >= self.need


def count_progress(target: int, accepted: Mapping[int, int], *, per_duty: bool) -> Count:
    """Progress of a counted target over the lead duties (`accepted`: duty → accepted quantity, 0 when none).

    Per duty each must reach the target and what one does over it does not help another; together the sum must reach it.
    """
    if not per_duty:
        done = sum(accepted.values())
        return Count(done, target, {} if done >= target else dict.fromkeys(accepted, target - done))
    short = {duty: target - have for duty, have in accepted.items() if have < target}
    return Count(sum(min(have, target) for have in accepted.values()), target * len(accepted), short)


def progress_words(states: Sequence[str], *, unit_noun: str = "đơn vị") -> str:
    """ "2/6 đơn vị xong" for a duty shared by several; empty for one alone."""
    live = [state for state in states if state != "cancelled"]
    return f"{live.count('accepted')}/{len(live)} {unit_noun} xong" if len(live) > 1 else ""
