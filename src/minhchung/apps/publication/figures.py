"""Figures of publication: what was shown in time, how many copies differ."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from minhchung.apps.ground.figures import Figure, Scope, Value, Window, register
from minhchung.apps.organisations.models import Commune
from minhchung.apps.publication.models import Channel, Posting
from minhchung.apps.publication.queries.differences import Difference, differences
from minhchung.apps.publication.queries.requests import Row, rows_of


def _last(window: Window, as_of: datetime) -> date:
    return min(window.end, timezone.localtime(as_of).date())


def _due(scope: Scope, window: Window, as_of: datetime) -> list[Row]:
    """Requests whose last day falls into the window, or that were posted in it before that day."""
    commune, last = Commune.objects.get(pk=scope.commune), _last(window, as_of)
    rows = Posting.objects.filter(commune=commune, dropped_at=None, decided_on__lte=last).select_related("channel")
    rows = rows if scope.unit is None else rows.filter(unit=scope.unit)
    return [row for row in rows_of(rows, commune, last) if window.start <= row.due <= last]


def posted_in_time(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Of the requests that fell due in the window those posted by then; what was posted after the moment asked for does not count."""
    rows = _due(scope, window, as_of)
    if not rows:
        return Value(None, "Không có yêu cầu đăng nào đến hạn trong kỳ.")
    last = _last(window, as_of)
    good = [row for row in rows if row.posting.posted_on and row.posting.posted_on <= min(row.due, last)]
    share = (Decimal(100) * len(good) / len(rows)).quantize(Decimal("0.01"))
    return Value(share, numerator=Decimal(len(good)), denominator=Decimal(len(rows)), rows=tuple(row.posting.ref for row in rows))


def _open(scope: Scope, day: date) -> list[Difference]:
    found = differences(Commune.objects.get(pk=scope.commune), day)
    return [each for each in found if scope.unit is None or (each.unit is not None and each.unit.pk == scope.unit)]


def differing(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Procedure and copy, on the last day of the window that is not ahead."""
    if not Channel.objects.filter(commune=scope.commune, snapshots__isnull=False).exists():
        return Value(None, "Chưa có bản chụp nào của kênh niêm yết.")
    rows = _open(scope, _last(window, as_of))
    refs = dict.fromkeys(each.procedure.ref for each in rows if each.procedure)
    return Value(Decimal(len(rows)), rows=tuple(refs))


register(
    Figure(
        "publication.posted_in_time",
        "Tỷ lệ đăng, niêm yết đúng hạn",
        "%",
        "Yêu cầu đăng đến hạn trong kỳ đã đăng trong số ngày làm việc của phường, trên tổng yêu cầu đến hạn trong kỳ; trừ yêu cầu đã rút.",
        "",
        posted_in_time,
        counted="yêu cầu đăng",
    )
)
register(
    Figure(
        "publication.differing",
        "Số bản niêm yết, quy trình khác danh mục",
        "bản",
        "Thủ tục ở một kênh, quy trình ISO hoặc quy trình nội bộ có ít nhất một mục khác danh mục vào ngày cuối kỳ (hoặc hôm nay).",
        "",
        differing,
    )
)
