"""A notice of conclusion read: the document left, what it says right; a person confirms, and one act makes the inspection of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minhchung.apps.assignments.models import Proposal
from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.inspections import actions, queries
from minhchung.apps.inspections.reading import paper_of, proposed
from minhchung.apps.inspections.take_form import TakeForm
from minhchung.apps.organisations.requests import PersonRequest


@require_http_methods(["GET", "POST"])
def take(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/van-ban/<pk>/`."""
    document, today = documents.one(request.user, pk), clock.today()
    require(request.user, "inspections.take_conclusion", document)
    if (present := queries.inspections_for(request.user).filter(conclusion=document).first()) is not None:
        messages.info(request, f"Văn bản này là kết luận của {present.label}.")
        return redirect("inspections:inspection", present.pk)
    found = proposed(document, today=today)
    if found is None:
        return render(request, "inspections/not_a_conclusion.html", {"document": document}, status=422 if request.method == "POST" else 200)
    form = TakeForm(request.user, document, found, today, request.POST if request.method == "POST" else None)
    if form.is_valid() and (made := _taken(request, document, form)) is not None:
        return redirect("inspections:inspection", made)
    context = {
        "document": document,
        "found": found,
        "form": form,
        "paper": paper_of(document, found),
        "given": sum(each.given is not None for each in found.requirements),
        "clauses": Proposal.objects.filter(document=document).count(),
    }
    return render(request, "inspections/take.html", context, status=422 if request.method == "POST" else 200)


def _taken(request: PersonRequest, document: Document, form: TakeForm) -> int | None:
    try:
        made = actions.take_conclusion(document=document, taken=form.as_taken(), actor=request.user, at=clock.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, f"Lúc {clock.now():%H:%M}: đã nhận kết luận thành {made.label}.")
    return made.pk
