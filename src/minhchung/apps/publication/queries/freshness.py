"""When something last happened at a channel."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from minhchung.apps.publication.models import Channel


@dataclass(frozen=True)
class Fresh:
    """A channel and the last day of a snapshot, a posting or a look at a notice; None when there was none."""

    channel: Channel
    on: date | None


def freshness(commune: str, day: date) -> list[Fresh]:
    """The channels that are open on a day. One query."""
    rows = Channel.objects.filter(commune=commune).exclude(closed_on__lte=day).select_related("unit")
    rows = rows.annotate(
        seen=Max("snapshots__on", filter=Q(snapshots__undone_at=None, snapshots__on__lte=day)),
        put=Max("postings__posted_on", filter=Q(postings__posted_on__lte=day)),
        looked=Max("notice_checks__on", filter=Q(notice_checks__on__lte=day)),
    )
    return [Fresh(each, max((on for on in (each.seen, each.put, each.looked) if on), default=None)) for each in rows]
