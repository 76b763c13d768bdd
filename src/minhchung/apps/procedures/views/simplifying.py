"""Simplification: what each unit owes and has, papers that could be dropped, proposals, initiatives, the tables a ward works by."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.keys import key_of
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.unit_fields import present_units
from minhchung.apps.procedures import actions
from minhchung.apps.procedures.forms import HeldForm, InitiativeForm, NormForm, ProposalForm
from minhchung.apps.procedures.law import Norm, held_of, norms_of
from minhchung.apps.procedures.models import Proposal
from minhchung.apps.procedures.queries.page import procedure_page
from minhchung.apps.procedures.queries.scope import initiative_for, initiatives_for, procedure_for, proposal_for, proposals_for
from minhchung.apps.procedures.queries.simplifying import by_unit, droppable
from minhchung.apps.procedures.rules.held import matches

NEW = "moi"
SHOWN = 40


@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """`/thu-tuc/don-gian-hoa/?nam=…`."""
    commune, today = own_commune(request), clock.today()
    year = key_of(request.GET.get("nam", "")) or today.year
    papers = droppable(commune.pk, today)
    context = {
        "year": year,
        "units": by_unit(commune.pk, year, today),
        "proposals": proposals_for(request.user).filter(year=year),
        "initiatives": initiatives_for(request.user).filter(year=year),
        "papers": papers[:SHOWN],
        "paper_count": len(papers),
        "hidden": max(len(papers) - SHOWN, 0),
        "norms": norms_of(commune.pk).values(),
    }
    return render(request, "procedures/simplify.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: PersonRequest, pk: int) -> HttpResponse:
    """`/thu-tuc/<pk>/de-xuat/?giay-to=…`: a proposal about a procedure, begun from a paper the State already holds where one is named."""
    found = procedure_for(request.user, pk)
    require(request.user, "procedures.propose", found)
    form = ProposalForm(present_units(found.commune_id, clock.today()), request.POST or None, initial=_begun(request, pk))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose(procedure=found, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã ghi đề xuất cho {found.code}.")
            return redirect("procedures:proposal", made.pk)
    context = {"procedure": found, "form": form, "heading": "Đề xuất đơn giản hóa", "button": "Ghi đề xuất"}
    return render(request, "procedures/form.html", context, status=422 if form.errors else 200)


def _begun(request: PersonRequest, pk: int) -> dict[str, Any]:
    """What the form begins with: the unit in charge, and the words of the paper asked for."""
    procedure = procedure_for(request.user, pk)
    start: dict[str, Any] = {"unit": procedure.unit_id, "kind": Proposal.Kind.TIME}
    place, shown = key_of(request.GET.get("giay-to", "")), procedure_page(request.user, procedure, clock.today())
    components = shown.stands.content.components or () if shown else ()
    match = next((each for each in matches(components, held_of(procedure.commune_id), clock.today()) if each.place == place), None)
    if match is None:
        return start
    name = match.component.name
    return start | {
        "kind": Proposal.Kind.PAPER,
        "component": name[:500],
        "before": f"Người dân phải nộp hoặc xuất trình: {name}",
        "after": f"Không yêu cầu giấy tờ này; cơ quan giải quyết khai thác dữ liệu ở {match.held.held_in}.",
        "reason": match.reason,
    }


@require_safe
def proposal(request: PersonRequest, pk: int) -> HttpResponse:
    """`/thu-tuc/don-gian-hoa/<pk>/`."""
    found = proposal_for(request.user, pk)
    return render(request, "procedures/proposal.html", {"proposal": found, "events": history.of(found.ref)})


@require_http_methods(["GET", "POST"])
def add_initiative(request: PersonRequest) -> HttpResponse:
    """`/thu-tuc/don-gian-hoa/sang-kien/`."""
    commune = own_commune(request)
    require(request.user, "procedures.register_initiative", commune)
    form = InitiativeForm(present_units(commune.pk, clock.today()), request.POST or None, initial={"year": clock.today().year})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.register_initiative(commune=commune, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã đăng ký sáng kiến.")
            return redirect("procedures:initiative", made.pk)
    context = {"form": form, "heading": "Đăng ký sáng kiến", "button": "Đăng ký"}
    return render(request, "procedures/form.html", context, status=422 if form.errors else 200)


@require_safe
def initiative(request: PersonRequest, pk: int) -> HttpResponse:
    """`/thu-tuc/don-gian-hoa/sang-kien/<pk>/`."""
    found = initiative_for(request.user, pk)
    return render(request, "procedures/initiative.html", {"initiative": found, "events": history.of(found.ref)})


@require_safe
def held(request: PersonRequest) -> HttpResponse:
    """`/thu-tuc/don-gian-hoa/du-lieu/`: papers the State holds as data, and the numbers the ward works by."""
    commune = own_commune(request)
    norms = [(norm, _norm_form(norm)) for norm in norms_of(commune.pk).values()]
    return render(request, "procedures/held.html", {"rows": held_of(commune.pk), "norms": norms})


def _norm_form(norm: Norm) -> NormForm:
    return NormForm(initial={"number": norm.number, "source": norm.source}, auto_id=f"{norm.name}-%s")


@require_http_methods(["GET", "POST"])
def edit_held(request: PersonRequest, slug: str) -> HttpResponse:
    """`/thu-tuc/don-gian-hoa/du-lieu/<mã>/`: one row, or a new one."""
    commune = own_commune(request)
    require(request.user, "procedures.set_held_paper", commune)
    known = {each.key: each for each in held_of(commune.pk)}.get(slug)
    if known is None and slug != NEW:
        raise Http404
    start = {name: getattr(known, name) for name in ("name", "held_in", "since", "until", "source")} if known else {}
    form = HeldForm(request.POST or None, initial=start | {"words": "\n".join(known.words) if known else ""})
    if request.method == "POST" and form.is_valid():
        try:
            key = known.key if known else f"own-{clock.now():%Y%m%d%H%M%S}"
            actions.set_held_paper(commune=commune, key=key, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã lưu.")
            return redirect("procedures:held")
    context = {"form": form, "heading": "Giấy tờ đã có dữ liệu điện tử", "button": "Lưu", "back_to_held": True}
    return render(request, "procedures/form.html", context, status=422 if form.errors else 200)


@require_POST
def set_norm(request: PersonRequest, slug: str) -> HttpResponse:
    """`/thu-tuc/don-gian-hoa/dinh-muc/<tên>/`."""
    commune = own_commune(request)
    require(request.user, "procedures.set_norm", commune)
    norms = norms_of(commune.pk)
    if slug not in norms:
        raise Http404
    form = NormForm(request.POST, auto_id=f"{slug}-%s")
    if form.is_valid():
        actions.set_norm(commune=commune, name=slug, **form.cleaned_data, actor=request.user, at=clock.now())
        messages.success(request, f"Lúc {clock.now():%H:%M}: đã lưu định mức.")
        return redirect("procedures:held")
    rows = [(norm, form if norm.name == slug else _norm_form(norm)) for norm in norms.values()]
    return render(request, "procedures/held.html", {"rows": held_of(commune.pk), "norms": rows}, status=422)
