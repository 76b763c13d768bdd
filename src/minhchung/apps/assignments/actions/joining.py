"""A clause that says what was given before becomes the clause of that work, so that nothing is given twice."""

from datetime import datetime

from minhchung.apps.assignments import rights
from minhchung.apps.assignments.models import Assignment, Proposal
from minhchung.apps.assignments.queries.given_before import joinable
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Person

State = Proposal.State


def _locked(proposal: Proposal) -> Proposal:
    # As in reading: whoever decides a clause holds the document.
    document = Document.objects.select_for_update().get(pk=proposal.document_id)
    found = Proposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if found is None:
        raise Refused("Ý chỉ đạo này không còn: văn bản vừa được đọc lại. Tải lại trang.")
    found.document = document
    return found


@act("assignments.join", "Gắn ý chỉ đạo vào việc đã giao", on="proposal", allowed=rights.assigns)
def join(*, proposal: Proposal, assignment: Assignment, actor: Person | None, at: datetime) -> Assignment:
    """The clause is that of the work: taken, and the work names document and place from now on. Units and days of the work stay."""
    current = _locked(proposal)
    if current.state != State.NEW:
        raise Refused(f"Ý {current.order} đã được xem ({current.get_state_display().lower()}). Bấm Hoàn tác nếu muốn xem lại.")
    work = Assignment.objects.select_for_update().filter(joinable(current.document), pk=assignment.pk).first()
    if work is None:
        raise Refused(f"Việc {assignment.number} đã gắn với một ý khác hoặc văn bản khác. Nhận ý này thành việc mới, hoặc bỏ.")
    # What the work had before stands in the draft, so that parting gives it back.
    current.draft = {**current.draft, "joined": {"assignment": work.pk, "document": work.document_id}}
    current.state = State.IN
    current.save(update_fields=["draft", "state"])
    work.proposal, work.document = current, current.document
    work.start, work.end, work.heading = current.start, current.end, list(current.read.get("heading") or ())
    work.save(update_fields=["proposal", "document", "start", "end", "heading"])
    record(
        commune=current.commune_id,
        subject=Ref("document", str(current.document_id)),
        after={"proposal": current.pk, "joined": work.pk},
        note=f"Ý {current.order} là việc {work.number}",
    )
    return work


@act("assignments.part", "Gỡ ý chỉ đạo khỏi việc đã giao", on="proposal", allowed=rights.assigns)
def part(*, proposal: Proposal, actor: Person | None, at: datetime) -> Proposal:
    """Takes a joining back: the clause is to be looked at again, the work is as it was."""
    current = _locked(proposal)
    before = current.draft.get("joined")
    work = Assignment.objects.select_for_update().filter(proposal=current).first()
    if before is None or work is None:
        raise Refused(f"Ý {current.order} không gắn với việc nào đã giao từ trước. Tải lại trang.")
    work.proposal, work.document_id = None, before["document"]
    work.start, work.end, work.heading = None, None, []
    work.save(update_fields=["proposal", "document", "start", "end", "heading"])
    current.draft = {key: value for key, value in current.draft.items() if key != "joined"}
    current.state = State.NEW
    current.save(update_fields=["draft", "state"])
    record(
        commune=current.commune_id,
        subject=Ref("document", str(current.document_id)),
        before={"proposal": current.pk, "joined": work.pk},
        after={"joined": None},
        note=f"Ý {current.order}",
    )
    return current
