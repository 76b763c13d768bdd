"""Whom a change of a document touches: every subject that cites it, or the part of it that changes; live ones and others.

Partial changes touch who cites that part (all of it, or some) and, for somebody to look at, who cites the document as a whole.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from minhchung.apps.documents.cited import live_among, standing_on
from minhchung.apps.documents.citing import Place
from minhchung.apps.documents.models import Citation, Document, ValidityEvent
from minhchung.apps.documents.rules.scopes import Cover
from minhchung.apps.documents.rules.validity import CHANGES, ENDS, Event, reach
from minhchung.apps.documents.validity import counting
from minhchung.apps.ground.refs import Ref

Change = tuple[Event, bool, date | None]
"""(event, whether two people stand behind it, since when they do)."""
DayOf = Callable[[Event], date]
_DEEPEST = (Cover.NONE, Cover.PART, Cover.ALL)


@dataclass(frozen=True)
class Affected:
    """A subject that cites `document` (key) and how far `event` reaches its citations. `articles` are those it names ("" the whole);
    `live`: it is still to be kept right; `units` answer for it (none: the ward); `confirmed`: two people stand behind the event."""

    ref: Ref
    document: int
    event: Event
    articles: tuple[str, ...]
    cover: Cover
    live: bool
    units: frozenset[int]
    confirmed: bool = True
    confirmed_on: date | None = None

    @property
    def touched(self) -> bool:
        """Whether the change reaches any of its citations."""
        return self.cover != Cover.NONE

    @property
    def to_look(self) -> bool:
        """It cites more than what changes, or something that may only have changed: a person has to see whether it matters."""
        return self.cover == Cover.PART


def affected_by(document: Document, event: Event, *, day: date) -> list[Affected]:
    """Whom an event of the document would touch on a day, whether it is written already or only thought of; only what is live, reached
    and cites it on that day."""
    known = counting(document.commune_id, [document.pk]).get(document.pk, [])
    events = known if event in known else [*known, event]
    rows = _cited(document.commune_id, {document.pk: [(event, True, None)]}, {document.pk: events}, lambda _: day)
    return [row for row in rows if row.live and row.touched]


def affected_of(commune: str, *, day: date) -> list[Affected]:
    """Every subject that cites a document with a change, beside each change: those of no effect too, so that a check can say why it
    passes over them. A change still to come is asked of what is cited and live on its day. Parts of what has ended as a whole by that
    day are not told of one by one. A few queries for each such day, however many rows."""
    rows = ValidityEvent.objects.filter(document__commune=commune, withdrawn_at=None, document__archived_at=None)
    rows = rows.filter(kind__in=[kind.value for kind in CHANGES]).select_related("by_document").defer("words", "by_document__text")
    changes: dict[int, list[Change]] = defaultdict(list)
    for row in rows.order_by("on", "pk"):
        changes[row.document_id].append((row.as_event, row.verified_at is not None, _day_of(row.verified_at)))
    standing = {pk: _standing(each, day) for pk, each in changes.items()}
    return _cited(commune, standing, counting(commune, list(changes)), lambda event: max(day, event.on))


def _day_of(moment: datetime | None) -> date | None:
    return localdate(moment) if moment else None


def _standing(changes: Sequence[Change], day: date) -> list[Change]:
    """Where the whole has ended, that alone counts."""
    ended = [each for each in changes if each[1] and each[0].kind in ENDS and not each[0].scope.strip() and each[0].on <= day]
    return ended[:1] or list(changes)


def _cited(commune: str, changes: Mapping[int, Iterable[Change]], events: Mapping[int, list[Event]], day: DayOf) -> list[Affected]:
    """One row per subject, document and change: what it cites and whether it is live on the day that `day` gives for the change."""
    rows: dict[int, list[tuple[Ref, Place]]] = defaultdict(list)
    cited = Citation.objects.filter(commune=commune, document__in=list(changes)).order_by("pk")
    for kind, key, pk, match_key, article in cited.values_list("kind", "key", "document", "match_key", "article"):
        rows[pk or 0].append((Ref(kind, key), (match_key, article)))
    days: dict[date, set[int]] = defaultdict(set)
    for pk, each in changes.items():
        for event, _, _ in each:
            days[day(event)].add(pk)
    asked = {on: {place for pk in pks for place in rows[pk]} for on, pks in days.items()}
    stands = {on: standing_on(commune, places, on) for on, places in asked.items()}
    live = {on: live_among(commune, {ref for ref, _ in places}, on) for on, places in asked.items()}
    found = []
    for pk, each in changes.items():
        for event, confirmed, confirmed_on in each:
            on = day(event)
            for ref, named in _articles(rows[pk], stands[on]).items():
                if ref == Ref("document", str(event.doer)):
                    continue
                cover = max((reach(event, article, events.get(pk, [event]), max(on, event.on)) for article in named), key=_DEEPEST.index)
                units = live[on].get(ref, frozenset())
                found.append(Affected(ref, pk, event, tuple(sorted(named)), cover, ref in live[on], units, confirmed, confirmed_on))
    return found


def _articles(rows: Iterable[tuple[Ref, Place]], stands: Collection[tuple[Ref, Place]]) -> dict[Ref, set[str]]:
    """The articles that each subject names on the day ("" the whole)."""
    found: dict[Ref, set[str]] = defaultdict(set)
    for ref, place in rows:
        if (ref, place) in stands:
            found[ref].add(place[1])
    return found
