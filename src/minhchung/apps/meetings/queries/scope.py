"""What a person may read, and single things by key (404 for another commune's)."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from minhchung.apps.assignments.queries.scope import commune_of
from minhchung.apps.meetings.models import AgendaItem, Conclusion, Invitation, Meeting
from minhchung.apps.organisations.models import Person

M = TypeVar("M", bound=Model)


def meetings_for(person: Person) -> QuerySet[Meeting]:
    """The meetings of the person's commune, newest first."""
    return Meeting.objects.filter(commune=commune_of(person))


def _one(found: QuerySet[M], pk: int) -> M:
    first = found.filter(pk=pk).first()
    if first is None:
        raise Http404
    return first


def meeting_for(person: Person, pk: int) -> Meeting:
    """One meeting. Raises Http404."""
    return _one(meetings_for(person).select_related("commune", "chair", "secretary", "notice"), pk)


def item_for(person: Person, pk: int) -> AgendaItem:
    """One item of an agenda. Raises Http404."""
    return _one(AgendaItem.objects.filter(meeting__in=meetings_for(person)).select_related("meeting__commune", "unit", "minutes_by"), pk)


def invitation_for(person: Person, pk: int) -> Invitation:
    """One invitation. Raises Http404."""
    return _one(Invitation.objects.filter(meeting__in=meetings_for(person)).select_related("meeting__commune", "unit", "person"), pk)


def conclusion_for(person: Person, pk: int) -> Conclusion:
    """One conclusion. Raises Http404."""
    return _one(Conclusion.objects.filter(meeting__in=meetings_for(person)).select_related("meeting__commune", "assignment"), pk)
