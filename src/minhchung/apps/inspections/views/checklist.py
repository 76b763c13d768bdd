"""The checklist of a unit, filled in place: each line has its own form, saved when its result is chosen."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.inspections import actions, queries
from minhchung.apps.inspections.answers import Answer, Asked, answers_of
from minhchung.apps.inspections.checklists import Checklist, Line, checklist_of
from minhchung.apps.inspections.forms import LineForm
from minhchung.apps.inspections.models import ChecklistResult, InspectedUnit
from minhchung.apps.inspections.queries.facts import claims_of
from minhchung.apps.inspections.views.inspection import frame
from minhchung.apps.inspections.writing import why_not_checking
from minhchung.apps.organisations.requests import PersonRequest


@require_GET
def table(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/don-vi/<pk>/bang-kiem/`."""
    inspected = queries.inspected_for(request.user, pk)
    checklist = checklist_of(inspected.inspection.kind)
    results = {each.line: each for each in inspected.results.select_related("finding", "by", "claim")}
    answers = answers_of(checklist, Asked(inspected, clock.now()))
    may_fill = request.user.has_perm("inspections.fill_line", inspected)
    why_not = why_not_checking(inspected, request.user, today=clock.today()) if may_fill else ""
    claims = claims_of(inspected.inspection)
    themes = [
        (theme.title, [_row(checklist, claims, line, results.get(line.code), answers.get(line.code)) for line in theme.line])
        for theme in checklist.theme
    ]
    open_ = frame(inspected.inspection, "don-vi")
    context = {
        **open_,
        "inspected": inspected,
        "checklist": checklist,
        "themes": themes,
        "may_fill": may_fill and not why_not and "look" in open_["open"],
        "why_not": why_not,
        "total": sum(1 for _ in checklist.lines()),
        "seen": len(results),
        "others": inspected.inspection.inspectedunits.select_related("unit").exclude(pk=pk),
    }
    return render(request, "inspections/checklist.html", context)


@require_http_methods(["POST"])
def line(request: PersonRequest, pk: int, line: str) -> HttpResponse:
    """`/kiem-tra/don-vi/<pk>/bang-kiem/<line>/`: keeps the result of a line and gives its row back."""
    inspected = queries.inspected_for(request.user, pk)
    require(request.user, "inspections.fill_line", inspected)
    checklist = checklist_of(inspected.inspection.kind)
    if checklist.line(line) is None:
        raise Http404
    form = LineForm(checklist, claims_of(inspected.inspection), request.POST, auto_id=f"{line}-%s")
    refused = "" if form.is_valid() else "Kết quả này không có trong bảng kiểm. Tải lại trang."
    if not refused:
        try:
            actions.fill_line(inspected=inspected, line=line, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as reason:
            refused = str(reason)
    if not request.htmx and not refused:
        return redirect(f"{reverse('inspections:checklist', args=[pk])}#dong-{line}")
    return _saved(request, inspected, line, refused=(form, refused) if refused else None)


def _saved(request: PersonRequest, inspected: InspectedUnit, code: str, *, refused: tuple[LineForm, str] | None) -> HttpResponse:
    checklist = checklist_of(inspected.inspection.kind)
    present = inspected.results.filter(line=code).select_related("finding", "by", "claim").first()
    row = _row(checklist, claims_of(inspected.inspection), next(each for each in checklist.lines() if each.code == code), present, None)
    if refused is not None:
        row |= {"form": refused[0], "refused": refused[1]}
    context = {
        **frame(inspected.inspection, "don-vi"),
        "inspected": inspected,
        "row": row,
        "may_fill": True,
        "total": sum(1 for _ in checklist.lines()),
        "seen": inspected.results.count(),
    }
    template = "inspections/part_line_saved.html" if request.htmx else "inspections/line.html"
    return render(request, template, context, status=422 if refused else 200)


def _row(
    checklist: Checklist, claims: Sequence[Claim], line: Line, result: ChecklistResult | None, answer: Answer | None
) -> dict[str, Any]:
    start = {name: getattr(result, name, "") for name in ("result", "note")} | {"claim": result.claim_id if result else None}
    form = LineForm(checklist, claims, initial=start, auto_id=f"{line.code}-%s")
    return {"line": line, "result": result, "answer": answer, "form": form, "refused": ""}
