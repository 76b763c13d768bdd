"""Whether a document is in force on a day, derived from dated events that two people have confirmed; never stored.

The seven states are those of the national database of legal documents (vbpl.vn), and "chưa rõ" where nobody has said: nothing is inferred.
An amended part is counted as no longer in force as it was (Luật 64/2025/QH15, Điều 57: a text ends when it is amended or replaced).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from minhchung.apps.documents.rules.scopes import Cover, covers
from minhchung.text.written import written_day


class EventKind(StrEnum):
    """What happens to a document from a day on. `whole` of an event: it says no part."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    REPEALED = "repealed"
    REPLACED = "replaced"
    AMENDED = "amended"
    UNFIT = "unfit"

    @property
    def label(self) -> str:
        """As lists say it."""
        return _LABELS[self]

    @property
    def told(self) -> str:
        """As it is told of the document it happens to: "bị bãi bỏ"."""
        return _TOLD.get(self, self.label.lower())


_TOLD = {
    EventKind.EXPIRED: "hết hiệu lực",
    EventKind.SUSPENDED: "bị ngưng hiệu lực",
    EventKind.REPEALED: "bị bãi bỏ",
    EventKind.REPLACED: "bị thay thế",
    EventKind.AMENDED: "được sửa đổi, bổ sung",
}
_LABELS = {
    EventKind.IN_FORCE: "Có hiệu lực",
    EventKind.EXPIRED: "Hết thời hạn hiệu lực",
    EventKind.SUSPENDED: "Ngưng hiệu lực",
    EventKind.RESUMED: "Tiếp tục có hiệu lực",
    EventKind.REPEALED: "Bãi bỏ",
    EventKind.REPLACED: "Thay thế",
    EventKind.AMENDED: "Sửa đổi, bổ sung",
    EventKind.UNFIT: "Không còn phù hợp",
}
ENDS = frozenset({EventKind.EXPIRED, EventKind.REPEALED, EventKind.REPLACED})
CHANGES = ENDS | {EventKind.AMENDED, EventKind.SUSPENDED, EventKind.UNFIT}
"""Events after which whoever cites the document has to look."""


class State(StrEnum):
    """The seven states of vbpl, and not known."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    PARTLY_ENDED = "partly_ended"
    ENDED = "ended"
    SUSPENDED = "suspended"
    PARTLY_SUSPENDED = "partly_suspended"
    UNFIT = "unfit"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """As screens say it."""
        return STATE_LABELS[self]

    @property
    def wholly_out(self) -> bool:
        """Nothing of it is in force any more, or for now."""
        return self in (State.ENDED, State.SUSPENDED)


STATE_LABELS = {
    State.NOT_YET: "Chưa có hiệu lực",
    State.IN_FORCE: "Còn hiệu lực",
    State.PARTLY_ENDED: "Hết hiệu lực một phần",
    State.ENDED: "Hết hiệu lực toàn bộ",
    State.SUSPENDED: "Ngưng hiệu lực",
    State.PARTLY_SUSPENDED: "Ngưng hiệu lực một phần",
    State.UNFIT: "Không còn phù hợp",
    State.UNKNOWN: "Chưa rõ",
}


@dataclass(frozen=True)
class Event:
    """One event: from the day `on` (that day included), in `scope` ("" the whole). `by` names the document that does it, "" none;
    `doer` is its key in the register."""

    kind: EventKind
    on: date
    scope: str = ""
    by: str = ""
    pk: int | None = None
    doer: int | None = None

    @property
    def words(self) -> str:
        """ "Bị bãi bỏ Điều 5 từ 01/12/2026 (Nghị định …)"."""
        part = f" {self.scope}" if self.scope else ""
        by = f" ({self.by})" if self.by else ""
        return f"{self.kind.told.capitalize()}{part} từ {written_day(self.on)}{by}"


@dataclass(frozen=True)
class Validity:
    """State on a day, since when, and the events that make it so, in words."""

    state: State
    since: date | None
    reasons: tuple[str, ...]

    @property
    def reason(self) -> str:
        """The reasons as one sentence."""
        return "; ".join(self.reasons)


def validity(events: Iterable[Event], day: date, *, issued_on: date | None = None) -> Validity:
    """The state on a day. `events` are the confirmed ones, in any order; the others must not be given."""
    happened = sorted((each for each in events if each.on <= day), key=_order)
    if ended := [each for each in happened if each.kind in ENDS and not each.scope.strip()]:
        return _said(State.ENDED, ended[:1])
    stayed = suspended(happened)
    if whole := [each for each in stayed if not each.scope.strip()]:
        return _said(State.SUSPENDED, whole[-1:])
    if unfit := [each for each in happened if each.kind == EventKind.UNFIT]:
        return _said(State.UNFIT, unfit[-1:])
    begun = [each for each in events if each.kind == EventKind.IN_FORCE]
    if begun and not any(each.on <= day for each in begun):
        first = min(begun, key=_order)
        return Validity(State.NOT_YET, None, (first.words,))
    if issued_on is not None and issued_on > day:
        return Validity(State.NOT_YET, None, (f"Ban hành ngày {written_day(issued_on)}",))
    if stayed:
        return _said(State.PARTLY_SUSPENDED, stayed)
    if gone := [each for each in happened if each.kind in ENDS or each.kind == EventKind.AMENDED]:
        return _said(State.PARTLY_ENDED, gone)
    if begun:
        return _said(State.IN_FORCE, [each for each in happened if each.kind == EventKind.IN_FORCE][:1])
    return Validity(State.UNKNOWN, None, ("Chưa ai ghi và xác minh ngày có hiệu lực",))


def suspended(happened: Sequence[Event]) -> list[Event]:
    """Suspensions not lifted by the end of the events, which are in order. Resuming the whole lifts every one of them."""
    held: list[Event] = []
    for each in happened:
        if each.kind == EventKind.SUSPENDED:
            held.append(each)
        elif each.kind == EventKind.RESUMED:
            held = [one for one in held if not _lifted(one.scope, each.scope)]
    return held


def _lifted(suspended_part: str, resumed_part: str) -> bool:
    if not suspended_part.strip():
        return not resumed_part.strip()
    return covers(resumed_part, suspended_part) == Cover.ALL


def reach(event: Event, article: str, events: Iterable[Event], day: date) -> Cover:
    """How far an event reaches what cites `article` on a day: a suspension that was lifted by then reaches nothing; an amendment and
    "không còn phù hợp" never more than that somebody looks."""
    if event.kind not in CHANGES:
        return Cover.NONE
    if event.kind == EventKind.SUSPENDED and event not in suspended(sorted((each for each in events if each.on <= day), key=_order)):
        return Cover.NONE
    found = covers(event.scope, article)
    soft = event.kind in (EventKind.UNFIT, EventKind.AMENDED)
    return Cover.PART if soft and found == Cover.ALL else found


def _order(event: Event) -> tuple[date, int, int]:
    return event.on, list(EventKind).index(event.kind), event.pk or 0


def _said(state: State, events: Sequence[Event]) -> Validity:
    return Validity(state, events[0].on, tuple(each.words for each in events))
