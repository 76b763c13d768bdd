"""Entries follow a handover from unit to unit."""

from datetime import date

from minhchung.apps.ground.jobs import reads
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.management.actions import pass_on
from minhchung.apps.management.models import Entry
from minhchung.apps.organisations.models import Handover, Unit
from minhchung.apps.organisations.passing import Passing, register


@reads("management.handovers", acts={"organisations.hand_over"})
def follow_handover(event: HistoryEvent) -> None:
    """Moves the entries of a unit to the one it handed over to; a person answers for none."""
    handover = Handover.objects.get(pk=event.key, commune=event.commune)
    if handover.from_unit_id is not None:
        pass_on(handover=handover, actor=None, at=event.at)


def _owned(unit: Unit, on: date) -> list[str]:
    rows = Entry.objects.filter(unit=unit, state=Entry.State.LIVE).order_by("register", "number")
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


register(Passing(name="register_entries", label="mục sổ ISO", kind="register_entry", of_unit=_owned, of_person=None))
