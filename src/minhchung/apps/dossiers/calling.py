"""The working list of dossiers: one pick of the engine's lists, narrowed, each officer's dossiers together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from minhchung.apps.dossiers.models import DossierCard
from minhchung.apps.dossiers.narrowing import Holders, Narrow, holders
from minhchung.apps.dossiers.own_due import OwnDue
from minhchung.apps.dossiers.own_dues import otherwise
from minhchung.apps.dossiers.reading import Opened

TO_CALL, ALL = "", "tat-ca"
PICKS: Mapping[str, tuple[str, str]] = {
    TO_CALL: ("Cần gọi", ""),
    "qua-han": ("Quá hạn", "overdue"),
    "hom-nay": ("Đến hạn hôm nay", "due_today"),
    "nguy-co": ("Có nguy cơ", "at_risk"),
    "sap-den": ("Sắp đến hạn", "due_soon"),
    "qd-766": ("QĐ 766 tính quá hạn", "overdue_766"),
    "bo-sung": ("Chờ bổ sung", "supplement"),
    "tai-chinh": ("Chờ nghĩa vụ tài chính", "payment"),
    "dung": ("Dừng xử lý", "stopped"),
    "khong-han": ("Không có ngày hẹn", "undated"),
    "hen-khac": ("Hẹn khác cách tính", "own_due_differs"),
    ALL: ("Mọi hồ sơ chưa xong", ""),
}
"""Pick of the address → its words and the engine's list (flow.calls.LISTS); the last one is ours (own_dues.py)."""
RARE = ("qd-766", "khong-han", "tai-chinh", "hen-khac")
"""Shown only when a dossier is in them."""
MINUTES_AN_HOUR, HOURS_A_DAY = 60, 8


@dataclass(frozen=True)
class Due:
    """When a dossier is due, as the deadline tag takes it."""

    state: str
    days: int | None
    unit: str
    was: datetime | None
    is_day: bool


@dataclass(frozen=True)
class CallRow:
    """A dossier of the list. `place`: its turn in calling, in other lists its number there."""

    place: int | None
    code: str
    procedure: str
    officer: str
    unit: str
    step: str
    due: Due
    reason: str
    probability: float | None
    owes_apology: bool
    own: OwnDue | None = None
    """Our own due date where the appointment is another day or missing."""

    @property
    def holder(self) -> str:
        """Whom to call."""
        return self.officer or self.unit or "Chưa rõ ai giữ"

    @property
    def chance(self) -> str:
        """The probability as it is said; "" where it may not be shown or the due date has passed."""
        if self.probability is None:
            return ""
        if self.probability < 0.01:
            return "dưới 1%"
        return "trên 99%" if self.probability > 0.99 else f"{self.probability * 100:.0f}%"

    @property
    def copy(self) -> str:
        """The line for a chat: no applicant stands in it."""
        return f"{self.holder}: {self.code}, {self.procedure}. {self.reason}"


@dataclass(frozen=True)
class Group:
    """Rows of one officer that stand together; `text` tells a chat all of the officer's rows in the list, on whatever page."""

    holder: str
    unit: str
    rows: tuple[CallRow, ...]
    count: int
    text: str


@dataclass(frozen=True)
class Listed:
    """The list asked for, with the counts of all picks under the same narrowing (None: not offered)."""

    pick: str
    rows: tuple[CallRow, ...]
    counts: Mapping[str, int]
    offered: Holders

    @property
    def picks(self) -> list[tuple[str, str, int]]:
        """Pick, words, count; the rare ones only where there is something in them."""
        return [
            (pick, words, self.counts[pick])
            for pick, (words, _) in PICKS.items()
            if pick not in RARE or self.counts[pick] or pick == self.pick
        ]


