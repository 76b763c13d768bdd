"""What the record itself says about why a dossier is late: facts and minutes, for people to judge. No hint decides a cause."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from minhchung.flow import saying
from minhchung.flow.backlog.causes import BacklogChecklist
from minhchung.flow.backlog.faults import Faults, lost_minutes, overlap
from minhchung.flow.inputs import Read, codes_of
from minhchung.flow.slots import Minutes, Moments, WorkingTime
from minhchung.flow.usual import waited
from minhchung.text import fold


@dataclass(frozen=True, slots=True)
class Hint:
    """One fact that speaks for a cause: the cause's name, the working minutes it accounts for (None: not a span), and the sentence."""

    cause: str
    minutes: float | None
    fact: str


@dataclass(frozen=True, slots=True)
class Late:
    """The late dossiers: their rows, due moments, the moments up to which they are late, and by how many working minutes and days."""

    dossiers: Read
    due: Moments
    until: Moments
    minutes: Minutes
    days: Minutes


def hints_of(
    late: Late, steps: Read, supplements: Read, faults: Faults, checklist: BacklogChecklist, *, work: WorkingTime
) -> list[list[Hint]]:
    """The hints of each late dossier, in the order: system fault, waiting outside, supplement."""
    found: list[list[Hint]] = [[] for _ in range(len(late.dossiers))]
    _system(found, late, faults, work)
    _outside(found, late, steps, checklist, work)
    _supplement(found, late, supplements, work)
    return found


def _system(found: list[list[Hint]], late: Late, faults: Faults, work: WorkingTime) -> None:
    starts = late.dossiers.moments("received_at")
    lost = lost_minutes(starts, late.until, faults, work)
    names: dict[int, list[str]] = {}
    for name, start, end in zip(faults.names, faults.starts, faults.ends, strict=True):
        for row in np.flatnonzero(overlap(starts, late.until, start, end, work) > 0).tolist():
            names.setdefault(row, []).append(f"{name} ({saying.moment(start)} – {saying.moment(end)})")
    for row, which in names.items():
        enough = "; bằng hoặc hơn thời gian trễ" if lost[row] >= late.minutes[row] else f"; trễ {saying.span(late.minutes[row])}"
        found[row].append(
            Hint("system-fault", float(lost[row]), f"Hệ thống lỗi {saying.span(lost[row])} làm việc: {', '.join(which)}{enough}.")
        )


def _outside(found: list[list[Hint]], late: Late, steps: Read, checklist: BacklogChecklist, work: WorkingTime) -> None:
    if not len(steps) or not len(late.dossiers):
        return
    cues = [fold(cue) for cue in checklist.outside_steps]
    numbers, names = codes_of(steps.rows["step"])
    outside = np.array([any(cue in fold(name) for cue in cues) for name in names] + [False], dtype=bool)[numbers]
    place = {code: row for row, code in enumerate(late.dossiers.text("code"))}
    some = steps.where(outside & np.isin(steps.text("code").astype(str), np.array(list(place), dtype=str)))
    starts, ends = some.moments("started_at"), some.moments("ended_at")
    rows = np.array([place[code] for code in some.text("code")], dtype=np.int64)
    until = late.until[rows] if rows.size else ends
    minutes = work.minutes(starts, np.where(np.isnat(ends) | (ends > until), until, ends))
    for number, row in enumerate(rows.tolist()):
        if not minutes[number] > 0:
            continue
        still = ", chưa xong" if np.isnat(ends[number]) else ""
        said = f"Bước {some.text('step')[number]} từ {saying.moment(starts[number])}, {saying.span(minutes[number])} làm việc{still}."
        found[row].append(Hint("other-agency", float(minutes[number]), said))


def _supplement(found: list[list[Hint]], late: Late, supplements: Read, work: WorkingTime) -> None:
    minutes = waited(late.dossiers, supplements, work, late.until)
    counts = late.dossiers.counts("supplement_count")
    for row in np.flatnonzero(minutes > 0).tolist():
        times = "" if np.isnan(counts[row]) or not counts[row] else f" {int(counts[row])} lần"
        found[row].append(Hint("applicant", float(minutes[row]), f"Yêu cầu bổ sung{times}, chờ {saying.span(minutes[row])} làm việc."))


def add_signed(found: list[list[Hint]], late: Late, signed: pa.Table | None) -> None:
    """Adds that a result was signed by its due moment although the system shows it late. `signed`: code, signed_at."""
    place = {code: row for row, code in enumerate(late.dossiers.text("code"))}
    moments: list[dict[str, Any]] = signed.select(["code", "signed_at"]).to_pylist() if signed is not None else []
    for item in moments:
        row = place.get(item["code"])
        if row is None or item["signed_at"] is None:
            continue
        at = np.datetime64(item["signed_at"].replace(tzinfo=None), "s")
        if at <= late.due[row]:
            said = (
                f"Kết quả ký lúc {saying.moment(at)}, trước giờ hẹn {saying.moment(late.due[row])}; "
                f"hệ thống ghi đến {saying.moment(late.until[row])}."
            )
            found[row].append(Hint("slow-update", None, said))
