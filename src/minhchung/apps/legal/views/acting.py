"""One item of a campaign and its steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.legal import actions, queries
from minhchung.apps.legal.forms import BackForm, DecisionForm, ProposalForm
from minhchung.apps.legal.models import Item
from minhchung.apps.legal.queries.standing import rows_for
from minhchung.apps.legal.rights import reviews_item, submits_item
from minhchung.apps.organisations.requests import PersonRequest


@dataclass(frozen=True)
class Step:
    """A step: its act, the name of its form on the page ("" a press), what is said after it."""

    function: Callable[..., Any]
    act: str
    form: str
    done: str


STEPS: Mapping[str, Step] = {
    "nhan": Step(actions.take, "legal.take_items", "", "đã nhận rà soát"),
    "de-xuat": Step(actions.propose, "legal.propose_handling", "propose", "đã đề xuất"),
    "trinh": Step(actions.submit, "legal.submit_items", "", "đã trình"),
    "tra-lai": Step(actions.send_back, "legal.send_back_items", "back", "đã trả lại"),
    "xu-ly": Step(actions.handle, "legal.handle_items", "decide", "đã ghi kết quả xử lý"),
}


@require_safe
def item(request: PersonRequest, pk: int) -> HttpResponse:
    """`/phap-ly/van-ban/<pk>/`: the document, what its basis has become, what is proposed, the step that is due."""
    return render(request, "legal/item.html", _shown(request, queries.item_for(request.user, pk), {}))


@require_POST
def act_item(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/phap-ly/van-ban/<pk>/<slug>/`: one step; what is missing is said at its field."""
    if slug not in STEPS:
        raise Http404("no such step")
    step, found = STEPS[slug], queries.item_for(request.user, pk)
    require(request.user, step.act, found.campaign)
    form = _forms(request, found, step.form)[step.form] if step.form else None
    if form is not None and not form.is_valid():
        return render(request, "legal/item.html", _shown(request, found, {step.form: form}), status=422)
    given = form.cleaned_data if form else {}
    try:
        step.function(campaign=found.campaign, items=[found], **given, actor=request.user, at=clock.now())
    except Refused as refused:
        if form is None:
            raise
        form.add_error(None, str(refused))
        return render(request, "legal/item.html", _shown(request, found, {step.form: form}), status=422)
    messages.success(request, f"{found.document.title}: {step.done}.")
    return redirect("legal:item", pk)


def _forms(request: PersonRequest, found: Item, bound: str = "") -> dict[str, forms.Form]:
    def data(name: str) -> Any:
        return request.POST if name == bound else None

    start = {"proposal": found.proposal, "scope": found.scope, "reason": found.reason}
    return {
        "propose": ProposalForm(data("propose"), initial=start),
        "back": BackForm(data("back"), auto_id="back-%s"),
        "decide": DecisionForm(_decisions(request, found), data("decide"), initial={"decision": found.decision_id}),
    }


def _decisions(request: PersonRequest, found: Item) -> Any:
    """Own issued documents of the last year that may carry a proposal out."""
    rows = documents.readable(request.user).filter(
        archived_at=None,
        direction=Document.Direction.OUTGOING,
        state=Document.State.ISSUED,
        series__in=("QĐ", "NQ", "CT", "KH", "CV", "TB"),
    )
    return (
        rows.filter(issued_on__gte=clock.today() - timedelta(days=366)).exclude(pk=found.document_id).defer("text").order_by("-issued_on")
    )


def _shown(request: PersonRequest, found: Item, bound: Mapping[str, forms.Form]) -> dict[str, Any]:
    person = request.user
    return {
        "item": found,
        "row": rows_for([found], found.campaign)[0],
        "may_review": bool(reviews_item(person, found)),
        "may_submit": bool(submits_item(person, found)),
        **_forms(request, found),
        **bound,
    }
