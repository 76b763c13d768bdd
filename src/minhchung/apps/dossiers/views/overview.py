"""The first page of the dossiers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhchung.apps.dossiers import queries
from minhchung.apps.dossiers.board import board
from minhchung.apps.dossiers.rights import reads_detail
from minhchung.apps.ground import clock
from minhchung.apps.organisations.requests import PersonRequest, own_commune


@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """`/ho-so/`: whom to call first and why, the figures of the period, what is owed."""
    commune = own_commune(request)
    lake = queries.detail_of(request.user, commune)
    if lake is None:
        return render(request, "dossiers/empty.html", {"commune": commune})
    found = board(lake, queries.cards(request.user), now=clock.now())
    return render(request, "dossiers/overview.html", {"board": found, "commune": commune, "reads": reads_detail(request.user, commune)})
