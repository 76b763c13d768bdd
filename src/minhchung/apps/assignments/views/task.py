"""The page of one assignment, and assignments typed by hand."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minhchung.apps.assignments import actions, queries
from minhchung.apps.assignments.forms import CommentForm, HandForm
from minhchung.apps.assignments.jobs import open_on_first_page_of_the_day
from minhchung.apps.assignments.queries.correcting import may_mend_day, may_mend_deadline
from minhchung.apps.assignments.queries.task import Task, task_of
from minhchung.apps.assignments.rules.periods import period_words
from minhchung.apps.assignments.rules.typed import Unread, period_echo, read_period
from minhchung.apps.documents import queries as documents
from minhchung.apps.evidence.presenting import panel
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.keys import key_of
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Unit
from minhchung.apps.organisations.requests import PersonRequest, own_commune


@require_GET
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """`/viec/<pk>/`: `?ky=` is the occurrence in hand."""
    open_on_first_page_of_the_day(own_commune(request), now=clock.now())
    assignment = queries.assignment_for(request.user, pk)
    wanted = request.GET.get("ky", "")
    task = task_of(request.user, assignment, occurrence=key_of(wanted), today=clock.today())
    context = {"task": task, "assignment": assignment, "line": task.line, "comment_form": CommentForm()}
    context["mend"] = _mend(request, task)
    if task.line:
        ref = Ref("occurrence", str(task.line.occurrence.pk))
        context["panel"] = panel(request.user, ref, need=max(1, task.line.proof.need))
    return render(request, "assignments/detail.html", context)


def _mend(request: PersonRequest, task: Task) -> str:
    """Where a slip of typing in the deadline may be mended today; empty when only an extension moves it."""
    today, given = clock.today(), task.assignment
    if may_mend_deadline(given, today=today) and request.user.has_perm("assignments.correct_deadline", given):
        return reverse("assignments:act_assignment", args=[given.pk, "han"])
    if task.line and not given.archived_at and may_mend_day(task.line.occurrence, request.user, today=today):
        return reverse("assignments:act_occurrence", args=[task.line.occurrence.pk, "an-dinh"])
    return ""


@require_GET
def occurrence(request: PersonRequest, pk: int) -> HttpResponse:
    """`/viec/ky/<pk>/`: the assignment's page at this occurrence."""
    found = queries.occurrence_for(request.user, pk)
    return redirect(f"{reverse('assignments:detail', args=[found.duty.assignment_id])}?ky={pk}")


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """`/viec/them/`: work typed by hand."""
    commune, today = own_commune(request), clock.today()
    require(request.user, "assignments.add", commune)
    units = [unit for unit in Unit.objects.filter(commune=commune) if unit.is_valid(today)]
    readable = documents.readable(request.user).filter(archived_at=None).order_by("-issued_on", "-pk")
    start = {"document": request.GET.get("van-ban"), "review_every_months": commune.review_every_months, "count_per_duty": True}
    form = HandForm(request.POST or None, units=units, documents=readable, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wording = given["wording"].strip() or given["title"].strip()
        try:
            made = actions.add(
                commune=commune,
                draft=form.as_draft(),
                wording=wording,
                document=given["document"],
                recurs_until=given["recurs_until"],
                actor=request.user,
                at=clock.now(),
            )
        except (Refused, ValidationError) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, f"Đã giao việc {made.number} lúc {clock.now():%H:%M}.")
            return redirect("assignments:detail", pk=made.pk)
    context = {"form": form, "choices": {unit.pk: (None, "") for unit in units}}
    return render(request, "assignments/add.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def period(request: PersonRequest) -> JsonResponse:
    """`/viec/ten-ky/?v=quý 4`: {"value": "2026-Q4", "typed": "quý IV/2026", "words": …}, or {"error": …}."""
    given = request.GET.get("v", "")[:80]
    if not given.strip():
        return JsonResponse({"value": "", "typed": "", "words": ""})
    try:
        name = read_period(given, today=clock.today())
    except Unread as error:
        return JsonResponse({"error": str(error)})
    return JsonResponse({"value": name, "typed": period_words(name), "words": period_echo(name)})
