"""The catalogue on a day: lines of decisions laid over each other in their order, so that taking one away gives the day before it.

What a line says is never written into the procedure: each field is the newest said by a line in force on that day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from minhchung.apps.procedures.rules.content import Content


class LineKind(StrEnum):
    """What a line does to its procedure; STATED only tells what it is (a list, a page of the portal, a person)."""

    NEW = "new"
    AMENDED = "amended"
    REPLACED = "replaced"
    ABOLISHED = "abolished"
    STATED = "stated"

    @property
    def label(self) -> str:
        """As publication decisions say it."""
        return {
            "new": "ban hành mới", "amended": "sửa đổi, bổ sung", "replaced": "thay thế", "abolished": "bãi bỏ", "stated": "ghi nhận",
        }[self.value]  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One line: what it does from which day on, and what it says. `order` parts lines of one day; `key` names the line."""

    key: int
    kind: LineKind
    on: date
    order: int
    content: Content


@dataclass(frozen=True)
class Standing:
    """A procedure on a day. `since`: the day of the newest line; `told_by`: which line told each field (name of the field → key)."""

    content: Content
    since: date
    in_force: bool
    told_by: dict[str, int]


def standing_on(lines: Iterable[Said], day: date) -> Standing | None:
    """What the lines make of a procedure on a day; None before the first of them. A line holds from its own day on.

    A new or replacing line starts afresh; an abolishing one ends the procedure, and only a new or replacing line brings it back: a portal
    that still shows it, or a late amendment, does not.
    """
    content, told_by, in_force, since = Content(), dict[str, int](), True, None
    for line in sorted((line for line in lines if line.on <= day), key=lambda line: (line.on, line.order, line.key)):
        if line.kind in (LineKind.NEW, LineKind.REPLACED):
            content, told_by, in_force = Content(), {}, True
        elif line.kind == LineKind.ABOLISHED:
            in_force = False
        content = line.content.over(content)
        told_by |= dict.fromkeys(line.content.spoken(), line.key)
        since = line.on
    return Standing(content, since, in_force, told_by) if since else None
