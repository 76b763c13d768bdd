"""Entries follow a handover from unit to unit."""

from datetime import datetime

from minhchung.apps.ground.acts import act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.management.models import Entry
from minhchung.apps.management.rights import keeps
from minhchung.apps.organisations.models import Handover, Person
from minhchung.apps.organisations.passing import PASSED


@act("management.pass_on", "Chuyển mục sổ ISO theo bàn giao", on="handover", allowed=keeps)
def pass_on(*, handover: Handover, actor: Person | None, at: datetime) -> int:
    """The entries a unit answers for and that are still followed pass to the unit it handed over to; gives back how many."""
    owned = Entry.objects.filter(commune=handover.commune_id, unit=handover.from_unit_id, state=Entry.State.LIVE)
    passed = list(owned.select_for_update().order_by("pk").values_list("pk", flat=True)) if handover.to_unit_id else []
    Entry.objects.filter(pk__in=passed).update(unit=handover.to_unit_id)
    record(commune=handover.commune_id, subject=Ref("handover", str(handover.pk)), after={"register_entries": len(passed), PASSED: passed})
    return len(passed)
