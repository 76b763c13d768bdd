"""All questions of a record, and which could not be asked and why."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pyarrow as pa

from minhchung.flow.anomalies.checklist import ClockChecklist, ClockKind, Kind, clock_checklist
from minhchung.flow.anomalies.ends import end_before_last_step, end_equals_due, ended_same_minute, event_after_end
from minhchung.flow.anomalies.papers import code_date, due_changed_late, route_differs
from minhchung.flow.anomalies.record import Anomaly, Record
from minhchung.flow.anomalies.stamps import midnight, out_of_hours, timed_columns, zero_length
from minhchung.flow.inputs import InputError, Tables
from minhchung.flow.slots import Slots, WorkingTime

CHECKS: Mapping[Kind, Callable[[Record], Iterator[Anomaly]]] = {
    "end-equals-due": end_equals_due,
    "ended-same-minute": ended_same_minute,
    "end-before-last-step": end_before_last_step,
    "event-after-end": event_after_end,
    "midnight": midnight,
    "out-of-hours": out_of_hours,
    "zero-length": zero_length,
    "due-changed-late": due_changed_late,
    "code-date": code_date,
    "route-differs": route_differs,
}
DOSSIER_COLUMNS = (
    *("code", "status", "channel", "unit", "officer", "submitted_at", "received_at", "due_at", "finished_at", "delivered_at"),
    *("supplement_asked_at", "supplement_given_at"),
)
STEP_COLUMNS = ("code", "seq", "step", "unit", "officer", "started_at", "ended_at")
SUPPLEMENT_COLUMNS = ("code", "seq", "asked_at", "given_at", "due_before", "due_after")
CHANGE_COLUMNS = ("code", "kind", "before", "after", "older")
SLIP_COLUMNS = ("code", "seq")


@dataclass(frozen=True, slots=True)
class AnomalyReport:
    """The questions in the order of the checklist, then of the table. `unchecked`: kind → why the source cannot answer it (Vietnamese).

    `partly`: kind → what of it could not be looked at, though the rest was.
    """

    anomalies: tuple[Anomaly, ...]
    unchecked: dict[str, str]
    partly: dict[str, str]
    checklist: ClockChecklist

    def counts(self) -> dict[str, int]:
        """Questions per kind that was checked, 0 included; kinds that were not checked are absent, for nothing is known of them."""
        found = {kind.name: 0 for kind in self.checklist.kind if kind.name not in self.unchecked}
        for anomaly in self.anomalies:
            found[anomaly.kind] += 1  # type: ignore[index]  # every anomaly has a kind of the checklist
        return {str(name): count for name, count in found.items()}

    def table(self) -> pa.Table:
        """The questions as a table, one row each."""
        schema = pa.schema(
            [
                ("kind", pa.string()),
                ("code", pa.string()),
                ("seq", pa.int32()),
                ("step", pa.string()),
                ("unit", pa.string()),
                ("officer", pa.string()),
                ("at", pa.timestamp("s")),
                ("against", pa.timestamp("s")),
                ("count", pa.int32()),
                ("facts", pa.string()),
            ]
        )
        return pa.Table.from_pylist([asdict(anomaly) for anomaly in self.anomalies], schema=schema)


def find_anomalies(
    tables: Tables,
    slots: Slots,
    *,
    changes: pa.Table | None = None,
    slips: pa.Table | None = None,
    checklist: ClockChecklist | None = None,
) -> AnomalyReport:
    """Every question that this record can be asked.

    `changes`: the changes of the lake (code, kind, before, after, older). `slips`: the control slips taken down (code, seq, unit and/or
    officer, at). Without them the kinds that need them are in `unchecked`. Raises InputError.
    """
    chosen = checklist or clock_checklist()
    _holds(changes, "changes", CHANGE_COLUMNS)
    _holds(slips, "slips", SLIP_COLUMNS)
    record = Record(
        tables.read("dossiers", DOSSIER_COLUMNS),
        tables.read("steps", STEP_COLUMNS),
        tables.read("supplements", SUPPLEMENT_COLUMNS),
        changes,
        slips,
        WorkingTime(slots),
        chosen.settings,
        tables.precision,
    )
    found: list[Anomaly] = []
    unchecked: dict[str, str] = {}
    for kind in chosen.kind:
        why = record.lacking(kind) or _lacks_company(kind, record)
        if why:
            unchecked[kind.name] = why
        else:
            found.extend(CHECKS[kind.name](record))
    partly = {"due-changed-late": "chưa có lần nhập trước để so sánh, chỉ xét bảng bổ sung"} if changes is None else {}
    return AnomalyReport(tuple(found), unchecked, {kind: why for kind, why in partly.items() if kind not in unchecked}, chosen)


def _lacks_company(kind: ClockKind, record: Record) -> str | None:
    """Why a kind that needs more than its columns cannot be asked."""
    if kind.name in ("midnight", "out-of-hours") and not any(timed_columns(record)):
        return "nguồn chỉ ghi ngày, không ghi giờ"
    if kind.name == "due-changed-late":
        if record.grain("dossiers", "due_at") is None and not len(record.supplements):
            return "nguồn không có ngày hẹn trả"
        if record.changes is None and not len(record.supplements):
            return "chưa có lần nhập trước để so sánh, nguồn không có bảng bổ sung"
    if kind.name == "route-differs" and record.slips is None:
        return "chưa ghi phiếu kiểm soát nào"
    return None


def _holds(table: pa.Table | None, name: str, columns: tuple[str, ...]) -> None:
    lacks = [column for column in columns if table is not None and column not in table.column_names]
    if lacks:
        raise InputError(f"Bảng {name} thiếu cột {', '.join(lacks)}: đưa vào bảng có các cột {', '.join(columns)}.")


def kinds_of(report: AnomalyReport) -> list[dict[str, Any]]:
    """Per kind of the checklist: `kind`, `title`, `source`, `count` (None when it was not checked) and `why` it was not, or only partly."""
    counts, why = report.counts(), {**report.partly, **report.unchecked}
    return [
        {"kind": kind.name, "title": kind.title, "source": kind.source, "count": counts.get(kind.name), "why": why.get(kind.name)}
        for kind in report.checklist.kind
    ]


def measured(report: AnomalyReport, planted: Mapping[str, Collection[str]]) -> list[dict[str, Any]]:
    """Per kind that was checked: `planted`, `found`, `missed` and `false` (alarms on dossiers in which it was not planted), in dossiers."""
    asked: dict[str, set[str]] = {}
    for anomaly in report.anomalies:
        asked.setdefault(anomaly.kind, set()).add(anomaly.code)
    rows = []
    for kind in report.counts():
        real, found = set(planted.get(kind, ())), asked.get(kind, set())
        numbers = {"planted": len(real), "found": len(real & found), "missed": len(real - found), "false": len(found - real)}
        rows.append({"kind": kind, **numbers})
    return rows
