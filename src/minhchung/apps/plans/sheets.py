"""A plan as XLSX: the columns of its annex and what has become of each item."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from minhchung.apps.organisations.models import Commune
from minhchung.apps.plans.models import Plan
from minhchung.apps.plans.queries.page import Group, Row
from minhchung.letters.registers import Column, ExportStamp, SheetOptions, Value, write_register
from minhchung.letters.registers import Row as SheetRow

COLUMNS = (
    Column("number", "Số", width=7, identity=True),
    Column("task", "Nội dung nhiệm vụ", width=48),
    Column("product", "Sản phẩm", width=22),
    Column("unit", "Đơn vị chủ trì", width=20),
    Column("cooperating", "Đơn vị phối hợp", width=20),
    Column("time", "Thời gian", width=14),
    Column("codes", "Tiêu chí", width=10),
    Column("works", "Nhiệm vụ", width=12),
    Column("state", "Tình trạng", width=12),
    Column("asked", "Sản phẩm cần", "number", width=8, decimals=0),
    Column("accepted", "Đã nghiệm thu", "number", width=8, decimals=0),
    Column("done_on", "Ngày xong", "date", width=11),
)


def workbook(plan: Plan, groups: Sequence[Group], *, commune: Commune, at: datetime) -> bytes:
    """The workbook, groups as headings."""
    rows = [SheetRow(str(row.item.pk), _values(row), group.title) for group in groups for row in group.rows]
    stamp = ExportStamp(f"{at:%Y%m%d%H%M%S}", at, commune.code, tuple(column.key for column in COLUMNS))
    subtitle = f"UBND {commune.name[:1].lower()}{commune.name[1:]}, tình hình thực hiện lúc {at:%H:%M %d/%m/%Y}"
    return write_register(rows, COLUMNS, title=plan.title, subtitle=subtitle, stamp=stamp, sheet=SheetOptions("Kế hoạch", freeze=2))


def _values(row: Row) -> dict[str, Value]:
    item, progress = row.item, row.stood.progress
    return {
        "number": item.number or None,
        "task": item.task,
        "product": item.product or None,
        "unit": "; ".join(unit.name for unit in row.lead) or item.lead_text or None,
        "cooperating": "; ".join(unit.name for unit in row.cooperating) or item.cooperating_text or None,
        "time": item.deadline_text or None,
        "codes": ", ".join(leaf.code for leaf in item.leaves.all()) or None,
        "works": ", ".join(str(work.assignment.number) for work in row.works) or None,
        "state": progress.words,
        "asked": Decimal(progress.asked) if progress.asked else None,
        "accepted": Decimal(progress.accepted) if progress.asked else None,
        "done_on": progress.done_on,
    }
