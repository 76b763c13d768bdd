"""Acts around dossiers: bring an export in, say why one is late, record an apology, log a fault of the system."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localtime

from minhchung.apps.documents.models import Document
from minhchung.apps.dossiers.actions_official import keep_official
from minhchung.apps.dossiers.backlogs import SYSTEM, fault_table
from minhchung.apps.dossiers.keys import SOURCE, dossier_key
from minhchung.apps.dossiers.lake import lake_of, slots_of
from minhchung.apps.dossiers.models import ApologyLetter, DossierCard, DossierImport, SystemFault
from minhchung.apps.dossiers.own_profiles import own_profiles
from minhchung.apps.dossiers.reading import opened
from minhchung.apps.dossiers.record import record_of
from minhchung.apps.dossiers.rights import apologises, brings_in, explains, logs_faults
from minhchung.apps.dossiers.staging import Staged, in_hand
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.flow.backlog import Cause, backlog_checklist, touched_by_faults
from minhchung.flow.backlog.causes import SIDES
from minhchung.flow.current import derive
from minhchung.flow.exports import ExportError, Profile, open_export
from minhchung.flow.exports.personal import is_personal
from minhchung.flow.lake import LakeError, Snapshot

__all__ = ["answer_fault", "apologise", "bring_in", "explain", "keep_official", "log_fault", "withdraw_apology", "withdraw_fault"]
CAUSES = {cause.name: cause for group in backlog_checklist().group for cause in group.cause}
PROPOSALS = {item.name: item.title for item in backlog_checklist().proposal}


@act("dossiers.bring_in", "Nhập số liệu hồ sơ", on="commune", allowed=brings_in)
def bring_in(
    *,
    commune: Commune,
    uploaded: Staged,
    profile: Profile | None,
    as_of: datetime,
    as_of_said: bool,
    whole: bool,
    actor: Person | None,
    at: datetime,
) -> DossierImport:
    """One export becomes a snapshot of the lake and the current state is derived anew; the file is deleted whatever happens.

    `as_of`: when the export was made, `as_of_said` when the file itself says so. The same file twice is one import.
    """
    snapshot = _into_lake(commune, uploaded, profile, as_of, said=as_of_said, whole=whole, at=at)
    rows = snapshot.manifest.rows
    counts = {"rows_read": rows.read, "rows_accepted": rows.accepted, "rows_rejected": rows.rejected}
    made, new = DossierImport.objects.get_or_create(
        commune=commune,
        snapshot=snapshot.id,
        defaults={"profile": snapshot.manifest.profile, "as_of": snapshot.as_of, "at": at, "by": actor, **counts},
    )
    if not new:
        raise Refused(f"Tệp này đã nhập lúc {localtime(made.at):%H:%M %d/%m/%Y}; số liệu không đổi.")
    record(commune=commune.pk, subject=Ref("dossier_import", str(made.pk)), after={"as_of": made.as_of, **counts})
    return made


def _into_lake(
    commune: Commune, uploaded: Staged, profile: Profile | None, as_of: datetime, *, said: bool, whole: bool, at: datetime
) -> Snapshot:
    """The staged file as a snapshot, with the current state derived anew. Raises Refused with the sentence of the reader or the lake."""
    with in_hand(uploaded):
        try:
            snapshot = lake_of(commune).add(
                open_export(uploaded.path, profile=profile, own=own_profiles(commune.pk)),
                source_sha256=uploaded.sha256,
                source_bytes=uploaded.bytes,
                suffix=uploaded.suffix,
                as_of=as_of,
                as_of_from="file" if said else "given",
                imported_at=at,
                whole=whole,
            )
            derive(lake_of(commune))
            return snapshot
        except (ExportError, LakeError) as error:
            raise Refused(str(error)) from error


@act("dossiers.explain", "Ghi nguyên nhân hồ sơ", on="commune", allowed=explains)
def explain(
    *,
    commune: Commune,
    codes: Sequence[str],
    cause: str,
    proposal: str = "",
    note: str = "",
    proof: Document | None = None,
    actor: Person | None,
    at: datetime,
) -> list[DossierCard]:
    """The cause of some dossiers and what is proposed, at once for as many as one likes; what was said before is replaced.

    `cause` and `proposal` are names of the checklist. An objective cause asks for a note or a document that proves it; a fault of the
    system for a document or the fault log.
    """
    if not codes:
        raise Refused("Chưa chọn hồ sơ nào. Chọn hồ sơ rồi ghi nguyên nhân.")
    chosen = _chosen_cause(cause, note, proof)
    if is_personal(note):
        raise ValidationError({"note": "Không ghi số điện thoại, số giấy tờ hay thư điện tử của người nộp. Chỉ ghi việc và ngày."})
    if cause == SYSTEM and proof is None:
        _refuse_without_fault(commune, codes, at)
    if proposal and proposal not in PROPOSALS:
        raise ValidationError({"proposal": "Đề xuất không có trong danh mục. Chọn trong danh sách."})
    cards = [_card(commune, code) for code in sorted(set(codes))]
    before = {card.code: CAUSES[card.cause].title for card in cards if card.cause in CAUSES}
    for card in cards:
        card.cause, card.proposal, card.note, card.proof = cause, proposal, note.strip(), proof
        card.save(update_fields=["cause", "proposal", "note", "proof"])
    told: dict[str, Any] = {"dossiers": [card.code for card in cards], "cause": chosen.title, "side": SIDES[chosen.side]}
    record(
        commune=commune.pk,
        subject=Ref("dossier", dossier_key(commune.pk, cards[0].code)) if len(cards) == 1 else Ref("commune", commune.pk),
        before={"causes": before} if before else None,
        after={**told, "proposal": PROPOSALS.get(proposal), "note": note.strip(), "proof": str(proof) if proof else None},
    )
    return cards


def _chosen_cause(name: str, note: str, proof: Document | None) -> Cause:
    if name not in CAUSES:
        raise ValidationError({"cause": "Chưa chọn nguyên nhân trong danh mục."})
    cause = CAUSES[name]
    if cause.side == "objective" and not note.strip() and proof is None:
        raise ValidationError({"note": f"Nguyên nhân khách quan cần chứng cứ: {cause.proof}. Ghi rõ hoặc chọn văn bản."})
    return cause


def _refuse_without_fault(commune: Commune, codes: Sequence[str], at: datetime) -> None:
    """A fault of the system is the cause only of dossiers that a logged fault touched while they were in hand."""
    lake = opened(commune)
    log = fault_table(SystemFault.objects.filter(commune=commune, withdrawn_at=None))
    touched = touched_by_faults(lake.tables, slots_of(lake.calendar), log, as_of=at)["code"].to_pylist() if lake else []
    left = sorted(set(codes) - set(touched))
    if left:
        named = ", ".join(left[:3]) + (f" và {len(left) - 3} hồ sơ khác" if len(left) > 3 else "")
        raise Refused(
            f"Nhật ký chưa ghi lỗi hệ thống nào trong thời gian giải quyết {named}. Ghi nhật ký lỗi hoặc chọn văn bản chứng minh."
        )


@act("dossiers.apologise", "Ghi văn bản xin lỗi", on="commune", allowed=apologises)
def apologise(*, commune: Commune, code: str, number: str, on: date, new_due: date, actor: Person | None, at: datetime) -> DossierCard:
    """The letter of apology (form 04) sent for a dossier, with the new day of return, as often as the ward's setting allows.

    The appointment of the system stays as it is; a letter that went out too late is recorded all the same, the page says so.
    """
    if not number.strip():
        raise ValidationError({"number": "Chưa ghi số, ký hiệu văn bản xin lỗi."})
    if on > at.date():
        raise ValidationError({"on": f"Ngày văn bản {on:%d/%m/%Y} chưa tới."})
    _refuse_day(commune, code, on, new_due)
    card = _card(commune, code)
    if card.apologies >= commune.reappointments_allowed:
        raise Refused(_no_more(card, commune))
    before = {"apology_number": card.apology_number, "apology_on": card.apology_on, "apology_due_on": card.apology_due_on}
    card.apology_number, card.apology_on, card.apology_due_on, card.apologies = number.strip(), on, new_due, card.apologies + 1
    card.save(update_fields=["apology_number", "apology_on", "apology_due_on", "apologies"])
    ApologyLetter.objects.create(card=card, number=card.apology_number, on=on, due_on=new_due)
    record(
        commune=commune.pk,
        subject=Ref("dossier", dossier_key(commune.pk, code)),
        before=before if card.apologies > 1 else None,
        after={"apology_number": card.apology_number, "apology_on": on, "apology_due_on": new_due},
    )
    return card


@act("dossiers.withdraw_apology", "Rút văn bản xin lỗi ghi nhầm", on="commune", allowed=apologises)
def withdraw_apology(*, commune: Commune, code: str, reason: str, actor: Person | None, at: datetime) -> DossierCard:
    """The last letter recorded was wrong: the one before it holds again, else none. Both stay in the history."""
    if not reason.strip():
        raise ValidationError({"reason": "Chưa ghi vì sao rút."})
    card = _card(commune, code)
    letters = list(card.letters.filter(withdrawn_at=None))
    if not letters:
        raise Refused(f"Hồ sơ {code} không có văn bản xin lỗi nào để rút. Tải lại trang.")
    wrong = letters.pop()
    wrong.withdrawn_at = at
    wrong.save(update_fields=["withdrawn_at"])
    last = letters[-1] if letters else None
    card.apology_number, card.apologies = last.number if last else "", len(letters)
    card.apology_on, card.apology_due_on = (last.on, last.due_on) if last else (None, None)
    card.save(update_fields=["apology_number", "apology_on", "apology_due_on", "apologies"])
    record(
        commune=commune.pk,
        subject=Ref("dossier", dossier_key(commune.pk, code)),
        before={"apology_number": wrong.number, "apology_on": wrong.on, "apology_due_on": wrong.due_on},
        after={"apology_number": last.number, "apology_on": last.on, "apology_due_on": last.due_on} if last else None,
        note=reason.strip(),
    )
    return card


def _refuse_day(commune: Commune, code: str, on: date, new_due: date) -> None:
    """The new day comes after the letter and after the day it was appointed for; the dossier is one of the lake."""
    lake = opened(commune)
    found = record_of(lake, code) if lake else None
    if found is None:
        raise Refused(f"Số liệu đã nhập không có hồ sơ {code}. Nhập tệp xuất có hồ sơ này trước.")
    due = found.moment("due_at")
    if new_due <= on:
        raise ValidationError({"new_due": f"Ngày hẹn trả mới phải sau ngày văn bản {on:%d/%m/%Y}."})
    if due is not None and new_due <= due.date():
        raise ValidationError({"new_due": f"Ngày hẹn trả mới phải sau ngày hẹn {due:%d/%m/%Y} ghi trên hệ thống."})


def _no_more(card: DossierCard, commune: Commune) -> str:
    allowed = f"chỉ được hẹn lại {commune.reappointments_allowed} lần" if commune.reappointments_allowed else "không được hẹn lại"
    had = f"đã có văn bản xin lỗi {card.apology_number} ngày {card.apology_on:%d/%m/%Y}; " if card.apology_on else ""
    return f"Hồ sơ {card.code} {had}{allowed} ({commune.apology_source or 'cài đặt của phường'}). Sửa ở Thiết lập nếu quy định đã đổi."


@act("dossiers.log_fault", "Ghi lỗi hệ thống", on="commune", allowed=logs_faults)
def log_fault(
    *, commune: Commune, began_at: datetime, ended_at: datetime | None, what: str, answer: str = "", actor: Person | None, at: datetime
) -> SystemFault:
    """The dossier system did not work from one moment to another; the operator's answer may come later."""
    if not what.strip():
        raise ValidationError({"what": "Chưa ghi hệ thống lỗi gì."})
    if ended_at is not None and ended_at <= began_at:
        raise ValidationError({"ended_at": "Lỗi phải kết thúc sau khi bắt đầu."})
    if began_at > at:
        raise ValidationError({"began_at": "Lỗi không thể bắt đầu ở tương lai."})
    fault = SystemFault.objects.create(
        commune=commune, began_at=began_at, ended_at=ended_at, what=what.strip(), answer=answer.strip(), logged_by=actor
    )
    record(
        commune=commune.pk,
        subject=Ref("system_fault", str(fault.pk)),
        after={"began_at": began_at, "ended_at": ended_at, "what": fault.what, "answer": fault.answer},
    )
    return fault


