"""The backlog as its page, its print and its sheet show it: classes by cause group and lateness, rows with their hints."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pyarrow as pa
from django.utils import timezone

from minhchung.apps.dossiers.models import DossierCard, SystemFault
from minhchung.apps.dossiers.narrowing import Holders, Narrow, holders
from minhchung.apps.dossiers.reading import Opened
from minhchung.flow.backlog import Card, backlog_checklist
from minhchung.flow.backlog.causes import SIDES

SYSTEM = "system-fault"
NONE = "chua-ghi"
"""In the address: the dossiers whose cause nobody has said."""
SPANS: Mapping[str, str] = {
    "": "Đang quá hạn",
    "quy": "Đang quá hạn và xong trễ trong quý",
    "nam": "Đang quá hạn và xong trễ trong năm",
}
FAULTS = pa.schema([("fault", pa.string()), ("from_at", pa.timestamp("s")), ("to_at", pa.timestamp("s"))])


@dataclass(frozen=True)
class LateRow:
    """A late dossier. `hints`: facts of the record that speak for a cause, for people to judge. `proof`: what proves an objective cause."""

    code: str
    procedure: str
    unit: str
    officer: str
    due_step: str
    received_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    late_days: int | None
    band: str
    group: str
    cause: str
    side: str
    proposal: str
    note: str
    proof: str
    unproven: bool
    hints: tuple[Mapping[str, Any], ...]
    keys: tuple[str, str]

    @property
    def late(self) -> str:
        """How late, in words."""
        if self.late_days is None:
            return "chưa đếm được"
        return f"{self.late_days} ngày làm việc" if self.late_days else "trong ngày"


@dataclass(frozen=True)
class Line:
    """One line of the table of classes: a cause group ("chua-ghi": not said yet) with its count per band."""

    key: str
    title: str
    counts: tuple[tuple[str, int], ...]
    total: int


@dataclass(frozen=True)
class Asked:
    """Which late dossiers: the span of SPANS, a cause group, a band, and the narrowing."""

    span: str
    group: str
    band: str
    narrow: Narrow

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Asked":
        """From the query of an address: ky, nhom, muc and those of Narrow. What is unknown is everything."""
        groups, bands = {NONE, *GROUPS}, set(BANDS)
        span, group, band = given.get("ky", ""), given.get("nhom", ""), given.get("muc", "")
        return cls(span if span in SPANS else "", group if group in groups else "", band if band in bands else "", Narrow.asked(given))


@dataclass(frozen=True)
class Shown:
    """The rows asked for; the table of classes over all under the narrowing; officers with theirs; notes on what is not known."""

    rows: tuple[LateRow, ...]
    lines: tuple[Line, ...]
    totals: tuple[int, ...]
    count: int
    classes: tuple[tuple[LateRow, int], ...]
    offered: Holders
    notes: tuple[str, ...]


CHECKLIST = backlog_checklist()
BANDS: Mapping[str, str] = {band.name: band.title for band in CHECKLIST.band}
GROUPS: Mapping[str, str] = {group.name: group.title for group in CHECKLIST.group}
CAUSES = {cause.name: cause for group in CHECKLIST.group for cause in group.cause}
PROPOSALS: Mapping[str, str] = {item.name: item.title for item in CHECKLIST.proposal}


def shown(lake: Opened, cards: Mapping[str, DossierCard], faults: Iterable[SystemFault], asked: Asked, *, now: datetime) -> Shown:
    """The late dossiers at `now`, with those that ended late within the span."""
    said = {code: _card(card) for code, card in cards.items() if card.cause or card.proposal or card.person_id}
    found = lake.backlog(said, fault_table(faults), now=now, since=_since(asked.span, now))
    told = found.rows.to_pylist()
    rows = [_row(row, cards.get(row["code"])) for row in told if asked.narrow.keeps(row)]
    kept = tuple(row for row in rows if asked.group in ("", row.keys[0]) and asked.band in ("", row.keys[1]))
    lines = _lines(rows)
    totals = tuple(sum(line.counts[number][1] for line in lines) for number in range(len(BANDS)))
    return Shown(kept, lines, totals, len(rows), _classes(kept), holders(told, asked.narrow), found.notes)


def fault_table(faults: Iterable[SystemFault]) -> pa.Table:
    """The log of faults as the engine takes it."""
    rows = [{"fault": fault.what, "from_at": _wall(fault.began_at), "to_at": _wall(fault.ended_at)} for fault in faults]
    return pa.Table.from_pylist(rows, FAULTS)


def _wall(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0) if moment else None


def _since(span: str, now: datetime) -> datetime | None:
    if not span:
        return None
    first = date(now.year, 1 if span == "nam" else now.month - (now.month - 1) % 3, 1)
    return timezone.make_aware(datetime.combine(first, time()))


def _card(card: DossierCard) -> Card:
    """What people said, as the engine takes it. The rule of the act holds: an objective cause stands on a document or words."""
    officer = card.person.full_name if card.person else None
    return Card(card.cause or None, officer, card.proposal or None, str(card.proof) if card.proof else card.note or None)


def _row(row: Mapping[str, Any], card: DossierCard | None) -> LateRow:
    cause = CAUSES.get(row["cause"] or "")
    hints = tuple({**hint, "title": CAUSES[hint["cause"]].title} for hint in row["hints"])
    return LateRow(
        code=row["code"],
        procedure=row["procedure"] or row["procedure_code"] or "",
        unit=row["unit"] or "",
        officer=row["officer"] or "",
        due_step=row["due_step"] or "",
        received_at=row["received_at"],
        due_at=row["due_at"],
        ended_at=row["ended_at"],
        late_days=row["late_days"],
        band=BANDS.get(row["band"] or "", ""),
        group=GROUPS.get(row["group"] or "", ""),
        cause=cause.title if cause else "",
        side=SIDES[cause.side] if cause else "",
        proposal=PROPOSALS.get(row["proposal"] or "", ""),
        note=card.note if card else "",
        proof=str(card.proof) if card and card.proof else "",
        unproven=row["proven"] is False and not any(hint["cause"] == row["cause"] for hint in row["hints"]),
        hints=hints,
        keys=(row["group"] or NONE, row["band"] or ""),
    )


def _lines(rows: Sequence[LateRow]) -> tuple[Line, ...]:
    counted = Counter(row.keys for row in rows)
    titles = {**GROUPS, NONE: "Chưa ghi nguyên nhân"}
    lines = []
    for key, title in titles.items():
        counts = tuple((band, counted[key, band]) for band in BANDS)
        lines.append(Line(key, title, counts, sum(many for (group, _), many in counted.items() if group == key)))
    return tuple(lines)


def _classes(rows: Sequence[LateRow]) -> tuple[tuple[LateRow, int], ...]:
    """Cause × how late × officer × proposal, each class by one of its rows with its count: the table that inspections ask for."""
    order = list(GROUPS)
    counted: dict[tuple[str, ...], list[LateRow]] = {}
    for row in rows:
        counted.setdefault((*row.keys, row.cause, row.officer, row.unit, row.proposal), []).append(row)
    found = [(some[0], len(some)) for some in counted.values()]
    place = {name: number for number, name in enumerate(BANDS)}
    return tuple(
        sorted(
            found,
            key=lambda each: (
                order.index(each[0].keys[0]) if each[0].keys[0] in order else len(order),
                each[0].cause,
                place.get(each[0].keys[1], 99),
                each[0].unit,
                each[0].officer,
            ),
        )
    )
