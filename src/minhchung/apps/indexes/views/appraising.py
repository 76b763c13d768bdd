"""A leaf of a round with its evidence: what the city works through, and what answers "why was this leaf 1.75" for the ward."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minhchung.apps.dossiers.applying import applied
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import require
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.forms.rounds import AskForm
from minhchung.apps.indexes.rounds.leaf import leaf_page
from minhchung.apps.indexes.rounds.rows import columns_for, may_fill, open_column, shown
from minhchung.apps.indexes.rounds.table import Line, Table
from minhchung.apps.indexes.rules import rounds as rules
from minhchung.apps.indexes.views.rounds import UNPROCESSABLE, files_open, found_table
from minhchung.apps.organisations.requests import PersonRequest


def line_of(found: Table, leaf: int) -> Line:
    """The leaf of that key in the round; Http404 for any other."""
    line = next((each for each in found.lines if each.criterion.pk == leaf), None)
    if line is None:
        raise Http404("Không có tiêu chí này trong đợt chấm.")
    return line


def next_leaf(request: PersonRequest, found: Table, *, after: Line | None = None) -> str:
    """The address of the next leaf without points in the open column, from where one is; the round itself when there is none."""
    column = open_column(request.user, found.round, found.stage, clock.today())
    lines = found.lines
    start = lines.index(next(each for each in lines if each.criterion == after.criterion)) + 1 if after else 0
    waiting = [
        each
        for each in (*lines[start:], *lines[:start])
        if may_fill(request.user, each, column) and column not in each.marks and each.known.maximum
    ]
    if waiting:
        return reverse("indexes:round_leaf", args=[found.round.pk, waiting[0].criterion.pk])
    return reverse("indexes:round", args=[found.round.pk])


@require_GET
def queue(request: PersonRequest, pk: int) -> HttpResponse:
    """`/bo-chi-so/dot-cham/<pk>/tham-dinh/`: the next leaf to be appraised."""
    found = found_table(request, pk)
    require(request.user, "indexes.appraise", found.round)
    return redirect(next_leaf(request, found))


@require_GET
def leaf(request: PersonRequest, pk: int, leaf: int) -> HttpResponse:
    """`/bo-chi-so/dot-cham/<pk>/tieu-chi/<leaf>/`."""
    found = found_table(request, pk)
    return _page(request, found, line_of(found, leaf))


def _page(request: PersonRequest, found: Table, line: Line, **refused: Any) -> HttpResponse:
    column = open_column(request.user, found.round, found.stage, clock.today())
    appraises = request.user.has_perm("indexes.appraise", found.round)
    context = {
        "round": found.round,
        "table": found,
        "stage": rules.STAGES[found.stage],
        "files_open": files_open(request, found),
        "page": leaf_page(request.user, found, line),
        "row": shown(request.user, line, columns_for(request.user, found), column),
        "column": column,
        "column_label": rules.COLUMNS.get(column, ""),
        "can_ask": appraises and not rules.refusal_to_ask(found.stage, found.round.dates, clock.today()),
        "ask": AskForm(),
        "queue": [(each, column in each.marks) for each in found.lines] if appraises else (),
        **refused,
    }
    return render(request, "indexes/round_leaf.html", context, status=UNPROCESSABLE if refused else 200)


@require_POST
def ask(request: PersonRequest, pk: int, leaf: int) -> HttpResponse:
    """Asks the ward to explain a leaf."""
    found = found_table(request, pk, act=True)
    line = line_of(found, leaf)
    require(request.user, "indexes.ask_explanation", found.round)
    form = AskForm(request.POST)
    act = partial(actions.ask_explanation, declared=found.round, criterion=line.criterion, actor=request.user, at=clock.now())
    if not (form.is_valid() and applied(form, lambda: act(**form.cleaned_data))):
        return _page(request, found, line, ask=form, can_ask=True)
    messages.success(request, f"Đã yêu cầu giải trình tiêu chí {line.node.code}.")
    return redirect("indexes:round_leaf", pk, leaf)
