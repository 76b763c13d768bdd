"""The meetings of a ward as lists show them."""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Q, QuerySet

from minhchung.apps.meetings.models import Meeting


class Counts(TypedDict):
    """What every meeting of a list carries beside its columns."""

    concluded: int
    asked: int
    given: int


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    Counted = WithAnnotations[Meeting, Counts]
else:
    Counted = Meeting


def to_come(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Those that are neither over nor cancelled, the next one first."""
    return found.filter(ended_at=None, cancelled_at=None).order_by("starts_at", "pk")


def past(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Those that are over or cancelled, the last one first."""
    return found.exclude(ended_at=None, cancelled_at=None).order_by("-starts_at", "-pk")


def with_counts(found: QuerySet[Meeting]) -> QuerySet[Counted]:
    """Each with how many conclusions it has (`concluded`), how many ask for work (`asked`) and how many of these were given (`given`)."""
    live = Q(conclusions__removed_at=None)
    return found.select_related("chair", "notice").annotate(
        concluded=Count("conclusions", filter=live),
        asked=Count("conclusions", filter=live & Q(conclusions__kind="work")),
        given=Count("conclusions", filter=Q(conclusions__assignment__isnull=False)),
    )
