"""What the acts on the catalogue share: what follows from a procedure's lines is brought up to date after they have changed."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.utils.timezone import localdate

from minhchung.apps.documents.citing import cite_all
from minhchung.apps.ground import lookup
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.procedures.citing import basis_of
from minhchung.apps.procedures.models import Line, Procedure, Source
from minhchung.apps.procedures.queries.standing import Known, over_time
from minhchung.apps.procedures.rules import Content, LineKind


def brought_up_to_date(commune: str, procedures: Collection[int], *, today: date) -> None:
    """Name and search row of procedures follow their newest lines, those of a day to come included; their citations hold what they cite
    today or on a day to come (citing.py tells which on a day). One that no source speaks of any more is found and cites nothing. A few
    statements, however many procedures."""
    days = over_time(commune, procedures, since=today)
    told = [Known(each, days[each.pk][-1]) for each in Procedure.objects.filter(commune=commune, pk__in=days).order_by("code")]
    _name(told)
    lookup.put_all(((each.procedure.ref, str(each.procedure), _words(each)) for each in told), commune=commune)
    cite_all({each.procedure.ref: "; ".join(map(basis_of, days[each.procedure.pk])) for each in told}, commune=commune)
    untold = list(Procedure.objects.filter(commune=commune, pk__in=procedures).exclude(pk__in=[each.procedure.pk for each in told]))
    for each in untold:
        lookup.remove(each.ref)
    cite_all({each.ref: "" for each in untold}, commune=commune)


def _name(told: Iterable[Known]) -> None:
    renamed = []
    for known in told:
        name = (known.standing.content.name or known.procedure.name)[:1000]
        if name != known.procedure.name:
            known.procedure.name = name
            renamed.append(known.procedure)
    Procedure.objects.bulk_update(renamed, ["name"], batch_size=500)


def _words(known: Known) -> str:
    """What it is found by beside code and name."""
    content = known.standing.content
    return " ".join(filter(None, (content.field, content.agency, known.procedure.group)))


def by_hand(procedure: Procedure, content: Content, *, title: str, actor: Person | None, at: datetime) -> Line:
    """A line of a person's own, from today on, on top of what the sources of the day say."""
    today = localdate(at)
    source = Source.objects.create(
        commune_id=procedure.commune_id, kind=Source.Kind.HAND, title=title[:500], on=today, added_by=actor, added_at=at
    )
    last = Line.objects.filter(procedure=procedure, on=today).order_by("-order").values_list("order", flat=True).first()
    order = 0 if last is None else last + 1
    line = Line.objects.create(source=source, procedure=procedure, kind=LineKind.STATED, on=today, order=order, said=content.said())
    brought_up_to_date(procedure.commune_id, [procedure.pk], today=today)
    return line


def locked(commune: Commune) -> Commune:
    """The commune's catalogue for this act alone: two imports at once would both find a code new."""
    return Commune.objects.select_for_update().get(pk=commune.pk)
