"""The inspections of the ward, a new one, and the days inspections have."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.inspections import actions
from minhchung.apps.inspections.checklists import checklists, usual_limits
from minhchung.apps.inspections.forms import LimitForm, PlanForm
from minhchung.apps.inspections.limits import limits_of
from minhchung.apps.inspections.queries import half_taken_for
from minhchung.apps.inspections.queries.listing import rows_for
from minhchung.apps.organisations.requests import PersonRequest, own_commune


@require_GET
def listed(request: PersonRequest) -> HttpResponse:
    """`/kiem-tra/`: the newest first."""
    own_commune(request)
    picked = request.GET.get("xem", "")
    rows = rows_for(request.user, state=picked)
    open_ = [row for row in rows if row.inspection.state != "closed"]
    half = [each for each in half_taken_for(request.user) if request.user.has_perm("inspections.take_conclusion", each.document)]
    return render(request, "inspections/list.html", {"rows": rows, "picked": picked, "under_way": len(open_), "half": half})


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """`/kiem-tra/moi/`."""
    commune = own_commune(request)
    require(request.user, "inspections.plan", commune)
    today = clock.today()
    start = {"kind": "cchc", "title": f"Kiểm tra công tác cải cách hành chính năm {today.year}", "since": today.replace(month=1, day=1)}
    form = PlanForm(request.user, today, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan(
                commune=commune,
                kind=form.cleaned_data["kind"],
                planned=form.as_planned(),
                units=list(form.cleaned_data["units"]),
                actor=request.user,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã lập {made.label}. Lập đoàn rồi gửi đề cương cho các đơn vị.")
            return redirect("inspections:team", made.pk)
    context = {"form": form, "checklists": checklists(), "button": "Lập cuộc kiểm tra"}
    return render(request, "inspections/plan_form.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def limits(request: PersonRequest) -> HttpResponse:
    """`/kiem-tra/thoi-han/`: how many days there are for what, and who says so."""
    commune = own_commune(request)
    found = limits_of(commune.pk)
    rows = [(limit, LimitForm(initial=_initial(limit), auto_id=f"{name}-%s")) for name, limit in found.items()]
    return render(request, "inspections/limits.html", {"rows": rows})


@require_http_methods(["POST"])
def set_limit(request: PersonRequest, slug: str) -> HttpResponse:
    """`/kiem-tra/thoi-han/<slug>/`."""
    commune = own_commune(request)
    require(request.user, "inspections.set_limit", commune)
    if slug not in usual_limits():
        raise Http404
    form = LimitForm(request.POST, auto_id=f"{slug}-%s")
    if form.is_valid():
        actions.set_limit(commune=commune, name=slug, **form.cleaned_data, actor=request.user, at=clock.now())
        messages.success(request, f"Lúc {clock.now():%H:%M}: đã lưu thời hạn.")
        return redirect("inspections:limits")
    found = limits_of(commune.pk)
    rows = [(limit, form if name == slug else LimitForm(initial=_initial(limit), auto_id=f"{name}-%s")) for name, limit in found.items()]
    return render(request, "inspections/limits.html", {"rows": rows}, status=422)


def _initial(limit: object) -> dict[str, object]:
    return {name: getattr(limit, name) for name in ("days", "working", "source")}
