"""What a unit has in hand passes on when it hands over."""

from datetime import datetime

from minhchung.apps.documents import queries, rights
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Handover, Person


@act("documents.pass_on", "Chuyển văn bản theo bàn giao", on="handover", allowed=rights.registers)
def pass_on(*, handover: Handover, actor: Person | None, at: datetime) -> int:
    """Documents a unit still has in hand go to the unit it handed over to; those done stay where they were. Gives back how many."""
    passed = 0
    if handover.from_unit_id is not None:
        in_hand = Document.objects.filter(pk__in=queries.in_hand(handover.from_unit_id).values("pk"))
        passed = in_hand.update(unit=handover.to_unit_id)
    record(commune=handover.commune_id, subject=Ref("handover", str(handover.pk)), after={"documents": passed})
    return passed
