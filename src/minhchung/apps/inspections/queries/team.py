"""The team as the rule of independence sees it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from minhchung.apps.inspections.models import InspectedUnit, Inspection, Member
from minhchung.apps.inspections.rules.independence import Checker, conflicts
from minhchung.apps.organisations.models import Appointment, RoleGrant
from minhchung.apps.organisations.queries import in_force


def checkers(inspection: Inspection, *, on: date) -> dict[int, Checker]:
    """Member → the checker, with the units where the person works on a day: by post or by role."""
    members = list(Member.objects.filter(inspection=inspection).select_related("person"))
    people = [member.person_id for member in members if member.person_id]
    units: dict[int | None, set[int]] = defaultdict(set)
    for person, unit in Appointment.objects.filter(in_force(on), person__in=people).values_list("person", "unit"):
        units[person].add(unit)
    for person, held in RoleGrant.objects.filter(in_force(on), person__in=people).values_list("person", "unit"):
        if held is not None:
            units[person].add(held)
    return {member.pk: Checker(member.pk, str(member), frozenset(units[member.person_id])) for member in members}


def by_person(inspection: Inspection, *, on: date) -> dict[int, Checker]:
    """Person → the checker, for those of the ward."""
    found = checkers(inspection, on=on)
    rows = Member.objects.filter(inspection=inspection).values_list("pk", "person")
    return {person: found[pk] for pk, person in rows if person is not None}


def conflicts_of(inspection: Inspection, inspected: Sequence[InspectedUnit], *, on: date) -> dict[int, list[Checker]]:
    """Unit → the checkers who belong to it; empty where the ward's own team does not look. `inspected` with its checkers prefetched."""
    if not inspection.own_team:
        return {}
    named = {each.unit_id: [member.pk for member in each.checkers.all()] for each in inspected}
    return conflicts(list(checkers(inspection, on=on).values()), named)
