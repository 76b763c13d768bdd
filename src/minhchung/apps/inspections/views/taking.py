"""A notice of conclusion read: the document left, what it says right; a person confirms, and one act makes the inspection of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from minhchung.apps.assignments.models import Proposal
from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.keys import key_of
from minhchung.apps.inspections import actions, queries
from minhchung.apps.inspections.models import HalfTaken
from minhchung.apps.inspections.reading import paper_of, proposed
from minhchung.apps.inspections.take_form import TakeForm
from minhchung.apps.organisations.requests import PersonRequest


@require_http_methods(["GET", "POST"])
def take(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/van-ban/<pk>/`: as somebody left it half done, where somebody did."""
    document, today = _allowed(request, pk), clock.today()
    if (present := queries.inspections_for(request.user).filter(conclusion=document).first()) is not None:
        messages.info(request, f"Văn bản này là kết luận của {present.label}.")
        return redirect("inspections:inspection", present.pk)
    found = proposed(document, today=today)
    if found is None:
        return render(request, "inspections/not_a_conclusion.html", {"document": document}, status=422 if request.method == "POST" else 200)
    half = queries.half_taken_for(request.user).filter(document=document).first()
    form = TakeForm(request.user, document, found, today, request.POST if request.method == "POST" else None, half=half)
    if form.is_valid() and (made := _taken(request, document, form)) is not None:
        return redirect("inspections:inspection", made)
    return _page(request, form, half, status=422 if request.method == "POST" else 200)


@require_POST
def keep(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/van-ban/<pk>/luu-do/`: what stands in the form, right or wrong, is kept for whoever goes on."""
    document, today = _allowed(request, pk), clock.today()
    if (found := proposed(document, today=today)) is None:
        raise Refused("Văn bản này nay không đọc ra kết luận kiểm tra. Mở lại trang văn bản.")
    form = TakeForm(request.user, document, found, today, request.POST)
    try:
        actions.keep_half_taken(
            document=document,
            digest=found.digest,
            fields=form.as_fields(),
            seen=key_of(request.POST.get("seen", "")) or 0,
            actor=request.user,
            at=clock.now(),
        )
    except Refused as refused:
        half = queries.half_taken_for(request.user).filter(document=document).first()
        form.add_error(None, str(refused))
        return _page(request, form, half, status=422)
    messages.success(request, f"Lúc {clock.now():%H:%M}: đã lưu dở. Người có quyền nhận kết luận mở lại trang này là làm tiếp được.")
    return redirect("inspections:take", pk)


@require_POST
def drop(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/van-ban/<pk>/doc-lai/`: away with what was half done, anew from what is read."""
    document = _allowed(request, pk)
    actions.drop_half_taken(document=document, seen=key_of(request.POST.get("seen", "")) or 0, actor=request.user, at=clock.now())
    messages.success(request, f"Lúc {clock.now():%H:%M}: đã bỏ bản nhận dở, đọc lại từ văn bản.")
    return redirect("inspections:take", pk)


def _allowed(request: PersonRequest, pk: int) -> Document:
    document = documents.one(request.user, pk)
    require(request.user, "inspections.take_conclusion", document)
    return document


def _page(request: PersonRequest, form: TakeForm, half: HalfTaken | None, *, status: int) -> HttpResponse:
    """`half` is what is kept now: a page that was overtaken carries its version on, so that pressing again replaces it knowingly."""
    found, document = form.found, form.document
    context = {
        "document": document,
        "found": found,
        "form": form,
        "half": half,
        "half_fits": half is not None and half.digest == found.digest,
        "seen": half.version if half else 0,
        "paper": paper_of(document, found),
        "given": sum(each.given is not None for each in found.requirements),
        "clauses": Proposal.objects.filter(document=document).count(),
    }
    return render(request, "inspections/take.html", context, status=status)


def _taken(request: PersonRequest, document: Document, form: TakeForm) -> int | None:
    try:
        made = actions.take_conclusion(document=document, taken=form.as_taken(), actor=request.user, at=clock.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, f"Lúc {clock.now():%H:%M}: đã nhận kết luận thành {made.label}.")
    return made.pk
