"""Answers waited for, the order of urging, and what signatures say of a document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.worktime.calendar import Calendar, MissingYear


@dataclass(frozen=True)
class Waited:
    """Working days waited for an answer, and working days past the day it was due (0 when not late). None: no calendar for the year;
    then `all_days` and `all_late` count every day, closed ones too."""

    days: int | None
    late: int | None
    reason: str = ""
    all_days: int | None = None
    all_late: int = 0


def waited(issued_on: date | None, due_on: date | None, today: date, calendar: Calendar) -> Waited:
    """How long an answer has been waited for, counted from the day after the document was issued."""
    if issued_on is None:
        return Waited(None, None, "chưa rõ ngày ban hành")
    try:
        days = calendar.working_days_between(issued_on, today) if issued_on <= today else 0
        late = calendar.working_days_between(due_on, today) if due_on is not None and due_on < today else 0
    except MissingYear as missing:
        late_by = max((today - due_on).days, 0) if due_on is not None else 0
        return Waited(None, None, str(missing), (today - issued_on).days, late_by)
    return Waited(days, late)


def urging_order(start: int, urges: Iterable[tuple[int, int]], dates: Mapping[int, date | None]) -> tuple[int, Sequence[int]]:
    """The document first urged about, and those urging it (directly or through another) in order of their dates.

    `urges` are (source, target) pairs; a circle made by mistake does not loop. Undated documents come last.
    """
    pairs = sorted(set(urges))
    targets: dict[int, list[int]] = {}
    sources: dict[int, list[int]] = {}
    for source, target in pairs:
        targets.setdefault(source, []).append(target)
        sources.setdefault(target, []).append(source)

    def dated(pk: int) -> tuple[bool, date, int]:
        return dates.get(pk) is None, dates.get(pk) or date.min, pk

    root, seen = start, {start}
    while further := [pk for pk in targets.get(root, []) if pk not in seen]:
        root = min(further, key=dated)
        seen.add(root)
    found: set[int] = set()
    open_ = [root]
    while open_:
        for source in sources.get(open_.pop(), []):
            if source != root and source not in found:
                found.add(source)
                open_.append(source)
    return root, sorted(found, key=dated)


@dataclass(frozen=True)
class Signing:
    """What a file's signatures say: a person's and an agency's present or not; who and when of the last person's one."""

    personal: bool
    agency: bool
    signer: str = ""


def signing_of(signatures: Iterable[tuple[str, bool | None, bool | None]]) -> Signing | None:
    """From (signer, by_agency, intact) of each signature; None when the file has none. A signature that is not intact proves nothing."""
    rows = list(signatures)
    if not rows:
        return None
    good = [(name, by_agency) for name, by_agency, intact in rows if intact]
    persons = [name for name, by_agency in good if by_agency is False]
    return Signing(bool(persons), any(by_agency for _, by_agency in good), persons[-1] if persons else "")
