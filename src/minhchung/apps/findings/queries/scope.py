"""What a person may read, and single things by key (404 for another commune's)."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

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
    return get_object_or_404(wanted.prefetch_related("units__unit", "works__assignment", "waivers__asked_by", "waivers__decided_by"), pk=pk)


def waiver_for(person: Person, pk: int) -> Waiver:
    """One waiver. Raises Http404."""
    return get_object_or_404(Waiver.objects.filter(finding__in=findings_for(person)).select_related("finding__commune"), pk=pk)
