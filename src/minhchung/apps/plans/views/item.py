"""One item: the plan's words, the work behind it, its criteria and history; adding, mending and assigning it."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minhchung.apps.assignments.queries.rows import lines_of, with_related
from minhchung.apps.assignments.queries.scope import occurrences_for
from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.words import told
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.unit_fields import present_units
from minhchung.apps.plans import actions, queries
from minhchung.apps.plans.drafting import draft_of_item
from minhchung.apps.plans.forms import AssignForm, ItemForm
from minhchung.apps.plans.models import ItemUnit, PlanItem
from minhchung.apps.plans.queries.progress import stood
from minhchung.apps.plans.writing import ref_of

EVENTS = 20


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/ke-hoach/muc/<pk>/`."""
    item, now = queries.item_for(request.user, pk), clock.now()
    found = stood([item], as_of=now)[0]
    rows = with_related(occurrences_for(request.user).filter(duty__assignment__in=[work.assignment.pk for work in found.works]))
    lines = lines_of(
        rows.filter(duty__part="lead").order_by("duty__assignment__number", "in_force"), commune=item.plan.commune, today=now.date()
    )
    events = list(history.of(ref_of(item))[:EVENTS])
    changes = told(request.user, events)
    before = stood([item.came_from], as_of=now)[0].progress if item.came_from else None
    context = {
        "item": item,
        "stood": found,
        "units": list(item.units.all()),
        "has_helpers": any(each.part == ItemUnit.Part.WITH for each in item.units.all()),
        "works": [(work, [line for line in lines if line.assignment.pk == work.assignment.pk]) for work in found.works],
        "log": [(event, changes[event.pk]) for event in events],
        "before": before,
        "objectives": item.objectives.filter(archived_at=None),
    }
    return render(request, "plans/item.html", context)


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest, pk: int) -> HttpResponse:
    """`/ke-hoach/<pk>/muc/`: one more item."""
    plan = queries.plan_for(request.user, pk)
    require(request.user, "plans.add_item", plan)
    last = plan.items.filter(archived_at=None).last()
    form = ItemForm(
        present_units(plan.commune_id, clock.today()), request.POST or None, initial={"headings": "\n".join(last.headings) if last else ""}
    )
    if form.is_valid():
        try:
            made = actions.add_item(plan=plan, fields=form.as_fields(year=plan.year), actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã thêm mục {made.number or 'không số'}.")
            return redirect("plans:item", made.pk)
    context = {"form": form, "plan": plan, "button": "Thêm mục"}
    return render(request, "plans/item_form.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """`/ke-hoach/muc/<pk>/sua/`."""
    item = queries.item_for(request.user, pk)
    require(request.user, "plans.edit_item", item)
    form = ItemForm(present_units(item.commune_id, clock.today()), request.POST or None, item=item)
    if form.is_valid():
        try:
            actions.edit_item(item=item, fields=form.as_fields(year=item.plan.year), actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã sửa mục {item.number or 'không số'}.")
            return redirect("plans:item", item.pk)
    context = {"form": form, "plan": item.plan, "item": item, "button": "Lưu mục"}
    return render(request, "plans/item_form.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def assign(request: PersonRequest, pk: int) -> HttpResponse:
    """`/ke-hoach/muc/<pk>/giao/`: an assignment that carries out the item."""
    item = _with_units(request, pk)
    require(request.user, "plans.assign_item", item)
    draft = draft_of_item(item, today=clock.today())
    form = AssignForm(draft, present_units(item.commune_id, clock.today()), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = actions.assign_item(item=item, draft=form.as_draft(), actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã giao việc {made.number} từ mục {item.number or 'không số'}.")
            return redirect("assignments:detail", made.pk)
    context: dict[str, Any] = {"form": form, "item": item, "draft": draft}
    return render(request, "plans/assign.html", context, status=422 if request.method == "POST" else 200)


def _with_units(request: PersonRequest, pk: int) -> PlanItem:
    own_commune(request)
    found = queries.item_for(request.user, pk)
    named = Prefetch("units", ItemUnit.objects.select_related("unit"))
    return PlanItem.objects.select_related("plan__commune", "plan__document").prefetch_related(named, "leaves").get(pk=found.pk)
