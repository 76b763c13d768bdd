"""Two clocks: what the system recorded against what really happened, in working minutes.

The real side comes from the control slip (form 06 of Thông tư 03/2025/TT-VPCP: who took the dossier over, when) and from the signing time
of the result. A positive difference means that the system is later than the deed; it accuses no one and proves what a ward has to explain.
"""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from minhchung.flow.inputs import InputError, Tables
from minhchung.flow.slots import ZONE, Slots, WorkingTime
from minhchung.text import fold

SCHEMA = pa.schema(
    [
        ("code", pa.string()),
        ("seq", pa.int32()),
        ("step", pa.string()),
        ("holder", pa.string()),
        ("unit", pa.string()),
        ("officer", pa.string()),
        ("source", pa.string()),
        ("recorded_at", pa.timestamp("s")),
        ("real_at", pa.timestamp("s")),
        ("minutes", pa.float64()),
        ("why", pa.string()),
    ]
)
STEP_COLUMNS = ("code", "seq", "step", "unit", "officer", "started_at")


def two_clocks(tables: Tables, slots: Slots, *, slips: pa.Table | None = None, signed: pa.Table | None = None) -> pa.Table:
    """What slips and signatures say beside the record.

    One row per hand-over of a slip (`source` "slip", against the start of the step) and signed result ("signature", against the end).

    `slips`: code, seq, unit and/or officer, at. `signed`: code, signed_at. `minutes` = working minutes from the real to the recorded
    moment, negative when the system is earlier; None with `why` (Vietnamese) when one side is missing. The n-th time a holder (the officer
    where slip and steps name the same, else the unit) takes a dossier over is matched with the n-th step of that holder. `unit` and
    `officer` are those of the record. Raises InputError.
    """
    rows = [*_slip_rows(tables, _moments(slips, "slips", "seq", "at")), *_signed_rows(tables, _moments(signed, "signed", "signed_at"))]
    work = WorkingTime(slots)
    recorded, real = (np.array([row[name] for row in rows], dtype="datetime64[s]") for name in ("recorded_at", "real_at"))
    minutes = work.minutes(real, recorded) if rows else np.empty(0)
    for row, value in zip(rows, minutes.tolist(), strict=True):
        row["minutes"] = None if np.isnan(value) else value
        if np.isnan(value) and row["why"] is None:
            row["why"] = "ngày nằm ngoài các năm có lịch làm việc"
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _moments(table: pa.Table | None, name: str, *columns: str) -> list[dict[str, Any]]:
    if table is None:
        return []
    lacks = [column for column in ("code", *columns) if column not in table.column_names]
    if lacks:
        raise InputError(f"Bảng {name} thiếu cột {', '.join(lacks)}: cần {', '.join(('code', *columns))}.")
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def _slip_rows(tables: Tables, slips: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not slips:
        return []
    steps = tables.read("steps", STEP_COLUMNS)
    codes = {slip["code"] for slip in slips}
    wanted = np.array([code in codes for code in steps.text("code")], dtype=bool)
    taken: dict[tuple[str, str, str, int], dict[str, Any]] = {}
    passes: dict[tuple[str, str, str], int] = {}
    for step in sorted(steps.where(wanted).rows.to_pylist(), key=lambda row: (row["code"], row["seq"])):
        for kind in ("officer", "unit"):
            if step[kind]:
                taken[_next(passes, step["code"], kind, step[kind])] = step
    rows = []
    passes = {}
    for slip in sorted(slips, key=lambda row: (row["code"], row["seq"])):
        kind = "officer" if _is_recorded(taken, slip) or not slip.get("unit") else "unit"
        holder = slip.get(kind)
        step = taken.get(_next(passes, slip["code"], kind, holder)) if holder else None
        rows.append(_compared(slip["code"], slip.get("officer") or holder, "slip", step, slip["at"]))
    return rows


def _is_recorded(taken: dict[tuple[str, str, str, int], dict[str, Any]], slip: dict[str, Any]) -> bool:
    """Whether the officer of the slip has a step of this dossier: some systems record units only."""
    return bool(slip.get("officer")) and (slip["code"], "officer", fold(slip["officer"]), 1) in taken


def _next(passes: dict[tuple[str, str, str], int], code: str, kind: str, holder: str) -> tuple[str, str, str, int]:
    """The key of this holder's next time with the dossier."""
    key = (code, kind, fold(holder))
    passes[key] = passes.get(key, 0) + 1
    return (*key, passes[key])


def _compared(code: str, holder: str | None, source: str, step: dict[str, Any] | None, real: Any) -> dict[str, Any]:
    recorded = step["started_at"] if step else None
    why = None
    if step is None:
        why = "hệ thống không ghi bước nào của người hoặc đơn vị này" if holder else "phiếu không ghi người hoặc đơn vị nhận"
    elif recorded is None:
        why = "hệ thống không ghi giờ bắt đầu của bước này"
    elif real is None:
        why = "phiếu không ghi giờ"
    return {
        "code": code,
        "seq": step["seq"] if step else None,
        "step": step["step"] if step else None,
        "holder": holder,
        "unit": step["unit"] if step else None,
        "officer": step["officer"] if step else None,
        "source": source,
        "recorded_at": recorded,
        "real_at": _plain(real),
        "why": why,
    }


def _signed_rows(tables: Tables, signed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not signed:
        return []
    dossiers = tables.read("dossiers", ("code", "finished_at", "unit", "officer"))
    codes = pa.array(sorted({item["code"] for item in signed}), pa.string())
    known = {row["code"]: row for row in dossiers.rows.filter(pc.is_in(dossiers.rows["code"], value_set=codes)).to_pylist()}
    rows = []
    for item in signed:
        found, real = known.get(item["code"]), _plain(item["signed_at"])
        recorded = found["finished_at"] if found else None
        why = None
        if found is None:
            why = "không có hồ sơ này trong dữ liệu"
        elif recorded is None:
            why = "hệ thống chưa ghi kết thúc xử lý"
        elif real is None:
            why = "không đọc được giờ ký"
        holder = {name: found[name] if found else None for name in ("unit", "officer")}
        rows.append({"code": item["code"], "source": "signature", "recorded_at": recorded, "real_at": real, "why": why, **holder})
    return rows


def _plain(moment: Any) -> Any:
    """A moment as the clocks of Viet Nam show it, without zone."""
    if moment is None or moment.tzinfo is None:
        return moment
    return moment.astimezone(ZONE).replace(tzinfo=None)