@act("dossiers.answer_fault", "Ghi trả lời về lỗi hệ thống", on="fault", allowed=logs_faults)
def answer_fault(*, fault: SystemFault, ended_at: datetime | None, answer: str, actor: Person | None, at: datetime) -> SystemFault:
    """When the fault ended and what the operator answered."""
    if ended_at is not None and ended_at <= fault.began_at:
        raise ValidationError({"ended_at": "Lỗi phải kết thúc sau khi bắt đầu."})
    before = {"ended_at": fault.ended_at, "answer": fault.answer}
    changed = SystemFault.objects.filter(pk=fault.pk, withdrawn_at=None).update(ended_at=ended_at, answer=answer.strip())
    if changed != 1:
        raise Refused("Lỗi này đã được rút khỏi nhật ký. Tải lại trang.")
    fault.refresh_from_db()
    record(
        commune=fault.commune_id,
        subject=Ref("system_fault", str(fault.pk)),
        before=before,
        after={"ended_at": ended_at, "answer": fault.answer},
    )
    return fault


@act("dossiers.withdraw_fault", "Rút lỗi hệ thống ghi nhầm", on="fault", allowed=logs_faults)
def withdraw_fault(*, fault: SystemFault, reason: str, actor: Person | None, at: datetime) -> None:
    """An entry of the fault log that was wrong; it stays in the history."""
    if not reason.strip():
        raise ValidationError({"reason": "Chưa ghi vì sao rút."})
    if SystemFault.objects.filter(pk=fault.pk, withdrawn_at=None).update(withdrawn_at=at) != 1:
        raise Refused("Lỗi này đã được rút trước đó.")
    record(commune=fault.commune_id, subject=Ref("system_fault", str(fault.pk)), before={"what": fault.what}, note=reason.strip())


def _card(commune: Commune, code: str) -> DossierCard:
    """The card of a dossier, locked; made at the first writing."""
    card, _ = DossierCard.objects.select_for_update().get_or_create(commune=commune, source=SOURCE, code=code)
    return card
