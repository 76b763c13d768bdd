"""What the checks of evidence find, and what each clause spares."""

from datetime import date
from itertools import count
from typing import Any

from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.models import Claim
from minhchung.apps.files.models import Blob, Signature, StoredFile
from minhchung.apps.ground.refs import Ref
from tests.checking import Examples, Ground, Make
from tests.personas import NOW

DIGESTS = count(1)
SAYS = {"number": 15, "symbol": "KH-UBND", "date": "2026-11-02", "issuer": "Ủy ban nhân dân phường Vân Khê"}
REJECTED = {"state": Claim.State.BAD, "reason": "Nhầm văn bản", "checked_at": NOW}


def stored(ground: Ground, *, said: dict[str, Any] | None = None, signed: dict[str, Any] | None = None) -> StoredFile:
    """A PDF that says this of itself, with a signature where one is described."""
    blob = Blob.objects.create(sha256=f"{next(DIGESTS):064x}", size=1, media_type="application/pdf", text_state="read", said=said or {})
    if signed is not None:
        Signature.objects.create(blob=blob, order=0, signer="Ngô Thanh Bách", digest_algorithm="SHA256", **signed)
    return StoredFile.objects.create(commune=ground.commune, blob=blob, name="van-ban.pdf", added_at=NOW)


def claim(ground: Ground, file: StoredFile | None, **values: Any) -> Claim:
    """A piece of evidence of what a document of the unit asks."""
    proven = Document.objects.create(commune=ground.commune, direction="in", state="received", unit=ground.unit, added_at=NOW)
    place = {"kind": "document", "key": str(proven.pk), "title": "Kế hoạch kiểm tra", "claimed_at": NOW}
    return Claim.objects.create(commune=ground.commune, file=file, **{**place, **values})


def typed(**values: Any) -> Make:
    return lambda ground: Ref("claim", str(claim(ground, stored(ground, said=SAYS), **values).pk))


def signed(signature: dict[str, Any], **values: Any) -> Make:
    return lambda ground: Ref("claim", str(claim(ground, stored(ground, signed=signature), **values).pk))


def registered(**values: Any) -> Make:
    """A piece that shows a registered document, whose file says what SAYS says."""

    def make(ground: Ground) -> Ref:
        usual = {"direction": "out", "state": "issued", "number": 15, "symbol": "KH-UBND", "series": "KH", "issued_on": date(2026, 11, 2)}
        file = stored(ground, said=SAYS, signed={"intact": False, "changed_after": False})
        paper = Document.objects.create(commune=ground.commune, file=file, added_at=NOW, **{**usual, **values})
        return Ref("claim", str(claim(ground, None, document=paper).pk))

    return make


OTHER_DAY = {"typed_number": "15/KH-UBND", "typed_date": date(2026, 11, 3)}
CHANGED = {"intact": True, "changed_after": True}
EXAMPLES = {
    "MC-01": Examples(
        typed(**OTHER_DAY),
        {
            "chưa bị đánh giá là chưa đạt": typed(**OTHER_DAY, **REJECTED),
            "thông tin đã ghi khác với tệp": typed(typed_number="15/KH-UBND", typed_date=date(2026, 11, 2)),
        },
        also=(typed(typed_signed=True), registered(number=51), registered(personal_signature=False)),
    ),
    "MC-02": Examples(
        signed(CHANGED),
        {
            "chưa bị đánh giá là chưa đạt": signed(CHANGED, **REJECTED),
            "chữ ký không khớp nội dung, hoặc tệp bị sửa sau khi ký": signed({"intact": True, "changed_after": False}),
        },
        also=(signed({"intact": False, "changed_after": False}), registered()),
    ),
}
