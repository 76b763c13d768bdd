"""Findings follow a handover from unit to unit: who takes over answers for what is still open."""

from datetime import datetime

from minhchung.apps.findings.models import Finding, FindingUnit
from minhchung.apps.ground.acts import act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Handover, Person
from minhchung.apps.organisations.passing import PASSED
from minhchung.apps.organisations.rights import never


@act("findings.pass_on", "Chuyển tồn tại theo bàn giao", on="handover", allowed=never)
def pass_on(*, handover: Handover, actor: Person | None, at: datetime) -> int:
    """The open findings under the unit stand under the one it handed over to; what is closed stays where it was. Gives back how many."""
    live = FindingUnit.objects.filter(unit=handover.from_unit_id, finding__commune=handover.commune_id)
    rows = list(live.exclude(finding__state=Finding.State.CLOSED).select_for_update().order_by("pk")) if handover.from_unit_id else []
    passed = [row.finding_id for row in rows]
    there = set(FindingUnit.objects.filter(unit=handover.to_unit_id, finding__in=passed).values_list("finding", flat=True))
    FindingUnit.objects.filter(pk__in=[row.pk for row in rows if row.finding_id in there]).delete()
    FindingUnit.objects.filter(pk__in=[row.pk for row in rows if row.finding_id not in there]).update(unit=handover.to_unit_id)
    record(commune=handover.commune_id, subject=Ref("handover", str(handover.pk)), after={"findings": len(passed), PASSED: passed})
    return len(passed)
