"""The index of a year: the tree with where its points stand, and what to do for most of them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from minhchung.apps.ground import clock
from minhchung.apps.indexes import actions, queries
from minhchung.apps.indexes.holders import heads_of
from minhchung.apps.indexes.looking_back import caveats
from minhchung.apps.indexes.models import Index
from minhchung.apps.indexes.standing import standing_of
from minhchung.apps.indexes.tree import STATES, Leaf, beside, supported, tree, wins
from minhchung.apps.indexes.views.narrowing import narrowed
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.scoring.forecast import Parts

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
    narrow = narrowed(request)
    then = narrow.day(before=today)
    day = then or today
    standing = standing_of(found, day=day)
    units, state = narrow.units, narrow.state()
    rows = tree(standing, units=units, state=state)
    leaves = [row for row in rows if isinstance(row, Leaf)]
    return {
        "index": found,
        "standing": standing,
        "parts": standing.forecast.parts,
        "rows": rows,
        "led": len(leaves),
        "shown": sum((leaf.row.forecast.parts for leaf in leaves), Parts()),
        "beside": beside(standing, units=units, state=state),
        "supported": supported(standing, units=units, state=state),
        "wins": wins(standing, units=units, limit=SHOWN_WINS),
        "narrow": narrow,
        "state": state,
        "states": STATES,
        "day": day,
        "then": then,
        "caveats": caveats(standing, day=then) if then else (),
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
    narrow = narrowed(request)
    listed = wins(standing_of(found, day=clock.today()), units=narrow.units)
    heads = heads_of(narrow.chosen, clock.today())
    people = dict.fromkeys(person.full_name for unit in narrow.chosen for person in heads.get(unit.pk, ()))
    context = {"index": found, "wins": listed, "narrow": narrow, "heads": list(people)}
    return render(request, "indexes/to_do.html", context)
