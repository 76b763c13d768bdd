"""Controlled documents follow a handover from unit to unit."""

from datetime import datetime

from minhchung.apps.ground.acts import act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Handover, Person
from minhchung.apps.organisations.passing import PASSED
from minhchung.apps.quality.models import ControlledDocument
from minhchung.apps.quality.rights import keeps


@act("quality.pass_on", "Chuyển tài liệu ISO theo bàn giao", on="handover", allowed=keeps)
def pass_on(*, handover: Handover, actor: Person | None, at: datetime) -> int:
    """The documents a unit owned pass to the unit it handed over to; gives back how many. Versions stay as they are."""
    owned = ControlledDocument.objects.filter(commune=handover.commune_id, owner=handover.from_unit_id, archived_at=None)
    passed = list(owned.select_for_update().order_by("pk").values_list("pk", flat=True)) if handover.to_unit_id else []
    ControlledDocument.objects.filter(pk__in=passed).update(owner=handover.to_unit_id)
    record(
        commune=handover.commune_id, subject=Ref("handover", str(handover.pk)), after={"controlled_documents": len(passed), PASSED: passed}
    )
    return len(passed)
