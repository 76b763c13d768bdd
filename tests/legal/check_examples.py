"""What the checks of legal basis and review find, and what each clause spares."""

from datetime import date, timedelta
from typing import Any

from minhchung.apps.documents.models import Citation, Document, Relation, ValidityEvent
from minhchung.apps.ground.refs import Ref
from minhchung.apps.legal.models import BasisReview, Campaign, Item, SelfCheck
from tests.checking import Examples, Ground, Make
from tests.documents.check_examples import document
from tests.personas import NOW

TODAY = NOW.date()


def cites(
    *,
    kind: str = "replaced",
    on: date = date(2026, 11, 1),
    scope: str = "",
    article: str = "",
    verified: bool = True,
    stands_until: date | None = None,
    **values: Any,
) -> Make:
    """An own decision that cites a decree to which something has happened."""

    def make(ground: Ground) -> Ref:
        law = document(ground, direction=Document.Direction.LAW, number=61, series="NĐ", symbol="2018/NĐ-CP", unit=None)
        own = document(ground, **{"series": "QĐ", "symbol": "QĐ-UBND", **values})
        key = f"NĐ|61|CP|{law.pk}"
        Citation.objects.create(
            commune=ground.commune, kind="document", key=str(own.pk), raw="61/2018/NĐ-CP", match_key=key, article=article, document=law
        )
        event = ValidityEvent.objects.create(
            document=law, kind=kind, on=on, scope=scope, words="Công báo", entered_at=NOW, verified_at=NOW if verified else None
        )
        if stands_until:
            BasisReview.objects.create(
                event=event, kind="document", key=str(own.pk), result="stands", what="Điều khoản cũ còn phù hợp", until=stands_until, at=NOW
            )
        return Ref("document", str(own.pk))

    return make


def decision(*, checked: str = "", **values: Any) -> Make:
    """An issued decision, self-checked or not."""

    def make(ground: Ground) -> Ref:
        usual = {"series": "QĐ", "symbol": "QĐ-UBND", "issued_on": TODAY - timedelta(days=60)}
        own = document(ground, **{**usual, **values})
        if checked:
            SelfCheck.objects.create(document=own, result=checked, note="Sai căn cứ", at=NOW)
        return Ref("document", str(own.pk))

    return make


def reviewed(*, due_on: date | None = date(2026, 11, 1), **values: Any) -> Make:
    """An item of a campaign."""

    def make(ground: Ground) -> Ref:
        campaign = Campaign.objects.create(
            commune=ground.commune, title="Rà soát năm 2026", ground="ordered", cutoff_on=TODAY, due_on=due_on, added_at=NOW
        )
        own = document(ground, series="QĐ", symbol="QĐ-UBND")
        return Item.objects.create(campaign=campaign, document=own, unit=ground.unit, **values).ref

    return make


def self_check(*, result: str = "to_mend", again: bool = False, corrected: bool = False) -> Make:
    """A self-check of a decision; a later one, or a correcting document, may follow."""

    def make(ground: Ground) -> Ref:
        own = document(ground, series="QĐ", symbol="QĐ-UBND")
        SelfCheck.objects.create(document=own, result=result, note="Sai căn cứ ở Điều 1", at=NOW)
        if again:
            SelfCheck.objects.create(document=own, result="sound", at=NOW)
        if corrected:
            letter = document(ground, number=99)
            Relation.objects.create(source=letter, target=own, kind=Relation.Kind.CORRECTS)
        return Ref("document", str(own.pk))

    return make


PROPOSED: dict[str, Any] = {
    "state": "submitted",
    "proposal": "repeal",
    "reason": "Căn cứ đã hết hiệu lực",
    "proposed_at": NOW - timedelta(days=50),
}
EXAMPLES = {
    "VB-08": Examples(
        cites(),
        {
            "nơi viện dẫn còn dùng": cites(series="CV", symbol="UBND-KT"),
            "sự kiện hiệu lực đã được người thứ hai xác minh": cites(verified=False),
            "phần được viện dẫn thay đổi": cites(kind="repealed", scope="Điều 5", article="Điều 6"),
            "đã đến ngày, hoặc còn không quá số ngày báo trước": cites(on=date(2027, 3, 1)),
            "chưa ghi là vẫn áp dụng, hoặc đã hết ngày ghi": cites(stands_until=date(2027, 1, 31)),
        },
        also=(
            cites(kind="repealed", scope="Điều 5"),
            cites(on=date(2026, 12, 1), state=Document.State.DRAFT),
            cites(stands_until=date(2026, 11, 10)),
        ),
    ),
    "VB-09": Examples(
        decision(),
        {
            "ban hành đã quá số ngày": decision(issued_on=TODAY - timedelta(days=10)),
            "ban hành trong một năm nay": decision(issued_on=date(2024, 3, 1)),
            "chưa có phiếu tự kiểm tra": decision(checked="sound"),
        },
    ),
    "VB-10": Examples(
        reviewed(**PROPOSED),
        {
            "đề xuất phải xử lý": reviewed(**{**PROPOSED, "proposal": "keep"}),
            "chưa xử lý xong": reviewed(**{**PROPOSED, "state": "reviewing"}),
            "đề xuất đã quá số ngày": reviewed(**{**PROPOSED, "proposed_at": NOW - timedelta(days=3)}),
        },
    ),
    "VB-11": Examples(
        reviewed(),
        {
            "chưa có đề xuất": reviewed(state="proposed", proposal="keep", reason="Còn phù hợp"),
            "đợt rà soát đã quá hạn": reviewed(due_on=date(2026, 12, 31)),
        },
        also=(reviewed(state="reviewing"),),
    ),
    "VB-12": Examples(
        self_check(),
        {
            "có nội dung phải xử lý": self_check(result="sound"),
            "là phiếu mới nhất của văn bản": self_check(again=True),
            "chưa có văn bản đính chính, sửa đổi, thay thế": self_check(corrected=True),
        },
    ),
}
