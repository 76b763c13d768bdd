"""Documents follow a handover from unit to unit."""

from minhchung.apps.documents.actions import pass_on
from minhchung.apps.documents.queries import in_hand
from minhchung.apps.ground.jobs import reads
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Handover
from minhchung.apps.organisations.passing import Passing, register


@reads("documents.handovers", acts={"organisations.hand_over"})
def follow_handover(event: HistoryEvent) -> None:
    """Moves the documents a unit has in hand; a person holds none of their own."""
    handover = Handover.objects.get(pk=event.key, commune=event.commune)
    if handover.from_unit_id is not None:
        pass_on(handover=handover, actor=None, at=event.at)


register(Passing(name="documents", label="văn bản đang xử lý", of_unit=lambda unit, on: in_hand(unit.pk).count(), of_person=None))
