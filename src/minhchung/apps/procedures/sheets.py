"""The catalogue as XLSX."""

from collections.abc import Sequence
from datetime import date, datetime

from minhchung.apps.organisations.models import Commune
from minhchung.apps.procedures.queries.listing import Row
from minhchung.apps.procedures.rules.telling import lines_of
from minhchung.letters.registers import Column, ExportStamp, SheetOptions, Value, write_register
from minhchung.letters.registers import Row as SheetRow

COLUMNS = (
    Column("code", "Mã thủ tục", width=11, identity=True),
    Column("name", "Tên thủ tục", width=52),
    Column("field", "Lĩnh vực", width=20),
    Column("level", "Cấp thực hiện", width=14),
    Column("limit", "Thời hạn", width=22),
    Column("fee", "Phí, lệ phí", width=20),
    Column("components", "Thành phần hồ sơ", width=48),
    Column("basis", "Căn cứ pháp lý", width=40),
    Column("decision", "Quyết định công bố", width=18),
    Column("unit", "Đơn vị phụ trách", width=22),
    Column("centre", "Nhận tại Trung tâm", width=12),
    Column("state", "Tình trạng", width=12),
    Column("doubts", "Điều chưa rõ", width=40),
)


def workbook(rows: Sequence[Row], *, commune: Commune, day: date, at: datetime) -> bytes:
    """The rows as a workbook, what is uncertain in a column of its own."""
    stamp = ExportStamp(f"{at:%Y%m%d%H%M%S}", at, commune.code, tuple(column.key for column in COLUMNS))
    subtitle = f"UBND {commune.name[:1].lower()}{commune.name[1:]}, theo danh mục ngày {day:%d/%m/%Y}"
    lines = [SheetRow(str(row.known.procedure.pk), _values(row), "") for row in rows]
    return write_register(
        lines, COLUMNS, title="Danh mục thủ tục hành chính", subtitle=subtitle, stamp=stamp, sheet=SheetOptions("Danh mục", freeze=2)
    )


def _values(row: Row) -> dict[str, Value]:
    procedure, content = row.known.procedure, row.known.standing.content
    centre = {True: "Có", False: "Không", None: None}[procedure.at_centre]
    return {
        "code": procedure.code,
        "name": content.name or procedure.name,
        "field": content.field,
        "level": content.level,
        "limit": "; ".join(row.limits) or None,
        "fee": "; ".join(row.fees) or None,
        "components": "\n".join(lines_of(content, "components")) or None,
        "basis": "\n".join(lines_of(content, "basis")) or None,
        "decision": content.decision,
        "unit": procedure.unit.name if procedure.unit else None,
        "centre": centre,
        "state": "Còn hiệu lực" if row.known.standing.in_force else "Đã bãi bỏ",
        "doubts": "\n".join(f"{doubt.why} {doubt.words[:120]}".strip() for doubt in content.doubts()) or None,
    }
