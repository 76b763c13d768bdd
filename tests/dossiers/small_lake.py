"""A small lake of ward A, written as two exports of the dossier system would write it. Invented.

Seen at personas.NOW (20/11/2026 09:00).
"""

import hashlib
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import pyarrow as pa

from minhchung.apps.dossiers.lake import lake_of
from minhchung.apps.dossiers.models import DossierImport
from minhchung.apps.organisations.models import Commune
from minhchung.flow.columns import TABLES, schema
from minhchung.flow.current import derive
from minhchung.flow.lake import ReadBatch, in_zone

moment = datetime.fromisoformat
"""A moment without zone, as exports have them."""
LATE = "H99.12-261102-0001"
"""Being handled by Trần Thụ since 02/11, due 13/11 16:30: late. The older export had it due 11/11."""
TODAY = "H99.12-261116-0002"
"""Being handled by Vũ Thẩm, due today 16:30; its appraisal lasts longer than usual."""
WAITING = "H99.12-261105-0003"
"""Waiting for a supplement since 10/11."""
DONE = "H99.12-261009-0004"
"""Delivered; ended at the very second it was due (a question about the clock)."""
GONE = "H99.12-261012-0005"
"""Only in the older export: vanished."""
OLDER, NEWER = moment("2026-11-12 07:45"), moment("2026-11-20 07:45")
PROCEDURE = {"procedure_code": "1.009994", "procedure": "Cấp giấy phép xây dựng nhà ở riêng lẻ", "field": "Xây dựng"}
STEPS = ("Tiếp nhận", "Thụ lý", "Thẩm định", "Trình ký", "Trả kết quả")
OFFICERS = ("Lê Tiếp", "Trần Thụ", "Vũ Thẩm", "Hà Ký", "Lê Tiếp")
UNITS = ("Trung tâm PVHCC", "Phòng Kinh tế", "Phòng Kinh tế", "Lãnh đạo UBND", "Trung tâm PVHCC")
Rows = Sequence[Mapping[str, Any]]


@dataclass
class Batch:
    """All rows of an export at once."""

    tables: Mapping[str, pa.Table]
    read: int
    rejects: tuple[Any, ...] = ()


@dataclass
class MadeExport:
    """Rows as an opened export gives them to the lake."""

    tables: Mapping[str, pa.Table]
    profile: str = "mau-kiem-thu"
    precision: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def columns(self) -> Collection[str]:
        """The dossier columns it has."""
        return list(self.tables["dossiers"].column_names)

    def __iter__(self) -> Iterator[ReadBatch]:
        yield Batch(self.tables, self.tables["dossiers"].num_rows)


def put(
    commune: Commune, dossiers: Rows, *, steps: Rows = (), supplements: Rows = (), as_of: datetime, whole: bool = True
) -> DossierImport:
    """One export into the lake of the commune, and the current state derived anew."""
    tables = {
        name: _table(name, rows) for name, rows in (("dossiers", dossiers), ("steps", steps), ("supplements", supplements)) if len(rows)
    }
    moments = {
        column.name
        for name, table in tables.items()
        for column in TABLES[name]
        if column.kind == "moment" and column.name in table.schema.names
    }
    export = MadeExport(tables, precision=dict.fromkeys(sorted(moments), "second"))
    snapshot = lake_of(commune).add(
        export,
        source_sha256=hashlib.sha256(repr((as_of, whole, dossiers, steps, supplements)).encode()).hexdigest(),
        source_bytes=1,
        suffix=".csv",
        as_of=as_of,
        as_of_from="given",
        imported_at=as_of + timedelta(minutes=5),
        whole=whole,
    )
    derive(lake_of(commune))
    rows, at = snapshot.manifest.rows, in_zone(as_of)
    counts = {"rows_read": rows.read, "rows_accepted": rows.accepted, "rows_rejected": rows.rejected}
    return DossierImport.objects.create(commune=commune, snapshot=snapshot.id, profile="mau", as_of=at, at=at, **counts)


def made_once(fill: Callable[..., None]) -> Callable[..., None]:
    """`fill` fills the lake of a commune. It runs once for the same arguments; from then on its files and its rows of imports are written
    again, and what others left in the lake's folder is gone."""
    made: dict[str, tuple[dict[Path, bytes], list[dict[str, Any]]]] = {}

    @wraps(fill)
    def filled(commune: Commune, *more: dict[str, Any]) -> None:
        key, folder, imports = f"{commune.pk} {more}", lake_of(commune).folder, DossierImport.objects.filter(commune=commune)
        shutil.rmtree(folder, ignore_errors=True)
        if key not in made:
            fill(commune, *more)
            files = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
            made[key] = files, list(imports.order_by("pk").values())
            return
        files, rows = made[key]
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        DossierImport.objects.bulk_create(DossierImport(**{**row, "id": None}) for row in rows)

    return filled


