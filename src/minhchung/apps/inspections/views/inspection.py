"""One inspection: its line of stages with what is missing, its team and units, what was found."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.inspections import actions, queries
from minhchung.apps.inspections.checklists import checklist_of
from minhchung.apps.inspections.forms import PlanForm
from minhchung.apps.inspections.gathering import gathered
from minhchung.apps.inspections.models import Inspection
from minhchung.apps.inspections.presenting import conclusion_limit, linkable, open_here, report_due, runs_of, shown_requirements, stops
from minhchung.apps.inspections.queries.facts import coverage_of, facts_of, findings_of, requirements_of, units_of
from minhchung.apps.inspections.queries.team import checkers
from minhchung.apps.inspections.rules import stages
from minhchung.apps.inspections.steps import steps_of
from minhchung.apps.organisations.models import Unit
from minhchung.apps.organisations.requests import PersonRequest

EVENTS, EVENTS_READ = 12, 200
"""So many lines of the history are shown, made of so many events."""
UNIT_COLUMNS = [{"label": label} for label in ("Đơn vị", "Tự báo cáo", "Bảng kiểm", "Biên bản", "Khắc phục")]


def frame(inspection: Inspection, tab: str) -> dict[str, Any]:
    """What every page of an inspection shows."""
    return {"inspection": inspection, "tab": tab, "open": open_here(inspection), "stage": inspection.stage}


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/<pk>/`."""
    inspection, today = queries.inspection_for(request.user, pk), clock.today()
    facts = facts_of(inspection, on=today)
    findings, requirements = list(findings_of(inspection)), requirements_of(inspection)
    context = {
        **frame(inspection, "tong-quan"),
        "stops": stops(inspection),
        "missing": stages.missing(facts),
        "blocked": bool(stages.blocked(facts)),
        "next": stages.NEXT.get(inspection.state, ""),
        "units": list(zip(units_of(inspection), facts.units, strict=True)),
        "unit_columns": UNIT_COLUMNS,
        "lines": sum(1 for _ in checklist_of(inspection.kind).lines()),
        "limit": conclusion_limit(inspection, today=today),
        "due": report_due(inspection),
        "found": len(findings),
        "closed": sum(each.state == "closed" for each in findings),
        "requirements": len(requirements),
        "cover": coverage_of(findings, requirements),
        "steps": steps_of(request.user, inspection, findings, requirements, now=clock.now()),
        "plans": inspection.plans.all(),
        "events": runs_of(history.of(inspection.ref)[:EVENTS_READ])[:EVENTS],
    }
    return render(request, "inspections/inspection.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/<pk>/sua/`."""
    inspection = queries.inspection_for(request.user, pk)
    require(request.user, "inspections.edit", inspection)
    form = PlanForm(request.user, clock.today(), request.POST or None, inspection=inspection)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(inspection=inspection, planned=form.as_planned(), actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã sửa {inspection.label}.")
            return redirect("inspections:inspection", pk)
    context = {"form": form, "inspection": inspection, "button": "Lưu"}
    return render(request, "inspections/plan_form.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def team(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/<pk>/doan/`: who looks, at which units, and whose independence is in doubt."""
    inspection, today = queries.inspection_for(request.user, pk), clock.today()
    facts, known = facts_of(inspection, on=today), checkers(inspection, on=inspection.starts_on or today)
    members = [(member, known[member.pk]) for member in inspection.members.select_related("person")]
    inspected = units_of(inspection)
    names = Unit.objects.in_bulk({unit for _, checker in members for unit in checker.units})
    context = {
        **frame(inspection, "doan"),
        "members": [(member, [names[unit] for unit in sorted(checker.units)]) for member, checker in members],
        "units": list(zip(inspected, facts.units, strict=True)),
    }
    return render(request, "inspections/team.html", context)


@require_GET
def findings(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/<pk>/ton-tai/`: what was found, how far each is mended, and work that may be linked to it."""
    inspection = queries.inspection_for(request.user, pk)
    rows = list(findings_of(inspection))
    requirements = requirements_of(inspection)
    work = linkable(shown_requirements(request.user, inspection, requirements, now=clock.now()))
    answered = {
        pk: [each.order for each in requirements if pk in {found.pk for found in each.findings.all()}] for pk in (r.pk for r in rows)
    }
    context = {
        **frame(inspection, "ton-tai"),
        "rows": [(each, answered[each.pk], _unlinked(each, work)) for each in rows],
        "waiting": len(gathered(inspection)) if "find" in open_here(inspection) else 0,
        "steps": steps_of(request.user, inspection, rows, requirements, now=clock.now()),
    }
    return render(request, "inspections/findings.html", context)


def _unlinked(finding: Any, work: dict[int, Any]) -> list[Any]:
    """The work of requirements that may mend the finding and is not linked yet; only where the gates let work be given."""
    if finding.state not in ("planned", "working"):
        return []
    linked = {each.assignment_id for each in finding.works.all()}
    return [each for each in work.get(finding.pk, []) if each.pk not in linked]
