"""The first page of the dossiers: whom to call, six figures of the period, letters owed, questions about the clock."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from minhchung.apps.dossiers.models import DossierCard
from minhchung.apps.dossiers.periods import written_of
from minhchung.apps.dossiers.reading import Opened
from minhchung.flow.indicators import Window, compute, indicators, parse_window

CHIPS = (
    ("resolved-in-time", "Đúng hạn"),
    ("766.2.1", "Đúng hạn theo QĐ 766"),
    ("online-filing", "Nộp trực tuyến"),
    ("online-payment", "Thanh toán trực tuyến"),
    ("digitised-results", "Số hóa kết quả"),
    ("reused", "Tái sử dụng dữ liệu"),
)
CALLED = 12
MINUTES_AN_HOUR = 60


@dataclass(frozen=True)
class Chip:
    """One figure: the ratio in percent (None with `reason`), its numbers, the definition used, the page of the rows behind it."""

    label: str
    ratio: float | None
    numerator: int | None
    denominator: int | None
    definition: str
    reason: str
    url: str


@dataclass(frozen=True)
class Due:
    """When a dossier is due, as the deadline tag takes it."""

    state: str
    days: int
    unit: str
    was: datetime | None
    is_day: bool


@dataclass(frozen=True)
class CallRow:
    """A dossier for which somebody is to be called."""

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

    @property
    def copy(self) -> str:
        """The line for a chat: no applicant stands in it."""
        return f"{self.officer or self.unit or 'Chưa rõ ai giữ'}: {self.code}, {self.procedure}. {self.reason}"


@dataclass(frozen=True)
class Board:
    """The first page. `rows` are the first CALLED of `to_call` dossiers."""

    as_of: datetime
    dossiers: int
    window: Window
    chips: tuple[Chip, ...]
    rows: tuple[CallRow, ...]
    to_call: int
    urgent: int
    officers: int
    owing: tuple[CallRow, ...]
    load: tuple[Mapping[str, Any], ...]
    questions: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    risk: str


def board(lake: Opened, cards: Mapping[str, DossierCard], *, now: datetime) -> Board:
    """Everything the first page shows, from one generation."""
    lists, window = lake.lists(now), last_reporting_month(now.date())
    calls = [call_row(row, cards) for row in lists.to_call().to_pylist()]
    urgent = [row for row in calls if row.due.state in ("today", "late")]
    report = lake.anomalies()
    titles: dict[str, str] = {kind.name: kind.title for kind in report.checklist.kind}
    return Board(
        as_of=lake.current.as_of,
        dossiers=lake.current.manifest["tables"]["dossiers"],
        window=window,
        chips=tuple(chips(lake, window)),
        rows=tuple(calls[:CALLED]),
        to_call=len(calls),
        urgent=len(urgent),
        officers=len({row.officer or row.unit for row in urgent}),
        owing=tuple(row for row in calls if row.owes_apology),
        load=tuple(lists.load.to_pylist()),
        questions=tuple((titles[name], count) for name, count in _by_count(report.counts()) if count),
        notes=lists.notes,
        risk=lake.ranking(now).why,
    )


def last_reporting_month(today: date) -> Window:
    """The newest reporting month (15th to 14th, NĐ 09/2019) that is over."""
    ended = today.replace(day=1) - timedelta(days=1) if today.day <= 14 else today
    return parse_window(f"{ended:%Y-%m}r")


def chips(lake: Opened, window: Window) -> list[Chip]:
    """The six figures, in one scan."""
    asked = {item.name: item for item in (*indicators("dossiers", window.last), *indicators("qd766-2022", window.last))}
    wanted = [(asked[name], label) for name, label in CHIPS if name in asked]
    at = lake.current.as_of.replace(tzinfo=None)
    told = compute(lake.source(), [item for item, _ in wanted], window, at).to_pylist()
    return [
        Chip(
            label,
            said["ratio"],
            said["numerator"],
            said["denominator"],
            said["definition"],
            said["reason"] or "",
            f"{reverse('dossiers:figure', args=[item.name])}?ky={written_of('reporting', window.last)}",
        )
        for (item, label), said in zip(wanted, told, strict=True)
    ]


def call_row(row: Mapping[str, Any], cards: Mapping[str, DossierCard]) -> CallRow:
    """One row of the engine's list as the page shows it."""
    card = cards.get(row["code"])
    late = "overdue" in row["lists"]
    return CallRow(
        place=row["place"],
        code=row["code"],
        procedure=row["procedure"] or "",
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
    if "overdue" in row["lists"]:
        return Due("late", row["late_days"] or 0, "ngày làm việc", was, is_day)
    if was is None:
        return Due("none", 0, "", None, is_day)
    if row["remaining_minutes"] is None:
        return Due("paused", 0, "", was, is_day)
    hours = int(row["remaining_minutes"] // MINUTES_AN_HOUR)
    today = "due_today" in row["lists"]
    if today or hours < 16:
        return Due("today" if today else "soon", hours, "giờ làm việc", was, is_day)
    return Due("soon" if "due_soon" in row["lists"] else "none", hours // 8, "ngày làm việc", was, is_day)


def _by_count(counts: Mapping[str, int]) -> Sequence[tuple[str, int]]:
    return Counter(counts).most_common()
