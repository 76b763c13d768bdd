"""The index of a year: the tree with where its points stand, and what to do for most of them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from minhchung.apps.ground import clock
from minhchung.apps.indexes import actions, queries
from minhchung.apps.indexes.forms.criteria import NarrowForm
from minhchung.apps.indexes.models import Index
from minhchung.apps.indexes.standing import standing_of
from minhchung.apps.indexes.tree import STATES, tree, wins
from minhchung.apps.organisations.requests import PersonRequest, own_commune

SHOWN_WINS = 8


@require_GET
def index(request: PersonRequest) -> HttpResponse:
    """The tree of the running year; a ward without a criteria set is shown how to choose one, the city the rounds that were handed in."""
    today = clock.today()
    if request.user.commune_id is None:
        return redirect("indexes:rounds")
    found = queries.index_of(request.user.commune, today.year) if request.user.commune else None
    if found is None:
        return redirect("indexes:by_hand")
    return render(request, "indexes/index.html", _shown(request, found, today))


def _shown(request: PersonRequest, found: Index, today: date) -> dict[str, Any]:
    narrow = NarrowForm(found.commune, request.GET)
    day = narrow.day() or today
    standing = standing_of(found, day=min(day, today))
    unit, state = narrow.unit(), narrow.state()
    return {
        "index": found,
        "standing": standing,
        "parts": standing.forecast.parts,
        "rows": tree(standing, unit=unit.pk if unit else None, state=state),
        "wins": wins(standing, unit=unit.pk if unit else None, limit=SHOWN_WINS),
        "narrow": narrow,
        "chosen_unit": unit,
        "state": state,
        "states": STATES,
        "day": day,
        "then": day < today,
        "read_at": found.readings.filter(by=None).order_by("-at").values_list("at", flat=True).first(),
    }


@require_POST
def refresh(request: PersonRequest) -> HttpResponse:
    """Reads the figures anew."""
    found = queries.own_index(request.user, clock.today().year)
    changed = actions.read_figures(index=found, actor=request.user, at=clock.now())
    messages.success(request, f"Đã tính lại số liệu: {changed} số thay đổi." if changed else "Đã tính lại: không có số nào thay đổi.")
    return redirect("indexes:criteria")


@require_GET
def to_do(request: PersonRequest) -> HttpResponse:
    """Everything that can be done for points, most first."""
    found = queries.own_index(request.user, clock.today().year)
    narrow = NarrowForm(own_commune(request), request.GET)
    unit = narrow.unit()
    standing = standing_of(found, day=clock.today())
    listed = wins(standing, unit=unit.pk if unit else None)
    return render(request, "indexes/to_do.html", {"index": found, "wins": listed, "narrow": narrow, "chosen_unit": unit})
