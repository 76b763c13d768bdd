"""What the acts on the catalogue share: what follows from a procedure's lines is brought up to date after they have changed."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.timezone import localdate

from minhchung.apps.documents.citing import cite
from minhchung.apps.ground import lookup
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.procedures.models import Line, Procedure, Source
from minhchung.apps.procedures.queries.standing import Known, standing
from minhchung.apps.procedures.rules import Content, LineKind

FAR = date(9999, 12, 31)


def brought_up_to_date(commune: str, procedures: Collection[int]) -> None:
    """Name, search row and citations of procedures follow their newest lines, those of a day to come included. One that no source speaks
    of any more is found and cites nothing."""
    told = standing(commune, FAR, only=procedures)
    for known in told:
        _name(known)
        _find(known)
        _cite(known)
    for untold in Procedure.objects.filter(commune=commune, pk__in=procedures).exclude(pk__in=[known.procedure.pk for known in told]):
        lookup.remove(untold.ref)
        cite(untold.ref, "", commune=commune)


def _name(known: Known) -> None:
    name = (known.standing.content.name or known.procedure.name)[:1000]
    if name != known.procedure.name:
        known.procedure.name = name
        Procedure.objects.filter(pk=known.procedure.pk).update(name=name)


def _find(known: Known) -> None:
    content = known.standing.content
    words = " ".join(filter(None, (content.field, content.agency, known.procedure.group)))
    lookup.put(known.procedure.ref, commune=known.procedure.commune_id, title=str(known.procedure), text=words)


def _cite(known: Known) -> None:
    """Only numbers that are certain are cited; an abolished procedure cites nothing any more."""
    basis = (known.standing.content.basis or ()) if known.standing.in_force else ()
    numbers = dict.fromkeys(each.symbol for each in basis if each.symbol and not each.doubt)
    cite(known.procedure.ref, "; ".join(numbers), commune=known.procedure.commune_id)


def by_hand(procedure: Procedure, content: Content, *, title: str, actor: Person | None, at: datetime) -> Line:
    """A line of a person's own, from today on, on top of what the sources of the day say."""
    today = localdate(at)
    source = Source.objects.create(
        commune_id=procedure.commune_id, kind=Source.Kind.HAND, title=title[:500], on=today, added_by=actor, added_at=at
    )
    last = Line.objects.filter(procedure=procedure, on=today).order_by("-order").values_list("order", flat=True).first()
    order = 0 if last is None else last + 1
    line = Line.objects.create(source=source, procedure=procedure, kind=LineKind.STATED, on=today, order=order, said=content.said())
    brought_up_to_date(procedure.commune_id, [procedure.pk])
    return line


def locked(commune: Commune) -> Commune:
    """The commune's catalogue for this act alone: two imports at once would both find a code new."""
    return Commune.objects.select_for_update().get(pk=commune.pk)
