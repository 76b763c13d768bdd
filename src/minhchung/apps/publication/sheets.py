"""The differences as XLSX: a row for each field that differs."""

from collections.abc import Sequence
from datetime import date, datetime

from minhchung.apps.organisations.models import Commune
from minhchung.apps.publication.queries.differences import Difference, said
from minhchung.letters.registers import Column, ExportStamp, SheetOptions, write_register
from minhchung.letters.registers import Row as SheetRow

COLUMNS = (
    Column("code", "Mã thủ tục", width=11, identity=True),
    Column("name", "Tên thủ tục", width=48),
    Column("copy", "Nơi niêm yết, quy trình", width=34),
    Column("field", "Mục khác", width=18),
    Column("ours", "Danh mục ghi", width=40),
    Column("theirs", "Nơi đó ghi", width=40),
    Column("said", "Cần sửa", width=52),
    Column("unit", "Đơn vị sửa", width=22),
    Column("due", "Hạn sửa", width=12),
)


def workbook(rows: Sequence[Difference], *, commune: Commune, day: date, at: datetime) -> bytes:
    """The differences as a workbook."""
    stamp = ExportStamp(f"{at:%Y%m%d%H%M%S}", at, commune.code, tuple(column.key for column in COLUMNS))
    subtitle = f"UBND {commune.name[:1].lower()}{commune.name[1:]}, đối chiếu ngày {day:%d/%m/%Y}"
    lines = [
        SheetRow(
            f"{row.code}-{row.column.key}-{field}",
            {
                "code": row.code, "name": row.name, "copy": row.column.title, "field": field.label, "ours": cell.ours or None,
                "theirs": cell.theirs or None, "said": said(field, cell), "unit": row.unit.name if row.unit else None,
                "due": f"{row.due:%d/%m/%Y}",
            },
            "",
        )
        for row in rows
        for field, cell in row.cells
    ]  # fmt: skip
    return write_register(
        lines, COLUMNS, title="Đối chiếu niêm yết, công khai thủ tục hành chính", subtitle=subtitle, stamp=stamp,
        sheet=SheetOptions("Đối chiếu", freeze=2),
    )  # fmt: skip
