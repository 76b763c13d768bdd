"""Figures of the quality management system: competence, entries looked at in time, clauses proven, risks that are high."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from minhchung.apps.ground.figures import Figure, Scope, Value, Window, register
from minhchung.apps.management.models import Entry, clause_ref
from minhchung.apps.management.queries.clauses import matrix
from minhchung.apps.management.registers import registers_of
from minhchung.apps.organisations.models import Commune

COMPETENCE = "nang-luc"


def _live(scope: Scope, as_of: datetime) -> list[Entry]:
    """Entries that are followed and were there by then; what they say is today's: the figures have no past."""
    rows = Entry.objects.filter(commune=scope.commune, state=Entry.State.LIVE, added_at__lte=as_of)
    return list(rows if scope.unit is None else rows.filter(Q(unit=scope.unit)))


def _share(part: Sequence[Entry], whole: Sequence[Entry], reason: str) -> Value:
    if not whole:
        return Value(None, reason)
    share = (Decimal(len(part)) * 100 / Decimal(len(whole))).quantize(Decimal("0.01"))
    return Value(share, "", Decimal(len(part)), Decimal(len(whole)), tuple(each.ref for each in whole))


def competence(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Posts whose holder meets the conditions, over the posts of the register."""
    posts = [each for each in _live(scope, as_of) if each.register == COMPETENCE]
    return _share([each for each in posts if each.values.get("met") == "yes"], posts, "Sổ Năng lực chưa có vị trí nào.")


def looked_at(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Entries not past the day by which they are looked at again, over all that are followed."""
    found, today = _live(scope, as_of), timezone.localtime(as_of).date()
    return _share([each for each in found if each.review_on >= today], found, "Chưa có mục nào trong các sổ ISO.")


def high(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Risks and opportunities that stand at a level that asks for work."""
    kinds = {each.name: each for each in registers_of(scope.commune) if each.score}
    scored = [each for each in _live(scope, as_of) if each.register in kinds]
    if not scored:
        return Value(None, "Sổ Rủi ro và cơ hội chưa có mục nào.")
    rows = [each for each in scored if (score := kinds[each.register].score) and score.acts(each.values)]
    return Value(Decimal(len(rows)), rows=tuple(each.ref for each in rows))


def clauses(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Clauses of which every kind of record is there, over those that apply; a ward's, no unit's."""
    if scope.unit is not None:
        return Value(None, "Điều khoản tính cho cả phường, không cho từng đơn vị.")
    found = [each for each in matrix(Commune.objects.get(pk=scope.commune), now=as_of).rows if each.state != "excluded"]
    proven = [each for each in found if each.state == "proven"]
    share = (Decimal(len(proven)) * 100 / Decimal(len(found))).quantize(Decimal("0.01"))
    rows = tuple(clause_ref(scope.commune, each.clause.number) for each in proven)
    return Value(share, "", Decimal(len(proven)), Decimal(len(found)), rows)


register(
    Figure(
        name="management.competence_share",
        label="Tỷ lệ vị trí có người đạt điều kiện",
        unit="%",
        definition="Số vị trí việc làm được đánh giá Đạt trên số vị trí trong sổ Năng lực.",
        citation="TCVN ISO 9001:2015, điều khoản 7.2",
        compute=competence,
        accrues=False,
    )
)
register(
    Figure(
        name="management.looked_at_share",
        label="Tỷ lệ mục sổ ISO còn trong hạn xem lại",
        unit="%",
        definition="Số mục đang theo dõi chưa quá ngày xem lại trên số mục đang theo dõi của mọi sổ ISO.",
        citation="",
        compute=looked_at,
        accrues=False,
    )
)
register(
    Figure(
        name="management.high_risks",
        label="Rủi ro, cơ hội mức cao",
        unit="mục",
        definition="Số mục đang theo dõi có mức hiện tại (mức còn lại nếu đã chấm) từ cao trở lên.",
        citation="TCVN ISO 9001:2015, điều khoản 6.1",
        compute=high,
        accrues=False,
    )
)
register(
    Figure(
        name="management.clause_share",
        label="Tỷ lệ điều khoản có đủ bằng chứng",
        unit="%",
        definition="Số điều khoản có đủ các loại bằng chứng trong chu kỳ xem xét của lãnh đạo, trên số điều khoản áp dụng.",
        citation="",
        compute=clauses,
        accrues=False,
    )
)
