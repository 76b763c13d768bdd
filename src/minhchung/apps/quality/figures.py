"""Figures of the quality system: documents in force, due to be looked at again, read by those who must."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from minhchung.apps.ground.figures import Figure, Scope, Value, Window, register
from minhchung.apps.quality.models import ControlledDocument
from minhchung.apps.quality.queries.stands import Stand, stands

NONE = "Chưa có tài liệu ISO nào có hiệu lực."


def _in_force(scope: Scope, as_of: datetime) -> list[Stand]:
    """Documents with a version in force. What is in force is asked of today's state: the figures have no past."""
    rows = ControlledDocument.objects.filter(commune=scope.commune, archived_at=None, added_at__lte=as_of)
    if scope.unit is not None:
        rows = rows.filter(owner=scope.unit)
    today = timezone.localtime(as_of).date()
    return [each for each in stands(rows, commune=scope.commune, today=today) if each.current is not None]


def in_force(scope: Scope, window: Window, as_of: datetime) -> Value:
    """How many documents have a version in force."""
    found = _in_force(scope, as_of)
    return Value(Decimal(len(found)), rows=tuple(each.document.ref for each in found))


def due(scope: Scope, window: Window, as_of: datetime) -> Value:
    """How many of them are past their interval."""
    found = _in_force(scope, as_of)
    late = [each for each in found if each.due]
    if not found:
        return Value(None, NONE)
    return Value(
        Decimal(len(late)), numerator=Decimal(len(late)), denominator=Decimal(len(found)), rows=tuple(each.document.ref for each in late)
    )


def read_share(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Acknowledgements over those that are asked for, of the versions in force."""
    found = [each for each in _in_force(scope, as_of) if each.must]
    must, read = sum(each.must for each in found), sum(each.read for each in found)
    if not must:
        return Value(None, "Chưa có ai phải đọc tài liệu ISO đang hiệu lực nào.")
    share = (Decimal(read) * 100 / Decimal(must)).quantize(Decimal("0.01"))
    return Value(share, "", Decimal(read), Decimal(must), tuple(each.document.ref for each in found))


register(
    Figure(
        name="quality.in_force",
        label="Tài liệu ISO đang có hiệu lực",
        unit="tài liệu",
        definition="Số tài liệu của hệ thống quản lý chất lượng có một bản đang hiệu lực.",
        citation="TCVN ISO 9001:2015, điều khoản 7.5",
        compute=in_force,
        accrues=False,
    )
)
register(
    Figure(
        name="quality.due_for_review",
        label="Tài liệu ISO quá hạn rà soát",
        unit="tài liệu",
        definition="Số tài liệu đang hiệu lực đã quá chu kỳ rà soát, tính từ ngày hiệu lực hoặc lần rà soát giữ nguyên gần nhất.",
        citation="TCVN ISO 9001:2015, điều khoản 7.5",
        compute=due,
        accrues=False,
    )
)
register(
    Figure(
        name="quality.read_share",
        label="Tỷ lệ xác nhận đã đọc tài liệu ISO",
        unit="%",
        definition="Số lượt xác nhận đã đọc và hiểu trên số lượt phải đọc, của các bản đang hiệu lực.",
        citation="TCVN ISO 9001:2015, điều khoản 7.3",
        compute=read_share,
        accrues=False,
    )
)
