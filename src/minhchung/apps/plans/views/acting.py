"""One page per act on a plan, an item or an objective: what is asked, a form, the act, and back. Acts without a form are a press."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minhchung.apps.assignments.queries import assignments_for
from minhchung.apps.ground.act_pages import ActPage, attempted, page_of
from minhchung.apps.ground.acts import require
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.plans import actions, queries
from minhchung.apps.plans.forms import EditPlanForm, LinkForm, ReasonForm, plan_documents
from minhchung.apps.plans.models import Objective, Plan, PlanItem

PLAN: Mapping[str, ActPage] = {
    "sua": ActPage("plans.edit_plan", actions.edit_plan, EditPlanForm, "Lưu kế hoạch", "đã sửa"),
    "hieu-luc": ActPage("plans.put_in_force", actions.put_in_force, None, "Đưa vào thực hiện", "đã đưa vào thực hiện"),
    "luu": ActPage("plans.archive_plan", actions.archive_plan, ReasonForm, "Đưa vào lưu", "đã đưa vào lưu"),
    "lay-lai": ActPage("plans.restore_plan", actions.restore_plan, None, "Lấy lại từ lưu", "đã lấy lại, ở trạng thái dự thảo"),
    "giao": ActPage("plans.assign_plan", actions.assign_plan, None, "Giao các mục đủ đơn vị và thời gian", "đã giao các mục"),
}
ITEM: Mapping[str, ActPage] = {
    "gan": ActPage("plans.link_item", actions.link_item, LinkForm, "Gắn nhiệm vụ", "đã gắn nhiệm vụ"),
    "go": ActPage("plans.part_item", actions.part_item, LinkForm, "Gỡ nhiệm vụ", "đã gỡ nhiệm vụ"),
    "luu": ActPage("plans.archive_item", actions.archive_item, ReasonForm, "Bỏ mục", "đã bỏ khỏi kế hoạch"),
    "lay-lai": ActPage("plans.restore_item", actions.restore_item, None, "Lấy lại mục", "đã lấy lại"),
}
OBJECTIVE: Mapping[str, ActPage] = {
    "luu": ActPage("plans.archive_objective", actions.archive_objective, ReasonForm, "Đưa vào lưu", "đã đưa vào lưu"),
}


@require_http_methods(["GET", "POST"])
def on_plan(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/ke-hoach/<pk>/<slug>/`."""
    return _act(request, page_of(PLAN, slug), queries.plan_for(request.user, pk))


@require_http_methods(["GET", "POST"])
def on_item(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/ke-hoach/muc/<pk>/<slug>/`."""
    return _act(request, page_of(ITEM, slug), queries.item_for(request.user, pk))


@require_http_methods(["GET", "POST"])
def on_objective(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/ke-hoach/muc-tieu/<pk>/<slug>/`."""
    return _act(request, page_of(OBJECTIVE, slug), queries.objective_for(request.user, pk))


def _act(request: PersonRequest, page: ActPage, thing: Plan | PlanItem | Objective) -> HttpResponse:
    require(request.user, page.act, thing)
    form = _form(page, request, thing)
    if form is None and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    back, name = address_of(thing), name_of(thing)
    if attempted(request, page, thing, form, name):
        return redirect(back)
    context = {"page": page, "form": form, "thing": thing, "name": name, "back": back}
    return render(request, "plans/act.html", context, status=422 if request.method == "POST" else 200)


def _form(page: ActPage, request: PersonRequest, thing: Plan | PlanItem | Objective) -> Any:
    data = request.POST if request.method == "POST" else None
    if page.form is LinkForm and isinstance(thing, PlanItem):
        years = (thing.plan.year - 1, thing.plan.year, thing.plan.year + 1)
        return LinkForm(assignments_for(request.user).filter(year__in=years), data)
    if page.form is EditPlanForm and isinstance(thing, Plan):
        return _edit_plan_form(request.user, thing, data)
    return page.form(data) if page.form else None


def _edit_plan_form(person: Person, plan: Plan, data: Any) -> EditPlanForm:
    form = EditPlanForm(data, initial={"title": plan.title, "document": plan.document_id})
    form.fields["document"].queryset = plan_documents(person, plan.year)  # type: ignore[attr-defined]
    return form


def name_of(thing: Plan | PlanItem | Objective) -> str:
    """How a sentence calls it."""
    if isinstance(thing, PlanItem):
        return f"mục {thing.number}" if thing.number else "mục không số"
    return f"“{thing.title}”"


def address_of(thing: Plan | PlanItem | Objective) -> str:
    """The thing's own page."""
    names = {Plan: "plans:plan", PlanItem: "plans:item", Objective: "plans:objective"}
    return reverse(names[type(thing)], args=[thing.pk])
