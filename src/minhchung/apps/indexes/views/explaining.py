"""Explanations: what the city asks, the ward's answers with files."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhchung.apps.dossiers.applying import applied
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import require
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.forms.rounds import AnswerForm
from minhchung.apps.indexes.rounds import queries as round_queries
from minhchung.apps.indexes.rounds.closing import close_due
from minhchung.apps.indexes.rounds.leaf import leaf_page
from minhchung.apps.indexes.rounds.models import Explanation
from minhchung.apps.indexes.rules import rounds as rules
from minhchung.apps.indexes.views.appraising import line_of
from minhchung.apps.indexes.views.rounds import UNPROCESSABLE, files_open, found_table
from minhchung.apps.organisations.requests import PersonRequest


@require_GET
def explanations(request: PersonRequest, pk: int) -> HttpResponse:
    """`/bo-chi-so/dot-cham/<pk>/giai-trinh/`: every leaf that is asked about."""
    found = found_table(request, pk)
    asked = [line for line in found.lines if line.explanation is not None]
    refusal = rules.refusal_to_explain(found.stage, found.round.dates, clock.today())
    context = {"round": found.round, "lines": asked, "stage": rules.STAGES[found.stage], "refusal": refusal}
    return render(request, "indexes/explanations.html", context)


@require_http_methods(["GET", "POST"])
def explanation(request: PersonRequest, pk: int) -> HttpResponse:
    """`/bo-chi-so/dot-cham/giai-trinh/<pk>/`: one question, the leaf beside it, the answer."""
    found = round_queries.one_explanation(request.user, pk, on=clock.today())
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"answer": found.answer})
    if request.method == "POST":
        require(request.user, "indexes.explain", found)
        close_due(found.round, clock.now())
        if form.is_valid() and applied(form, lambda: _answer(request, found, form)):
            messages.success(request, f"Đã ghi giải trình tiêu chí {found.criterion.code} lúc {clock.now():%H:%M}.")
            return redirect("indexes:explanation", pk)
    return render(request, "indexes/explanation.html", _shown(request, found, form), status=UNPROCESSABLE if form.is_bound else 200)


def _answer(request: PersonRequest, found: Explanation, form: AnswerForm) -> None:
    uploads = [receive(file) for file in request.FILES.getlist("files") if isinstance(file, UploadedFile)]
    act = partial(actions.explain, explanation=found, uploads=uploads, actor=request.user, at=clock.now())
    act(**form.cleaned_data)


def _shown(request: PersonRequest, found: Explanation, form: AnswerForm) -> dict[str, Any]:
    table = found_table(request, found.round_id)
    refusal = rules.refusal_to_explain(table.stage, table.round.dates, clock.today())
    may = request.user.has_perm("indexes.explain", found)
    return {
        "round": table.round,
        "table": table,
        "files_open": files_open(request, table),
        "explanation": found,
        "page": leaf_page(request.user, table, line_of(table, found.criterion_id)),
        "form": form,
        "refusal": refusal,
        "can_explain": may and not refusal,
    }


@require_POST
def drop_file(request: PersonRequest, pk: int) -> HttpResponse:
    """A file brought by mistake leaves the answer."""
    file = round_queries.one_explanation_file(request.user, pk, on=clock.today())
    require(request.user, "indexes.drop_explanation_file", file.explanation)
    close_due(file.explanation.round, clock.now())
    actions.drop_explanation_file(explanation=file.explanation, file=file, actor=request.user, at=clock.now())
    messages.success(request, f"Đã bỏ tệp “{file.file.name}”.")
    return redirect("indexes:explanation", file.explanation_id)
