"""Time per step and unit, the ways dossiers go, hand-offs and repeated work."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhchung.apps.dossiers import queries
from minhchung.apps.organisations.requests import PersonRequest, own_commune


@require_safe
def page(request: PersonRequest) -> HttpResponse:
    """`/ho-so/cac-buoc/`: what the steps tell, of all procedures or of one (`?thu-tuc=`)."""
    commune = own_commune(request)
    lake = queries.figures_of(request.user, commune)
    if lake is None:
        return render(request, "dossiers/empty.html", {"commune": commune})
    procedures = lake.procedures_with_steps()
    names = {number: name for number, name, _ in procedures}
    chosen = request.GET.get("thu-tuc", "")
    chosen = chosen if chosen in names else ""
    context = {
        "as_of": lake.current.as_of,
        "procedures": procedures,
        "chosen": chosen,
        "name": names.get(chosen, ""),
        "figures": lake.step_figures(chosen) if procedures else None,
    }
    return render(request, "dossiers/steps.html", context)
