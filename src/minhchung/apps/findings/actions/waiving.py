"""Living with a finding for a while: asked for with a reason and an end date, granted by a leader who did not ask for it."""

from datetime import date, datetime

from django.utils import timezone

from minhchung.apps.findings.models import Finding, Waiver
from minhchung.apps.findings.rights import asks_waiver, decides_waiver
from minhchung.apps.findings.telling import tell_decision, tell_leaders
from minhchung.apps.findings.writing import ref_of
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person

LONGEST_DAYS = 366


@act("findings.ask_waiver", "Đề nghị tạm chấp nhận", on="finding", allowed=asks_waiver)
def ask_waiver(*, finding: Finding, reason: str, until: date, actor: Person | None, at: datetime) -> Waiver:
    """Asks to live with it until a day."""
    locked = Finding.objects.select_for_update().get(pk=finding.pk)
    today = timezone.localtime(at).date()
    if locked.state == Finding.State.CLOSED:
        raise Refused("Tồn tại này đã đóng, không cần tạm chấp nhận.")
    if not reason.strip():
        raise Refused("Chưa ghi lý do. Ghi vì sao chưa khắc phục được trong thời gian này.")
    if not today <= until or (until - today).days > LONGEST_DAYS:
        raise Refused(f"Ngày hết hạn phải từ hôm nay đến {LONGEST_DAYS} ngày tới. Chọn ngày khác.")
    _end_past(locked, today, at)
    if locked.waivers.filter(state__in=[Waiver.State.ASKED, Waiver.State.GRANTED]).exists():
        raise Refused("Đã có một đề nghị tạm chấp nhận đang hiệu lực hoặc chờ duyệt. Tải lại trang.")
    made = Waiver.objects.create(finding=locked, reason=reason.strip(), until=until, asked_by=actor, asked_at=at)
    record(commune=locked.commune_id, subject=ref_of(locked), after={"until": until, "reason": made.reason, "waiver": "asked"})
    tell_leaders(made, locked)
    return made


@act("findings.decide_waiver", "Duyệt tạm chấp nhận", on="waiver", allowed=decides_waiver)
def decide_waiver(*, waiver: Waiver, granted: bool, note: str = "", actor: Person | None, at: datetime) -> Waiver:
    """Yes or no, by somebody else than who asked."""
    locked = Waiver.objects.select_for_update().select_related("finding").get(pk=waiver.pk)
    if locked.state != Waiver.State.ASKED:
        raise Refused("Đề nghị này đã có quyết định. Tải lại trang.")
    if actor is not None and actor.pk == locked.asked_by_id:
        raise Refused("Người đề nghị không tự duyệt. Lãnh đạo khác duyệt.")
    if not granted and not note.strip():
        raise Refused("Chưa ghi lý do không chấp nhận. Ghi lý do rồi bấm lại.")
    locked.state = Waiver.State.GRANTED if granted else Waiver.State.REFUSED
    locked.decided_by, locked.decided_at, locked.note = actor, at, note.strip()
    locked.save(update_fields=["state", "decided_by", "decided_at", "note"])
    after = {"waiver": locked.state, "until": locked.until, "reason": locked.reason}
    record(commune=locked.commune_id, subject=ref_of(locked.finding), before={"waiver": "asked"}, after=after, note=locked.note)
    tell_decision(locked)
    return locked


@act("findings.end_waiver", "Thôi tạm chấp nhận", on="waiver", allowed=decides_waiver)
def end_waiver(*, waiver: Waiver, reason: str, actor: Person | None, at: datetime) -> Waiver:
    """Ends a granted waiver before its day: the finding has to be mended now."""
    locked = Waiver.objects.select_for_update().select_related("finding").get(pk=waiver.pk)
    if locked.state != Waiver.State.GRANTED:
        raise Refused("Không có tạm chấp nhận nào đang hiệu lực. Tải lại trang.")
    if not reason.strip():
        raise Refused("Chưa ghi lý do. Ghi vì sao không tạm chấp nhận nữa.")
    locked.state, locked.decided_by, locked.decided_at, locked.note = Waiver.State.ENDED, actor, at, reason.strip()
    locked.save(update_fields=["state", "decided_by", "decided_at", "note"])
    before, after = {"waiver": "granted"}, {"waiver": "ended"}
    record(commune=locked.commune_id, subject=ref_of(locked.finding), before=before, after=after, note=locked.note)
    return locked


def _end_past(finding: Finding, today: date, at: datetime) -> None:
    """A granted waiver whose day is over stands in nobody's way."""
    past = finding.waivers.filter(state=Waiver.State.GRANTED, until__lt=today)
    past.update(state=Waiver.State.ENDED, decided_at=at, note="Hết thời hạn tạm chấp nhận.")
