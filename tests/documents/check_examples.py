"""What the checks of documents find, and what each clause spares."""

from datetime import date, timedelta
from typing import Any

from minhchung.apps.documents.models import Document, Relation, ValidityEvent
from minhchung.apps.ground.refs import Ref
from minhchung.apps.plans.models import ItemLink
from tests.assignments.check_examples import share
from tests.checking import Examples, Ground, Make
from tests.personas import NOW
from tests.plans.check_examples import item

State, Direction = Document.State, Document.Direction


def document(ground: Ground, **values: Any) -> Document:
    usual = {"direction": Direction.OUTGOING, "state": State.ISSUED, "unit": ground.unit, "added_at": NOW - timedelta(days=20)}
    numbered = {"number": 15, "series": "CV", "symbol": "UBND-KT", "issued_on": date(2026, 11, 2), "subject": "Đề nghị phối hợp"}
    return Document.objects.create(commune=ground.commune, **{**usual, **numbered, **values})


def a_document(**values: Any) -> Make:
    return lambda ground: Ref("document", str(document(ground, **values).pk))


def answered(**values: Any) -> Make:
    def make(ground: Ground) -> Ref:
        row = document(ground, **values)
        answer = document(ground, number=99, direction=Direction.INCOMING, state=State.RECEIVED)
        Relation.objects.create(source=answer, target=row, kind=Relation.Kind.ANSWERS)
        return Ref("document", str(row.pk))

    return make


def second(**values: Any) -> Make:
    """A document that came into the register after an identical one."""

    def make(ground: Ground) -> Ref:
        document(ground, **{key: value for key, value in values.items() if key != "issuer_folded"})
        return Ref("document", str(document(ground, **values).pk))

    return make


def wanted(product: str = "Kế hoạch kiểm tra công vụ", *, issued: bool = False, assigned: bool = False, **values: Any) -> Make:
    """An item of the plan in force whose product is a document."""

    def make(ground: Ground) -> Ref:
        usual = {"number": "", "deadline_kind": "date", "deadline_on": date(2026, 6, 30)}
        row = item(ground, task="Kiểm tra công vụ", product=product, **{**usual, **values})
        if issued:
            document(ground, series="KH", symbol="KH-UBND", subject="Kiểm tra công vụ năm 2026")
        if assigned:
            ItemLink.objects.create(item=row, assignment=share(ground).duty.assignment, joined=True, at=NOW)
        return Ref("plan_item", str(row.pk))

    return make


def validity_event(*, verified: bool = False, days: int = 20) -> Make:
    """An event of a document, entered so many days ago."""

    def make(ground: Ground) -> Ref:
        row = document(ground, number=None)
        ValidityEvent.objects.create(
            document=row,
            kind="in_force",
            on=date(2026, 1, 1),
            words="Công báo",
            entered_at=NOW - timedelta(days=days),
            verified_at=NOW if verified else None,
        )
        return Ref("document", str(row.pk))

    return make


WAITS = {"needs_answer": True, "answer_due_on": date(2026, 11, 16)}
DUE = {"direction": Direction.INCOMING, "state": State.RECEIVED, "answer_due_on": date(2026, 11, 16)}
EXAMPLES = {
    "VB-01": Examples(
        a_document(**WAITS),
        {
            "văn bản đi đã ban hành": a_document(**WAITS, state=State.WITHDRAWN),
            "cần trả lời": a_document(answer_due_on=date(2026, 11, 16)),
            "chưa có văn bản trả lời": answered(**WAITS),
            "đã quá hạn trả lời, hoặc chờ quá số ngày khi không ghi hạn": a_document(needs_answer=True),
        },
        also=(a_document(needs_answer=True, issued_on=date(2026, 9, 1)), a_document(**{**WAITS, "issued_on": date(2020, 3, 2)})),
    ),
    "VB-02": Examples(
        second(),
        {
            "biết loại văn bản": second(series=""),
            "cùng cơ quan, năm, loại và số với văn bản vào sổ trước": second(issuer_folded="so noi vu"),
        },
    ),
    "VB-03": Examples(
        a_document(state=State.DRAFT),
        {"chưa ban hành": a_document(), "vào sổ đã quá số ngày": a_document(state=State.DRAFT, added_at=NOW - timedelta(days=9))},
    ),
    "VB-04": Examples(
        a_document(personal_signature=True, agency_signature=False),
        {
            "văn bản đi đã ban hành": a_document(personal_signature=False, state=State.APPROVED),
            "thiếu chữ ký của người ký hoặc của cơ quan": a_document(personal_signature=True, agency_signature=True),
        },
        also=(a_document(personal_signature=False, agency_signature=False),),
    ),
    "VB-05": Examples(
        a_document(**DUE),
        {
            "văn bản đến": a_document(answer_due_on=date(2026, 11, 16)),
            "đã qua hạn trả lời": a_document(**{**DUE, "answer_due_on": date(2026, 11, 20)}),
            "chưa có văn bản trả lời": answered(**DUE),
        },
    ),
    "VB-06": Examples(
        wanted(assigned=True),
        {
            "chưa có đủ văn bản của năm": wanted(issued=True),
            "đã qua hạn, hoặc thiếu kỳ đã qua": wanted(deadline_on=date(2026, 12, 15)),
        },
        also=(wanted("Báo cáo kiểm tra công vụ quý", deadline_kind="recurring", recurrence="quarterly", deadline_on=None),),
    ),
    "VB-07": Examples(
        wanted(deadline_on=date(2026, 12, 15)),
        {"chưa có đủ văn bản của năm": wanted(issued=True), "chưa có nhiệm vụ nào làm ra văn bản": wanted(assigned=True)},
    ),
    "VB-13": Examples(validity_event(), {"chưa ai xác minh": validity_event(verified=True), "ghi đã quá số ngày": validity_event(days=2)}),
}
