"""What a unit has in hand passes on when it hands over."""

from datetime import datetime

from minhchung.apps.documents import queries, rights
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Handover, Person
from minhchung.apps.organisations.passing import PASSED


@act("documents.pass_on", "Chuyển văn bản theo bàn giao", on="handover", allowed=rights.registers)
def pass_on(*, handover: Handover, actor: Person | None, at: datetime) -> int:
    """Documents a unit still has in hand go to the unit it handed over to; those done stay where they were. Gives back how many."""
    passed: list[int] = []
    if handover.from_unit_id is not None:
        passed = list(queries.in_hand(handover.from_unit_id).select_for_update().order_by("pk").values_list("pk", flat=True))
        Document.objects.filter(pk__in=passed).update(unit=handover.to_unit_id)
    record(commune=handover.commune_id, subject=Ref("handover", str(handover.pk)), after={"documents": len(passed), PASSED: passed})
    return len(passed)
