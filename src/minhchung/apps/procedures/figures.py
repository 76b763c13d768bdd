"""Figures of the catalogue: procedures in force, new and abolished, uncertain; proposals and initiatives."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from minhchung.apps.ground.figures import Figure, Scope, Value, Window, register
from minhchung.apps.ground.refs import Ref
from minhchung.apps.procedures.models import Line, Procedure, Proposal
from minhchung.apps.procedures.queries.simplifying import COUNTING
from minhchung.apps.procedures.queries.standing import Known, standing
from minhchung.apps.procedures.rules import LineKind

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


def _by_line(scope: Scope, window: Window, as_of: datetime, kinds: tuple[LineKind, ...]) -> set[int]:
    """Procedures of which a line of these kinds took effect in the window."""
    rows = Line.objects.filter(source__commune=scope.commune, source__undone_at=None, kind__in=kinds)
    return set(rows.filter(on__range=(window.start, _last(window, as_of))).values_list("procedure", flat=True))


def new(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Put in force by a new or replacing line of the window, and in force at its end."""
    made = _by_line(scope, window, as_of, (LineKind.NEW, LineKind.REPLACED))
    return _value(scope, made & _on(scope, _last(window, as_of)).keys())


def abolished(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Ended by an abolishing line of the window, and not in force at its end."""
    ended = _by_line(scope, window, as_of, (LineKind.ABOLISHED,)) - _on(Scope(scope.commune), _last(window, as_of)).keys()
    own = Procedure.objects.filter(pk__in=ended)
    own = own.filter(unit=scope.unit) if scope.unit is not None else own
    return _value(scope, own.values_list("pk", flat=True))


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
_figure(
    "new",
    "Số thủ tục mới trong kỳ",
    "Quyết định công bố ban hành mới hoặc thay thế, hiệu lực trong kỳ; cuối kỳ còn hiệu lực.",
    new,
)
_figure(
    "abolished",
    "Số thủ tục bãi bỏ trong kỳ",
    "Quyết định công bố bãi bỏ, hiệu lực trong kỳ; cuối kỳ không còn hiệu lực.",
    abolished,
)
_figure(
    "uncertain", "Số thủ tục còn điều chưa rõ", "Thủ tục còn hiệu lực có thời hạn, phí, giấy tờ hoặc căn cứ chưa đọc chắc được.", uncertain
)
_figure(
    "proposed",
    "Số thủ tục được đề xuất đơn giản hóa",
    "Thủ tục có đề xuất lập trong kỳ, không kể đề xuất bị từ chối hoặc đã rút; một thủ tục tính một lần.",
    proposed,
)
