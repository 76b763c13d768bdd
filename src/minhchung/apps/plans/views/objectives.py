"""Objectives: the list of a year, one with its months and its line, the form of a month."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.keys import key_of
from minhchung.apps.ground.words import told
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.unit_fields import present_units
from minhchung.apps.plans import actions, queries
from minhchung.apps.plans.forms import ObjectiveForm, ValueForm
from minhchung.apps.plans.models import Objective, PlanItem
from minhchung.apps.plans.queries.objectives import last_month, lines_for, shown, years_for
from minhchung.apps.plans.writing import ref_of

EVENTS = 12


@require_GET
def listed(request: PersonRequest) -> HttpResponse:
    """`/ke-hoach/muc-tieu/`: `?nam=` is the year."""
    own_commune(request)
    today = clock.today()
    year = key_of(request.GET.get("nam", "")) or today.year
    lines = lines_for(request.user, year, today=today)
    below = [line for line in lines if line.stand and line.stand.below]
    context = {"lines": lines, "below": below, "year": year, "years": sorted({*years_for(request.user), today.year}, reverse=True)}
    return render(request, "plans/objectives.html", context)


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/ke-hoach/muc-tieu/<pk>/`."""
    objective = queries.objective_for(request.user, pk)
    events = list(history.of(ref_of(objective))[:EVENTS])
    changes = told(request.user, events)
    context = {
        "page": shown(request.user, objective, today=clock.today()),
        "objective": objective,
        "log": [(event, changes[event.pk]) for event in events],
    }
    return render(request, "plans/objective.html", context)


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """`/ke-hoach/muc-tieu/them/`: `?nam=` is the year."""
    commune, year = own_commune(request), key_of(request.GET.get("nam", "")) or clock.today().year
    require(request.user, "plans.add_objective", commune)
    form = _objective_form(request, commune.pk, year)
    if form.is_valid():
        try:
            made = actions.add_objective(commune=commune, year=year, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã thêm mục tiêu “{made.title}”. Ghi kế hoạch và thực hiện từng tháng.")
            return redirect("plans:objective", made.pk)
    context = {"form": form, "year": year, "button": "Thêm mục tiêu"}
    return render(request, "plans/objective_form.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """`/ke-hoach/muc-tieu/<pk>/sua/`."""
    objective = queries.objective_for(request.user, pk)
    require(request.user, "plans.edit_objective", objective)
    plain = ("title", "measure", "better", "adding", "target", "source")
    start = {**{name: getattr(objective, name) for name in plain}, "unit": objective.unit_id, "item": objective.item_id}
    form = _objective_form(request, objective.commune_id, objective.year, **start)
    if form.is_valid():
        try:
            actions.edit_objective(objective=objective, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã sửa mục tiêu “{objective.title}”.")
            return redirect("plans:objective", pk)
    context = {"form": form, "year": objective.year, "objective": objective, "button": "Lưu mục tiêu"}
    return render(request, "plans/objective_form.html", context, status=422 if request.method == "POST" else 200)


def _objective_form(request: PersonRequest, commune: str, year: int, **initial: Any) -> ObjectiveForm:
    data = request.POST if request.method == "POST" else None
    items = PlanItem.objects.filter(plan__commune=commune, plan__year=year, plan__archived_at=None, archived_at=None).order_by(
        "plan", "position"
    )
    return ObjectiveForm(present_units(commune, clock.today()), items, data, initial=initial)


@require_http_methods(["GET", "POST"])
def enter(request: PersonRequest, pk: int) -> HttpResponse:
    """`/ke-hoach/muc-tieu/<pk>/so-lieu/`: `?thang=` is the month, else the last one that is over."""
    objective = queries.objective_for(request.user, pk)
    require(request.user, "plans.enter_value", objective)
    month = min(key_of(request.GET.get("thang", "")) or max(last_month(objective.year, clock.today()) - 1, 1), 12)
    known = next((value for value in objective.values.all() if value.month == month), None)
    start: dict[str, Any] = {}
    if known is not None:
        start = {"planned": known.planned, "actual": known.actual, "document": known.document_id, "cause": known.cause}
    form = ValueForm(
        _sources(request.user, objective), request.POST if request.method == "POST" else None, initial=start, known=known is not None
    )
    if form.is_valid():
        try:
            made = actions.enter_value(objective=objective, month=month, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error("cause" if "nguyên nhân" in str(refused) else None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã ghi số liệu tháng {made.month} của “{objective.title}”.")
            return redirect("plans:objective", pk)
    context = {"form": form, "objective": objective, "known": known, "month": month}
    return render(request, "plans/value.html", context, status=422 if request.method == "POST" else 200)


def _sources(person: Person, objective: Objective) -> QuerySet[Document]:
    """The documents of the year, from which values may be taken."""
    years = (objective.year, objective.year + 1)
    return documents.readable(person).filter(archived_at=None, issued_on__year__in=years).order_by("-issued_on", "-pk")
