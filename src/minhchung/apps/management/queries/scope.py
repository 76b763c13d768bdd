"""What a person may read, and single things by key (404 for another commune's)."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from minhchung.apps.assignments.queries.scope import commune_of
from minhchung.apps.management.models import Decision, Entry, ManagementReview
from minhchung.apps.management.registers import register_of
from minhchung.apps.management.rules.registers import Register
from minhchung.apps.organisations.models import Person


def entries_for(person: Person) -> QuerySet[Entry]:
    """The lines of every register of the person's commune."""
    return Entry.objects.filter(commune=commune_of(person))


def entry_for(person: Person, pk: int) -> Entry:
    """One line. Raises Http404."""
    return get_object_or_404(entries_for(person).select_related("commune", "unit", "added_by"), pk=pk)


def register_for(person: Person, name: str) -> Register:
    """One register of the person's commune. Raises Http404."""
    found = register_of(commune_of(person) or "", name)
    if found is None:
        raise Http404("Phường không có sổ này.")
    return found


def reviews_for(person: Person) -> QuerySet[ManagementReview]:
    """The management reviews of the person's commune, newest first."""
    return ManagementReview.objects.filter(commune=commune_of(person))


def review_for(person: Person, pk: int) -> ManagementReview:
    """One review. Raises Http404."""
    return get_object_or_404(reviews_for(person).select_related("commune__province", "chair", "secretary", "closed_by"), pk=pk)


def decision_for(person: Person, pk: int) -> Decision:
    """One decision. Raises Http404."""
    rows = Decision.objects.filter(review__in=reviews_for(person)).select_related("review__commune", "assignment")
    return get_object_or_404(rows, pk=pk)
