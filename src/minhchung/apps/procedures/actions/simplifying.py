"""Proposals to make procedures simpler, initiatives, and the numbers and tables a ward works by."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from minhchung.apps.documents.models import Document
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.procedures.law import norms_of
from minhchung.apps.procedures.models import HeldPaper, Initiative, NormSetting, Procedure, Proposal
from minhchung.apps.procedures.rights import carries, decides, keeps_catalogue, proposes, sets_norms

State = Proposal.State
STEPS: dict[str, tuple[str, ...]] = {
    State.PROPOSED: (State.IDEA,),
    State.APPROVED: (State.PROPOSED,),
    State.REFUSED: (State.PROPOSED,),
    State.DONE: (State.APPROVED,),
    State.DROPPED: (State.IDEA, State.PROPOSED),
}
"""State → from which states it is reached."""
BY_DOCUMENT = (State.PROPOSED, State.APPROVED, State.REFUSED)


@act("procedures.propose", "Đề xuất đơn giản hóa", on="procedure", allowed=proposes)
def propose(
    *,
    procedure: Procedure,
    unit: Unit,
    kind: str,
    component: str = "",
    before: str,
    after: str,
    reason: str,
    actor: Person | None,
    at: datetime,
) -> Proposal:
    """An idea of a unit: what is, what would be, and why. One paper of a procedure is proposed to be dropped once."""
    if unit.commune_id != procedure.commune_id:
        raise Refused("Đơn vị không thuộc phường này. Tải lại trang rồi chọn lại.")
    if kind == Proposal.Kind.PAPER and not component.strip():
        raise Refused("Chưa nói bỏ giấy tờ nào. Ghi tên giấy tờ như trong danh mục.")
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    same = Proposal.objects.filter(procedure=procedure, kind=kind, component=component.strip())
    if kind == Proposal.Kind.PAPER and (twin := same.exclude(state__in=[State.DROPPED, State.REFUSED]).first()):
        raise Refused(f"Giấy tờ này đã được {twin.unit.name} đề xuất bỏ. Mở đề xuất đó.")
    made = Proposal.objects.create(
        commune_id=procedure.commune_id,
        procedure=procedure,
        unit=unit,
        year=localdate(at).year,
        kind=kind,
        component=component.strip(),
        before=before.strip(),
        after=after.strip(),
        reason=reason.strip(),
        state_at=at,
        added_by=actor,
        added_at=at,
    )
    lookup.put(made.ref, commune=made.commune_id, title=str(made), text=f"{component}\n{after}\n{reason}")
    record(commune=made.commune_id, subject=made.ref, after={"procedure": procedure.code, "kind": kind, "unit": unit.pk})
    return made


@act("procedures.send_proposal", "Trình đề xuất đơn giản hóa", on="simplification", allowed=carries)
def send_proposal(*, simplification: Proposal, document: Document, actor: Person | None, at: datetime) -> Proposal:
    """Sent up by a document of the register."""
    return _moved(simplification, State.PROPOSED, document=document, at=at)


@act("procedures.decide_proposal", "Ghi kết quả đề xuất đơn giản hóa", on="simplification", allowed=decides)
def decide_proposal(*, simplification: Proposal, approved: bool, document: Document, actor: Person | None, at: datetime) -> Proposal:
    """Approved or not, by the document that says so."""
    return _moved(simplification, State.APPROVED if approved else State.REFUSED, document=document, at=at)


@act("procedures.carry_out_proposal", "Ghi đã thực hiện đề xuất", on="simplification", allowed=carries)
def carry_out_proposal(*, simplification: Proposal, actor: Person | None, at: datetime) -> Proposal:
    """What was approved is done."""
    return _moved(simplification, State.DONE, at=at)


@act("procedures.drop_proposal", "Rút đề xuất đơn giản hóa", on="simplification", allowed=carries)
def drop_proposal(*, simplification: Proposal, reason: str, actor: Person | None, at: datetime) -> Proposal:
    """Taken back before it was decided."""
    return _moved(simplification, State.DROPPED, at=at, note=reason.strip())


def _moved(proposal: Proposal, to: Proposal.State, *, document: Document | None = None, at: datetime, note: str = "") -> Proposal:
    if document is not None and document.commune_id != proposal.commune_id:
        raise Refused("Văn bản không có trong sổ của phường. Chọn văn bản khác.")
    was = proposal.state
    changed: dict[str, Any] = {"state": to, "state_at": at} | ({"document": document} if document else {})
    if was not in STEPS[to] or not Proposal.objects.filter(pk=proposal.pk, state=was).update(**changed):
        raise Refused(f"Đề xuất đang ở bước “{Proposal.State(was).label}” nên không chuyển sang “{to.label}” được. Tải lại trang.")
    record(
        commune=proposal.commune_id,
        subject=proposal.ref,
        before={"state": was},
        after={"state": to, "document": document.pk if document else None},
        note=note,
    )
    proposal.refresh_from_db()
    return proposal


@act("procedures.register_initiative", "Đăng ký sáng kiến", on="commune", allowed=proposes)
def register_initiative(
    *, commune: Commune, unit: Unit, year: int, title: str, content: str = "", actor: Person | None, at: datetime
) -> Initiative:
    """An initiative of a unit for a year."""
    if unit.commune_id != commune.pk:
        raise Refused("Đơn vị không thuộc phường này. Tải lại trang rồi chọn lại.")
    if Initiative.objects.filter(commune=commune, year=year, title=title.strip()).exclude(state="dropped").exists():
        raise Refused(f"Năm {year} đã có sáng kiến “{title.strip()}”. Ghi tên khác, hoặc mở sáng kiến đang có.")
    made = Initiative.objects.create(
        commune=commune, unit=unit, year=year, title=title.strip(), content=content.strip(), state_at=at, added_by=actor, added_at=at
    )
    lookup.put(made.ref, commune=commune.pk, title=made.title, text=made.content)
    record(commune=commune.pk, subject=made.ref, after={"unit": unit.pk, "year": year, "title": made.title})
    return made


@act("procedures.judge_initiative", "Ghi kết quả sáng kiến", on="initiative", allowed=decides)
def judge_initiative(*, initiative: Initiative, recognised: bool, document: Document, actor: Person | None, at: datetime) -> Initiative:
    """Recognised or not, by the document that says so."""
    if document.commune_id != initiative.commune_id:
        raise Refused("Văn bản không có trong sổ của phường. Chọn văn bản khác.")
    to = Initiative.State.RECOGNISED if recognised else Initiative.State.REFUSED
    return _judged(initiative, to, at, document=document)


@act("procedures.drop_initiative", "Rút sáng kiến", on="initiative", allowed=carries)
def drop_initiative(*, initiative: Initiative, reason: str, actor: Person | None, at: datetime) -> Initiative:
    """Taken back before it was judged."""
    return _judged(initiative, Initiative.State.DROPPED, at, note=reason.strip())


def _judged(initiative: Initiative, to: Initiative.State, at: datetime, *, document: Document | None = None, note: str = "") -> Initiative:
    changed: dict[str, Any] = {"state": to, "state_at": at} | ({"document": document} if document else {})
    if not Initiative.objects.filter(pk=initiative.pk, state=Initiative.State.REGISTERED).update(**changed):
        raise Refused("Sáng kiến này đã có kết quả hoặc đã rút. Tải lại trang.")
    record(commune=initiative.commune_id, subject=initiative.ref, before={"state": initiative.state}, after={"state": to}, note=note)
    initiative.refresh_from_db()
    return initiative


@act("procedures.set_norm", "Đặt định mức đơn giản hóa", on="commune", allowed=sets_norms)
def set_norm(*, commune: Commune, name: str, number: int, source: str, actor: Person | None, at: datetime) -> NormSetting:
    """Another number than the usual one, with the document that says so."""
    usual = norms_of(commune.pk).get(name)
    if usual is None:
        raise Refused("Không có định mức này. Tải lại trang.")
    if number < 1 or not source.strip():
        raise Refused("Chưa ghi số hoặc văn bản quy định. Ghi cả hai rồi lưu.")
    Commune.objects.select_for_update().get(pk=commune.pk)
    made, _ = NormSetting.objects.update_or_create(
        commune=commune, name=name, defaults={"number": number, "source": source.strip(), "by": actor, "at": at}
    )
    before, after = {"number": usual.number, "source": usual.source}, {"number": number, "source": made.source}
    record(commune=commune.pk, subject=Ref("commune", commune.pk), before={"norm": name, **before}, after={"norm": name, **after})
    return made


@act("procedures.set_held_paper", "Ghi giấy tờ đã có dữ liệu", on="commune", allowed=keeps_catalogue)
def set_held_paper(
    *,
    commune: Commune,
    key: str,
    name: str,
    words: Sequence[str],
    held_in: str,
    since: date | None,
    until: date | None,
    source: str,
    actor: Person | None,
    at: datetime,
) -> HeldPaper:
    """A paper the State holds as data; one with the key of a row of the law data takes its place. `until` in the past ends it."""
    if not words:
        raise Refused("Chưa ghi từ để nhận ra giấy tờ. Ghi ít nhất một cụm từ.")
    if since and until and until < since:
        raise Refused(f"Ngày hết ({until:%d/%m/%Y}) trước ngày bắt đầu ({since:%d/%m/%Y}). Sửa một trong hai ngày.")
    Commune.objects.select_for_update().get(pk=commune.pk)
    given = {
        "name": name.strip(),
        "words": list(words),
        "held_in": held_in.strip(),
        "since": since,
        "until": until,
        "source": source.strip(),
    }
    known = HeldPaper.objects.filter(commune=commune, key=key).first()
    before = {field: getattr(known, field) for field in given} if known else None
    made, _ = HeldPaper.objects.update_or_create(commune=commune, key=key, defaults={**given, "by": actor, "at": at})
    record(commune=commune.pk, subject=Ref("commune", commune.pk), before=before, after={"key": key, **given})
    return made
