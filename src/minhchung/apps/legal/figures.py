"""Figures of reviewing: documents reviewed, handled, self-checked, and those of the ward's own that ended."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules.validity import ENDS, Event
from minhchung.apps.documents.validity import counting
from minhchung.apps.ground.figures import Figure, Scope, Value, Window, register
from minhchung.apps.ground.refs import Ref
from minhchung.apps.legal.models import Item
from minhchung.apps.legal.queries.self_checks import to_check
from minhchung.apps.legal.rules import HANDLING, State

LAW = "Nghị định 79/2025/NĐ-CP"


def _share(good: Sequence[Ref], bad: Sequence[Ref], nothing: str) -> Value:
    """The share of `good`; the rows that lack come first."""
    whole = len(good) + len(bad)
    if not whole:
        return Value(None, nothing)
    share = (Decimal(len(good)) * 100 / Decimal(whole)).quantize(Decimal("0.01"))
    return Value(share, "", Decimal(len(good)), Decimal(whole), (*bad, *good))


def _items(scope: Scope, window: Window, as_of: datetime) -> list[Item]:
    rows = Item.objects.filter(campaign__commune=scope.commune, campaign__added_at__lte=as_of)
    rows = rows.filter(campaign__cutoff_on__range=(window.start, window.end))
    if scope.unit is not None:
        rows = rows.filter(unit=scope.unit)
    return list(rows.order_by("pk"))


def reviewed_share(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Items proposed on by `as_of`, over all items of campaigns whose cut-off day lies in the window."""
    rows = _items(scope, window, as_of)
    good = [row.ref for row in rows if row.proposed_at is not None and row.proposed_at <= as_of and row.state in _BEYOND]
    seen = set(good)
    return _share(good, [row.ref for row in rows if row.ref not in seen], "Không có đợt rà soát nào chốt trong kỳ.")


def handled_share(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Of the items to be handled, of campaigns whose cut-off day lies in the window: those whose handling was written by `as_of`."""
    rows = [row for row in _items(scope, window, as_of) if row.proposal in HANDLING and row.state in _BEYOND]
    good = [row.ref for row in rows if row.state == State.HANDLED and row.handled_at is not None and row.handled_at <= as_of]
    seen = set(good)
    return _share(good, [row.ref for row in rows if row.ref not in seen], "Không có văn bản nào được đề xuất xử lý trong kỳ.")


def self_checked_share(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Documents of the checked types issued in the window that have a self-check by `as_of`."""
    rows = to_check().filter(commune=scope.commune, issued_on__range=(window.start, window.end), added_at__lte=as_of)
    if scope.unit is not None:
        rows = rows.filter(unit=scope.unit)
    done = set(rows.filter(self_checks__at__lte=as_of).order_by().values_list("pk", flat=True))
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    good, bad = ([Ref("document", str(pk)) for pk in keys if (pk in done) is wanted] for wanted in (True, False))
    return _share(good, bad, "Không có văn bản thuộc loại phải tự kiểm tra ban hành trong kỳ.")


def ended(scope: Scope, window: Window, as_of: datetime) -> Value:
    """How many own documents ended as a whole in the window, by confirmed events."""
    rows = Document.objects.filter(commune=scope.commune, direction=Document.Direction.OUTGOING, archived_at=None)
    if scope.unit is not None:
        rows = rows.filter(unit=scope.unit)
    keys = set(rows.order_by().values_list("pk", flat=True))
    found = [pk for pk, events in counting(scope.commune).items() if pk in keys and _ended_in(events, window)]
    return Value(Decimal(len(found)), rows=tuple(Ref("document", str(pk)) for pk in sorted(found)))


def _ended_in(events: Sequence[Event], window: Window) -> bool:
    first = min((each.on for each in events if each.kind in ENDS and not each.scope.strip()), default=None)
    return first is not None and window.start <= first <= window.end


_BEYOND = (State.PROPOSED, State.SUBMITTED, State.HANDLED)

register(
    Figure(
        name="legal.reviewed_share",
        label="Văn bản của phường đã rà soát",
        unit="%",
        definition="Số văn bản đã có đề xuất (kể cả giữ nguyên) trên số văn bản của các đợt rà soát có ngày chốt trong kỳ.",
        citation=LAW,
        compute=reviewed_share,
        accrues=False,
    )
)
register(
    Figure(
        name="legal.handled_share",
        label="Văn bản đã xử lý sau rà soát",
        unit="%",
        definition="Số văn bản đã ghi kết quả xử lý trên số văn bản được đề xuất bãi bỏ, thay thế, sửa đổi, ngưng hiệu lực, "
        "của các đợt rà soát có ngày chốt trong kỳ.",
        citation=f"{LAW}, Điều 38",
        compute=handled_share,
    )
)
register(
    Figure(
        name="legal.self_checked_share",
        label="Văn bản ban hành đã tự kiểm tra",
        unit="%",
        definition="Số văn bản có phiếu tự kiểm tra trên số văn bản thuộc loại phải tự kiểm tra ban hành trong kỳ.",
        citation=LAW,
        compute=self_checked_share,
    )
)
register(
    Figure(
        name="legal.ended",
        label="Văn bản của phường hết hiệu lực toàn bộ",
        unit="văn bản",
        definition="Số văn bản của phường hết hiệu lực toàn bộ trong kỳ, theo sự kiện hiệu lực đã được hai người xác nhận.",
        citation=LAW,
        compute=ended,
    )
)
