"""The lists of open dossiers and the order in which to call their officers."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from minhchung.flow.backlog import backlog_checklist
from minhchung.flow.calls.needs import Need, need_of
from minhchung.flow.calls.reasons import reason_of
from minhchung.flow.calls.standing import Standing, standing
from minhchung.flow.columns import DOSSIERS, OPEN, Status
from minhchung.flow.inputs import Read, Tables
from minhchung.flow.slots import Slots, WorkingTime, wall_clock
from minhchung.flow.usual import FEW, Usual, usual_times

LISTS: dict[str, str] = {
    "at_risk": "có nguy cơ quá hạn",
    "overdue": "quá hạn",
    "due_today": "đến hạn hôm nay",
    "due_soon": "sắp đến hạn",
    "supplement": "chờ bổ sung",
    "stopped": "dừng xử lý",
    "payment": "chờ nghĩa vụ tài chính",
    "overdue_766": "QĐ 766 tính là quá hạn (bổ sung từ lần 2 chưa xong)",
    "undated": "không có ngày hẹn trả",
}
DOSSIER_COLUMNS = (
    *("code", "procedure_code", "procedure", "field", "status", "unit", "officer", "received_at", "due_at", "finished_at", "delivered_at"),
    *("supplement_count", "supplement_asked_at", "supplement_given_at"),
)
STEP_COLUMNS = ("code", "seq", "step", "unit", "officer", "started_at", "ended_at")
SUPPLEMENT_COLUMNS = ("code", "seq", "asked_at", "given_at", "due_before", "due_after")
ROW_SCHEMA = pa.schema(
    [
        ("place", pa.int32()),
        ("code", pa.string()),
        ("procedure_code", pa.string()),
        ("procedure", pa.string()),
        ("field", pa.string()),
        ("officer", pa.string()),
        ("unit", pa.string()),
        ("status", pa.string()),
        ("step", pa.string()),
        ("due_at", pa.timestamp("s")),
        ("due_is_day", pa.bool_()),
        ("remaining_minutes", pa.float64()),
        ("late_days", pa.int32()),
        ("late_minutes", pa.float64()),
        ("risk", pa.string()),
        ("need_median", pa.float64()),
        ("need_p80", pa.float64()),
        ("steps_left", pa.int32()),
        ("need_scope", pa.string()),
        ("need_cases", pa.int32()),
        ("probability", pa.float64()),
        ("lists", pa.list_(pa.string())),
        ("reason", pa.string()),
    ]
)
TITLES = {column.name: column.title for column in DOSSIERS}
WAITING = (Status.SUPPLEMENT, Status.PAYMENT)
FAR = np.float64(1e12)


@dataclass(frozen=True, slots=True)
class CallSettings:
    """`soon_hours`: due within so many working hours is "soon". `few`: below so many closed cases a wider group is used.

    `supplement_days`: working days after which an unanswered supplement may close the dossier (law/checklists/backlog.toml;
    the sector's own term may differ, so it is a setting).
    """

    soon_hours: float = 16
    few: int = FEW
    supplement_days: int = field(default_factory=lambda: backlog_checklist().supplement_days)


class Scores(Protocol):
    """A ranking of open dossiers by likelihood of being late, as `flow.risk` gives it."""

    def score(self, code: str) -> float | None:
        """Higher is likelier to be late; None for a dossier that it could not rank."""

    def probability(self, code: str) -> float | None:
        """The probability, only where the back-test allows it to be shown."""


@dataclass(frozen=True, slots=True)
class CallLists:
    """`rows`: all open and stopped dossiers with their lists, in the order of calling (ROW_SCHEMA); `place` is 1, 2, … for those to call.

    `load` has one row per officer. `notes` say in Vietnamese what could not be known.
    """

    as_of: datetime
    rows: pa.Table
    load: pa.Table
    notes: tuple[str, ...] = field(default=())

    def of(self, name: str) -> pa.Table:
        """One of LISTS, in the order of calling. Raises KeyError for another name."""
        if name not in LISTS:
            raise KeyError(f"Không có danh sách “{name}”: chọn {', '.join(LISTS)}.")
        joined = pc.binary_join(self.rows["lists"], "|")
        return self.rows.filter(pc.match_substring_regex(joined, rf"(^|\|){name}($|\|)"))

    def to_call(self) -> pa.Table:
        """The dossiers for which someone is to be called, in order."""
        return self.rows.filter(pc.is_valid(self.rows["place"]))


def call_lists(
    tables: Tables,
    slots: Slots,
    *,
    as_of: datetime,
    settings: CallSettings | None = None,
    scores: Scores | None = None,
    usual: Usual | None = None,
) -> CallLists:
    """The lists at `as_of`, which is not before the data. `usual`: what `usual_times` makes of these tables, for a caller who keeps it: it
    depends on no moment and takes most of the time.

    The order of calling. Each dossier to call has a class: 0 its time left is less than the steps left usually take (the call can still
    save it), 1 counted as overdue by QĐ 766 through a second supplement, 2 overdue already, 3 its time left is less than what the slowest
    fifth takes, 4 due today or soon. Officers come in the order of their most urgent dossier and each officer's dossiers stand together, so
    that one call settles them all; inside an officer by class, then by `scores` where given (likelier first), then by time left less time
    needed, then by code. A dossier without an officer counts under its unit. Waiting dossiers are called only in class 1 or when they were
    late already at the request for a supplement; stopped ones never.
    """
    chosen, now = settings or CallSettings(), wall_clock(as_of)
    work = WorkingTime(slots)
    every, steps = tables.read("dossiers", DOSSIER_COLUMNS), tables.read("steps", STEP_COLUMNS)
    supplements = tables.read("supplements", SUPPLEMENT_COLUMNS)
    usual = usual or usual_times(every, steps, supplements, work, chosen.few)
    undelivered = every.one_of("status", (Status.TERMINATED,)) & np.isnat(every.moments("delivered_at"))
    listed = every.where(every.one_of("status", OPEN) | undelivered)
    stand = standing(listed, steps, supplements, work, as_of=now, precision=tables.precision)
    rows = []
    for row in range(len(listed)):
        need = need_of(stand, row, usual)
        lists = _lists(stand, row, need, now, chosen.soon_hours)
        rows.append(_row(stand, row, need, lists, scores) | {"reason": reason_of(stand, row, need, lists, chosen.supplement_days)})
    ordered = _in_order(rows)
    table = pa.Table.from_pylist(ordered, schema=ROW_SCHEMA)
    return CallLists(as_of, table, _load(ordered), tuple(_notes(every, steps, usual, stand)))


def _row(stand: Standing, row: int, need: Need, lists: list[str], scores: Scores | None) -> dict[str, Any]:
    texts = {name: stand.dossiers.text(name)[row] for name in ("code", "procedure_code", "procedure", "field", "status")}
    officer, unit = stand.holder(row)
    late = "overdue" in lists
    waiting = texts["status"] in WAITING
    remaining = float(stand.remaining[row])
    score = scores.score(texts["code"]) if scores else None
    return {
        **texts,
        "officer": officer,
        "unit": unit,
        "step": stand.step[row],
        "due_at": None if np.isnat(stand.due[row]) else stand.dossiers.moments("due_at")[row].item(),
        "due_is_day": bool(stand.due_is_day[row]),
        "remaining_minutes": None if np.isnan(remaining) or late or waiting else remaining,
        "late_days": int(stand.late_days[row]) if late and not waiting and not np.isnan(stand.late_days[row]) else None,
        "late_minutes": -remaining if late and not waiting and not np.isnan(remaining) else None,
        "risk": None if waiting or late or "stopped" in lists else need.risk,
        "need_median": need.median,
        "need_p80": need.p80,
        "steps_left": need.steps_left,
        "need_scope": need.scope,
        "need_cases": need.cases,
        "probability": scores.probability(texts["code"]) if scores else None,
        "lists": lists,
        "_class": _class(lists, need),
        "_score": -score if score is not None else 0.0,
        "_slack": FAR if np.isnan(remaining) else remaining - (need.median or 0),
        "_called": officer or f"\uffff{unit or ''}",
    }


def _lists(stand: Standing, row: int, need: Need, now: np.datetime64, soon_hours: float) -> list[str]:
    status, due = stand.dossiers.text("status")[row], stand.due[row]
    found: list[str] = []
    if status == Status.TERMINATED:
        return ["stopped"]
    if status == Status.SUPPLEMENT:
        found.append("supplement")
        if stand.asked_open[row] and stand.requests[row] >= 2:
            found.append("overdue_766")
        if stand.asked[row] > due:  # the clock stood still only from the request on
            found.append("overdue")
        return found
    if status == Status.PAYMENT:
        return ["payment"]
    if np.isnat(due):
        return ["undated"]
    if now > due:
        found.append("overdue")
    elif need.risk in ("high", "possible"):
        found.append("at_risk")
    if due.astype("datetime64[D]") == now.astype("datetime64[D]"):
        found.append("due_today")
    if now <= due and stand.remaining[row] <= soon_hours * 60:
        found.append("due_soon")
    return found


def _class(lists: list[str], need: Need) -> int | None:
    if "at_risk" in lists and need.risk == "high":
        return 0
    for name, number in (("overdue_766", 1), ("overdue", 2), ("at_risk", 3), ("due_today", 4), ("due_soon", 4)):
        if name in lists:
            return number
    return None


def _in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The order of `call_lists`; `place` is set on the rows to call, the others follow by due date and code."""
    inside = sorted(
        (row for row in rows if row["_class"] is not None),
        key=lambda row: (row["_class"], row["_score"], row["_slack"], row["code"]),
    )
    officers: dict[str, int] = {}
    for row in inside:
        officers.setdefault(row["_called"], len(officers))
    inside.sort(key=lambda row: officers[row["_called"]])
    others = sorted(
        (row for row in rows if row["_class"] is None), key=lambda row: (row["due_at"] is None, str(row["due_at"]), row["code"])
    )
    for place, row in enumerate(inside, 1):
        row["place"] = place
    return inside + others


def _load(rows: list[dict[str, Any]]) -> pa.Table:
    """Per officer and unit: open dossiers and how many of them stand in each list; officers to call first come first."""
    found: dict[tuple[str | None, str | None], dict[str, Any]] = {}
    for row in rows:
        if "stopped" in row["lists"]:
            continue
        key = (row["officer"], row["unit"])
        counts = found.setdefault(key, {"officer": key[0], "unit": key[1], "open": 0, **dict.fromkeys(LISTS, 0)})
        counts["open"] += 1
        for name in row["lists"]:
            counts[name] += 1
    names = [name for name in LISTS if name != "stopped"]
    schema = pa.schema([("officer", pa.string()), ("unit", pa.string()), ("open", pa.int32()), *((name, pa.int32()) for name in names)])
    return pa.Table.from_pylist([{name: counts[name] for name in schema.names} for counts in found.values()], schema=schema)


def _notes(every: Read, steps: Read, usual: Usual, stand: Standing) -> list[str]:
    notes = []
    if not len(steps):
        notes.append("Nguồn không có bước xử lý: nguy cơ tính theo cả thời gian giải quyết.")
    if usual.closed < usual.few:
        notes.append(f"Mới có {usual.closed} hồ sơ đã xong, cần ít nhất {usual.few}: chưa nói được hồ sơ nào có nguy cơ.")
    for name in ("due_at", "received_at", "status", "officer"):
        if name not in every.present and not (name == "officer" and "officer" in steps.present):
            notes.append(f"Nguồn không có cột {TITLES[name]}.")
    unknown = every.rows["status"].null_count if "status" in every.present else 0
    if unknown:
        notes.append(f"{unknown} hồ sơ không rõ trạng thái nên không xếp vào danh sách nào: thêm chữ trạng thái của nguồn vào mẫu đọc.")
    outside = int((~np.isnat(stand.due) & np.isnan(stand.remaining)).sum())
    if outside:
        notes.append(f"{outside} hồ sơ có ngày hẹn trả nằm ngoài các năm có lịch làm việc: kiểm tra ngày hoặc thêm lịch của năm ấy.")
    return notes
