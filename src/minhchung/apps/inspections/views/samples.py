"""Dossiers drawn by lot: the draws of an inspection, a new one, and a list to print."""

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minhchung.apps.dossiers import queries as dossiers
from minhchung.apps.dossiers.rights import reads_detail
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.inspections import actions, queries
from minhchung.apps.inspections.drawing import Query, units_drawn
from minhchung.apps.inspections.forms import DrawForm
from minhchung.apps.inspections.models import Inspection
from minhchung.apps.inspections.views.inspection import frame
from minhchung.apps.organisations.requests import PersonRequest

COUNT = 10


@require_http_methods(["GET", "POST"])
def samples(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/<pk>/rut-ho-so/`. Dossiers one by one are for those who handle them: others see what was drawn, not which."""
    inspection = queries.inspection_for(request.user, pk)
    form = DrawForm(request.POST or None, initial=_initial(inspection))
    if request.method == "POST":
        require(request.user, "inspections.draw_dossiers", inspection)
    if request.method == "POST" and form.is_valid() and _drawn(request, inspection, form):
        return redirect("inspections:samples", pk)
    context = {
        **frame(inspection, "rut"),
        "draws": inspection.drawnsamples.select_related("by"),
        "form": form,
        "open_lake": reads_detail(request.user, inspection.commune),
    }
    return render(request, "inspections/samples.html", context, status=422 if request.method == "POST" else 200)


def _drawn(request: PersonRequest, inspection: Inspection, form: DrawForm) -> bool:
    given = dict(form.cleaned_data)
    seed = given.pop("seed").strip() or secrets.token_hex(4)
    try:
        made = actions.draw_dossiers(inspection=inspection, query=Query(**given), seed=seed, actor=request.user, at=clock.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, f"Lúc {clock.now():%H:%M}: đã rút {len(made.codes)} trong {made.population} hồ sơ, số gốc {seed}.")
    return True


def _initial(inspection: Inspection) -> dict[str, object]:
    today = clock.today()
    last = min(inspection.until or today, today)
    return {"first_day": inspection.since or last.replace(month=1, day=1), "last_day": last, "count": COUNT}


@require_GET
def printed(request: PersonRequest, pk: int) -> HttpResponse:
    """`/kiem-tra/rut/<pk>/`: the drawn dossiers by unit, with room for what is seen."""
    sample = queries.sample_for(request.user, pk)
    dossiers.detail_of(request.user, sample.inspection.commune)
    context = {**frame(sample.inspection, "rut"), "sample": sample, "groups": units_drawn(sample.codes)}
    return render(request, "inspections/sample.html", context)
