"""What a person may read, and single things by key (404 for another commune's)."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from minhchung.apps.assignments.queries.scope import commune_of
from minhchung.apps.meetings.models import AgendaItem, Conclusion, Invitation, Meeting
from minhchung.apps.organisations.models import Person


def meetings_for(person: Person) -> QuerySet[Meeting]:
    """The meetings of the person's commune, newest first."""
    return Meeting.objects.filter(commune=commune_of(person))


def meeting_for(person: Person, pk: int) -> Meeting:
    """One meeting. Raises Http404."""
    return get_object_or_404(meetings_for(person).select_related("commune", "chair", "secretary", "notice"), pk=pk)


def item_for(person: Person, pk: int) -> AgendaItem:
    """One item of an agenda. Raises Http404."""
    return get_object_or_404(
        AgendaItem.objects.filter(meeting__in=meetings_for(person)).select_related("meeting__commune", "unit", "minutes_by"), pk=pk
    )


def invitation_for(person: Person, pk: int) -> Invitation:
    """One invitation. Raises Http404."""
    return get_object_or_404(
        Invitation.objects.filter(meeting__in=meetings_for(person)).select_related("meeting__commune", "unit", "person"), pk=pk
    )


def conclusion_for(person: Person, pk: int) -> Conclusion:
    """One conclusion. Raises Http404."""
    return get_object_or_404(
        Conclusion.objects.filter(meeting__in=meetings_for(person)).select_related("meeting__commune", "assignment"), pk=pk
    )
