"""Channels, snapshots and requests as subjects; what was posted can be proved."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator

from minhchung.apps.evidence import claimable
from minhchung.apps.files import links
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.subjects import SubjectKind, register
from minhchung.apps.organisations.rights import mandate_of
from minhchung.apps.publication.models import Channel, NoticeCheck, Posting, Snapshot

TITLE = 160


def _kind(kind: str, label: str, model: Any, address: str, *, commune: str = "commune", related: tuple[str, ...] = ()) -> None:
    """A kind that all of the ward may read, titled by what its rows call themselves."""

    def visible(person: Any, keys: Iterable[str]) -> set[str]:
        if not mandate_of(person).works_here:
            return set()
        rows = model.objects.filter(**{commune: person.commune_id}, pk__in=keys_of(keys))
        return {str(pk) for pk in rows.order_by().values_list("pk", flat=True)}

    def titles(keys: Iterable[str]) -> Mapping[str, str]:
        rows = model.objects.filter(pk__in=keys_of(keys)).select_related(*related)
        return {str(each.pk): Truncator(str(each)).chars(TITLE) for each in rows}

    register(SubjectKind(kind, label, visible, titles, lambda key: reverse(f"publication:{address}", args=[key])))


_kind("channel", "Kênh niêm yết", Channel, "channel")
_kind("snapshot", "Bản chụp của kênh", Snapshot, "snapshot", commune="channel__commune", related=("channel",))
_kind("posting", "Yêu cầu đăng, niêm yết", Posting, "posting", related=("channel",))


def _posts(person: Any, key: str) -> bool:
    found = Posting.objects.filter(commune=person.commune_id, pk__in=keys_of([key])).select_related("channel").first()
    return found is not None and person.has_perm("publication.post", found)


# A posting carries its own proof; more may be gathered, nothing more is owed.
claimable.register("posting", claimable.Claimable(may_claim=_posts, owing=lambda keys: ()))


def _files(model: Any, field: str, commune: str) -> Callable[[Any, Collection[int]], set[int]]:
    def visible(person: Any, ids: Collection[int]) -> set[int]:
        if not mandate_of(person).works_here:
            return set()
        rows = model.objects.filter(**{commune: person.commune_id, f"{field}__in": ids}).order_by()
        return {pk for pk in rows.values_list(field, flat=True) if pk is not None}

    return visible


links.register(links.FileLink("snapshots", "bản chụp của kênh", Q(snapshots__isnull=False), _files(Snapshot, "file", "channel__commune")))
links.register(links.FileLink("postings", "chứng cứ đã đăng", Q(postings__isnull=False), _files(Posting, "proof", "commune")))
links.register(
    links.FileLink(
        "notice_checks", "kiểm tra mục công khai", Q(notice_checks__isnull=False), _files(NoticeCheck, "proof", "channel__commune")
    )
)
