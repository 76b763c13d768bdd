"""Procedures of a commune as they stand on a day."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from minhchung.apps.organisations.rights import mandate_of
from minhchung.apps.procedures.models import Line, Procedure
from minhchung.apps.procedures.rules import Said, Standing, standing_on


@dataclass(frozen=True)
class Known:
    """A procedure and what it is on the day asked for."""

    procedure: Procedure
    standing: Standing


def procedures_for(person: Any) -> QuerySet[Procedure]:
    """Every procedure the person may read: all of the own ward (DESIGN 6.6: the register is a common paper)."""
    if not mandate_of(person).works_here:
        return Procedure.objects.none()
    return Procedure.objects.filter(commune=person.commune_id)


def standing(commune: str, day: date, *, only: Collection[int] | None = None) -> list[Known]:
    """The procedures of a commune that some source speaks of by that day, by code; abolished ones too (`standing.in_force` false).

    Two queries, whatever the number. `only`: the primary keys wanted.
    """
    lines = Line.objects.filter(source__commune=commune, source__undone_at=None, on__lte=day)
    rows = Procedure.objects.filter(commune=commune).select_related("unit")
    if only is not None:
        lines, rows = lines.filter(procedure__in=only), rows.filter(pk__in=only)
    said: dict[int, list[Said]] = defaultdict(list)
    for line in lines.order_by():
        said[line.procedure_id].append(line.as_said)
    known = ((procedure, standing_on(said.get(procedure.pk, ()), day)) for procedure in rows.order_by("code"))
    return [Known(procedure, found) for procedure, found in known if found]


def over_time(commune: str, only: Collection[int], *, since: date) -> dict[int, list[Standing]]:
    """What each procedure is on a day and from day to day after it, the newest last; those no source speaks of are left out. One query."""
    said: dict[int, list[Said]] = defaultdict(list)
    for line in Line.objects.filter(source__commune=commune, source__undone_at=None, procedure__in=only).order_by():
        said[line.procedure_id].append(line.as_said)
    days = {pk: sorted({since, *(line.on for line in lines if line.on > since)}) for pk, lines in said.items()}
    return {pk: [found for day in days[pk] if (found := standing_on(lines, day))] for pk, lines in said.items()}


def catalogue(person: Any, day: date) -> list[Known]:
    """The procedures in force on that day, of the person's ward."""
    if not mandate_of(person).works_here:
        return []
    return [known for known in standing(person.commune_id, day) if known.standing.in_force]
