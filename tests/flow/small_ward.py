"""A small invented ward: clean dossiers with their steps, and the same with anomalies planted and listed. Seeded; no real row."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa

from minhchung.flow.columns import schema
from minhchung.flow.inputs import Tables
from minhchung.worktime import vietnam
from minhchung.worktime.columns import SlotTable

STEPS = ("Tiếp nhận", "Thụ lý", "Thẩm định", "Trình ký", "Trả kết quả")
UNITS = ("Trung tâm PVHCC", "Phòng VH-XH", "Phòng KT", "Lãnh đạo UBND", "Trung tâm PVHCC")
OFFICERS = ("Lê Tiếp", "Trần Thụ", "Vũ Thẩm", "Hà Ký", "Lê Tiếp")
PROCEDURES = (
    ("1.001", "Hộ tịch", 3),
    ("1.002", "Hộ tịch", 5),
    ("2.001", "Đất đai", 10),
    ("2.002", "Đất đai", 15),
    ("3.001", "Xây dựng", 7),
)
USUAL = {"1.001": 60, "1.002": 150, "2.001": 420, "2.002": 600, "3.001": 300}


@lru_cache(maxsize=1)
def slots() -> SlotTable:
    return SlotTable(vietnam())


@dataclass
class Ward:
    """Rows as they will stand in the tables."""

    dossiers: list[dict[str, Any]]
    steps: dict[str, list[dict[str, Any]]]
    supplements: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    slips: list[dict[str, Any]] = field(default_factory=list)
    planted: dict[str, set[str]] = field(default_factory=dict)

    def current(self, **precision: str) -> Tables:
        return Tables(
            table("dossiers", self.dossiers),
            table("steps", [step for steps in self.steps.values() for step in steps]),
            table("supplements", self.supplements) if self.supplements else None,
            precision,
        )


def table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as a table of the lake with the columns that some row has."""
    names = tuple(column for column in schema(name).names if any(column in row for row in rows))
    return pa.Table.from_pylist(rows, schema=schema(name, names))


def clean(seed: int, count: int = 300, first: str = "2026-03-02", days: int = 100) -> Ward:
    """Closed dossiers without any anomaly: stamps to the second, inside office hours, in order."""
    rng = np.random.default_rng(seed)
    at = slots().due_in_minutes(
        np.datetime64(first, "D") + rng.integers(0, days, count).astype("timedelta64[D]") + np.zeros(count, "timedelta64[s]"),
        rng.integers(1, 400, count),
    )
    at = at + rng.integers(1, 50, count).astype("timedelta64[s]") - np.timedelta64(50, "s")
    kinds = rng.integers(0, len(PROCEDURES), count)
    ward = Ward([], {})
    for number in range(count):
        procedure, area, limit = PROCEDURES[kinds[number]]
        received = at[number]
        code = f"H99.12-{received.item():%y%m%d}-{number:04d}"
        due = slots().due_in_working_days(np.array([received]), np.array([limit]))[0].astype("datetime64[s]") + np.timedelta64(17, "h")
        steps = _steps(rng, code, received, USUAL[procedure])
        ward.steps[code] = steps
        ward.dossiers.append(
            {"code": code, "procedure_code": procedure, "procedure": f"Thủ tục {procedure}", "field": area, "status": "delivered"}
            | {"unit": UNITS[1], "officer": OFFICERS[1 + number % 3], "channel": "direct", "received_at": received.item()}
            | {"due_at": due.item(), "finished_at": steps[3]["ended_at"], "delivered_at": steps[4]["ended_at"], "supplement_count": 0}
        )
    return ward


def _steps(rng: Any, code: str, received: Any, usual: int) -> list[dict[str, Any]]:
    rows, start = [], received
    for seq, name in enumerate(STEPS):
        minutes = int(rng.gamma(4, usual / 4)) + 2 if 0 < seq < 4 else int(rng.integers(3, 20))
        end = _after(start, minutes, int(rng.integers(1, 59)))
        rows.append(
            {"code": code, "seq": seq + 1, "step": name, "unit": UNITS[seq], "officer": OFFICERS[seq]}
            | {"started_at": start.item(), "ended_at": end.item()}
        )
        start = _after(end, int(rng.integers(2, 30)), int(rng.integers(1, 59)))
    return rows


def _after(start: Any, minutes: int, seconds: int) -> Any:
    """So many working minutes later, some seconds before that minute is full."""
    return slots().due_in_minutes(np.array([start]), np.array([minutes]))[0] - np.timedelta64(seconds, "s")
