"""The first page of the dossiers, and what stands behind its ranking."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhchung.apps.dossiers import calling, queries, remembered
from minhchung.apps.dossiers.back_testing import shown
from minhchung.apps.dossiers.board import board
from minhchung.apps.dossiers.narrowing import Narrow
from minhchung.apps.ground import clock
from minhchung.apps.organisations.requests import PersonRequest, own_commune

PAGE = 30


@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """`/ho-so/`: whom to call first and why (`?loc=` picks another list), the figures of the period, what is owed."""
    commune, now = own_commune(request), clock.now()
    lake = queries.detail_of(request.user, commune)
    if lake is None:
        return render(request, "dossiers/empty.html", {"commune": commune})
    remembered.remember(commune, lake.current.name, lake.lists(now))
    narrow, cards = Narrow.asked(request.GET), queries.cards(request.user)
    found = calling.listed(lake, cards, pick=request.GET.get("loc", ""), narrow=narrow, now=now)
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "commune": commune,
        "board": board(lake, cards, now=now),
        "found": found,
        "narrow": narrow,
        "procedure": queries.procedure(request.user, narrow.procedure),
        "page": page,
        "groups": calling.grouped(page.object_list, found.rows, at=lake.current.as_of),
        "words": calling.PICKS[found.pick][0],
    }
    return render(request, "dossiers/overview.html", context)


@require_safe
def back_test(request: PersonRequest) -> HttpResponse:
    """`/ho-so/nguy-co/`: whether probabilities are shown, and the test on later dossiers that decides it."""
    commune = own_commune(request)
    lake = queries.figures_of(request.user, commune)
    if lake is None:
        return render(request, "dossiers/empty.html", {"commune": commune})
    return render(request, "dossiers/back_test.html", {"shown": shown(lake.ranking(clock.now())), "as_of": lake.current.as_of})
