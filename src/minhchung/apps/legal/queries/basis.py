"""Who cites a document that changed, and whether somebody has looked at it since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.documents.affected import Affected, affected_of
from minhchung.apps.documents.in_force import events_for
from minhchung.apps.documents.models import Document, ValidityEvent
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import KINDS, Described, describe
from minhchung.apps.legal.models import BasisReview
from minhchung.apps.organisations.models import Person, Unit

Result = BasisReview.Result


@dataclass(frozen=True)
class Cites:
    """A subject (its `title`) that cites a changed document, with the newest word of somebody who looked (None: nobody)."""

    row: Affected
    document: Document
    title: str
    review: BasisReview | None

    def stands_on(self, day: date) -> bool:
        """Somebody has said that it goes on as it is, until a day that has not passed."""
        return self.review is not None and self.review.until is not None and self.review.until >= day

    @property
    def articles(self) -> str:
        """The articles cited, " (Điều 5, Điều 7)"; "" for the whole."""
        named = ", ".join(each for each in self.row.articles if each)
        return f" ({named})" if named else ""


def citing_changed(commune: str, *, day: date) -> list[Cites]:
    """Every subject that cites a document with a change, live or not; a few queries however many there are."""
    rows = affected_of(commune, day=day)
    documents = Document.objects.defer("text").in_bulk({row.document for row in rows})
    titles = _titles(rows)
    reviews = latest_reviews([row.event.pk for row in rows if row.event.pk])
    return [
        Cites(row, documents[row.document], titles[row.ref], reviews.get((row.event.pk or 0, row.ref)))
        for row in rows
        if row.ref in titles and row.document in documents
    ]


def latest_reviews(events: Sequence[int]) -> Mapping[tuple[int, Ref], BasisReview]:
    """The newest word by (event, subject)."""
    rows = BasisReview.objects.filter(event__in=set(events)).select_related("by").order_by("at", "pk")
    return {(row.event_id, row.ref): row for row in rows}


def _titles(rows: Sequence[Affected]) -> dict[Ref, str]:
    keys: dict[str, set[str]] = {}
    for row in rows:
        keys.setdefault(row.ref.kind, set()).add(row.ref.key)
    return {Ref(kind, key): title for kind, found in keys.items() if kind in KINDS for key, title in KINDS[kind].titles(found).items()}


@dataclass(frozen=True)
class Line:
    """A subject of an event as a page shows it. `open`: nobody has said anything that still holds."""

    cites: Cites | None
    described: Described
    units: Sequence[Unit]
    review: BasisReview | None
    open: bool


@dataclass(frozen=True)
class Changed:
    """A confirmed change with who cites what changed. `left`: how many still have to look (those the person may not read included)."""

    event: ValidityEvent
    lines: Sequence[Line]
    left: int
    total: int


def changes_for(person: Person, *, day: date, event: int | None = None) -> list[Changed]:
    """The confirmed changes of documents the person may read that touch something live, or of which somebody has looked at something; the
    soonest first. Of one event only, touched or not, where it is named."""
    found = [each for each in citing_changed(person.commune_id or "", day=day) if each.row.live and each.row.touched and each.row.confirmed]
    by_event: dict[int, list[Cites]] = {}
    for each in found:
        by_event.setdefault(each.row.event.pk or 0, []).append(each)
    reviewed = set(BasisReview.objects.filter(event__document__commune=person.commune_id).values_list("event", flat=True))
    wanted = {event} if event is not None else set(by_event) | reviewed
    events = list(events_for(person).filter(pk__in=wanted).order_by("on", "pk"))
    reviews = latest_reviews([each.pk for each in events])
    refs = {ref for _, ref in reviews} | {each.row.ref for rows in by_event.values() for each in rows}
    described = describe(person, refs)
    units = Unit.objects.in_bulk({unit for rows in by_event.values() for each in rows for unit in each.row.units})
    shown = _Shown(reviews, described, units, day)
    return [shown.changed(each, by_event.get(each.pk, [])) for each in events]


@dataclass(frozen=True)
class _Shown:
    """What has been read for all changes of a page."""

    reviews: Mapping[tuple[int, Ref], BasisReview]
    described: Mapping[Ref, Described]
    units: Mapping[int, Unit]
    day: date

    def changed(self, event: ValidityEvent, rows: Sequence[Cites]) -> Changed:
        """One change: what cites it now, then what somebody has looked at and no longer does."""
        present = {each.row.ref: each for each in rows}
        looked = {ref: review for (pk, ref), review in self.reviews.items() if pk == event.pk}
        lines = []
        for ref in [*present, *(ref for ref in looked if ref not in present)]:
            cites = present.get(ref)
            if ref in self.described:
                named = [self.units[pk] for pk in sorted(cites.row.units)] if cites else []
                waits = cites is not None and not cites.stands_on(self.day)
                lines.append(Line(cites, self.described[ref], named, looked.get(ref), waits))
        left = sum(not each.stands_on(self.day) for each in rows)
        return Changed(event, sorted(lines, key=lambda each: not each.open), left, len(set(present) | set(looked)))
