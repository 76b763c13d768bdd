"""Work by how it stands: late, due soon, waiting to be judged, without evidence. For the first screens and the tabs."""

from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from minhchung.apps.assignments.models import Duty, Holding, Occurrence
from minhchung.apps.assignments.queries.scope import Dated, occurrences_for
from minhchung.apps.assignments.rules.standing import OPEN
from minhchung.apps.evidence.models import Claim
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.worktime import MissingYear

WARD_WIDE = (Role.LEADER, Role.STANDING, Role.ADMIN, Role.INSPECTOR, Role.READER)


def open_lead(person: Person) -> QuerySet[Dated]:
    """Work in hand of leading duties the person may read."""
    return occurrences_for(person).filter(state__in=OPEN, duty__part=Duty.Part.LEAD)


def held_by(units: frozenset[int], *, on: date) -> Q:
    """The condition on occurrences: the duty is held by one of the units on that day."""
    # Asked once for the whole list: a subquery per row would read the unit's holdings again for each of them.
    holding = Holding.objects.filter(Q(until=None) | Q(until__gte=on), unit__in=units, since__lte=on)
    return Q(duty__in=holding.values("duty"))


def looks_over_the_ward(person: Person, *, today: date) -> bool:
    """Whether the first screen speaks of the whole ward to this person; to others it speaks of their units."""
    return person.mandate(today).has(*WARD_WIDE)


def mine(person: Person, *, today: date) -> Q:
    """The condition on occurrences that are the person's business: the whole ward's or those of the own units."""
    return Q() if looks_over_the_ward(person, today=today) else held_by(person.mandate(today).units, on=today)


def soon_until(commune: Commune, today: date) -> date:
    """The last day that counts as "sắp đến hạn"; today where no calendar covers the days ahead."""
    try:
        return calendar_of(commune).add_working_days(today, commune.due_soon_working_days)
    except MissingYear:
        return today


def overdue_for(person: Person, *, today: date) -> QuerySet[Dated]:
    """Work past the day in force, longest late first."""
    return open_lead(person).filter(mine(person, today=today), in_force__lt=today).order_by("in_force", "pk")


def due_soon_for(person: Person, *, today: date) -> QuerySet[Dated]:
    """Work due today or within the ward's number of working days, nearest first."""
    if person.commune is None:
        return occurrences_for(person).none()
    until = soon_until(person.commune, today)
    return open_lead(person).filter(mine(person, today=today), in_force__gte=today, in_force__lte=until).order_by("in_force", "pk")


def unproven_for(person: Person, *, today: date) -> QuerySet[Dated]:
    """Open or submitted work without any live evidence, nearest day first."""
    claims = Claim.objects.filter(kind="occurrence", key=Cast(OuterRef("pk"), CharField()), withdrawn_at=None)
    work = occurrences_for(person).filter(state__in=[*OPEN, "submitted"], duty__part=Duty.Part.LEAD, opens_on__lte=today)
    return work.filter(mine(person, today=today)).filter(~Exists(claims)).order_by("in_force", "pk")


def waiting_for(person: Person, *, today: date) -> QuerySet[Dated]:
    """Submitted work that waits for this person's judgement: what they assigned, or all of it for the leadership."""
    held = person.mandate(today)
    work = occurrences_for(person).filter(state=Occurrence.State.SUBMITTED, duty__part=Duty.Part.LEAD)
    if not held.has(Role.LEADER, Role.STANDING):
        work = work.filter(duty__assignment__assigner=person)
    return work.exclude(held_by(held.units, on=today)).order_by("submitted_at")


def late_count(person: Person, *, today: date) -> int:
    """How many works of the person's business are late; the shares of one work in one period count once."""
    return overdue_for(person, today=today).order_by().values("duty__assignment", "period").distinct().count()
