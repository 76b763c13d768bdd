"""The first page of the dossiers: whom to call, six figures of the period, letters owed, questions about the clock."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from minhchung.apps.dossiers.calling import CallRow, call_row
from minhchung.apps.dossiers.measuring import computed
from minhchung.apps.dossiers.models import DossierCard
from minhchung.apps.dossiers.periods import written_of
from minhchung.apps.dossiers.reading import Opened
from minhchung.flow.indicators import Window, indicators, parse_window
from minhchung.flow.risk import Ranking

CHIPS = (
    ("resolved-in-time", "Đúng hạn"),
    ("766.2.1", "Đúng hạn theo QĐ 766"),
    ("online-filing", "Nộp trực tuyến"),
    ("online-payment", "Thanh toán trực tuyến"),
    ("digitised-results", "Số hóa kết quả"),
    ("reused", "Tái sử dụng dữ liệu"),
)


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
class Board:
    """What stands around the working list on the first page. `to_call` dossiers are to be called about, `urgent` of them today."""

    as_of: datetime
    dossiers: int
    window: Window
    chips: tuple[Chip, ...]
    to_call: int
    urgent: int
    officers: int
    owing: tuple[CallRow, ...]
    load: tuple[Mapping[str, Any], ...]
    questions: tuple[tuple[str, str, int], ...]
    notes: tuple[str, ...]
    risk: Ranking


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
        to_call=len(calls),
        urgent=len(urgent),
        officers=len({row.officer or row.unit for row in urgent}),
        owing=tuple(row for row in calls if row.owes_apology),
        load=tuple(lists.load.to_pylist()),
        questions=tuple((name, titles[name], count) for name, count in _by_count(report.counts()) if count),
        notes=lists.notes,
        risk=lake.ranking(now),
    )


def last_reporting_month(today: date) -> Window:
    """The newest reporting month (15th to 14th, NĐ 09/2019) that is over."""
    ended = today.replace(day=1) - timedelta(days=1) if today.day <= 14 else today
    return parse_window(f"{ended:%Y-%m}r")


def chips(lake: Opened, window: Window) -> list[Chip]:
    """The six figures, in one scan."""
    asked = {item.name: item for item in (*indicators("dossiers", window.last), *indicators("qd766-2022", window.last))}
    wanted = [(asked[name], label) for name, label in CHIPS if name in asked]
    told = computed(lake, [item for item, _ in wanted], window)
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


def _by_count(counts: Mapping[str, int]) -> Sequence[tuple[str, int]]:
    return Counter(counts).most_common()
