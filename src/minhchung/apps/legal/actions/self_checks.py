"""The ward looks over a document of its own after issuing it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from minhchung.apps.documents.changing import locked
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.writing import ref
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.legal.models import SelfCheck
from minhchung.apps.legal.rights import checks_itself
from minhchung.apps.legal.self_checklist import ANSWERS, self_checklist
from minhchung.apps.organisations.models import Person

Result = SelfCheck.Result


@act("legal.keep_self_check", "Tự kiểm tra văn bản", on="document", allowed=checks_itself)
def keep_self_check(
    *, document: Document, answers: Mapping[str, Mapping[str, Any]], note: str = "", actor: Person | None, at: datetime
) -> SelfCheck:
    """The form filled in: an answer to every question ({code: {"answer", "note"}}). One "chưa đạt" means that something must be mended, and
    the note says what. A later form takes the place of an earlier one, which stays in the record."""
    row = locked(document)
    if row.direction != Document.Direction.OUTGOING or row.state != Document.State.ISSUED:
        raise Refused(f"{row.title} không phải văn bản đi đã ban hành, nên không có phiếu tự kiểm tra.")
    asked = [question.code for question in self_checklist().question]
    if lacking := [code for code in asked if (answers.get(code) or {}).get("answer") not in ANSWERS]:
        raise Refused(f"Chưa trả lời câu {', '.join(lacking)}. Chọn đạt, chưa đạt hoặc không áp dụng.")
    wrong = [code for code in asked if answers[code]["answer"] == "no"]
    if wrong and not note.strip():
        raise Refused(f"Câu {', '.join(wrong)} chưa đạt: ghi nội dung phải xử lý và cách xử lý vào ô kết luận.")
    kept = {code: {"answer": answers[code]["answer"], "note": str(answers[code].get("note") or "").strip()} for code in asked}
    result = Result.TO_MEND if wrong else Result.SOUND
    made = SelfCheck.objects.create(document=row, answers=kept, result=result, note=note.strip(), by=actor, at=at)
    record(commune=row.commune_id, subject=ref(row), after={"result": result.value, **({"note": made.note} if made.note else {})})
    return made
