"""What a person may read, and single things by key (404 for another commune's)."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from minhchung.apps.assignments.queries.scope import commune_of
from minhchung.apps.findings.models import Finding, Waiver
from minhchung.apps.organisations.models import Person


def findings_for(person: Person) -> QuerySet[Finding]:
    """The findings of the person's commune."""
    return Finding.objects.filter(commune=commune_of(person))


def waived(on: date) -> Q:
    """The condition on findings: a granted waiver is in force on the day."""
    return Q(Exists(Waiver.objects.filter(finding=OuterRef("pk"), state=Waiver.State.GRANTED, until__gte=on)))


def finding_for(person: Person, pk: int) -> Finding:
    """One finding with its units, work and waivers. Raises Http404."""
    wanted = findings_for(person).select_related("commune", "found_by", "planned_by", "evaluated_by", "closed_by")
    found = wanted.prefetch_related("units__unit", "works__assignment", "waivers__asked_by", "waivers__decided_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def waiver_for(person: Person, pk: int) -> Waiver:
    """One waiver. Raises Http404."""
    found = Waiver.objects.filter(pk=pk, finding__in=findings_for(person)).select_related("finding__commune").first()
    if found is None:
        raise Http404
    return found
