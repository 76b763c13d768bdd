"""Notices: sentences for a person about a subject. Written inside the act that causes them.

Whether a notice still matters is asked when it is read, never stored: an app says for each topic of its notices which of them
still hold (work still waits to be accepted, evidence is still found wrong). What no longer holds is past without anybody's doing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from minhchung.apps.ground.models import Notice
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import Described, describe

LOOKED_AT = 500
"""So many unread notices of a person are looked at, newest first; older ones are past."""


@dataclass(frozen=True)
class Reader:
    """Who reads, and on which day."""

    person: Any
    today: date


@dataclass(frozen=True)
class News:
    """A notice with the subject it leads to; None where the reader may not open it or it is gone."""

    notice: Notice
    subject: Described | None


StillHolds = Callable[[Reader, Mapping[str, Sequence[str]]], Iterable[Ref]]
TOPICS: dict[str, StillHolds] = {}
SEVERAL: set[str] = set()
"""Topics of which each notice tells something of its own; of the others the latest about a subject replaces those before."""


def topic(name: str, *, several: bool = False) -> Callable[[StillHolds], StillHolds]:
    """Registers which notices of a topic still hold: the function gets the keys of their subjects by kind and gives back those
    about which the news is not over for the reader."""

    def register(holds: StillHolds) -> StillHolds:
        if name in TOPICS:
            raise ValueError(f"topic {name!r} is registered twice")
        TOPICS[name] = holds
        if several:
            SEVERAL.add(name)
        return holds

    return register


def notify(people: Iterable[Any], *, commune: str, subject: Ref, text: str, at: datetime, topic: str = "") -> None:
    """One notice per person, duplicates of the same people dropped. Without a topic it stays unread until it is read."""
    if topic and topic not in TOPICS:
        raise LookupError(f"no app says when news of the topic {topic!r} is over")
    unique = {person.pk: person for person in people}
    Notice.objects.bulk_create(
        Notice(commune=commune, person=person, kind=subject.kind, key=subject.key, text=text[:500], at=at, topic=topic)
        for person in unique.values()
    )


def unread(person: Any) -> QuerySet[Notice]:
    """What the person has not read, newest first; some of it may be over."""
    return Notice.objects.filter(person=person, read_at=None).order_by("-at", "-pk")


def current(person: Any, *, today: date) -> list[News]:
    """What the person has not read and is not over, newest first.

    The latest notice of a topic about a subject replaces those before (but for topics of `several`); a subject the person may no
    longer open is over. Without a topic a notice is told all the same: that something is gone may be the news.
    """
    found = list(unread(person)[:LOOKED_AT])
    holding = _holding(Reader(person, today), found)
    seen = describe(person, {_ref(notice) for notice in found})
    told: set[tuple[str, Ref]] = set()
    news = []
    for notice in found:
        about, subject = (notice.topic, _ref(notice)), seen.get(_ref(notice))
        if notice.topic and (subject is None or about in told or about not in holding):
            continue
        if notice.topic not in SEVERAL:
            told.add(about)
        news.append(News(notice, subject))
    return news


def past(person: Any, *, besides: Iterable[News]) -> QuerySet[Notice]:
    """Everything else the person was ever told, newest first: read, or over."""
    return Notice.objects.filter(person=person).exclude(pk__in=[news.notice.pk for news in besides]).order_by("-at", "-pk")


def with_subjects(person: Any, found: Iterable[Notice]) -> list[News]:
    """The notices of one page, each with the subject it leads to."""
    rows = list(found)
    seen = describe(person, {_ref(notice) for notice in rows})
    return [News(notice, seen.get(_ref(notice))) for notice in rows]


def mark_read(person: Any, *, now: datetime, only: int | None = None) -> int:
    """Marks the person's notices read, or only the one of that key; returns how many of them the person had."""
    mine = Notice.objects.filter(person=person)
    if only is not None:
        mine = mine.filter(pk=only)
    had = mine.count()
    mine.filter(read_at=None).update(read_at=now)
    return had


def _ref(notice: Notice) -> Ref:
    return Ref(notice.kind, notice.key)


def _holding(reader: Reader, found: Iterable[Notice]) -> set[tuple[str, Ref]]:
    """Topic and subject of the news that is not over; one question per topic."""
    keys: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for notice in found:
        keys[notice.topic][notice.kind].append(notice.key)
    return {(name, ref) for name, asked in keys.items() if name in TOPICS for ref in TOPICS[name](reader, asked)}
