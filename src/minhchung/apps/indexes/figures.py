"""Points of the ward's criteria as figures."""

from datetime import datetime
from decimal import Decimal

from minhchung.apps.ground.figures import Figure, Scope, Value, Window, register
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.indexes.queries import rows

LABELS = {
    "secured": "Điểm chắc chắn",
    "unproven": "Điểm chưa minh chứng",
    "winnable": "Điểm còn giành được",
    "lost": "Điểm đã mất",
    "unknown": "Điểm chưa biết",
}


def _points(part: str) -> Figure:
    def compute(scope: Scope, window: Window, as_of: datetime) -> Value:
        found = Criterion.objects.filter(commune_id=scope.commune, year=window.end.year, archived_at=None)
        if scope.unit is not None:
            found = found.filter(unit_id=scope.unit)
        standings = [row for row in rows(found, today=as_of.date()) if not row.outside]
        if not standings:
            return Value(None, reason=f"Năm {window.end.year} chưa có tiêu chí nào")
        chosen = [row for row in standings if getattr(row.standing.parts, part)]
        total = sum((row.standing.parts.maximum for row in standings), Decimal(0))
        points = sum((getattr(row.standing.parts, part) for row in chosen), Decimal(0))
        subjects = tuple(Ref("criterion", str(row.criterion.pk)) for row in chosen)
        return Value(points, numerator=points, denominator=total, rows=subjects)

    return Figure(
        name=f"indexes.points_{part}",
        label=LABELS[part],
        unit="điểm",
        definition="Tổng điểm các tiêu chí ở trạng thái này, theo số liệu đã biết và minh chứng đã kiểm tra.",
        citation="Bộ tiêu chí của năm; bộ mẫu không phải bộ chính thức",
        compute=compute,
    )


for _part in LABELS:
    register(_points(_part))
