"""Who is told about waivers: the leaders that one is asked for, who asked what was decided."""

from django.utils import timezone

from minhchung.apps.findings.models import Finding, Waiver
from minhchung.apps.findings.writing import ref_of
from minhchung.apps.ground import notices
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Person, RoleGrant
from minhchung.apps.organisations.queries import in_force
from minhchung.text.written import written_day

TITLE = 120


def tell_leaders(waiver: Waiver, finding: Finding) -> None:
    """Every leader of that day but who asked."""
    on = timezone.localtime(waiver.asked_at).date()
    grants = RoleGrant.objects.filter(in_force(on), person__commune=finding.commune_id, role=Role.LEADER)
    leaders = Person.objects.filter(pk__in=grants.values("person"), is_active=True).exclude(pk=waiver.asked_by_id or 0)
    text = f"Đề nghị tạm chấp nhận {finding.label} đến {written_day(waiver.until)}: {finding.message[:TITLE]}"
    notices.notify(
        leaders, commune=finding.commune_id, subject=ref_of(finding), text=text, topic="findings.waiver_asked", at=waiver.asked_at
    )


def tell_decision(waiver: Waiver) -> None:
    """Who asked; nobody when the system did."""
    if waiver.asked_by is None or waiver.decided_at is None:
        return
    finding, granted = waiver.finding, waiver.state == Waiver.State.GRANTED
    said = f"Đã đồng ý tạm chấp nhận đến {written_day(waiver.until)}" if granted else "Không đồng ý tạm chấp nhận"
    text = f"{said}: {finding.label} {finding.message[:TITLE]}"
    notices.notify([waiver.asked_by], commune=finding.commune_id, subject=ref_of(finding), text=text, at=waiver.decided_at)
