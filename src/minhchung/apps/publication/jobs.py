"""Channels and open requests follow a handover; a person holds neither."""

from datetime import date

from minhchung.apps.ground.jobs import reads
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Handover, Unit
from minhchung.apps.organisations.passing import Passing, register
from minhchung.apps.publication.actions import pass_on_channels, pass_on_postings
from minhchung.apps.publication.models import Channel, Posting


@reads("publication.handovers", acts={"organisations.hand_over"})
def follow_handover(event: HistoryEvent) -> None:
    """Moves the channels and open requests of a unit to the one it handed over to."""
    handover = Handover.objects.get(pk=event.key, commune=event.commune)
    if handover.from_unit_id is not None:
        pass_on_channels(handover=handover, actor=None, at=event.at)
        pass_on_postings(handover=handover, actor=None, at=event.at)


def _channels(unit: Unit, on: date) -> list[str]:
    return [str(pk) for pk in Channel.objects.filter(unit=unit, closed_on=None).order_by("pk").values_list("pk", flat=True)]


def _postings(unit: Unit, on: date) -> list[str]:
    held = Posting.objects.filter(unit=unit, posted_on=None, dropped_at=None)
    return [str(pk) for pk in held.order_by("pk").values_list("pk", flat=True)]


register(Passing(name="publication_channels", label="kênh niêm yết phụ trách", kind="channel", of_unit=_channels, of_person=None))
register(Passing(name="postings", label="yêu cầu đăng còn chờ", kind="posting", of_unit=_postings, of_person=None))
