"""When news about work is over: the work was handed in, judged, decided, taken away or passed to another unit."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from django.db.models import QuerySet

from minhchung.apps.assignments.models import Extension, Occurrence
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.notices import Reader, topic
from minhchung.apps.ground.refs import Ref

State = Occurrence.State
IN_HAND = (State.ASSIGNED, State.IN_PROGRESS, State.RETURNED)
Asked = Mapping[str, Sequence[str]]


def _live(states: Collection[str]) -> QuerySet[Occurrence]:
    """The occurrences in these states of duties that still stand."""
    return Occurrence.objects.filter(state__in=states, duty__removed_at=None, duty__assignment__archived_at=None)


def _while_in(states: Collection[str]) -> Callable[[Reader, Asked], Iterable[Ref]]:
    """News that holds while the occurrence it is about is in one of these states."""

    def holds(reader: Reader, asked: Asked) -> Iterable[Ref]:
        keys = keys_of(asked.get("occurrence", ()))
        return [Ref("occurrence", str(pk)) for pk in _live(states).filter(pk__in=keys).values_list("pk", flat=True)]

    return holds


topic("assignments.submitted")(_while_in([State.SUBMITTED]))


@topic("assignments.submitted_by_file")
def _some_of_a_file_waits(reader: Reader, asked: Asked) -> Iterable[Ref]:
    """Files of which some row that was reported as done still waits."""
    keys = keys_of(asked.get("register_return", ()))
    fills = HistoryEvent.objects.filter(commune=reader.person.commune_id, act="assignments.fill_row", after__return__in=keys)
    told = [((event.after or {})["return"], int(event.key)) for event in fills.filter(after__state=State.SUBMITTED)]
    waiting = set(_live([State.SUBMITTED]).filter(pk__in=[work for _, work in told]).values_list("pk", flat=True))
    return [Ref("register_return", str(key)) for key in {key for key, work in told if work in waiting}]


topic("assignments.accepted")(_while_in([State.ACCEPTED]))
topic("assignments.returned")(_while_in([State.RETURNED]))
topic("assignments.reopened")(_while_in(IN_HAND))
topic("assignments.urged")(_while_in(IN_HAND))
topic("assignments.extension_decided")(_while_in(IN_HAND))


@topic("assignments.extension_asked")
def _extension_waits(reader: Reader, asked: Asked) -> Iterable[Ref]:
    waiting = Extension.objects.filter(state=Extension.State.ASKED, occurrence__in=_live(IN_HAND))
    found = waiting.filter(occurrence__in=keys_of(asked.get("occurrence", ()))).values_list("occurrence", flat=True)
    return [Ref("occurrence", str(pk)) for pk in found]


@topic("assignments.given")
def _still_with_the_unit(reader: Reader, asked: Asked) -> Iterable[Ref]:
    """Work (or the works of a document) of which a unit of the reader holds a share that is not handed in."""
    units = reader.person.mandate(reader.today).units
    held = _live(IN_HAND).filter(duty__holdings__until=None, duty__holdings__unit__in=units).order_by().distinct()
    works = held.filter(duty__assignment__in=keys_of(asked.get("assignment", ()))).values_list("duty__assignment", flat=True)
    sources = held.filter(duty__assignment__document__in=keys_of(asked.get("document", ())))
    documents = sources.values_list("duty__assignment__document", flat=True)
    return [*(Ref("assignment", str(pk)) for pk in works), *(Ref("document", str(pk)) for pk in documents)]


# Title, deadline and part of a unit are corrected one by one: each correction is news of its own.
topic("assignments.corrected", several=True)(_still_with_the_unit)


@topic("assignments.named")
def _still_responsible(reader: Reader, asked: Asked) -> Iterable[Ref]:
    held = _live(IN_HAND).filter(duty__holdings__until=None, duty__holdings__person=reader.person).order_by().distinct()
    found = held.filter(duty__assignment__in=keys_of(asked.get("assignment", ()))).values_list("duty__assignment", flat=True)
    return [Ref("assignment", str(pk)) for pk in found]
