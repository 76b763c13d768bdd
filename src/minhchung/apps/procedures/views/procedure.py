"""One procedure: its parts on a day, what the ward arranges for it, its internal workflow."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from minhchung.apps.documents import queries as documents
from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.organisations.models import Unit
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.organisations.unit_fields import present_units
from minhchung.apps.procedures import actions
from minhchung.apps.procedures.beside import told_of
from minhchung.apps.procedures.forms import ArrangeForm, WorkflowForm
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.procedures.queries.page import procedure_page, workflow_on
from minhchung.apps.procedures.queries.scope import procedure_for, proposals_for
from minhchung.apps.procedures.rules import Content
from minhchung.apps.procedures.rules.telling import LABELS, LISTS, number_words
from minhchung.apps.procedures.views.listing import day_asked

EVENTS = 8


@require_safe
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/thu-tuc/<pk>/`: everything that is known of it on a day."""
    found, day = procedure_for(request.user, pk), day_asked(request) or clock.today()
    context = {
        "procedure": found,
        "shown": procedure_page(request.user, found, day),
        "day": day,
        "past": day != clock.today(),
        "labels": LABELS,
        "lists": LISTS,
        "proposals": proposals_for(request.user).filter(procedure=found)[:20],
        "told": told_of(request.user, found, now=clock.now()),
        "events": history.of(found.ref)[:EVENTS],
    }
    return render(request, "procedures/procedure.html", context)


@require_http_methods(["GET", "POST"])
def arrange(request: PersonRequest, pk: int) -> HttpResponse:
    """`/thu-tuc/<pk>/sap-xep/`."""
    found = procedure_for(request.user, pk)
    require(request.user, "procedures.arrange", found)
    form = ArrangeForm(present_units(found.commune_id, clock.today()), request.POST or None, procedure=found)
    if request.method == "POST" and form.is_valid():
        actions.arrange(procedure=found, **form.cleaned_data, actor=request.user, at=clock.now())
        messages.success(request, f"Lúc {clock.now():%H:%M}: {found.code} đã lưu.")
        return redirect("procedures:procedure", pk)
    return _form_page(request, found, form, "Sắp xếp thủ tục", "Lưu")


@require_http_methods(["GET", "POST"])
def workflow(request: PersonRequest, pk: int) -> HttpResponse:
    """`/thu-tuc/<pk>/quy-trinh/`: the steps with their hours."""
    found = procedure_for(request.user, pk)
    require(request.user, "procedures.set_workflow", found)
    units = present_units(found.commune_id, clock.today())
    papers = documents.readable(request.user).filter(archived_at=None, series="QĐ").order_by("-issued_on", "-pk")
    form = _workflow_form(request, found, list(units), papers)
    if form.is_valid():
        try:
            actions.set_workflow(procedure=found, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã ghi quy trình nội bộ của {found.code}.")
            return redirect("procedures:procedure", pk)
    return _form_page(request, found, form, "Quy trình nội bộ", "Lưu quy trình")


def _workflow_form(request: PersonRequest, procedure: Procedure, units: list[Unit], papers: Any) -> WorkflowForm:
    """The present workflow, the one sent, or the rows after a press of the row editor."""
    if "do" in request.POST:
        rows, fresh = WorkflowForm(units, papers).editor.after(request.POST)
        return WorkflowForm(units, papers, initial={**request.POST.dict(), "steps": rows}, fresh=fresh)
    known, steps, _ = workflow_on(procedure, Content(), clock.today())
    rows = [
        {
            "name": s.name,
            "unit": u.short if u else "",
            "post": s.post,
            "hours": number_words(s.hours) if s.hours else "",
            "result": s.result,
        }
        for s, u in steps
    ]
    start = {"on": clock.today(), "document": known.document_id if known else None, "steps": rows}
    return WorkflowForm(units, papers, request.POST or None, initial=start)


def _form_page(request: PersonRequest, found: Procedure, form: ArrangeForm | WorkflowForm, heading: str, button: str) -> HttpResponse:
    context = {"procedure": found, "form": form, "heading": heading, "button": button, "unsaved": "do" in request.POST}
    return render(request, "procedures/form.html", context, status=422 if form.errors else 200)