def listed(lake: Opened, cards: Mapping[str, DossierCard], *, pick: str, narrow: Narrow, now: datetime) -> Listed:
    """The rows of a pick; an unknown pick is the dossiers to call. Order of calling, an officer's rows together."""
    chosen = pick if pick in PICKS else TO_CALL
    own = otherwise(lake)
    every = [_with_own(row, own) for row in lake.lists(now).rows.to_pylist()]
    kept = [row for row in every if narrow.keeps(row)]
    counts = {name: sum(_is_in(row, name) for row in kept) for name in PICKS}
    rows = [replace(call_row(row, cards), own=own.get(row["code"])) for row in kept if _is_in(row, chosen)]
    together = _together(rows)
    if chosen != TO_CALL:
        together = [replace(row, place=number) for number, row in enumerate(together, start=1)]
    return Listed(chosen, tuple(together), counts, holders(every, narrow))


def grouped(shown: Iterable[CallRow], every: Sequence[CallRow], *, at: datetime) -> list[Group]:
    """The rows of one page under their officers; `at` is the moment of the data, told to the chat."""
    groups = []
    for (holder, unit), some in groupby(shown, key=lambda row: (row.holder, row.unit)):
        rows, all_of_them = tuple(some), [row for row in every if (row.holder, row.unit) == (holder, unit)]
        groups.append(Group(holder, unit if unit != holder else "", rows, len(all_of_them), _text(holder, all_of_them, at)))
    return groups


def call_row(row: Mapping[str, Any], cards: Mapping[str, DossierCard]) -> CallRow:
    """One row of the engine's list as the page shows it."""
    card = cards.get(row["code"])
    late = "overdue" in row["lists"]
    return CallRow(
        place=row["place"],
        code=row["code"],
        procedure=row["procedure"] or row["procedure_code"] or "Chưa rõ thủ tục",
        officer=row["officer"] or "",
        unit=row["unit"] or "",
        step=row["step"] or "",
        due=due_of(row),
        reason=row["reason"] or "",
        probability=row["probability"],
        owes_apology=late and (card is None or card.apology_on is None),
    )


def due_of(row: Mapping[str, Any]) -> Due:
    """Late by working days, else what is left: in hours within two days, in days beyond."""
    was, is_day = row["due_at"], bool(row["due_is_day"])
    if "stopped" in row["lists"]:
        return Due("paused", 0, "", was, is_day)
    if "overdue" in row["lists"]:
        return Due("late", row["late_days"] or 0, "ngày làm việc", was, is_day)
    if was is None:
        return Due("none", None, "", None, is_day)
    if row["remaining_minutes"] is None:
        return Due("paused", 0, "", was, is_day)
    minutes, today = int(row["remaining_minutes"]), "due_today" in row["lists"]
    if minutes < MINUTES_AN_HOUR:
        return Due("today" if today else "soon", minutes, "phút làm việc", was, is_day)
    hours = minutes // MINUTES_AN_HOUR
    if today or hours < 2 * HOURS_A_DAY:
        return Due("today" if today else "soon", hours, "giờ làm việc", was, is_day)
    return Due("soon" if "due_soon" in row["lists"] else "none", hours // HOURS_A_DAY, "ngày làm việc", was, is_day)


def _with_own(row: Mapping[str, Any], own: Mapping[str, OwnDue]) -> Mapping[str, Any]:
    """A row also stands in the list of appointments that are not the day we count."""
    known = own.get(row["code"])
    return {**row, "lists": [*row["lists"], PICKS["hen-khac"][1]]} if known is not None and known.differs else row


def _is_in(row: Mapping[str, Any], pick: str) -> bool:
    if pick in (TO_CALL, ALL):
        return pick == ALL or row["place"] is not None
    return PICKS[pick][1] in row["lists"]


def _together(rows: list[CallRow]) -> list[CallRow]:
    """Each officer's rows together, officers in the order of their first row."""
    first: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows):
        first.setdefault((row.holder, row.unit), number)
    return sorted(rows, key=lambda row: first[row.holder, row.unit])


def _text(holder: str, rows: Sequence[CallRow], at: datetime) -> str:
    lines = [f"{number}. {row.code}, {row.procedure}: {row.reason}." for number, row in enumerate(rows, 1)]
    return "\n".join([f"{holder}: {len(rows)} hồ sơ cần xem, số liệu lúc {at:%H:%M %d/%m/%Y}", *lines])