@made_once
def fill(commune: Commune) -> None:
    """The two exports: the dossiers named above and ten finished ones of the same procedure, from which usual times are known."""
    put(commune, [_late(due="2026-11-11 16:30"), _closed(0), _gone()], as_of=OLDER)
    closed = [_closed(number) for number in range(10)]
    steps = [step for number in range(10) for step in _steps(closed[number]["code"], closed[number]["received_at"], len(STEPS))]
    steps += _steps(LATE, moment("2026-11-02 08:00"), 3) + _steps(TODAY, moment("2026-11-16 08:00"), 3)
    asked = {"code": WAITING, "seq": 1, "asked_at": moment("2026-11-10 09:00"), "due_before": moment("2026-11-23 16:30")}
    asked |= {"given_at": None, "due_after": None}
    put(commune, [_late(), _today(), _waiting(), _done(), *closed], steps=steps, supplements=[asked], as_of=NEWER)


def dossier(code: str, received: datetime, due: datetime, **more: Any) -> dict[str, Any]:
    """A row of a dossier being handled."""
    return {
        "code": code,
        **PROCEDURE,
        "status": "processing",
        "channel": "online",
        "level": "full",
        "unit": "Phòng Kinh tế",
        "officer": "Trần Thụ",
        "limit_amount": 9,
        "limit_unit": "wd",
        "received_at": received,
        "due_at": due,
        "finished_at": None,
        "delivered_at": None,
        "supplement_count": 0,
        **more,
    }


def _table(name: str, rows: Rows) -> pa.Table:
    names = tuple(column for column in schema(name).names if any(column in row for row in rows))
    return pa.Table.from_pylist([dict(row) for row in rows], schema=schema(name, names))


def _late(due: str = "2026-11-13 16:30") -> dict[str, Any]:
    return dossier(LATE, moment("2026-11-02 08:00"), moment(due))


def _today() -> dict[str, Any]:
    return dossier(TODAY, moment("2026-11-16 08:00"), moment("2026-11-20 16:30"), officer="Vũ Thẩm", limit_amount=4)


def _waiting() -> dict[str, Any]:
    return dossier(WAITING, moment("2026-11-05 08:00"), moment("2026-11-23 16:30"), status="supplement", supplement_count=1)


def _done() -> dict[str, Any]:
    due = moment("2026-10-22 16:30")
    return dossier(DONE, moment("2026-10-09 08:00"), due, status="delivered", finished_at=due, delivered_at=due)


def _gone() -> dict[str, Any]:
    return dossier(GONE, moment("2026-10-12 08:00"), moment("2026-11-23 16:30"))


def _closed(number: int) -> dict[str, Any]:
    received = moment(f"2026-10-{5 + number % 5:02d} 08:{number:02d}")
    ended = _steps("", received, len(STEPS))[-1]["ended_at"]
    dates = {"finished_at": ended, "delivered_at": ended}
    return dossier(f"H99.12-{received:%y%m%d}-1{number:03d}", received, received + timedelta(days=14), status="delivered", **dates)


def _steps(code: str, received: datetime, begun: int) -> list[dict[str, Any]]:
    """The first steps, one a day at 08:00 plus some minutes, each of two hours; the last of fewer than all is still open."""
    rows: list[dict[str, Any]] = []
    for seq in range(begun):
        start = (received if seq == 0 else received.replace(hour=8, minute=10, second=seq)) + timedelta(days=_day(received, seq))
        end = None if seq == begun - 1 and begun < len(STEPS) else start + timedelta(hours=2)
        row = {"code": code, "seq": seq + 1, "step": STEPS[seq], "unit": UNITS[seq], "officer": OFFICERS[seq]}
        rows.append({**row, "started_at": start, "ended_at": end})
    return rows


def _day(received: datetime, seq: int) -> int:
    """Calendar days to the `seq`-th weekday after the reception."""
    days = 0
    while seq:
        days += 1
        seq -= (received + timedelta(days=days)).weekday() < 5
    return days
