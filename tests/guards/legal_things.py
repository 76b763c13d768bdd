"""One of each thing of validity and review in ward A, made through the acts."""

from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile

from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.actions.validity import Source
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.rules.validity import EventKind
from minhchung.apps.files.actions import store
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.refs import Ref
from minhchung.apps.legal import actions as legal
from minhchung.apps.legal.self_checklist import self_checklist
from minhchung.apps.organisations.models import Commune, Unit
from tests.personas import NOW

LAWS = "số ký hiệu,sự kiện,từ ngày,nguồn ghi\n62/2018/NĐ-CP,Có hiệu lực,2018-07-01,Điều 30\n"


def legal_things(ward: Commune, units: dict[str, Unit]) -> dict[str, Any]:
    """A law that lost an article, an own decision that cites it and was self-checked, a campaign with an item on its way."""
    at = NOW - timedelta(hours=1)
    fields = Fields(code="61/2018/NĐ-CP", type="Nghị định", issued_on=date(2018, 4, 23), issuer="Chính phủ", subject="Cơ chế một cửa")
    law = documents.register_law(commune=ward, fields=fields, actor=None, at=at)
    source = Source(words="Công báo")
    known = documents.enter_validity(document=law, kind=EventKind.REPEALED, on=NOW.date(), source=source, actor=None, at=at)
    documents.verify_validity(validity_event=known, actor=None, at=at)
    waiting = documents.enter_validity(document=law, kind=EventKind.UNFIT, on=NOW.date(), source=source, actor=None, at=at)
    head = Fields(code="QĐ-UBND", type="Quyết định", subject="Quy chế một cửa", unit=units["VH-XH"])
    own = documents.draft(commune=ward, fields=head, text="Căn cứ Nghị định số 61/2018/NĐ-CP;", actor=None, at=at)
    documents.approve(document=own, actor=None, at=at)
    documents.issue(document=own, code="52/QĐ-UBND", issued_on=date(2026, 10, 5), actor=None, at=at)
    legal.look_again(
        validity_event=known, subject=Ref("document", str(own.pk)), result="stands", what="Còn phù hợp", until=NOW.date(), actor=None, at=at
    )
    campaign = legal.start(
        commune=ward, title="Rà soát năm 2026", ground="ordered", scope=legal.Scope(types=["QĐ"]), cutoff_on=NOW.date(), actor=None, at=at
    )
    item = campaign.items.get(document=own)
    legal.propose(campaign=campaign, items=[item], proposal="repeal", reason="Căn cứ đã hết hiệu lực", actor=None, at=at)
    legal.submit(campaign=campaign, items=[item], actor=None, at=at)
    answers = {question.code: {"answer": "yes"} for question in self_checklist().question}
    legal.keep_self_check(document=own, answers=answers, actor=None, at=at)
    laws = store(commune=ward, received=receive(ContentFile(LAWS.encode(), name="luat.csv")), actor=None, at=at)
    return {"law": law, "validity_event": waiting, "changed_event": known, "own": own, "campaign": campaign, "review_item": item,
            "laws": laws}  # fmt: skip
