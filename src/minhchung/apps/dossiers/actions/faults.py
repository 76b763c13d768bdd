"""The log of system faults: opened, answered by the operator, withdrawn."""

from datetime import datetime

from django.core.exceptions import ValidationError

from minhchung.apps.dossiers.models import SystemFault
from minhchung.apps.dossiers.rights import logs_faults
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person


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
