"""Reads about validity, for a person: the state of a document and why, its events, what relations would propose, what waits for a second
person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from minhchung.apps.documents.affected import Affected, affected_by
from minhchung.apps.documents.citing import own_of
from minhchung.apps.documents.models import Citation, Document, Relation, ValidityEvent
from minhchung.apps.documents.queries import readable
from minhchung.apps.documents.rules.changes import Change, changes_in, in_force_from
from minhchung.apps.documents.rules.validity import Event, EventKind, State, Validity
from minhchung.apps.documents.validity import EVENT_OF, state_of, states_on
from minhchung.apps.ground.subjects import KINDS, Described, describe
from minhchung.apps.organisations.models import Person, Unit


def events_for(person: Person) -> QuerySet[ValidityEvent]:
    """The events, not taken back, of documents the person may read."""
    rows = ValidityEvent.objects.filter(document__in=readable(person), withdrawn_at=None)
    return rows.select_related("document", "by_document", "entered_by", "verified_by").defer("document__text", "by_document__text")


def waiting_for(person: Person) -> QuerySet[ValidityEvent]:
    """Events nobody has verified yet, the soonest first."""
    return events_for(person).filter(verified_at=None, document__archived_at=None).order_by("on", "pk")


def event(person: Person, pk: int) -> ValidityEvent:
    """An event, taken back or not, of a document the person may read. Raises Http404."""
    rows = ValidityEvent.objects.filter(document__in=readable(person)).select_related("document__commune", "by_document", "entered_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("no such event")
    return found


@dataclass(frozen=True)
class Proposal:
    """A relation says that `relation.source` does something to the document, and nobody has written the event."""

    relation: Relation
    kind: EventKind


@dataclass(frozen=True)
class Standing:
    """What a page tells of a document's validity on a day."""

    day: date
    now: Validity
    events: Sequence[ValidityEvent]
    proposals: Sequence[Proposal]


def standing_of(person: Person, document: Document, day: date) -> Standing:
    """State, events in order and proposals of a document the person reads."""
    events = list(events_for(person).filter(document=document).order_by("on", "pk"))
    written = {(each.by_document_id, each.kind) for each in events}
    relations = Relation.objects.filter(target=document, kind__in=list(EVENT_OF), source__in=readable(person)).select_related("source")
    proposed = [Proposal(each, EVENT_OF[Relation.Kind(each.kind)]) for each in relations.order_by("pk")]
    return Standing(
        day,
        state_of(document, day),
        events,
        [each for each in proposed if (each.relation.source_id, each.kind.value) not in written],
    )


def in_state(person: Person, rows: QuerySet[Document], state: State, day: date) -> QuerySet[Document]:
    """Those of the rows that are in the state on the day."""
    states = states_on(person.commune_id or "", day)
    if state == State.UNKNOWN:
        return rows.exclude(pk__in=[pk for pk, each in states.items() if each.state != State.UNKNOWN])
    return rows.filter(pk__in=[pk for pk, each in states.items() if each.state == state])


@dataclass(frozen=True)
class Touched:
    """An affected subject as a page shows it. `described` is None where the person may not read it: it is counted, not shown."""

    row: Affected
    described: Described | None
    units: Sequence[Unit]


@dataclass(frozen=True)
class Impact:
    """Whom an event touches, by the kind of what cites: (label, rows); and how many altogether."""

    groups: Sequence[tuple[str, Sequence[Touched]]]
    total: int
    hidden: int


def impact_of(person: Person, document: Document, change: Event, *, day: date) -> Impact:
    """Everything live that the change reaches, for the person to see before the event is entered or verified."""
    return shown(person, affected_by(document, change, day=day))


def shown(person: Person, rows: Sequence[Affected]) -> Impact:
    """Affected subjects by kind, with titles as far as the person may read them, and units."""
    described = describe(person, [row.ref for row in rows])
    units = Unit.objects.in_bulk({unit for row in rows for unit in row.units})
    groups: dict[str, list[Touched]] = {}
    for row in rows:
        label = KINDS[row.ref.kind].label if row.ref.kind in KINDS else row.ref.kind
        if row.ref in described:
            groups.setdefault(label, []).append(Touched(row, described[row.ref], [units[pk] for pk in sorted(row.units) if pk in units]))
    return Impact(list(groups.items()), len(rows), sum(row.ref not in described for row in rows))


@dataclass(frozen=True)
class Said:
    """The text of a document says that it does something to another, and nobody has written the event. `target` None: the register has no
    such document, or more than one; `on`: from when on the text says it is in force."""

    change: Change
    target: Document | None
    on: date | None


def said_by(person: Person, document: Document, cited: Sequence[Citation]) -> list[Said]:
    """What the document's text says it does to others, for two people to confirm. `cited`: its citations as the person may read them."""
    changes = changes_in(document.text, own=own_of(document)) if document.archived_at is None else []
    if not changes:
        return []
    targets = {(row.match_key, row.article): row.document for row in cited}
    by_number = {row.match_key.rpartition("|")[0]: row.document for row in cited if row.document}
    rows = ValidityEvent.objects.filter(by_document=document, withdrawn_at=None)
    written = set(rows.values_list("document", "kind", "scope"))
    on = in_force_from(document.text, document.issued_on)
    found = []
    for each in changes:
        target = targets.get((each.cited.key, each.cited.article)) or by_number.get(each.cited.key.rpartition("|")[0])
        if target is None or (target.pk, each.kind.value, each.scope) not in written:
            found.append(Said(each, target, on))
    return found
