"""Figures of the register."""

from datetime import datetime
from decimal import Decimal

from minhchung.apps.documents.models import Document
from minhchung.apps.ground.figures import Figure, Scope, Value, Window, register
from minhchung.apps.ground.refs import Ref


def outgoing_signed_share(scope: Scope, window: Window, as_of: datetime) -> Value:
    """Issued outgoing documents of the window with both signatures, over all issued ones whose signatures are known.

    A document of which one signature is unknown and none is missing is left out and named in the reason: unknown is not "no".
    """
    rows = Document.objects.filter(
        commune=scope.commune,
        direction=Document.Direction.OUTGOING,
        state=Document.State.ISSUED,
        issued_on__range=(window.start, window.end),
        added_at__lte=as_of,
        archived_at=None,
    )
    if scope.unit is not None:
        rows = rows.filter(unit=scope.unit)
    signs = list(rows.order_by("pk").values_list("pk", "personal_signature", "agency_signature"))
    if not signs:
        return Value(None, "Chưa có văn bản đi nào ban hành trong kỳ.")
    missing = [pk for pk, personal, agency in signs if personal is False or agency is False]
    both = [pk for pk, personal, agency in signs if personal and agency]
    known = len(missing) + len(both)
    if not known:
        return Value(None, f"{len(signs)} văn bản đi trong kỳ đều chưa rõ chữ ký số; nhập sổ từ QLVB hoặc đính bản đã ký.")
    unknown = len(signs) - known
    reason = f"{unknown} văn bản chưa rõ chữ ký số, không tính." if unknown else ""
    share = (Decimal(len(both)) * 100 / Decimal(known)).quantize(Decimal("0.01"))
    listed = tuple(Ref("document", str(pk)) for pk in (*missing, *both))
    return Value(share, reason, Decimal(len(both)), Decimal(known), listed)


register(
    Figure(
        name="documents.outgoing_signed_share",
        label="Văn bản đi có đủ chữ ký số cá nhân và cơ quan",
        unit="%",
        definition="Số văn bản đi ban hành trong kỳ có cả chữ ký số của người có thẩm quyền và của cơ quan, "
        "trên số văn bản đi trong kỳ đã rõ có hay không có chữ ký.",
        citation="Nghị định 30/2020/NĐ-CP, Điều 5 và Phụ lục I",
        compute=outgoing_signed_share,
    )
)
