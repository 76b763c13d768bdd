"""The work that was given from one document, counted."""

from django.db.models import Prefetch
from django.urls import reverse

from minhchung.apps.assignments.models import Duty, Occurrence
from minhchung.apps.assignments.opening import more_to_come
from minhchung.apps.assignments.queries.scope import assignments_for
from minhchung.apps.assignments.rules.states import assignment_state
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.work import Given
from minhchung.apps.organisations.models import Person


def work_of(person: Person, document: Document) -> Given:
    """How many works the document gave that the person may read, and how many of them are done: every leading share of every period
    accepted and no period to come. Work given up counts for neither."""
    leading = Duty.objects.filter(part=Duty.Part.LEAD, removed_at=None).prefetch_related(Prefetch("occurrences", Occurrence.objects.all()))
    states = []
    for assignment in assignments_for(person).filter(document=document).prefetch_related(Prefetch("duties", leading, to_attr="leading")):
        held = [occurrence for duty in assignment.leading for occurrence in duty.occurrences.all()]
        more = more_to_come(assignment, {occurrence.period for occurrence in held})
        states.append(assignment_state([occurrence.state for occurrence in held], more_to_come=more))
    live = [state for state in states if state != "cancelled"]
    return Given(len(live), live.count("accepted"), reverse("assignments:of_document", args=[document.pk]))
