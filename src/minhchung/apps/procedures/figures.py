"""Figures of the catalogue: procedures in force, new and abolished, uncertain; proposals and initiatives."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from minhchung.apps.ground.figures import Figure, Scope, Value, Window, register
from minhchung.apps.ground.refs import Ref
from minhchung.apps.procedures.models import Procedure, Proposal
from minhchung.apps.procedures.queries.simplifying import COUNTING
from minhchung.apps.procedures.queries.standing import Known, standing

NONE_YET = "Danh mục của phường chưa có thủ tục nào."


def _on(scope: Scope, day: date) -> dict[int, Known]:
    """The procedures in force on a day; of one unit those it is in charge of today."""
    found = standing(scope.commune, day)
    return {each.procedure.pk: each for each in found if each.standing.in_force and scope.unit in (None, each.procedure.unit_id)}


def _last(window: Window, as_of: datetime) -> date:
    return min(window.end, timezone.localtime(as_of).date())


def _value(scope: Scope, found: Iterable[int]) -> Value:
    rows = tuple(Ref("procedure", str(pk)) for pk in sorted(found))
    if not rows and not Procedure.objects.filter(commune=scope.commune).exists():
        return Value(None, NONE_YET)
    return Value(Decimal(len(rows)), rows=rows)


def in_force(scope: Scope, window: Window, as_of: datetime) -> Value:
    """On the last day of the window that is not ahead."""
    return _value(scope, _on(scope, _last(window, as_of)))


def _of_the_ward(each: Known) -> bool:
    return "xã" in (each.standing.content.level or "").lower()


def of_the_ward(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Those of which a source says that the commune carries them out."""
    return _value(scope, [pk for pk, each in _on(scope, _last(window, as_of)).items() if _of_the_ward(each)])


def new(scope: Scope, window: Window, as_of: datetime) -> Value:
    """In force at the end and not on the day before the window."""
    before = _on(scope, window.start - timedelta(days=1))
    return _value(scope, _on(scope, _last(window, as_of)).keys() - before.keys())


def abolished(scope: Scope, window: Window, as_of: datetime) -> Value:
    """In force on the day before the window and not at its end."""
    before = _on(scope, window.start - timedelta(days=1))
    return _value(scope, before.keys() - _on(scope, _last(window, as_of)).keys())


def uncertain(scope: Scope, window: Window, as_of: datetime) -> Value:
    """In force with something uncertain."""
    return _value(scope, [pk for pk, each in _on(scope, _last(window, as_of)).items() if each.standing.content.doubts()])


def proposed(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Procedures for which proposals were made in the window and still stand."""
    rows = Proposal.objects.filter(commune=scope.commune, added_at__date__range=(window.start, _last(window, as_of)), state__in=COUNTING)
    if scope.unit is not None:
        rows = rows.filter(unit=scope.unit)
    return _value(scope, set(rows.values_list("procedure", flat=True)))


def _figure(name: str, label: str, definition: str, compute: Callable[[Scope, Window, datetime], Value]) -> None:
    register(Figure(f"procedures.{name}", label, "thủ tục", definition, "", compute))


_figure("in_force", "Số thủ tục còn hiệu lực", "Thủ tục của danh mục còn hiệu lực vào ngày cuối kỳ (hoặc hôm nay).", in_force)
_figure("of_the_ward", "Số thủ tục cấp xã thực hiện", "Thủ tục còn hiệu lực mà nguồn ghi cấp thực hiện có cấp xã.", of_the_ward)
_figure("new", "Số thủ tục mới trong kỳ", "Còn hiệu lực cuối kỳ, ngày trước kỳ chưa có hoặc chưa hiệu lực.", new)
_figure("abolished", "Số thủ tục bãi bỏ trong kỳ", "Ngày trước kỳ còn hiệu lực, cuối kỳ đã bãi bỏ.", abolished)
_figure(
    "uncertain", "Số thủ tục còn điều chưa rõ", "Thủ tục còn hiệu lực có thời hạn, phí, giấy tờ hoặc căn cứ chưa đọc chắc được.", uncertain
)
_figure(
    "proposed",
    "Số thủ tục được đề xuất đơn giản hóa",
    "Thủ tục có đề xuất lập trong kỳ, không kể đề xuất bị từ chối hoặc đã rút; một thủ tục tính một lần.",
    proposed,
)
