"""Letters of apology (form 04): sent, and taken back when recorded by mistake."""

from datetime import date, datetime

from django.core.exceptions import ValidationError

from minhchung.apps.dossiers.cards import card_of
from minhchung.apps.dossiers.keys import dossier_key
from minhchung.apps.dossiers.models import ApologyLetter, DossierCard
from minhchung.apps.dossiers.reading import opened
from minhchung.apps.dossiers.record import record_of
from minhchung.apps.dossiers.rights import apologises
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person


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
    card = card_of(commune, code)
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
    card = card_of(commune, code)
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
