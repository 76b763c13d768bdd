"""The two-pane reader: clauses proposed, then taken, changed, merged, split or dropped. Nothing becomes an assignment here."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from minhchung.apps.assignments import rights
from minhchung.apps.assignments.clauses import FAR, renumber
from minhchung.apps.assignments.models import Proposal
from minhchung.apps.assignments.opening import ward_reading
from minhchung.apps.assignments.rules.drafts import Draft, cut_reading, draft_of, merged, missing_for_taking, split_points
from minhchung.apps.assignments.units import ward_units
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.text import nfc

State = Proposal.State
TOUCHED = "touched"
"""Stands in the draft of a clause a person changed or cut without deciding it yet: reading again keeps it."""


@act("assignments.propose", "Đọc văn bản thành nhiệm vụ", on="document", allowed=rights.reads_documents)
def propose(*, document: Document, reading: Mapping[str, Any], text: str, actor: Person | None, at: datetime) -> int:
    """Keeps the reader's clauses as proposals; gives back how many are new.

    `reading` is the JSON form of the reading of `text`, which must still be the document's text. Reading again keeps what
    was decided or changed by a person and replaces the rest; a clause that overlaps a decided one is not proposed twice.
    """
    locked = _lock(document)
    if nfc(locked.text) != text:
        raise Refused("Nội dung văn bản vừa thay đổi trong lúc đọc. Tải lại trang để đọc lại.")
    Proposal.objects.filter(document=locked, state=State.NEW).exclude(draft__has_key=TOUCHED).delete()
    decided = list(Proposal.objects.filter(document=locked).values_list("start", "end"))
    told = {"addressees": reading.get("document", {}).get("addressees", [])}
    clauses = [{**item, **told} for item in reading["assignments"] if not _overlaps(item["span"], decided)]
    fresh = _drafted(locked, clauses, at)
    highest = Proposal.objects.filter(document=locked).count()
    for order, proposal in enumerate(fresh, start=FAR + highest):
        proposal.order = order
    Proposal.objects.bulk_create(fresh)
    renumber(locked)
    record(commune=locked.commune_id, subject=_ref(locked), after={"clauses": len(reading["assignments"]), "new": len(fresh)})
    return len(fresh)


@act("assignments.take", "Nhận ý chỉ đạo", on="proposal", allowed=rights.reads_documents)
def take(*, proposal: Proposal, actor: Person | None, at: datetime) -> Proposal:
    """Takes a clause as its draft stands. Refused while a lead unit or a needed day is missing."""
    current = _undecided(proposal)
    if problem := missing_for_taking(Draft.from_json(current.draft)):
        raise Refused(f"Ý {current.order}: {problem}")
    return _decide(current, State.IN)


@act("assignments.drop", "Bỏ ý chỉ đạo", on="proposal", allowed=rights.reads_documents)
def drop(*, proposal: Proposal, reason: str, actor: Person | None, at: datetime) -> Proposal:
    """Leaves a clause out, with a reason."""
    if not reason.strip():
        raise Refused(f"Ý {proposal.order} chưa ghi lý do bỏ: chọn hoặc ghi lý do rồi bấm Bỏ.")
    return _decide(_undecided(proposal), State.OUT, reason=reason.strip()[:300])


@act("assignments.edit", "Sửa ý chỉ đạo", on="proposal", allowed=rights.reads_documents)
def edit(*, proposal: Proposal, draft: Draft, take_it: bool = False, actor: Person | None, at: datetime) -> Proposal:
    """Replaces the draft by what a person made of it, and takes the clause at once when asked to."""
    current = _undecided(proposal)
    before = current.draft
    if take_it and (problem := missing_for_taking(draft)):
        raise Refused(f"Ý {current.order}: {problem}")
    after = {**before, **draft.to_json(), TOUCHED: True}
    _guard(current, State.NEW, draft=after, state=State.IN if take_it else State.NEW)
    changed = [key for key in after if before.get(key) != after[key]]
    record(
        commune=current.commune_id,
        subject=_ref(current.document),
        before={"proposal": current.pk, **{key: before.get(key) for key in changed}},
        after={"proposal": current.pk, **{key: after[key] for key in changed}},
        note=f"Ý {current.order}",
    )
    return current


@act("assignments.merge", "Gộp ý chỉ đạo", on="proposal", allowed=rights.reads_documents)
def merge(*, proposal: Proposal, actor: Person | None, at: datetime) -> Proposal:
    """Merges a clause into the one above it (the nearest that is neither dropped nor merged); gives back the upper one."""
    current = _undecided(proposal)
    above = Proposal.objects.filter(document=current.document, order__lt=current.order).exclude(state__in=[State.OUT, State.MERGED])
    upper = above.order_by("-order").first()
    if upper is None:
        raise Refused(f"Ý {current.order} không có ý nào ở trên để gộp. Bấm Nhận hoặc Bỏ.")
    _refuse_when_confirmed(upper)
    drafts = Draft.from_json(_own(upper.draft)), Draft.from_json(_own(current.draft))
    after = {**merged(*drafts).to_json(), "merged": [*upper.draft.get("merged", []), {"proposal": current.pk, "before": _own(upper.draft)}]}
    _guard(current, State.NEW, state=State.MERGED, merged_into=upper)
    _guard(upper, upper.state, draft=after)
    record(
        commune=current.commune_id,
        subject=_ref(current.document),
        after={"proposal": current.pk, "into": upper.pk},
        note=f"Ý {current.order}",
    )
    return upper


@act("assignments.split", "Tách ý chỉ đạo", on="proposal", allowed=rights.reads_documents)
def split(*, proposal: Proposal, after: int, actor: Person | None, at: datetime) -> tuple[Proposal, Proposal]:
    """Cuts a clause in two behind the character `after` of its text, which must be one of `split_points`."""
    current = _undecided(proposal)
    text = nfc(current.document.text)[current.start : current.end]
    if after not in split_points(text):
        raise Refused(f"Ý {current.order} không tách được ở chỗ đã chọn. Chọn một chỗ sau dấu chấm phẩy hoặc dấu chấm.")
    lead = len(text[after:]) - len(text[after:].lstrip())
    cut, resume = current.start + after, current.start + after + lead
    parts = [
        cut_reading(current.read, start=current.start, end=cut, text=text[:after].strip()),
        cut_reading(current.read, start=resume, end=current.end, text=text[after:].strip()),
    ]
    first, second = _drafted(current.document, parts, at)
    for part in (first, second):
        part.draft[TOUCHED] = True
    _guard(current, State.NEW, end=first.end, text=first.text, read=first.read, draft=first.draft)
    second.order = FAR + current.order
    second.save()
    renumber(current.document)
    second.refresh_from_db()
    record(
        commune=current.commune_id,
        subject=_ref(current.document),
        after={"proposal": current.pk, "cut": second.pk},
        note=f"Ý {current.order}",
    )
    return current, second


@act("assignments.undo", "Hoàn tác ý chỉ đạo", on="proposal", allowed=rights.reads_documents)
def undo(*, proposal: Proposal, actor: Person | None, at: datetime) -> Proposal:
    """Puts a taken, dropped or merged clause back to be looked at, as long as it is not an assignment yet."""
    current = _fresh(proposal)
    _refuse_when_confirmed(current)
    if current.state == State.NEW:
        raise Refused(f"Ý {current.order} chưa được xem nên không có gì để hoàn tác.")
    if current.state == State.MERGED:
        _unmerge(current)
    before = current.state
    _guard(current, before, state=State.NEW, reason="", merged_into=None)
    record(
        commune=current.commune_id,
        subject=_ref(current.document),
        before={"proposal": current.pk, "state": before},
        after={"proposal": current.pk, "state": State.NEW},
        note=f"Ý {current.order}",
    )
    return current


def _unmerge(current: Proposal) -> None:
    upper = _fresh(Proposal.objects.get(merged=current))
    _refuse_when_confirmed(upper)
    merges = upper.draft.get("merged", [])
    if not merges or merges[-1]["proposal"] != current.pk:
        raise Refused(f"Ý {current.order} không phải ý được gộp sau cùng vào ý {upper.order}. Hoàn tác ý gộp sau trước.")
    before = {**merges[-1]["before"], **({"merged": merges[:-1]} if merges[:-1] else {})}
    _guard(upper, upper.state, draft=before)


def _own(draft: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in draft.items() if key != "merged"}


def _ref(document: Document) -> Ref:
    return Ref("document", str(document.pk))


def _lock(document: Document) -> Document:
    return Document.objects.select_for_update().select_related("commune").get(pk=document.pk)


def _fresh(proposal: Proposal) -> Proposal:
    # Whoever decides a clause holds the document: renumbering and merging touch its neighbours.
    document = _lock(proposal.document)
    found = Proposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if found is None:
        raise Refused("Ý chỉ đạo này không còn: văn bản vừa được đọc lại. Tải lại trang.")
    found.document = document
    return found


def _undecided(proposal: Proposal) -> Proposal:
    found = _fresh(proposal)
    if found.state != State.NEW:
        raise Refused(f"Ý {found.order} đã được xem ({found.get_state_display().lower()}). Bấm Hoàn tác nếu muốn xem lại.")
    return found


def _refuse_when_confirmed(proposal: Proposal) -> None:
    if hasattr(proposal, "assignment"):
        number = proposal.assignment.number
        raise Refused(f"Ý {proposal.order} đã thành việc {number}. Sửa ở trang việc {number}.")


def _guard(proposal: Proposal, old: str, **values: Any) -> None:
    if Proposal.objects.filter(pk=proposal.pk, state=old).update(**values) != 1:
        raise Refused(f"Ý {proposal.order} vừa được người khác xem. Tải lại trang.")
    for name, value in values.items():
        setattr(proposal, name, value)


def _decide(proposal: Proposal, state: Proposal.State, *, reason: str = "") -> Proposal:
    _guard(proposal, State.NEW, state=state, reason=reason)
    record(
        commune=proposal.commune_id,
        subject=_ref(proposal.document),
        before={"proposal": proposal.pk, "state": State.NEW},
        after={"proposal": proposal.pk, "state": state, **({"reason": reason} if reason else {})},
        note=f"Ý {proposal.order}",
    )
    return proposal


def _overlaps(span: Sequence[int], decided: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in decided)


def _drafted(document: Document, clauses: Sequence[Mapping[str, Any]], at: datetime) -> list[Proposal]:
    today = timezone.localtime(at).date()
    finder, ward = ward_units(document.commune, on=today), ward_reading(document.commune)
    since = document.issued_on or today
    return [
        Proposal(
            document=document,
            start=clause["span"][0],
            end=clause["span"][1],
            text=clause["text"],
            read=dict(clause),
            draft=draft_of(clause, finder=finder, ward=ward, since=since, today=today, calendar=calendar_of(document.commune)).to_json(),
        )
        for clause in clauses
    ]
