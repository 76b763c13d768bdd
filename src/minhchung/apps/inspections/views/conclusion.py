"""The conclusion: strengths and requirements, the draft of the notice, concluding, coverage, and work linked to findings."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from minhchung.apps.assignments.queries.scope import assignment_for
from minhchung.apps.findings import actions as findings
from minhchung.apps.findings.queries import finding_for
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.downloads import download
from minhchung.apps.inspections import actions, queries
from minhchung.apps.inspections.drafting import Line, docx_of, notice
from minhchung.apps.inspections.forms import ConcludeForm
from minhchung.apps.inspections.models import Inspection
from minhchung.apps.inspections.presenting import remedy_proposal, report_due, shown_requirements
from minhchung.apps.inspections.queries.facts import coverage_of, facts_of, findings_of, requirements_of
from minhchung.apps.inspections.rules import stages
from minhchung.apps.inspections.views.inspection import frame
from minhchung.apps.organisations.requests import PersonRequest


@require_GET
def requirements(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/<pk>/yeu-cau/`: strengths and requirements, with the state of the work given for them."""
    inspection = queries.inspection_for(request.user, pk)
    rows = shown_requirements(request.user, inspection, requirements_of(inspection), now=clock.now())
    context = {
        **frame(inspection, "yeu-cau"),
        "rows": rows,
        "strengths": inspection.strengths.all(),
        "due": report_due(inspection),
        "done": sum(row.done for row in rows),
    }
    return render(request, "inspections/requirements.html", context)


def _notice(inspection: Inspection) -> list[Line]:
    found = list(findings_of(inspection))
    return notice(inspection, list(inspection.strengths.all()), found, requirements_of(inspection))


@require_GET
def draft(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/<pk>/du-thao/`: the text of the notice, drafted from the data."""
    inspection = queries.inspection_for(request.user, pk)
    missing = stages.missing(facts_of(inspection, on=clock.today())) if inspection.state == stages.DRAFTING else []
    return render(request, "inspections/draft.html", {**frame(inspection, "du-thao"), "lines": _notice(inspection), "missing": missing})


@require_safe
def docx(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/<pk>/du-thao/docx/`."""
    inspection = queries.inspection_for(request.user, pk)
    content = docx_of(_notice(inspection), inspection, at=clock.now(), on=clock.today())
    return download(content, f"Du thao ket luan {inspection.label.replace('/', '-')}.docx")


@require_http_methods(["GET", "POST"])
def conclude(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/<pk>/ket-luan/`: the signed notice, by when to report and to whom; the requirements become work."""
    inspection, today = queries.inspection_for(request.user, pk), clock.today()
    require(request.user, "inspections.conclude", inspection)
    proposal = remedy_proposal(inspection, today)
    start = {"concluded_on": today, "due_on": proposal.on, "addressee": "Đoàn kiểm tra"}
    form = ConcludeForm(request.user, today, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.conclude(
                inspection=inspection,
                document=given["document"],
                concluded_on=given["concluded_on"],
                closing=form.as_closing(),
                actor=request.user,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã kết luận {inspection.label}, đã giao việc cho các yêu cầu.")
            return redirect("inspections:requirements", pk)
    context = {**frame(inspection, "du-thao"), "form": form, "proposal": proposal, "count": inspection.requirements.count()}
    context["shut"] = stages.refused("conclude", inspection.state)
    return render(request, "inspections/conclude.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def coverage(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/<pk>/bao-phu/`: which requirement answers which finding, and what stands alone."""
    inspection = queries.inspection_for(request.user, pk)
    rows, wanted = list(findings_of(inspection)), requirements_of(inspection)
    cover = coverage_of(rows, wanted)
    known = {each.pk: each for each in rows}
    context = {
        **frame(inspection, "bao-phu"),
        "cover": cover,
        "total": len(rows),
        "alone": [known[pk] for pk in cover.findings_alone],
        "partly": [(known[pk], [row.unit for row in known[pk].units.all() if row.unit_id in left]) for pk, left in cover.partly.items()],
        "requirements": [(each, [known[found.pk] for found in each.findings.all() if found.pk in known]) for each in wanted],
    }
    return render(request, "inspections/coverage.html", context)


@require_POST
def link_work(request: PersonRequest, pk: int, finding: int, assignment: int) -> HttpResponse:
    """`/kiem-tra/<pk>/gan-viec/<finding>/<assignment>/`: the work of a requirement is what mends the finding."""
    inspection = queries.inspection_for(request.user, pk)
    found, work = finding_for(request.user, finding), assignment_for(request.user, assignment)
    if (found.origin_kind, found.origin_key) != inspection.ref:
        raise Http404
    findings.link_work(finding=found, assignment=work, actor=request.user, at=clock.now())
    messages.success(request, f"Lúc {clock.now():%H:%M}: việc {work.number} đã gắn với {found.label}.")
    return redirect(reverse("inspections:findings", args=[pk]))
