"""Figures over dossiers: every indicator of a period, one indicator by part, and the dossiers behind a figure."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhchung.apps.dossiers import measuring, queries
from minhchung.apps.dossiers.asking import DIVISIONS, asked_of
from minhchung.apps.dossiers.rights import reads_detail
from minhchung.apps.ground import clock
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.flow.indicators import DefinitionError, GroupingError, indicator, indicators

ROWS = 50


@require_safe
def figures(request: PersonRequest) -> HttpResponse:
    """`/ho-so/chi-so/`: every indicator of a period; divided, one of them by part (`chi-so`)."""
    commune = own_commune(request)
    lake = queries.figures_of(request.user, commune)
    if lake is None:
        return render(request, "dossiers/empty.html", {"commune": commune})
    asked = asked_of(request.GET, clock.today())
    last = asked.period.window.last
    context = {"asked": asked, "divisions": DIVISIONS, "lake": lake, "reads": reads_detail(request.user, commune)}
    if not asked.by:
        return render(request, "dossiers/figures.html", {**context, "sections": measuring.told(lake, asked)})
    choices = indicators(measuring.SET, last)
    item = next((each for each in choices if each.name == request.GET.get("chi-so")), None) or indicator("resolved-in-time", last)
    try:
        parts, refused = measuring.divided(lake, item, asked), ""
    except GroupingError as error:
        parts, refused = (), str(error)
    total = measuring.whole(lake, item, asked)
    context |= {"item": item, "choices": choices, "parts": parts, "total": total, "refused": refused}
    return render(request, "dossiers/figures_by_part.html", context)


@require_safe
def figure(request: PersonRequest, name: str) -> HttpResponse:
    """`/ho-so/chi-so/<name>/`: the dossiers that a figure counted, those that cost first."""
    commune = own_commune(request)
    lake = queries.detail_of(request.user, commune)
    if lake is None:
        return render(request, "dossiers/empty.html", {"commune": commune})
    asked = asked_of(request.GET, clock.today())
    try:
        item = indicator(name, asked.period.window.last)
        found = measuring.behind(lake, item, asked)
    except (DefinitionError, GroupingError) as error:
        raise Http404(str(error)) from error
    told = measuring.one(lake, item, asked)
    page = Paginator(found.of(request.GET.get("phan", "")), ROWS).get_page(request.GET.get("trang"))
    place = dict(page.object_list)
    lines = [{**line, "place": place[line["code"]]} for line in measuring.lines_of(lake, list(place))]
    context = {"asked": asked, "item": item, "found": found, "told": told, "page": page, "lines": lines}
    context |= {"part": request.GET.get("phan", ""), "day_only": measuring.day_only(lake), "lake": lake}
    context["idle"] = measuring.idle(lake, item, asked)
    return render(request, "dossiers/figure.html", context)
