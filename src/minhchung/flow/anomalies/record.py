"""The record as the checks see it: tables, thresholds, and in which columns a time of day means anything."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from minhchung.flow.anomalies.checklist import ClockKind, ClockSettings
from minhchung.flow.inputs import Precision, Read
from minhchung.flow.places import places_of
from minhchung.flow.slots import Flags, Moments, WorkingTime

TITLES = {
    "received_at": "ngày tiếp nhận",
    "finished_at": "ngày kết thúc xử lý",
    "delivered_at": "ngày trả kết quả",
    "due_at": "ngày hẹn trả",
    "started_at": "giờ bắt đầu",
    "ended_at": "giờ kết thúc",
}


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One question: its kind, the dossier, the step (`seq`, None for the dossier), the moments compared and the facts in Vietnamese."""

    kind: str
    code: str
    seq: int | None
    step: str | None
    unit: str | None
    officer: str | None
    at: datetime | None
    against: datetime | None
    count: int | None
    facts: str


@dataclass(frozen=True)
class Record:
    """All that a check may look at. Empty tables where the source has none; `present` of each says which columns there are."""

    dossiers: Read
    steps: Read
    supplements: Read
    changes: pa.Table | None
    slips: pa.Table | None
    work: WorkingTime
    settings: ClockSettings
    precision: Precision

    def grain(self, table: str, column: str) -> str | None:
        """Precision of a moment column as the manifest says it, made coarser by what stands in it; None when the source lacks it.

        A column in which most stamps are 00:00:00 holds days, whatever the manifest says; one without any seconds holds minutes.
        """
        read = self.dossiers if table == "dossiers" else self.steps
        if column not in read.present:
            return None
        moments = read.moments(column)
        given = moments[~np.isnat(moments)]
        if not given.size:
            return None
        said = self.precision.get(column, "second")
        if said == "day" or np.mean(given == given.astype("datetime64[D]")) > self.settings.midnight_share:
            return "day"
        if said == "minute" or not np.any(given != given.astype("datetime64[m]")):
            return "minute"
        return "second"

    def lacking(self, kind: ClockKind) -> str | None:
        """Why this kind cannot be asked of this record, in Vietnamese; None when it can."""
        for need in kind.needs:
            table, _, column = need.rpartition(".")
            grain = self.grain(table or "dossiers", column)
            if grain is None:
                return f"nguồn không có {TITLES[column]}{' của bước' if table else ''}"
            # Systems set due dates to the minute: only a due date that is a mere day cannot be compared.
            if grain not in (("second", "minute") if column == "due_at" else kind.precision):
                words = {"day": "ngày", "minute": "phút"}[grain]
                return f"{TITLES[column]}{' của bước' if table else ''} trong nguồn chỉ ghi đến {words}"
        return None

    @cached_property
    def dossier_of_step(self) -> Any:
        """The row of each step's dossier, −1 when the dossier is not in the table."""
        return places_of(self.steps.rows["code"], self.dossiers.rows["code"])

    def desk_open(self, moments: Moments) -> Flags:
        """Where a desk outside office hours is open (settings)."""
        days = moments.astype("datetime64[D]")
        weekday = (days.astype(np.int64) + 3) % 7
        second = (moments - days.astype("datetime64[s]")).astype(np.int64)
        found = np.zeros(moments.size, dtype=bool)
        for day, opens, closes in self.settings.desks():
            found |= (weekday == day) & (second >= opens) & (second <= closes)
        return found

    def of_dossier(self, kind: str, row: int, facts: str, **values: Any) -> Anomaly:
        """An anomaly of a dossier."""
        texts = {name: self.dossiers.rows[name][int(row)].as_py() for name in ("code", "unit", "officer")}
        return Anomaly(kind, texts["code"], None, None, texts["unit"], texts["officer"], facts=facts, **_compared(values))

    def of_step(self, kind: str, row: int, facts: str, **values: Any) -> Anomaly:
        """An anomaly of a step."""
        texts = {name: self.steps.rows[name][int(row)].as_py() for name in ("code", "step", "unit", "officer")}
        seq = int(self.step_numbers[row])
        return Anomaly(kind, texts["code"], seq, texts["step"], texts["unit"], texts["officer"], facts=facts, **_compared(values))

    @cached_property
    def step_numbers(self) -> Any:
        """`seq` of each step."""
        return self.steps.rows["seq"].to_numpy(zero_copy_only=False)

    def step_name(self, row: int) -> str:
        """The step as a sentence names it."""
        name = self.steps.rows["step"][int(row)].as_py()
        return f"bước {self.step_numbers[row]}" + (f" ({name})" if name else "")


def _compared(values: dict[str, Any]) -> dict[str, Any]:
    found = {name: values.get(name) for name in ("at", "against")}
    moments = {name: None if value is None or np.isnat(value) else np.datetime64(value, "s").item() for name, value in found.items()}
    return {**moments, "count": values.get("count")}
