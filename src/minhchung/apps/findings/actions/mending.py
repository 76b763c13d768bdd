"""From cause to closing: each step is a gate of `rules/life.py`."""

from datetime import datetime

from django.core.exceptions import ValidationError

from minhchung.apps.assignments.making import Order, make
from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.assignments.telling import tell_given
from minhchung.apps.documents.models import Document
from minhchung.apps.findings.causes import cause_tree
from minhchung.apps.findings.models import Finding, FindingWork
from minhchung.apps.findings.queries.works import works_of
from minhchung.apps.findings.rights import closes, evaluates, explains, gives_work, plans
from minhchung.apps.findings.rules.life import refused_evaluation, refused_step
from minhchung.apps.findings.writing import ref_of
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Commune, Person

State = Finding.State


def _locked(finding: Finding, step: str) -> Finding:
    """The finding as it is now, held until the act ends. Raises Refused when the step may not be taken from its state."""
    found = Finding.objects.select_for_update().select_related("commune").get(pk=finding.pk)
    if reason := refused_step(step, found.state):
        raise Refused(reason)
    return found


@act("findings.explain", "Nêu nguyên nhân", on="finding", allowed=explains)
def explain(*, finding: Finding, cause: str, side: str, note: str, actor: Person | None, at: datetime) -> Finding:
    """Why it came to be, and whether that lay with us (chủ quan) or outside (khách quan); an objective cause says what proves it."""
    locked = _locked(finding, "explain")
    known = cause_tree().named(cause)
    if known is None:
        raise Refused("Chưa chọn nguyên nhân. Chọn một nguyên nhân trong danh mục.")
    side = known.side or side
    if side not in Finding.Side.values:
        raise Refused("Chưa chọn chủ quan hay khách quan. Chọn một trong hai.")
    if side == Finding.Side.OBJECTIVE and not note.strip():
        raise Refused(f"Nguyên nhân khách quan phải có chứng cứ ({known.proof or 'ghi rõ chứng cứ'}). Ghi vào ô diễn giải.")
    before = {"state": locked.state, "cause": locked.cause, "side": locked.side, "cause_note": locked.cause_note}
    locked.cause, locked.side, locked.cause_note = cause, side, note.strip()
    if locked.state == State.OPEN:
        locked.state = State.EXPLAINED
    locked.save(update_fields=["cause", "side", "cause_note", "state"])
    after = {"state": locked.state, "cause": cause, "side": side, "cause_note": locked.cause_note}
    record(commune=locked.commune_id, subject=ref_of(locked), before=before, after=after)
    return locked


@act("findings.plan", "Lập kế hoạch khắc phục", on="finding", allowed=plans)
def plan(*, finding: Finding, plan: str, closing_test: str, actor: Person | None, at: datetime) -> Finding:
    """What will be done so that it does not come back, and how one will see that."""
    locked = _locked(finding, "plan")
    if not plan.strip():
        raise Refused("Chưa ghi kế hoạch khắc phục. Ghi sẽ làm gì để tồn tại không lặp lại.")
    if locked.source != Finding.Source.CHECK and not closing_test.strip():
        raise Refused("Chưa ghi cách kiểm tra đã khắc phục. Ghi điều đếm được hoặc xem được (ví dụ: đủ 4 quý có báo cáo).")
    before = {"state": locked.state, "plan": locked.plan, "closing_test": locked.closing_test}
    locked.plan, locked.closing_test, locked.planned_by, locked.state = plan.strip(), closing_test.strip(), actor, State.PLANNED
    locked.save(update_fields=["plan", "closing_test", "planned_by", "state"])
    after = {"state": locked.state, "plan": locked.plan, "closing_test": locked.closing_test}
    record(commune=locked.commune_id, subject=ref_of(locked), before=before, after=after)
    return locked


@act("findings.give_work", "Giao việc khắc phục", on="finding", allowed=gives_work)
def give_work(
    *, finding: Finding, draft: Draft, wording: str = "", document: Document | None = None, actor: Person | None, at: datetime
) -> Assignment:
    """An assignment that mends the finding; a finding may have several. `document`: the conclusion that asked for it; `wording`: what it
    mends when that is more than this finding."""
    commune = Commune.objects.select_for_update().get(pk=finding.commune_id)
    locked = _locked(finding, "work")
    try:
        made = make([Order(draft, wording or locked.message, ref_of(locked), document=document)], commune=commune, actor=actor, at=at)[0]
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    tell_given([made], at=at)
    _work(locked, made, actor, at)
    return made


