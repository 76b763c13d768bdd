"""One page per act on a source, a proposal or an initiative: what is asked, a form, the act, and back. Acts without a form are a press."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minhchung.apps.documents import queries as documents
from minhchung.apps.ground.act_pages import ActPage, attempted, page_of
from minhchung.apps.ground.acts import require
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.procedures import actions
from minhchung.apps.procedures.forms import ByDocumentForm, DecideForm, JudgeForm, ReasonForm
from minhchung.apps.procedures.models import Initiative, Proposal, Source
from minhchung.apps.procedures.queries.scope import initiative_for, proposal_for, source_for

SOURCE: Mapping[str, ActPage] = {
    "hoan-tac": ActPage("procedures.undo_source", actions.undo_source, ReasonForm, "Hoàn tác", "đã hoàn tác"),
}
PROPOSAL: Mapping[str, ActPage] = {
    "trinh": ActPage("procedures.send_proposal", actions.send_proposal, ByDocumentForm, "Ghi đã trình", "đã trình"),
    "ket-qua": ActPage("procedures.decide_proposal", actions.decide_proposal, DecideForm, "Ghi kết quả", "đã ghi kết quả"),
    "thuc-hien": ActPage("procedures.carry_out_proposal", actions.carry_out_proposal, None, "Đã thực hiện", "đã thực hiện"),
    "rut": ActPage("procedures.drop_proposal", actions.drop_proposal, ReasonForm, "Rút đề xuất", "đã rút"),
}
INITIATIVE: Mapping[str, ActPage] = {
    "ket-qua": ActPage("procedures.judge_initiative", actions.judge_initiative, JudgeForm, "Ghi kết quả", "đã ghi kết quả"),
    "rut": ActPage("procedures.drop_initiative", actions.drop_initiative, ReasonForm, "Rút sáng kiến", "đã rút"),
}


@require_http_methods(["GET", "POST"])
def on_source(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/thu-tuc/nguon/<pk>/<slug>/`."""
    found = source_for(request.user, pk)
    return _act(request, page_of(SOURCE, slug), found, reverse("procedures:sources"), found.title)


@require_http_methods(["GET", "POST"])
def on_proposal(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/thu-tuc/don-gian-hoa/<pk>/<slug>/`."""
    found = proposal_for(request.user, pk)
    return _act(request, page_of(PROPOSAL, slug), found, reverse("procedures:proposal", args=[pk]), str(found))


@require_http_methods(["GET", "POST"])
def on_initiative(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/thu-tuc/don-gian-hoa/sang-kien/<pk>/<slug>/`."""
    found = initiative_for(request.user, pk)
    return _act(request, page_of(INITIATIVE, slug), found, reverse("procedures:initiative", args=[pk]), found.title)


def _act(request: PersonRequest, page: ActPage, thing: Source | Proposal | Initiative, back: str, name: str) -> HttpResponse:
    require(request.user, page.act, thing)
    form = _form(request, page)
    if form is None and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if attempted(request, page, thing, form, name):
        return redirect(back)
    context = {"page": page, "form": form, "name": name, "back": back, "thing": thing}
    return render(request, "procedures/act.html", context, status=422 if request.method == "POST" else 200)


def _form(request: PersonRequest, page: ActPage) -> Any:
    if page.form is None:
        return None
    data = request.POST if request.method == "POST" else None
    if issubclass(page.form, ByDocumentForm):
        return page.form(documents.readable(request.user).filter(archived_at=None).order_by("-issued_on", "-pk"), data)
    return page.form(data)
