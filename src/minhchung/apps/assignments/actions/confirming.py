"""Assigning: the taken clauses of a document become assignments; assignments by hand; duties taken away."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from minhchung.apps.assignments import rights
from minhchung.apps.assignments.making import Order, add_duties, make
from minhchung.apps.assignments.models import Assignment, Duty, Occurrence, Proposal
from minhchung.apps.assignments.moving import ref_of
from minhchung.apps.assignments.opening import first_occurrences
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.assignments.telling import tell_duty, tell_given
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person

State = Proposal.State


class AlreadyConfirmed(Refused):
    """Everything taken in this document is assigned already (a double click, or somebody was quicker)."""


@act("assignments.confirm", "Giao nhiệm vụ từ văn bản", on="document", allowed=rights.assigns)
def confirm(*, document: Document, actor: Person | None, at: datetime) -> list[Assignment]:
    """Turns every taken clause into an assignment with duties, holdings and first occurrences, all or nothing.

    Refused while a clause has not been looked at. Doing it twice assigns nothing twice: raises AlreadyConfirmed.
    """
    commune = Commune.objects.select_for_update().get(pk=document.commune_id)
    locked = Document.objects.select_for_update().get(pk=document.pk)
    proposals = list(Proposal.objects.filter(document=locked).select_related("assignment").prefetch_related("merged"))
    unseen = sum(proposal.state == State.NEW for proposal in proposals)
    if unseen:
        raise Refused(f"Còn {unseen} ý chưa xem: nhận hoặc bỏ từng ý rồi hoàn tất.")
    taken = [proposal for proposal in proposals if proposal.state == State.IN and not hasattr(proposal, "assignment")]
    if not taken:
        raise AlreadyConfirmed(_nothing_left(proposals))
    made = make([_order(proposal, locked) for proposal in taken], commune=commune, actor=actor, at=at)
    tell_given(made, at=at)
    record(
        commune=commune.code,
        subject=Ref("document", str(locked.pk)),
        after={"assignments": [assignment.pk for assignment in made], "numbers": [assignment.number for assignment in made]},
        note=f"Giao {len(made)} việc, bỏ {sum(proposal.state == State.OUT for proposal in proposals)} ý.",
    )
    return made


@act("assignments.add", "Giao nhiệm vụ nhập tay", on="commune", allowed=rights.adds)
def add(
    *,
    commune: Commune,
    draft: Draft,
    wording: str,
    document: Document | None = None,
    recurs_until: date | None = None,
    actor: Person | None,
    at: datetime,
) -> Assignment:
    """Adds one assignment typed by a person. A unit head may set work for the own unit only."""
    if actor is not None and not actor.has_perm("assignments.confirm", commune):
        headed = actor.mandate(timezone.localtime(at).date()).headed
        if not {*draft.lead_units, *draft.cooperating_units} <= headed:
            raise PermissionDenied("Trưởng đơn vị chỉ đặt việc cho đơn vị mình. Đề nghị Thường trực CCHC giao việc cho đơn vị khác.")
    if document is not None and document.commune_id != commune.pk:
        raise Refused("Văn bản giao việc không thuộc phường này. Chọn văn bản khác.")
    locked = Commune.objects.select_for_update().get(pk=commune.pk)
    origin = Ref("document", str(document.pk)) if document else Ref("commune", commune.code)
    made = make([Order(draft, wording, origin, document=document, recurs_until=recurs_until)], commune=locked, actor=actor, at=at)[0]
    tell_given([made], at=at)
    record(commune=commune.code, subject=ref_of(made), after={"number": made.number, "title": made.title, **_units_told(made)})
    return made


@act("assignments.add_duty", "Giao thêm đơn vị", on="assignment", allowed=rights.assigns)
def add_duty(*, assignment: Assignment, unit: int, part: str, actor: Person | None, at: datetime) -> Duty:
    """Adds a unit to an assignment, leading or cooperating, from today on."""
    locked = Assignment.objects.select_for_update().select_related("commune").get(pk=assignment.pk)
    today = timezone.localtime(at).date()
    present = [duty.holding_on(today) for duty in locked.duties.filter(removed_at=None).prefetch_related("holdings")]
    if any(holding and holding.unit_id == unit for holding in present):
        raise Refused("Đơn vị này đã có phần việc. Xem danh sách phần việc bên dưới.")
    leading = part == Duty.Part.LEAD
    duty = add_duties(locked, lead=[unit] if leading else [], cooperating=[] if leading else [unit], since=today)[0]
    once = Occurrence.objects.filter(duty__assignment=locked, period="once").exclude(due_on=None).first()
    Occurrence.objects.bulk_create(first_occurrences(locked, [duty], due_on=once.due_on if once else None, today=today))
    tell_duty(duty, at=at)
    record(commune=locked.commune_id, subject=ref_of(locked), after={"duty": duty.pk, "unit": unit, "part": part})
    return duty


@act("assignments.remove_duty", "Bỏ phần việc của đơn vị", on="duty", allowed=rights.assigns)
def remove_duty(*, duty: Duty, reason: str, actor: Person | None, at: datetime) -> Duty:
    """Takes a unit's share away, with a reason; its open occurrences are given up. The last leading share stays."""
    if not reason.strip():
        raise Refused("Chưa ghi lý do bỏ phần việc: ghi lý do rồi bấm lại.")
    Assignment.objects.select_for_update().get(pk=duty.assignment_id)
    if duty.part == Duty.Part.LEAD:
        others = Duty.objects.filter(assignment=duty.assignment_id, part=Duty.Part.LEAD, removed_at=None).exclude(pk=duty.pk)
        if not others.exists():
            raise Refused("Đây là phần việc chủ trì duy nhất. Giao cho đơn vị khác trước, hoặc cho thôi thực hiện cả việc.")
    if Duty.objects.filter(pk=duty.pk, removed_at=None).update(removed_at=at, removed_reason=reason.strip()[:300]) != 1:
        raise Refused("Phần việc này đã được bỏ trước đó. Tải lại trang.")
    left = Occurrence.objects.filter(duty=duty).exclude(state__in=["accepted", "cancelled"])
    left.update(state=Occurrence.State.CANCELLED, closed_at=at, closed_by=actor)
    record(commune=duty.commune_id, subject=ref_of(duty.assignment), before={"duty": duty.pk}, after={"removed": reason.strip()[:300]})
    duty.refresh_from_db()
    return duty


