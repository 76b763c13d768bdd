"""Single things by key, for a person: another commune's answer 404."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from minhchung.apps.assignments.queries.scope import commune_of
from minhchung.apps.organisations.models import Person
from minhchung.apps.publication.models import Channel, NoticeCheck, Posting, Snapshot


def channels_for(person: Person) -> QuerySet[Channel]:
    """The channels of the person's ward, closed ones too."""
    return Channel.objects.filter(commune=commune_of(person)).select_related("commune", "unit")


def channel_for(person: Person, pk: int) -> Channel:
    """One channel. Raises Http404."""
    return get_object_or_404(channels_for(person), pk=pk)


def snapshots_for(person: Person) -> QuerySet[Snapshot]:
    """What the channels of the person's ward showed, the newest first."""
    return Snapshot.objects.filter(channel__commune=commune_of(person)).select_related("channel__commune", "channel__unit", "file", "by")


def snapshot_for(person: Person, pk: int) -> Snapshot:
    """One snapshot. Raises Http404."""
    return get_object_or_404(snapshots_for(person), pk=pk)


def postings_for(person: Person) -> QuerySet[Posting]:
    """The requests of the person's ward."""
    related = ("commune", "channel__unit", "document", "unit", "proof", "asked_by", "posted_by")
    return Posting.objects.filter(commune=commune_of(person)).select_related(*related)


def posting_for(person: Person, pk: int) -> Posting:
    """One request. Raises Http404."""
    return get_object_or_404(postings_for(person), pk=pk)


def notice_checks_for(person: Person) -> QuerySet[NoticeCheck]:
    """The looks at notices of the person's ward."""
    return NoticeCheck.objects.filter(channel__commune=commune_of(person)).select_related("channel", "proof", "by")
