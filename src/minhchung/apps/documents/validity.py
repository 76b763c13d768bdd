"""The state of documents on a day, read from the events that two people have confirmed. Shared by the queries of every app above."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from minhchung.apps.documents.models import Document, Relation, ValidityEvent
from minhchung.apps.documents.rules.validity import Event, EventKind, State, Validity, validity
from minhchung.apps.ground.keys import keys_of

LASTING = ("NQ", "QĐ", "CT", "QC", "QyĐ", "HD", "ĐA")
"""Types of own documents that go on holding after their year; a bare letter, notice or report is done with when it is sent."""
OF_THE_YEAR = ("KH", "CTr", "PA")
"""Types that hold in the year they are of."""
UNISSUED = (Document.State.DRAFT, Document.State.APPROVED, Document.State.SENT_FOR_NUMBER)
EVENT_OF = {
    Relation.Kind.REPLACES: EventKind.REPLACED,
    Relation.Kind.REPEALS: EventKind.REPEALED,
    Relation.Kind.AMENDS: EventKind.AMENDED,
    Relation.Kind.STAYS: EventKind.SUSPENDED,
    Relation.Kind.SUSPENDS: EventKind.SUSPENDED,
}
"""What a relation does to the document it points at. It is proposed to a person, never entered by itself."""
RELATION_OF = {
    EventKind.REPLACED: Relation.Kind.REPLACES,
    EventKind.REPEALED: Relation.Kind.REPEALS,
    EventKind.AMENDED: Relation.Kind.AMENDS,
    EventKind.SUSPENDED: Relation.Kind.SUSPENDS,
}


def counting(commune: str, documents: Collection[int] | None = None) -> dict[int, list[Event]]:
    """The confirmed events of the commune's documents (of these, or of all that have any), in order; one query."""
    rows = ValidityEvent.objects.filter(document__commune=commune, verified_at__isnull=False, withdrawn_at=None)
    if documents is not None:
        rows = rows.filter(document__in=documents)
    found: dict[int, list[Event]] = defaultdict(list)
    for row in rows.select_related("by_document").defer("words", "by_document__text").order_by("on", "pk"):
        found[row.document_id].append(row.as_event)
    return found


def states_on(commune: str, day: date) -> dict[int, Validity]:
    """The state of every document of which something is confirmed; of the others nothing is known."""
    return {pk: validity(events, day) for pk, events in counting(commune).items()}


def state_of(document: Document, day: date) -> Validity:
    """The state of one document on a day."""
    return validity(counting(document.commune_id, [document.pk]).get(document.pk, ()), day, issued_on=document.issued_on)


def live_documents(commune: str, keys: Collection[str], day: date) -> Mapping[str, frozenset[int]]:
    """Of documents that cite, the ward's own that still hold: drafts on their way, lasting types once issued (LASTING), plans in their own
    year (OF_THE_YEAR); not what has ended or is out of the register. What others wrote is theirs to mend."""
    rows = Document.objects.filter(pk__in=keys_of(keys), commune=commune, archived_at=None, direction=Document.Direction.OUTGOING)
    columns = rows.order_by().values_list("pk", "state", "series", "issued_on", "unit")
    candidates = {
        pk: unit
        for pk, state, series, issued_on, unit in columns
        if state in UNISSUED
        or (
            state == Document.State.ISSUED
            and (series in LASTING or (series in OF_THE_YEAR and issued_on is not None and issued_on.year == day.year))
        )
    }
    events = counting(commune, list(candidates)) if candidates else {}
    return {
        str(pk): frozenset({unit} if unit else ())
        for pk, unit in candidates.items()
        if validity(events.get(pk, ()), day).state not in (State.ENDED, State.SUSPENDED)
    }