def _nothing_left(proposals: Sequence[Proposal]) -> str:
    if not proposals:
        return "Văn bản này chưa có ý chỉ đạo nào. Bấm Đọc văn bản hoặc thêm việc bằng tay."
    if any(proposal.state == State.IN for proposal in proposals):
        return "Văn bản này đã giao xong. Xem các việc ở trang Nhiệm vụ của văn bản."
    return "Mọi ý đã bỏ nên không có việc nào để giao. Hoàn tác một ý nếu cần nhận."


def _order(proposal: Proposal, document: Document) -> Order:
    parts = sorted([proposal, *_all_merged(proposal)], key=lambda item: item.start)
    return Order(
        draft=Draft.from_json(proposal.draft),
        wording="\n".join(part.text for part in parts),
        origin=Ref("document", str(document.pk)),
        document=document,
        proposal=proposal,
        span=(proposal.start, proposal.end),
        heading=proposal.read.get("heading") or (),
    )


def _all_merged(proposal: Proposal) -> list[Proposal]:
    """Everything merged into a clause, also by way of another."""
    found = list(proposal.merged.all())
    return found + [deeper for item in found for deeper in _all_merged(item)]


def _units_told(assignment: Assignment) -> dict[str, list[int]]:
    duties = assignment.duties.prefetch_related("holdings")
    return {part: [duty.holdings.all()[0].unit_id for duty in duties if duty.part == part] for part in ("lead", "with")}
