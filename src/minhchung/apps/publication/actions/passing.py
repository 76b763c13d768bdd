"""Channels and open requests follow a handover from unit to unit."""

from datetime import datetime

from minhchung.apps.ground.acts import act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Handover, Person
from minhchung.apps.organisations.passing import PASSED
from minhchung.apps.publication.models import Channel, Posting
from minhchung.apps.publication.rights import keeps


@act("publication.pass_on_channels", "Chuyển kênh niêm yết theo bàn giao", on="handover", allowed=keeps)
def pass_on_channels(*, handover: Handover, actor: Person | None, at: datetime) -> int:
    """The channels a unit answered for pass to the unit it handed over to; gives back how many."""
    held = Channel.objects.filter(commune=handover.commune_id, unit=handover.from_unit_id, closed_on=None)
    passed = list(held.select_for_update().order_by("pk").values_list("pk", flat=True)) if handover.to_unit_id else []
    Channel.objects.filter(pk__in=passed).update(unit=handover.to_unit_id)
    record(
        commune=handover.commune_id, subject=Ref("handover", str(handover.pk)), after={"publication_channels": len(passed), PASSED: passed}
    )
    return len(passed)


@act("publication.pass_on_postings", "Chuyển yêu cầu đăng theo bàn giao", on="handover", allowed=keeps)
def pass_on_postings(*, handover: Handover, actor: Person | None, at: datetime) -> int:
    """The requests that wait for the unit pass to the unit it handed over to; gives back how many. Posted ones stay as they were."""
    held = Posting.objects.filter(commune=handover.commune_id, unit=handover.from_unit_id, posted_on=None, dropped_at=None)
    passed = list(held.select_for_update().order_by("pk").values_list("pk", flat=True)) if handover.to_unit_id else []
    Posting.objects.filter(pk__in=passed).update(unit=handover.to_unit_id)
    record(commune=handover.commune_id, subject=Ref("handover", str(handover.pk)), after={"postings": len(passed), PASSED: passed})
    return len(passed)
