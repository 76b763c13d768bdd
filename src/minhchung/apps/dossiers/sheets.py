"""Lists of dossiers as XLSX: questions about the clock, late dossiers, the record beside the deed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from minhchung.apps.dossiers.backlogs import LateRow
from minhchung.apps.dossiers.real_clock import Beside
from minhchung.apps.organisations.models import Commune
from minhchung.letters.registers import Column, ExportStamp, Row, SheetOptions, write_register

QUESTIONS = (
    Column("code", "Mã hồ sơ", width=19, identity=True),
    Column("procedure", "Thủ tục", width=28),
    Column("title", "Cần giải trình", width=24),
    Column("step", "Bước", width=16),
    Column("unit", "Đơn vị", width=20),
    Column("officer", "Công chức", width=18),
    Column("facts", "Dữ kiện", width=44),
)
BACKLOG = (
    Column("code", "Mã hồ sơ", width=19, identity=True),
    Column("procedure", "Thủ tục", width=26),
    Column("unit", "Đơn vị", width=18),
    Column("officer", "Công chức", width=16),
    Column("received", "Tiếp nhận", "date"),
    Column("due", "Hẹn trả", "date"),
    Column("ended", "Kết thúc", "date"),
    Column("late_days", "Trễ (ngày làm việc)", "number", width=9, decimals=0),
    Column("group", "Nhóm nguyên nhân", width=14),
    Column("cause", "Nguyên nhân", width=20),
    Column("side", "Chủ quan, khách quan", width=11),
    Column("proposal", "Đề xuất", width=20),
    Column("proof", "Chứng cứ, ghi rõ", width=22),
)
TWO_CLOCKS = (
    Column("code", "Mã hồ sơ", width=19, identity=True),
    Column("procedure", "Thủ tục", width=28),
    Column("step", "Bước", width=16),
    Column("holder", "Người nhận, người ký", width=22),
    Column("real", "Thực tế", width=16),
    Column("recorded", "Trên hệ thống", width=16),
    Column("hours", "Hệ thống muộn hơn (giờ làm việc)", "number", width=12, decimals=2),
    Column("why", "Vì sao chưa so được", width=30),
)


def questions(rows: Iterable[Mapping[str, Any]], *, commune: Commune, as_of: datetime, at: datetime) -> bytes:
    """The questions, one row each."""
    keys = [column.key for column in QUESTIONS]
    made = [Row(str(number), {key: row[key] or None for key in keys}) for number, row in enumerate(rows, 1)]
    return _written(made, QUESTIONS, "Mốc giờ cần giải trình", commune=commune, as_of=as_of, at=at)


def two_clocks(rows: Iterable[Beside], *, commune: Commune, as_of: datetime, at: datetime) -> bytes:
    """Moments of the record beside the deed, one row each; hours are negative where the system is earlier."""
    made = [
        Row(
            f"{row.code}/{number}",
            {
                "code": row.code,
                "procedure": row.procedure or None,
                "step": row.step or None,
                "holder": row.holder or None,
                "real": f"{row.real_at:%H:%M %d/%m/%Y}" if row.real_at else None,
                "recorded": f"{row.recorded_at:%H:%M %d/%m/%Y}" if row.recorded_at else None,
                "hours": None if row.minutes is None else round(Decimal(row.minutes) / 60, 2),
                "why": row.why or None,
            },
        )
        for number, row in enumerate(rows, 1)
    ]
    return _written(made, TWO_CLOCKS, "Giờ trên hệ thống và giờ thực tế", commune=commune, as_of=as_of, at=at)


def backlog(rows: Iterable[LateRow], *, commune: Commune, as_of: datetime, at: datetime) -> bytes:
    """The late dossiers, one row each."""
    made = [Row(row.code, _late(row)) for row in rows]
    return _written(made, BACKLOG, "Hồ sơ quá hạn theo nguyên nhân", commune=commune, as_of=as_of, at=at)


def _late(row: LateRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "procedure": row.procedure or None,
        "unit": row.unit or None,
        "officer": row.officer or None,
        "received": row.received_at.date() if row.received_at else None,
        "due": row.due_at.date() if row.due_at else None,
        "ended": row.ended_at.date() if row.ended_at else None,
        "late_days": None if row.late_days is None else Decimal(row.late_days),
        "group": row.group or None,
        "cause": row.cause or None,
        "side": row.side or None,
        "proposal": row.proposal or None,
        "proof": "; ".join(filter(None, [row.proof, row.note])) or None,
    }


def _written(rows: Sequence[Row], columns: Sequence[Column], title: str, *, commune: Commune, as_of: datetime, at: datetime) -> bytes:
    stamp = ExportStamp(f"{at:%Y%m%d%H%M%S}", at, commune.code, tuple(column.key for column in columns))
    subtitle = f"UBND {commune.name[:1].lower()}{commune.name[1:]}, số liệu lúc {as_of:%H:%M %d/%m/%Y}"
    return write_register(rows, columns, title=title, subtitle=subtitle, stamp=stamp, sheet=SheetOptions("Hồ sơ", freeze=1))
