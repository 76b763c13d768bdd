"""Findings as XLSX: what is wrong, with whom, how to mend it, where the mending stands."""

from collections.abc import Sequence
from datetime import datetime

from minhchung.apps.findings.causes import cause_title
from minhchung.apps.findings.queries.lines import Line
from minhchung.apps.ground.problems import Severity
from minhchung.apps.organisations.models import Commune
from minhchung.letters.registers import Column, ExportStamp, Row, SheetOptions, Value, write_register

COLUMNS = (
    Column("code", "Mã", width=12, identity=True),
    Column("severity", "Mức", width=10),
    Column("title", "Tồn tại", width=34),
    Column("message", "Cụ thể", width=46),
    Column("units", "Đơn vị", width=26),
    Column("points", "Điểm đang giữ", "number", width=10, decimals=2),
    Column("leaves", "Tiêu chí", width=16),
    Column("fix", "Cách sửa", width=34),
    Column("citation", "Căn cứ", width=24),
    Column("source", "Nguồn", width=16),
    Column("found_on", "Ngày phát hiện", "date", width=12),
    Column("state", "Tình trạng", width=22),
    Column("cause", "Nguyên nhân", width=26),
    Column("side", "Chủ quan, khách quan", width=14),
    Column("plan", "Kế hoạch khắc phục", width=34),
)


def workbook(lines: Sequence[Line], *, commune: Commune, at: datetime, left: int = 0) -> bytes:
    """The workbook; `left` findings more did not fit and are said to be left out."""
    rows = [Row(str(line.finding.pk), _values(line)) for line in lines]
    stamp = ExportStamp(f"{at:%Y%m%d%H%M%S}", at, commune.code, tuple(column.key for column in COLUMNS))
    cut = f"; còn {left} phát hiện chưa có ở đây, lọc rồi xuất từng phần" if left else ""
    subtitle = f"UBND {commune.name[:1].lower()}{commune.name[1:]}, lúc {at:%H:%M %d/%m/%Y}: {len(lines)} phát hiện{cut}"
    return write_register(rows, COLUMNS, title="Kết quả rà soát", subtitle=subtitle, stamp=stamp, sheet=SheetOptions("Rà soát", freeze=2))


def _values(line: Line) -> dict[str, Value]:
    finding = line.finding
    return {
        "code": finding.label,
        "severity": Severity(finding.severity).label,
        "title": line.title,
        "message": line.subject or None,
        "units": "; ".join(unit.name for unit in line.units) or None,
        "points": line.points,
        "leaves": "; ".join(leaf.code for leaf in line.worth.proves) if line.worth else None,
        "fix": finding.fix or None,
        "citation": finding.citation or None,
        "source": finding.get_source_display(),
        "found_on": finding.found_on,
        "state": line.standing,
        "cause": cause_title(finding.cause) if finding.cause else None,
        "side": finding.get_side_display() or None,
        "plan": finding.plan or None,
    }
