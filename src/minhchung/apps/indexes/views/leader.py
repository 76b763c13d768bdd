"""The weekly briefing: the points of the ward with their curve, and one leaf at a time."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minhchung.apps.ground import clock
from minhchung.apps.indexes import queries
from minhchung.apps.indexes.leader import week_of
from minhchung.apps.indexes.standing import standing_of
from minhchung.apps.indexes.tree import wins
from minhchung.apps.indexes.views.narrowing import narrowed
from minhchung.apps.organisations.requests import PersonRequest


@require_GET
def week(request: PersonRequest) -> HttpResponse:
    """Points, curve, units by week, what to act on."""
    index = queries.own_index(request.user, clock.today().year)
    return render(request, "indexes/leader.html", {"index": index, "page": week_of(index, today=clock.today()), "now": clock.now()})


@require_GET
def cards(request: PersonRequest) -> HttpResponse:
    """One leaf after the other, those with most to win first: for a meeting, by the keyboard."""
    index = queries.own_index(request.user, clock.today().year)
    narrow = narrowed(request)
    standing = standing_of(index, day=clock.today())
    rows = list(dict.fromkeys(win.row.criterion.code for win in wins(standing, units=narrow.units)))
    context = {"index": index, "rows": [standing.leaves[code] for code in rows], "narrow": narrow}
    return render(request, "indexes/cards.html", context)
