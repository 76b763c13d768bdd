"""Points of the ward's hand-made criteria as figures."""

from datetime import datetime
from decimal import Decimal

from minhchung.apps.ground.figures import Figure, Scope, Value, Window, register
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.indexes.queries import rows
from minhchung.apps.indexes.rules import Outcome


def _points(outcome: Outcome) -> "Figure":
    labels = {"secured": "Điểm chắc chắn", "unproven": "Điểm chưa minh chứng", "winnable": "Điểm còn giành được", "lost": "Điểm đã mất"}

    def compute(scope: Scope, window: Window, as_of: datetime) -> Value:
        found = Criterion.objects.filter(commune_id=scope.commune, year=window.end.year, archived_at=None)
        if scope.unit is not None:
            found = found.filter(unit_id=scope.unit)
        standings = rows(found, today=as_of.date())
        if not standings:
            return Value(None, reason=f"Năm {window.end.year} chưa có tiêu chí nào")
        chosen = [row for row in standings if row.standing.outcome == outcome]
        total = sum((row.standing.points for row in standings), Decimal(0))
        points = sum((row.standing.points for row in chosen), Decimal(0))
        subjects = tuple(Ref("criterion", str(row.criterion.pk)) for row in chosen)
        return Value(points, numerator=points, denominator=total, rows=subjects)

    return Figure(
        name=f"indexes.points_{outcome}",
        label=labels[outcome],
        unit="điểm",
        definition="Tổng điểm các tiêu chí ở trạng thái này, theo minh chứng đã kiểm tra và nhiệm vụ đã nghiệm thu.",
        citation="Bộ tiêu chí mẫu của phường, không phải bộ chính thức",
        compute=compute,
    )


for _outcome in ("secured", "unproven", "winnable", "lost"):
    register(_points(_outcome))
