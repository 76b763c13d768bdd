"""What a person may read, and single things by key (404 for another commune's)."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from minhchung.apps.assignments.queries.scope import commune_of
from minhchung.apps.inspections.models import DrawnSample, HalfTaken, InspectedUnit, Inspection, Member, Requirement, Strength
from minhchung.apps.organisations.models import Person


def inspections_for(person: Person) -> QuerySet[Inspection]:
    """The inspections of the person's commune."""
    return Inspection.objects.filter(commune=commune_of(person))


def inspection_for(person: Person, pk: int) -> Inspection:
    """One inspection with its documents. Raises Http404."""
    return get_object_or_404(
        inspections_for(person).select_related("commune", "decision", "conclusion", "via", "added_by", "closed_by").filter(pk=pk)
    )


def inspected_for(person: Person, pk: int) -> InspectedUnit:
    """One inspected unit. Raises Http404."""
    rows = InspectedUnit.objects.filter(pk=pk, inspection__in=inspections_for(person))
    people = ("reported_by", "remedied_by", "checked_by")
    return get_object_or_404(rows.select_related("inspection__commune", "unit", "report_file", "minutes_file", "remedy_file", *people))


def member_for(person: Person, pk: int) -> Member:
    """One member of a team. Raises Http404."""
    return get_object_or_404(
        Member.objects.filter(pk=pk, inspection__in=inspections_for(person)).select_related("inspection__commune", "person")
    )


def strength_for(person: Person, pk: int) -> Strength:
    """One strength. Raises Http404."""
    return get_object_or_404(Strength.objects.filter(pk=pk, inspection__in=inspections_for(person)).select_related("inspection__commune"))


def half_taken_for(person: Person) -> QuerySet[HalfTaken]:
    """The confirmations put down half done, of the person's commune."""
    return HalfTaken.objects.filter(document__commune=commune_of(person)).select_related("document", "by")


def requirement_for(person: Person, pk: int) -> Requirement:
    """One requirement. Raises Http404."""
    rows = Requirement.objects.filter(pk=pk, inspection__in=inspections_for(person))
    return get_object_or_404(rows.select_related("inspection__commune", "assignment").prefetch_related("units", "cooperating", "findings"))


def sample_for(person: Person, pk: int) -> DrawnSample:
    """One draw. Raises Http404."""
    return get_object_or_404(
        DrawnSample.objects.filter(pk=pk, inspection__in=inspections_for(person)).select_related("inspection__commune", "by")
    )
