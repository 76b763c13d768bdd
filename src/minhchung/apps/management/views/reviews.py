"""Management reviews: the list, one with its inputs and decisions, its minutes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from minhchung.apps.evidence.presenting import panel
from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.downloads import download
from minhchung.apps.ground.words import told
from minhchung.apps.management import actions, queries
from minhchung.apps.management.forms import NoteForm, ReviewForm
from minhchung.apps.management.minutes import paper_of
from minhchung.apps.management.models import ManagementReview
from minhchung.apps.management.queries.inputs import Shown, shown_for
from minhchung.apps.management.queries.opening import opened_inputs
from minhchung.apps.management.queries.works import ended
from minhchung.apps.management.views.entries import people_of
from minhchung.apps.management.writing import interval_of
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.letters.minutes import minutes_docx
from minhchung.worktime import months_later

EVENTS = 10


@require_GET
def listed(request: PersonRequest) -> HttpResponse:
    """`/iso/xem-xet/`: every review, and when the next one is due."""
    commune, today = own_commune(request), clock.today()
    rows = list(queries.reviews_for(request.user).select_related("chair").prefetch_related("decisions"))
    interval = interval_of(commune.pk, today)
    last = max((each.held_on for each in rows if each.held_on), default=None)
    due = months_later(last, interval.months) if last else None
    context = {
        "commune": commune,
        "rows": [(each, [one for one in each.decisions.all() if one.dropped_at is None]) for each in rows],
        "interval": interval,
        "last": last,
        "due": due,
        "late": due is not None and due < today,
        "prepared": next((each for each in rows if each.state == "planned"), None),
    }
    return render(request, "management/reviews.html", context)


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """`/iso/xem-xet/them/`."""
    commune = own_commune(request)
    require(request.user, "management.plan_review", commune)
    data = request.POST if request.method == "POST" else None
    start = {"title": f"Xem xét của lãnh đạo về Hệ thống quản lý chất lượng năm {clock.today().year}"}
    form = ReviewForm(people_of(request), data, initial=start)
    if form.is_valid():
        try:
            made = actions.plan_review(commune=commune, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã lập cuộc xem xét, đầu vào đã điền từ số liệu.")
            return redirect("management:review", made.pk)
    return render(request, "management/review_form.html", {"form": form}, status=200 if data is None else 422)


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/iso/xem-xet/<pk>/`."""
    review = queries.review_for(request.user, pk)
    inputs = opened_inputs(request.user, shown_for(review, now=clock.now()))
    decisions = list(review.decisions.filter(dropped_at=None).select_related("assignment"))
    events = list(history.of(review.ref)[:EVENTS])
    changes = told(request.user, events)
    context: dict[str, Any] = {
        "review": review,
        "inputs": inputs,
        "bare": [each for each in inputs if not each.count],
        "decisions": decisions,
        "done": ended([each.assignment_id for each in decisions if each.assignment_id]),
        "attendees": list(review.attendees.select_related("person")),
        "may": {step: review.may(step) for step in ("prepare", "note", "hold", "decide", "close", "cancel")},
        "panel": panel(request.user, review.ref),
        "log": [(event, changes[event.pk]) for event in events],
    }
    return render(request, "management/review.html", context)


@require_safe
def docx(request: PersonRequest, pk: int) -> HttpResponse:
    """`/iso/xem-xet/<pk>/bien-ban/`: the minutes; before it is held the paper that is brought to it."""
    review = queries.review_for(request.user, pk)
    paper = paper_of(review, shown_for(review, now=clock.now()))
    return download(minutes_docx(paper, at=clock.now()), f"Bien ban xem xet cua lanh dao lan {review.number}.docx")


@require_http_methods(["GET", "POST"])
def note(request: PersonRequest, pk: int, letter: str) -> HttpResponse:
    """`/iso/xem-xet/<pk>/dau-vao/<letter>/`: what is said of an input beside its rows."""
    review = queries.review_for(request.user, pk)
    require(request.user, "management.note_input", review)
    shown = _input(review, letter)
    data = request.POST if request.method == "POST" else None
    form = NoteForm(data, initial={"note": shown.note})
    if form.is_valid():
        try:
            actions.note_input(review=review, code=letter, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã lưu ý kiến về đầu vào {letter}.")
            return redirect(f"{reverse('management:review', args=[pk])}#dau-vao-{letter}")
    context = {"form": form, "review": review, "input": shown}
    return render(request, "management/note.html", context, status=200 if data is None else 422)


def _input(review: ManagementReview, letter: str) -> Shown:
    found = next((each for each in shown_for(review, now=clock.now()) if each.code == letter), None)
    if found is None:
        raise Http404("Không có đầu vào này.")
    return found
