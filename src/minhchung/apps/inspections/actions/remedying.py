"""After the conclusion: remedy reports of the units, the check of each by somebody else, the end."""

from datetime import datetime

from django.utils import timezone

from minhchung.apps.files.receiving import Received
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.inspections.models import InspectedUnit, Inspection
from minhchung.apps.inspections.queries.facts import facts_of
from minhchung.apps.inspections.rights import keeps, looks, reports
from minhchung.apps.inspections.rules import stages
from minhchung.apps.inspections.telling import tell_team
from minhchung.apps.inspections.writing import index, kept, locked, refuse_belongs, unit_locked
from minhchung.apps.organisations.models import Person

Verdict = InspectedUnit.Verdict


@act("inspections.send_remedy", "Gửi báo cáo khắc phục", on="inspected", allowed=reports)
def send_remedy(
    *, inspected: InspectedUnit, text: str, upload: Received | None = None, actor: Person | None, at: datetime
) -> InspectedUnit:
    """What the unit has mended; sent again (after it was judged not enough, too) it waits to be checked anew."""
    found = unit_locked(inspected, "remedy")
    if found.verdict == Verdict.MET:
        raise Refused(f"Khắc phục của {found.unit.name} đã kiểm tra đạt, không gửi lại nữa.")
    stored = kept(found.inspection.commune, upload, actor=actor, at=at) or found.remedy_file
    if not text.strip() and stored is None:
        raise Refused("Chưa có nội dung báo cáo khắc phục. Ghi báo cáo hoặc chọn tệp.")
    before = {"unit": found.unit_id, "remedy": found.remedy, "verdict": found.verdict}
    found.remedy, found.remedy_file, found.remedied_by, found.remedied_at = text.strip(), stored, actor, at
    found.verdict, found.verdict_note, found.checked_by, found.checked_at = "", "", None, None
    found.save()
    after = {"unit": found.unit_id, "remedy": found.remedy, "file": stored.name if stored else "", "verdict": ""}
    record(commune=found.commune_id, subject=found.inspection.ref, before=before, after=after)
    tell_team(found, at=at)
    return found


@act("inspections.check_remedy", "Kiểm tra lại khắc phục", on="inspected", allowed=looks)
def check_remedy(*, inspected: InspectedUnit, met: bool, note: str, actor: Person | None, at: datetime) -> InspectedUnit:
    """Whether the unit has mended what was asked, judged by somebody who is not of it and did not report."""
    found = unit_locked(inspected, "check")
    if found.remedied_at is None:
        raise Refused(f"{found.unit.name} chưa gửi báo cáo khắc phục, nên chưa kiểm tra lại được.")
    if actor is not None and actor.pk == found.remedied_by_id:
        raise Refused("Người gửi báo cáo khắc phục không tự kiểm tra lại. Đề nghị người khác.")
    refuse_belongs(found, actor, at)
    if not note.strip():
        raise Refused("Chưa ghi đã xem gì và thấy gì. Ghi rồi lưu.")
    before = {"unit": found.unit_id, "verdict": found.verdict}
    found.verdict, found.verdict_note, found.checked_by, found.checked_at = Verdict.MET if met else Verdict.NOT_MET, note.strip(), actor, at
    found.save(update_fields=["verdict", "verdict_note", "checked_by", "checked_at"])
    after = {"unit": found.unit_id, "verdict": found.verdict, "verdict_note": found.verdict_note}
    record(commune=found.commune_id, subject=found.inspection.ref, before=before, after=after)
    return found


@act("inspections.close", "Đóng cuộc kiểm tra", on="inspection", allowed=keeps)
def close(*, inspection: Inspection, actor: Person | None, at: datetime) -> Inspection:
    """The end: every requirement done, every finding closed, every unit's remedy checked."""
    found = locked(inspection, "close")
    if reason := stages.blocked(facts_of(found, on=timezone.localtime(at).date())):
        raise Refused(reason)
    found.state, found.closed_at, found.closed_by = stages.CLOSED, at, actor
    found.save(update_fields=["state", "closed_at", "closed_by"])
    index(found)
    record(commune=found.commune_id, subject=found.ref, before={"state": stages.CONCLUDED}, after={"state": found.state})
    return found


@act("inspections.reopen", "Mở lại cuộc kiểm tra", on="inspection", allowed=keeps)
def reopen(*, inspection: Inspection, reason: str, actor: Person | None, at: datetime) -> Inspection:
    """Closed too soon; what was done stays."""
    found = locked(inspection, "reopen")
    if not reason.strip():
        raise Refused("Chưa ghi lý do mở lại. Ghi lý do rồi bấm lại.")
    found.state, found.closed_at, found.closed_by = stages.CONCLUDED, None, None
    found.save(update_fields=["state", "closed_at", "closed_by"])
    index(found)
    record(commune=found.commune_id, subject=found.ref, before={"state": stages.CLOSED}, after={"state": found.state}, note=reason.strip())
    return found
