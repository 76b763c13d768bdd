"""The page of one dossier and the acts on it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from minhchung.apps.dossiers import actions, queries
from minhchung.apps.dossiers.applying import applied
from minhchung.apps.dossiers.dossier import dossier as dossier_page
from minhchung.apps.dossiers.forms import ApologyForm, ExplainForm, LetterForm, WithdrawForm
from minhchung.apps.dossiers.letter import letter_of
from minhchung.apps.dossiers.reading import Opened
from minhchung.apps.dossiers.real_clock import beside
from minhchung.apps.dossiers.record import DossierRecord, record_of
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import require
from minhchung.apps.ground.downloads import download
from minhchung.apps.organisations.requests import PersonRequest, own_commune

RIGHTS = {"explain_form": "dossiers.explain", "apology_form": "dossiers.apologise", "withdraw_form": "dossiers.withdraw_apology"}
SAVED = {"explain_form": "nguyên nhân", "apology_form": "văn bản xin lỗi", "withdraw_form": "rút văn bản xin lỗi"}


@require_safe
def dossier(request: PersonRequest, code: str) -> HttpResponse:
    """`/ho-so/<code>/`: facts, steps, time used, what snapshots said differently, questions, faults, what people said."""
    return _page(request, code)


@require_POST
def explain(request: PersonRequest, code: str) -> HttpResponse:
    """The cause and what is proposed."""
    form = ExplainForm(request.user, request.POST, prefix="nn")
    return _acted(request, code, partial(actions.explain, codes=[code]), explain_form=form)


@require_POST
def apologise(request: PersonRequest, code: str) -> HttpResponse:
    """The letter that went out."""
    return _acted(request, code, partial(actions.apologise, code=code), apology_form=ApologyForm(request.POST, prefix="xl"))


@require_POST
def withdraw_apology(request: PersonRequest, code: str) -> HttpResponse:
    """The last letter was recorded by mistake."""
    return _acted(request, code, partial(actions.withdraw_apology, code=code), withdraw_form=WithdrawForm(request.POST, prefix="rx"))


def _acted(request: PersonRequest, code: str, act: Callable[..., object], **bound: Form) -> HttpResponse:
    """An act on the dossier by its one form, named as the page names it; the page again, at the field, when it is refused."""
    commune, now = own_commune(request), clock.now()
    require(request.user, RIGHTS[(name := next(iter(bound)))], commune)
    _found(request, code)
    form = bound[name]
    if form.is_valid() and applied(form, lambda: act(commune=commune, actor=request.user, at=now, **form.cleaned_data)):
        messages.success(request, f"Đã lưu lúc {now:%H:%M}: {SAVED[name]} hồ sơ {code}.")
        return redirect("dossiers:dossier", code)
    return _page(request, code, **bound)


@require_safe
def letter(request: PersonRequest, code: str) -> HttpResponse:
    """The draft of the letter of apology as DOCX; the applicant's name and address are empty cells."""
    commune = own_commune(request)
    require(request.user, "dossiers.apologise", commune)
    _, record = _found(request, code)
    form = LetterForm(request.GET)
    if not form.is_valid():
        return _page(request, code, letter_form=form)
    card = queries.cards(request.user, [code]).get(code)
    content = letter_of(record, commune, card, on=clock.today(), **form.cleaned_data)
    return download(content, f"xin-loi-{code}.docx")


def _found(request: PersonRequest, code: str) -> tuple[Opened, DossierRecord]:
    """The lake and the dossier's rows. Http404 when the ward has no such dossier, PermissionDenied for figures-only accounts."""
    lake = queries.detail_of(request.user, own_commune(request))
    record = record_of(lake, code) if lake else None
    if lake is None or record is None:
        raise Http404("Không có hồ sơ này trong số liệu đã nhập.")
    return lake, record


def _page(request: PersonRequest, code: str, **bound: Any) -> HttpResponse:
    lake, record = _found(request, code)
    commune, card = own_commune(request), queries.cards(request.user, [code]).get(code)
    handovers, signed = list(queries.handovers(request.user, [code])), list(queries.signatures(request.user, [code]))
    clocks = beside(lake, commune, handovers, signed, on=clock.today())
    found = dossier_page(lake, record, commune, card, list(queries.faults(request.user)), beside=clocks, now=clock.now())
    start = (
        {"cause": card.cause, "proposal": card.proposal, "note": card.note, "proof": card.proof.code if card.proof else ""} if card else {}
    )
    context = {
        "commune": commune,
        "dossier": found,
        "card": card,
        "said": queries.said_of(request.user, code),
        "explain_form": ExplainForm(request.user, prefix="nn", initial=start),
        "apology_form": ApologyForm(prefix="xl", initial={"on": clock.today()}),
        "letter_form": LetterForm(),
        "withdraw_form": WithdrawForm(prefix="rx"),
        **bound,
    }
    return render(request, "dossiers/dossier.html", context, status=422 if bound else 200)
