"""The work of `minhchung dossiers call|anomalies|backlog|steps`: opens the lake, asks the engine, prints."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from minhchung.cli.small_files import FAULTS, SLIPS, SmallFileError, read_small_file
from minhchung.flow import saying
from minhchung.flow.anomalies import find_anomalies, kinds_of
from minhchung.flow.backlog import backlog
from minhchung.flow.backlog.causes import BacklogChecklist
from minhchung.flow.calls import LISTS, CallSettings, call_lists
from minhchung.flow.current import Current, open_current
from minhchung.flow.inputs import InputError, Tables
from minhchung.flow.lake import Lake, LakeError, communes
from minhchung.flow.risk import rank_risk
from minhchung.flow.steps import edges, handovers, rework, step_times
from minhchung.worktime import Calendar, CalendarFileError, MissingYear, vietnam
from minhchung.worktime.columns import SlotTable

SHOWN = 40
"""So many rows are printed; --json gives all."""


class CannotError(Exception):
    """The command cannot do what was asked; the message says why and the way out."""


@dataclass
class Asked:
    """What every one of the commands is asked for."""

    data: Path | None
    commune: str | None
    as_of: datetime | None
    calendar: Path | None
    as_json: bool

    @cached_property
    def current(self) -> Current:
        """The generation in use of the commune asked for. Raises CannotError."""
        root = (self.data or Path(os.environ.get("MINHCHUNG_DATA", Path.home() / ".minhchung"))).resolve()
        there = communes(root)
        if self.commune is None and len(there) != 1:
            said = f"Kho {root} có dữ liệu của {', '.join(there)}: chọn một bằng --commune." if there else f"Kho {root} chưa có hồ sơ nào"
            raise CannotError(said if there else f"{said}: nhập trước bằng minhchung dossiers import TỆP.")
        try:
            found = open_current(Lake(root, self.commune or there[0]))
        except LakeError as error:
            raise CannotError(str(error)) from error
        if found is None:
            raise CannotError(f"Kho {root} chưa có dữ liệu của {self.commune or there[0]}: nhập trước bằng minhchung dossiers import TỆP.")
        return found

    @cached_property
    def tables(self) -> Tables:
        """Its tables."""
        columns = self.current.manifest["columns"]
        precision = {name: note["precision"] for name, note in columns.items() if note.get("precision")}
        dossiers, steps, supplements = (self.current.files(name) for name in ("dossiers", "steps", "supplements"))
        return Tables(dossiers, steps, supplements, precision)

    @cached_property
    def slots(self) -> SlotTable:
        """The slot table of the calendar asked for. Raises CannotError."""
        try:
            return SlotTable(Calendar.from_folder(self.calendar) if self.calendar else vietnam())
        except (CalendarFileError, MissingYear) as error:
            raise CannotError(str(error)) from error

    @property
    def moment(self) -> datetime:
        """The moment to look at: the one given, else that of the newest export."""
        return self.as_of or self.current.as_of


def print_calls(asked: Asked, *, name: str | None, hours: float) -> int:
    """`minhchung dossiers call`."""
    if name is not None and name not in LISTS:
        raise CannotError(f"Không có danh sách “{name}”: chọn {', '.join(LISTS)}.")
    ranking = rank_risk(asked.tables, asked.slots, as_of=asked.moment)
    found = call_lists(asked.tables, asked.slots, as_of=asked.moment, settings=CallSettings(soon_hours=hours), scores=ranking)
    rows = found.of(name) if name else found.to_call()
    if asked.as_json:
        test = ranking.back_test
        risk = {"mode": ranking.mode, "why": ranking.why, "back_test": asdict(test) if test else None}
        counts = {key: found.of(key).num_rows for key in LISTS}
        answer = {"as_of": found.as_of, "counts": counts, "dossiers": rows.to_pylist(), "load": found.load.to_pylist()}
        return _json({**answer, "risk": risk, "notes": found.notes})
    counted = "; ".join(f"{title} {found.of(key).num_rows}" for key, title in LISTS.items() if found.of(key).num_rows)
    print_lines([f"Theo số liệu lúc {saying.moment(_wall(asked.moment))}. {counted or 'Không có hồ sơ đang giải quyết'}.", ranking.why])
    shown = [_call_cells(row) for row in rows.slice(0, SHOWN).to_pylist()]
    title = LISTS[name] if name else "Gọi ai trước"
    print_table(title.capitalize(), ("TT", "Cán bộ", "Hồ sơ", "Bước", "Hẹn trả", "Vì sao"), shown, of=rows.num_rows)
    print_lines(f"Lưu ý: {note}" for note in found.notes)
    return 0


def print_anomalies(asked: Asked, *, kind: str | None, slips: Path | None) -> int:
    """`minhchung dossiers anomalies`."""
    try:
        taken = read_small_file(slips, SLIPS) if slips else None
        found = find_anomalies(asked.tables, asked.slots, changes=asked.current.dataset("changes").to_table(), slips=taken)
    except (InputError, SmallFileError) as error:
        raise CannotError(str(error)) from error
    kinds = kinds_of(found)
    if kind is not None and kind not in {row["kind"] for row in kinds}:
        raise CannotError(f"Không có loại “{kind}”: chọn {', '.join(row['kind'] for row in kinds)}.")
    rows = [anomaly for anomaly in found.anomalies if kind in (None, anomaly.kind)]
    if asked.as_json:
        _json({"as_of": asked.current.as_of, "kinds": kinds, "anomalies": rows})
        return 1 if rows else 0
    titles = {row["kind"]: row["title"] for row in kinds}
    counted = [(row["kind"], row["title"], "-" if row["count"] is None else row["count"], row["why"] or "") for row in kinds]
    print_table("Cần giải trình", ("Loại", "Tên", "Số", "Ghi chú"), counted, of=len(counted))
    shown = [(row.code, row.officer or row.unit or "", titles[row.kind], row.facts) for row in rows[:SHOWN]]
    print_table("Từng chỗ", ("Hồ sơ", "Cán bộ", "Loại", "Số liệu"), shown, of=len(rows))
    return 1 if rows else 0


def print_backlog(asked: Asked, *, since: datetime | None, faults: Path | None) -> int:
    """`minhchung dossiers backlog`."""
    try:
        log = read_small_file(faults, FAULTS) if faults else None
        found = backlog(asked.tables, asked.slots, as_of=asked.moment, faults=log, since=since)
    except (InputError, SmallFileError) as error:
        raise CannotError(str(error)) from error
    rows = found.rows.to_pylist()
    if asked.as_json:
        _json({"as_of": asked.moment, "dossiers": rows, "classes": found.classes.to_pylist(), "notes": found.notes})
        return 1 if rows else 0
    shown = [
        (
            row["code"],
            row["officer"] or row["unit"] or "chưa rõ",
            _band(found.checklist, row),
            " ".join(hint["fact"] for hint in row["hints"]),
        )
        for row in rows[:SHOWN]
    ]
    print_lines([f"Theo số liệu lúc {saying.moment(_wall(asked.moment))}: {len(rows)} hồ sơ quá hạn."])
    print_table("Hồ sơ quá hạn", ("Hồ sơ", "Cán bộ", "Trễ", "Dữ liệu tự nói"), shown, of=len(rows))
    print_lines(f"Lưu ý: {note}" for note in found.notes)
    return 1 if rows else 0


def print_steps(asked: Asked, *, by: str) -> int:
    """`minhchung dossiers steps`."""
    source = asked.tables.steps
    match by:
        case "times":
            table = step_times(source, asked.slots)
        case "edges":
            table = edges(source, asked.slots)
        case "units" | "officers":
            table = handovers(source, asked.slots, between=by.removesuffix("s"))
        case "rework":
            table = rework(source)
        case _:
            raise CannotError(f"--by nhận times, edges, units, officers hoặc rework, không nhận “{by}”.")
    rows = table.to_pylist()
    if asked.as_json:
        _json({"as_of": asked.current.as_of, "by": by, "rows": rows})
        return 0 if source else 1
    if not source:
        print_lines(["Nguồn không có bước xử lý nào: nhập bản xuất tiến độ hoặc nhật ký bước."])
        return 1
    heads = [STEP_HEADS[name] for name in table.column_names]
    print_table("Phút làm việc", heads, [[_cell(row[name]) for name in table.column_names] for row in rows[:SHOWN]], of=len(rows))
    return 0


STEP_HEADS = {
    "step": "Bước",
    "next_step": "Bước sau",
    "unit": "Đơn vị",
    "cases": "Lần",
    "elapsed_minutes": "Phút trôi qua",
    "working_minutes": "Phút làm việc",
    "working_cases": "Lần có giờ làm việc",
    "passes": "Lượt",
    "dossiers": "Hồ sơ",
    "handled": "Lượt rõ thời gian làm",
    "handling_mean": "Làm, trung bình",
    "handling_median": "Làm, trung vị",
    "handling_p80": "Làm, mức 80%",
    "waited": "Lượt rõ thời gian chờ",
    "waiting_median": "Chờ, trung vị",
    "waiting_p80": "Chờ, mức 80%",
    "giver": "Bên giao",
    "taker": "Bên nhận",
    "handovers": "Lần",
    "waiting_minutes": "Chờ, trung bình",
    "repeats": "Lần làm lại",
    "most": "Nhiều nhất một hồ sơ",
}


def print_lines(lines: Iterable[str]) -> None:
    """Lines to standard output."""
    for line in lines:
        sys.stdout.write(f"{line}\n")


def print_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[Any]], *, of: int) -> None:
    """A table for people; says when it holds only the first rows."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - --json needs no Rich
    from rich.console import Console  # noqa: PLC0415
    from rich.markup import escape  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    if not rows:
        return
    more = f", in {len(rows)} dòng đầu (--json in hết)" if of > len(rows) else ""
    table = Table(title=f"{title}: {of} dòng{more}", title_justify="left", box=SIMPLE_HEAD)
    for place, head in enumerate(heads):
        table.add_column(head, overflow="fold", ratio=None if place + 1 < len(heads) else 1)
    for row in rows:
        table.add_row(*(escape(str(cell)) for cell in row))
    Console(highlight=False).print(table)


def _call_cells(row: dict[str, Any]) -> tuple[str, ...]:
    """One line of the list of calls."""
    likely = "" if row["probability"] is None else f"; khả năng quá hạn {saying.percent(row['probability'])}"
    dossier = f"{row['code']}\n{row['procedure'] or ''}"
    return (
        str(row["place"] or ""),
        row["officer"] or row["unit"] or "chưa rõ",
        dossier,
        row["step"] or "-",
        _due(row),
        row["reason"] + likely,
    )


def _due(row: dict[str, Any]) -> str:
    if row["due_at"] is None:
        return "không có"
    return saying.moment(row["due_at"], day_only=row["due_is_day"])


def _band(checklist: BacklogChecklist, row: dict[str, Any]) -> str:
    if row["late_days"] is None:
        return "không đếm được"
    return saying.days(row["late_days"]) if row["late_days"] else f"{saying.span(row['late_minutes'])} làm việc"


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return saying.number(value) if isinstance(value, float) else str(value)


def _wall(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def _json(answer: dict[str, Any]) -> int:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=_plain) + "\n")
    return 0


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, np.datetime64):
        return value.item().isoformat()
    if isinstance(value, np.generic):
        return value.item()
    return value.isoformat()
