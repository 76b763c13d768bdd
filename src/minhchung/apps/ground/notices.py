"""Notices: sentences for a person about a subject. Written inside the act that causes them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from minhchung.apps.ground.models import Notice
from minhchung.apps.ground.refs import Ref


def notify(people: Iterable[Any], *, commune: str, subject: Ref, text: str, at: datetime) -> None:
    """One notice per person, duplicates of the same people dropped."""
    unique = {person.pk: person for person in people}
    Notice.objects.bulk_create(
        Notice(commune=commune, person=person, kind=subject.kind, key=subject.key, text=text[:500], at=at) for person in unique.values()
    )


def unread(person: Any) -> QuerySet[Notice]:
    """What the person has not read, newest first."""
    return Notice.objects.filter(person=person, read_at=None).order_by("-at", "-pk")


def mark_read(person: Any, *, now: datetime) -> int:
    """Marks all of the person's notices read; returns how many."""
    return unread(person).update(read_at=now)