@act("findings.link_work", "Gắn việc đang có", on="finding", allowed=gives_work)
def link_work(*, finding: Finding, assignment: Assignment, actor: Person | None, at: datetime) -> Finding:
    """Work that was given already mends this finding as well: one corrective work may stand behind many findings."""
    locked = _locked(finding, "work")
    if assignment.commune_id != locked.commune_id or assignment.archived_at is not None:
        raise Refused("Việc này không thuộc phường hoặc đã đưa vào lưu. Chọn việc khác.")
    if locked.works.filter(assignment=assignment).exists():
        raise Refused(f"Việc {assignment.number} đã gắn với tồn tại này.")
    _work(locked, assignment, actor, at)
    return locked


def _work(locked: Finding, assignment: Assignment, actor: Person | None, at: datetime) -> None:
    before = {"state": locked.state}
    FindingWork.objects.create(finding=locked, assignment=assignment, by=actor, at=at)
    locked.state = State.WORKING
    locked.save(update_fields=["state"])
    record(commune=locked.commune_id, subject=ref_of(locked), before=before, after={"state": locked.state, "assignment": assignment.pk})


@act("findings.evaluate", "Đánh giá hiệu lực khắc phục", on="finding", allowed=evaluates)
def evaluate(*, finding: Finding, effective: bool, note: str, actor: Person | None, at: datetime) -> Finding:
    """Whether the mending helped, judged by somebody who did none of it. When it did not, another plan is needed."""
    locked = _locked(finding, "evaluate")
    if not note.strip():
        raise Refused("Chưa ghi căn cứ đánh giá. Ghi đã xem gì và thấy gì.")
    if reason := refused_evaluation(works_of([locked])[locked.pk], evaluator=actor.pk if actor else None):
        raise Refused(reason)
    if actor is not None and actor.pk == locked.planned_by_id:
        raise Refused("Người lập kế hoạch khắc phục không tự đánh giá. Đề nghị người khác đánh giá.")
    before = {"state": locked.state, "evaluation": locked.evaluation}
    locked.evaluation, locked.evaluated_by, locked.evaluated_at = note.strip(), actor, at
    locked.state = State.EVALUATED if effective else State.EXPLAINED
    locked.save(update_fields=["evaluation", "evaluated_by", "evaluated_at", "state"])
    after = {"state": locked.state, "effective": effective, "evaluation": locked.evaluation}
    record(commune=locked.commune_id, subject=ref_of(locked), before=before, after=after)
    return locked


@act("findings.close", "Đóng tồn tại", on="finding", allowed=closes)
def close(*, finding: Finding, note: str = "", actor: Person | None, at: datetime) -> Finding:
    """The end. What a check found also has to pass its check: nobody closes by hand what is still found."""
    locked = _locked(finding, "close")
    if locked.source == Finding.Source.CHECK and locked.passed_at is None:
        raise Refused(f"Quy tắc {locked.code} vẫn phát hiện. Chạy rà soát lại; đạt thì tự đóng, hoặc đề nghị tạm chấp nhận.")
    still = [work.number for work in works_of([locked])[locked.pk] if not work.ended]
    if still:
        raise Refused(f"Việc {', '.join(map(str, still))} đã mở lại, nên chưa đóng được. Nghiệm thu hoặc cho thôi việc trước.")
    locked.state, locked.closed_at, locked.closed_by = State.CLOSED, at, actor
    locked.save(update_fields=["state", "closed_at", "closed_by"])
    after = {"state": State.CLOSED}
    record(commune=locked.commune_id, subject=ref_of(locked), before={"state": State.EVALUATED}, after=after, note=note.strip())
    return locked


@act("findings.reopen", "Mở lại tồn tại", on="finding", allowed=closes)
def reopen(*, finding: Finding, reason: str, actor: Person | None, at: datetime) -> Finding:
    """It came back, or was closed too soon. It begins anew; what was done before stays in the history."""
    locked = _locked(finding, "reopen")
    if not reason.strip():
        raise Refused("Chưa ghi lý do mở lại. Ghi lý do rồi bấm lại.")
    locked.state, locked.closed_at, locked.closed_by, locked.passed_at = State.OPEN, None, None, None
    locked.times_reopened += 1
    locked.save(update_fields=["state", "closed_at", "closed_by", "passed_at", "times_reopened"])
    before, after = {"state": State.CLOSED}, {"state": State.OPEN}
    record(commune=locked.commune_id, subject=ref_of(locked), before=before, after=after, note=reason.strip())
    return locked
