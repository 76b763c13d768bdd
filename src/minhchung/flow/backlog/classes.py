"""The backlog: each late dossier with its band, its cause as people gave it, and the table of classes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa

from minhchung.flow.backlog.causes import BacklogChecklist, backlog_checklist
from minhchung.flow.backlog.faults import faults_of
from minhchung.flow.backlog.hints import Hint, Late, add_signed, hints_of
from minhchung.flow.backlog.holders import Holder, holders_of
from minhchung.flow.columns import NOT_TAKEN, Status
from minhchung.flow.inputs import Read, Tables, due_moments
from minhchung.flow.slots import Slots, WorkingTime, wall_clock
from minhchung.flow.usual import ends_of

DOSSIER_COLUMNS = (
    *("code", "procedure_code", "procedure", "field", "status", "unit", "officer", "received_at", "due_at", "finished_at", "delivered_at"),
    *("supplement_count", "supplement_asked_at", "supplement_given_at"),
)
STEP_COLUMNS = ("code", "seq", "step", "unit", "officer", "started_at", "ended_at")
SUPPLEMENT_COLUMNS = ("code", "seq", "asked_at", "given_at")
HINT = pa.struct([("cause", pa.string()), ("minutes", pa.float64()), ("fact", pa.string())])
ROW_SCHEMA = pa.schema(
    [
        ("code", pa.string()),
        ("procedure_code", pa.string()),
        ("procedure", pa.string()),
        ("field", pa.string()),
        ("unit", pa.string()),
        ("officer", pa.string()),
        ("due_step", pa.string()),
        ("status", pa.string()),
        ("received_at", pa.timestamp("s")),
        ("due_at", pa.timestamp("s")),
        ("ended_at", pa.timestamp("s")),
        ("late_days", pa.int32()),
        ("late_minutes", pa.float64()),
        ("band", pa.string()),
        ("group", pa.string()),
        ("cause", pa.string()),
        ("side", pa.string()),
        ("proven", pa.bool_()),
        ("proposal", pa.string()),
        ("hints", pa.list_(HINT)),
    ]
)
CLASS_SCHEMA = pa.schema(
    [("group", pa.string()), ("band", pa.string()), ("officer", pa.string()), ("proposal", pa.string()), ("dossiers", pa.int32())]
)


class CardError(ValueError):
    """A card that names a cause or proposal that the checklist has not."""


@dataclass(frozen=True, slots=True)
class Card:
    """What people said of a late dossier. `cause` and `proposal` are names of the checklist.

    `officer` answers for it, where that is not the officer of the record; `proof` is the document that proves an objective cause.
    """

    cause: str | None = None
    officer: str | None = None
    proposal: str | None = None
    proof: str | None = None


@dataclass(frozen=True, slots=True)
class Backlog:
    """`rows`: the late dossiers (ROW_SCHEMA), the latest first. `notes`: what could not be counted.

    `classes`: how many per cause group × band × officer × proposal (CLASS_SCHEMA), empty where no one has said yet.
    """

    rows: pa.Table
    classes: pa.Table
    checklist: BacklogChecklist
    notes: tuple[str, ...]


def backlog(
    tables: Tables,
    slots: Slots,
    *,
    as_of: datetime,
    cards: Mapping[str, Card] | None = None,
    faults: pa.Table | None = None,
    signed: pa.Table | None = None,
    since: datetime | None = None,
    checklist: BacklogChecklist | None = None,
) -> Backlog:
    """Late dossiers at `as_of`: open past their due date; with `since`, also those that ended late from then on.

    Waiting dossiers are late only if the request for a supplement came after the due date (the clock stands still from then); dossiers
    that wait for a payment are not late. The officer is the card's, else the record's, else who held the dossier when it was due
    (`due_step`). `faults`: fault, from_at, to_at; `signed`: code, signed_at. Raises CardError, InputError.
    """
    chosen, work, now = checklist or backlog_checklist(), WorkingTime(slots), wall_clock(as_of)
    said = dict(cards or {})
    _check(said, chosen)
    every = tables.read("dossiers", DOSSIER_COLUMNS)
    late = _late(every, tables, work, now=now, since=wall_clock(since) if since else now)
    steps = tables.read("steps", STEP_COLUMNS)
    hints = hints_of(late, steps, tables.read("supplements", SUPPLEMENT_COLUMNS), faults_of(faults, now), chosen, work=work)
    held = holders_of(late, steps)
    add_signed(hints, late, signed)
    codes = late.dossiers.text("code")
    rows = [_row(late, row, hints[row], said.get(codes[row], Card()), held=held[row], checklist=chosen) for row in range(len(hints))]
    rows.sort(key=lambda row: (-(row["late_days"] or 0), -(row["late_minutes"] or 0), row["code"]))
    return Backlog(pa.Table.from_pylist(rows, schema=ROW_SCHEMA), _classes(rows, chosen), chosen, tuple(_notes(every, late)))


def _check(cards: Mapping[str, Card], checklist: BacklogChecklist) -> None:
    proposals = {item.name for item in checklist.proposal}
    for code, card in cards.items():
        if card.cause is not None and checklist.cause_named(card.cause) is None:
            raise CardError(f"Hồ sơ {code}: không có nguyên nhân “{card.cause}” trong danh mục; chọn một nguyên nhân của danh mục.")
        if card.proposal is not None and card.proposal not in proposals:
            raise CardError(f"Hồ sơ {code}: không có đề xuất “{card.proposal}”; chọn {', '.join(sorted(proposals))}.")


def _late(every: Read, tables: Tables, work: WorkingTime, *, now: np.datetime64, since: np.datetime64) -> Late:
    """The late dossiers and until when: their end, the request they wait on, or now."""
    due = due_moments(every.moments("due_at"), tables.precision.get("due_at"))
    ends = ends_of(every)
    asked = every.moments("supplement_asked_at").copy()
    supplements = tables.read("supplements", SUPPLEMENT_COLUMNS)
    place = {code: row for row, code in enumerate(every.text("code"))}
    for code, moment in zip(supplements.text("code"), supplements.moments("asked_at"), strict=True):
        row = place.get(code)
        if row is not None and (np.isnat(asked[row]) or moment > asked[row]):
            asked[row] = moment
    waiting = every.one_of("status", (Status.SUPPLEMENT,))
    until = np.where(np.isnat(ends), np.where(waiting, asked, now), ends)
    counted = ~every.one_of("status", (*NOT_TAKEN, Status.PAYMENT, Status.WITHDRAWN))
    wanted = counted & (until > due) & (np.isnat(ends) | (ends >= since)) & ~(every.moments("received_at") > now)
    dossiers = every.where(wanted)
    return Late(dossiers, due[wanted], until[wanted], work.minutes(due[wanted], until[wanted]), work.days(due[wanted], until[wanted]))


def _row(late: Late, row: int, hints: list[Hint], card: Card, *, held: Holder, checklist: BacklogChecklist) -> dict[str, Any]:
    texts = {name: late.dossiers.text(name)[row] for name in ("code", "procedure_code", "procedure", "field", "unit", "officer", "status")}
    moments = {name: late.dossiers.moments(name)[row] for name in ("received_at", "due_at")}
    group, cause = (checklist.cause_named(card.cause) if card.cause else None) or (None, None)
    ended = late.dossiers.moments("finished_at")[row]
    ended = late.dossiers.moments("delivered_at")[row] if np.isnat(ended) else ended
    days = late.days[row]
    known = not np.isnan(days)
    return {
        **texts,
        **{name: None if np.isnat(moment) else moment.item() for name, moment in moments.items()},
        "officer": card.officer or texts["officer"] or held.officer,
        "due_step": held.step,
        "ended_at": None if np.isnat(ended) else ended.item(),
        "late_days": int(days) if known else None,
        "late_minutes": float(late.minutes[row]) if known else None,
        "band": checklist.band_of(int(days)).name if known else None,
        "group": group.name if group else None,
        "cause": cause.name if cause else None,
        "side": cause.side if cause else None,
        "proven": None if cause is None or cause.side == "subjective" else bool(card.proof),
        "proposal": card.proposal,
        "hints": [{"cause": hint.cause, "minutes": hint.minutes, "fact": hint.fact} for hint in hints],
    }


def _classes(rows: list[dict[str, Any]], checklist: BacklogChecklist) -> pa.Table:
    counts = Counter((row["group"], row["band"], row["officer"], row["proposal"]) for row in rows)
    groups = {group.name: place for place, group in enumerate(checklist.group)}
    bands = {band.name: place for place, band in enumerate(checklist.band)}
    order = sorted(counts, key=lambda key: (groups.get(key[0], 99), bands.get(key[1], 99), key[2] or "\uffff", key[3] or "\uffff"))
    names = ("group", "band", "officer", "proposal")
    return pa.Table.from_pylist([dict(zip(names, key, strict=True)) | {"dossiers": counts[key]} for key in order], schema=CLASS_SCHEMA)


def _notes(every: Read, late: Late) -> list[str]:
    notes = [
        f"Nguồn không có cột {title}."
        for name, title in (("due_at", "ngày hẹn trả"), ("status", "trạng thái"))
        if name not in every.present
    ]
    uncounted = int(np.isnan(late.minutes).sum())
    if uncounted:
        notes.append(f"{uncounted} hồ sơ quá hạn có ngày nằm ngoài các năm có lịch làm việc: không xếp được mức trễ.")
    return notes
