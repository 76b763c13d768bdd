"""The table of points of a round: filled row by row, each where it stands."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minhchung.apps.dossiers.applying import applied
from minhchung.apps.ground import clock
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.forms.rounds import MarkForm, NarrowRoundForm
from minhchung.apps.indexes.rounds.models import Mark
from minhchung.apps.indexes.rounds.rows import columns_for, may_fill, open_column, rows_for, shown
from minhchung.apps.indexes.rounds.table import DECLARED, Line, Table
from minhchung.apps.indexes.rules import rounds as rules
from minhchung.apps.indexes.views.appraising import line_of, next_leaf
from minhchung.apps.indexes.views.rounds import UNPROCESSABLE, found_table
from minhchung.apps.organisations.requests import PersonRequest

ACTS: Mapping[str, tuple[Callable[..., Mark], str]] = {
    rules.MARK_SELF: (actions.score_self, "round"),
    rules.MARK_UNIT: (actions.score_consolidated, "round"),
    rules.MARK_APPROVED: (actions.score_approved, "round"),
    rules.MARK_FIRST: (actions.appraise, "declared"),
    rules.MARK_SECOND: (actions.appraise, "declared"),
    rules.MARK_PUBLISHED: (actions.score_published, "round"),
}


@require_GET
def table(request: PersonRequest, pk: int) -> HttpResponse:
    """`/bo-chi-so/dot-cham/<pk>/bang-diem/`: every leaf; `?don_vi=` of a unit, `?con_thieu=on` what still lacks points."""
    found = found_table(request, pk)
    narrow = NarrowRoundForm(found.round.commune_id, request.GET)
    unit, column = narrow.unit(), _column(request, found)
    rows = rows_for(request.user, found, column, unit=unit.pk if unit else None, lacking=narrow.lacking())
    context = {"rows": rows, "narrow": narrow, "chosen_unit": unit, "lacking": narrow.lacking(), **_around(request, found)}
    return render(request, "indexes/round_marks.html", context)


def _column(request: PersonRequest, found: Table) -> str:
    return open_column(request.user, found.round, found.stage, clock.today())


def _around(request: PersonRequest, found: Table) -> dict[str, Any]:
    """What stands around the rows: the columns and their sums."""
    columns, column = columns_for(request.user, found), _column(request, found)
    return {
        "round": found.round,
        "table": found,
        "stage": rules.STAGES[found.stage],
        "column": column,
        "column_label": rules.COLUMNS.get(column, ""),
        "columns": [(each, rules.COLUMNS[each]) for each in columns],
        "declared": found.total(DECLARED) if found.filled(DECLARED) else None,
        "sums": [found.total(each).final if found.filled(each) else None for each in columns],
        "rest": len(columns) + 2 + (request.user.commune_id is None) + bool(column),
    }


@require_POST
def mark(request: PersonRequest, pk: int, leaf: int) -> HttpResponse:
    """Points of a leaf in the column that is open to the person: the row comes back as it stands now."""
    found = found_table(request, pk, act=True)
    line, column = line_of(found, leaf), _column(request, found)
    if not may_fill(request.user, line, column):
        raise PermissionDenied(f"Tài khoản không ghi điểm tiêu chí {line.node.code} ở bước “{rules.STAGES[found.stage]}”.")
    form = MarkForm(column, request.POST, auto_id=f"tc-{leaf}-%s")
    saved = form.is_valid() and applied(form, lambda: _give(request, found, line, column, form))
    if saved:
        found = found_table(request, pk)
        line = line_of(found, leaf)
    if request.htmx:
        row = shown(request.user, line, columns_for(request.user, found), column, None if saved else form)
        context = {"row": row, "saved": saved, "oob": True, **_around(request, found)}
        return render(request, "indexes/part_mark_saved.html", context, status=200 if saved else UNPROCESSABLE)
    if not saved:
        return _refused(request, found, line, form)
    messages.success(request, f"Đã ghi điểm tiêu chí {line.node.code} lúc {clock.now():%H:%M}.")
    return redirect(_back(request, found, line))


def _give(request: PersonRequest, found: Table, line: Line, column: str, form: MarkForm) -> None:
    act, name = ACTS[column]
    given = {key: form.cleaned_data[key] for key in ("points", "reason", "seen")}
    act(**{name: found.round}, criterion=line.criterion, **given, actor=request.user, at=clock.now())


def _back(request: PersonRequest, found: Table, line: Line) -> str:
    """The page of the next leaf for who works through the queue, else the row in the table."""
    if request.POST.get("ve") == "tiep":
        return next_leaf(request, found, after=line)
    return f"{reverse('indexes:round_marks', args=[found.round.pk])}#tc-{line.criterion.pk}"


def _refused(request: PersonRequest, found: Table, line: Line, form: MarkForm) -> HttpResponse:
    row = shown(request.user, line, columns_for(request.user, found), form.now, form)
    return render(request, "indexes/round_mark.html", {"row": row, **_around(request, found)}, status=UNPROCESSABLE)
