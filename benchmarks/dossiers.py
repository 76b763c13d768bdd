"""Dossiers for the benchmarks, whole columns at a time: every state, channel and kind of limit, with cells missing as in real exports.

The same numbers give the same dossiers. Reception is spread evenly over thirty months: a day is 1/911 of them.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from minhchung.flow.columns import DOSSIERS, GIVEN_BACK, RESOLVED, Channel, Level, LimitUnit, Payment, Status, schema
from minhchung.flow.parts import EVERYTHING, ROWS_PER_PART, Writer

UNITS, PROCEDURES = 60, 100
FIRST, DAYS = np.datetime64("2025-01-01", "s"), 911
AS_OF = "2027-06-30T23:59:59+07:00"
DAY, HOUR = 86_400, 3_600
PART = 1_000_000
STATES = {
    Status.DELIVERED: 0.70, Status.FINISHED: 0.15, Status.PROCESSING: 0.04, Status.RECEIVED: 0.02, Status.SUPPLEMENT: 0.02,
    Status.PAYMENT: 0.01, Status.WITHDRAWN: 0.02, Status.TERMINATED: 0.01, Status.REFUSED: 0.02, Status.REGISTERED: 0.01,
}  # fmt: skip
FLAGS = {
    "paper_result": 0.8, "result_file": 0.7, "digitised": 0.8, "reused": 0.3, "personal_store": 0.1, "verified_account": 0.6,
    "population_data": 0.5, "has_fee": 0.4, "synced": 0.95, "outside_territory": 0.05, "vertical_sector": 0.04, "interlinked": 0.1,
    "apology_sent": 0.02,
}  # fmt: skip


def dossiers(number: int, rows: int, days: tuple[int, int] = (0, DAYS)) -> pa.Table:
    """The `number`-th lot of dossiers, in order of code, received from the first to before the last of these days since FIRST."""
    dice = np.random.default_rng([20261130, number])
    state = dice.choice(len(STATES), rows, p=list(STATES.values()))
    columns = _words(dice, rows, state) | _moments(dice, rows, days, np.array(list(STATES))[state])
    columns["code"] = pa.array([f"H24.18-{number:03d}-{row:07d}" for row in range(rows)])
    for name, share in FLAGS.items():
        columns[name] = pa.array(dice.random(rows) < share, mask=dice.random(rows) < 0.03)
    return pa.table({column.name: columns[column.name] for column in DOSSIERS}).cast(schema("dossiers"))


def _words(dice: np.random.Generator, rows: int, state: Any) -> dict[str, Any]:
    procedure, unit = dice.integers(0, PROCEDURES, rows), dice.integers(0, UNITS, rows)
    coded, said = dice.random(rows) < 0.99, dice.random(rows) < 0.999
    return {
        "procedure_code": _named([f"{n // 100 + 1}.{n:06d}" for n in range(PROCEDURES)], np.where(coded, procedure, -1)),
        "procedure": _named([f"Thủ tục hành chính số {n} thuộc thẩm quyền cấp xã" for n in range(PROCEDURES)], procedure),
        "field": _named([f"Lĩnh vực {n}" for n in range(20)], procedure % 20),
        "level": _named(list(Level), procedure % 3),
        "channel": _named(list(Channel), dice.choice([-1, 0, 1, 2], rows, p=[0.01, 0.29, 0.6, 0.1])),
        "status": _named(list(STATES), state),
        "unit": _named([f"Ủy ban nhân dân phường {n}" for n in range(UNITS)], np.where(said, unit, -1)),
        "receiving_unit": _named([f"Trung tâm Phục vụ hành chính công {n}" for n in range(UNITS)], unit),
        "officer": _named([f"Cán bộ {n}" for n in range(2_000)], dice.integers(0, 2_000, rows)),
        "receiver": _named([f"Cán bộ {n}" for n in range(500)], dice.integers(0, 500, rows)),
        "limit_unit": _named(list(LimitUnit), dice.choice([-1, 0, 1, 2, 3], rows, p=[0.02, 0.1, 0.8, 0.06, 0.02])),
        "limit_amount": pa.array(dice.integers(1, 30, rows), pa.int32(), mask=dice.random(rows) < 0.02),
        "paid_online": _named(list(Payment), dice.choice([-1, 0, 1, 2], rows, p=[0.5, 0.2, 0.2, 0.1])),
    }


def _moments(dice: np.random.Generator, rows: int, days: tuple[int, int], state: Any) -> dict[str, Any]:
    received = dice.integers(days[0] * DAY, days[1] * DAY, rows)
    finished = received + dice.exponential(9 * DAY, rows).astype(np.int64)
    asked = received + dice.integers(HOUR, 5 * DAY, rows)
    supplement = (dice.random(rows) < 0.08) | (state == Status.SUPPLEMENT)
    over = np.isin(state, RESOLVED) & (dice.random(rows) < 0.995) | np.isin(state, GIVEN_BACK) & (dice.random(rows) < 0.9)
    return {
        "submitted_at": _at(received - HOUR, np.full(rows, True)),
        "received_at": _at(received, dice.random(rows) < 0.999),
        "due_at": _at(received + dice.integers(1, 30, rows) * DAY, dice.random(rows) < 0.97),
        "finished_at": _at(finished, over),
        "delivered_at": _at(finished + dice.integers(0, 3 * DAY, rows), over & (state == Status.DELIVERED)),
        "refused_at": _at(received + HOUR, state == Status.REFUSED),
        "supplement_count": pa.array(dice.integers(1, 3, rows), pa.int32(), mask=~supplement),
        "supplement_asked_at": _at(asked, supplement),
        "supplement_given_at": _at(asked + dice.integers(HOUR, 9 * DAY, rows), supplement & (state != Status.SUPPLEMENT)),
    }


def _named(names: list[Any], numbers: Any) -> pa.Array:
    """The names behind the numbers, empty where the number is −1."""
    return pa.DictionaryArray.from_arrays(pa.array(numbers, pa.int32(), mask=numbers < 0), pa.array([str(name) for name in names]))


def _at(seconds: Any, known: Any) -> pa.Array:
    return pa.array(FIRST + seconds, pa.timestamp("s"), mask=~known)


def generation(folder: Path, rows: int) -> Path:
    """A generation of a lake (docs/dossier-lake.md) with so many dossiers, made once: Parquet as the lake writes it."""
    if not (folder / "manifest.json").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        writer = Writer(folder, folder.name, [EVERYTHING], None, ROWS_PER_PART)
        writer.cut(schema("dossiers"), (dossiers(number, min(PART, rows - start)) for number, start in enumerate(range(0, rows, PART))))
        said = {"as_of": AS_OF, "columns": {column.name: {} for column in DOSSIERS}, "parts": writer.parts}
        (folder / "manifest.json").write_text(json.dumps(said), "utf-8")
    return folder
