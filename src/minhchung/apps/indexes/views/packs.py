"""Criteria sets of the ward: the list, one version, taking it for its year, which unit is which."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.indexes import actions, queries
from minhchung.apps.indexes.drafting import problems_of
from minhchung.apps.indexes.forms.criteria import TargetForm, UnitForm
from minhchung.apps.indexes.forms.packs import YearForm
from minhchung.apps.indexes.models import StoredPack
from minhchung.apps.indexes.packs import SAMPLE, pack_of, told
from minhchung.apps.indexes.rules.groups import not_for
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.scoring.loading import packaged


@require_http_methods(["GET", "POST"])
def packs(request: PersonRequest) -> HttpResponse:
    """The sets the ward holds; the packaged sample can be taken over."""
    commune = own_commune(request)
    if request.method == "POST":
        stored = actions.add_pack(commune=commune, pack=packaged(SAMPLE), source="", actor=request.user, at=clock.now())
        messages.success(request, f"Đã đưa “{stored.title}” vào danh sách.")
        return redirect("indexes:pack", stored.pk)
    return packs_page(request)


def packs_page(request: PersonRequest, wrong: str = "") -> HttpResponse:
    """The page of the sets; `wrong`: why the file just sent could not be read."""
    context = {
        "packs": queries.packs(request.user),
        "drafts": queries.pack_drafts(request.user),
        "index": queries.index_of(own_commune(request), clock.today().year),
        "sample": packaged(SAMPLE),
        "wrong": wrong,
        "year": clock.today().year,
    }
    return render(request, "indexes/packs.html", context, status=422 if wrong else 200)


@require_GET
def pack(request: PersonRequest, pk: int) -> HttpResponse:
    """One version: its tree, rules and what it asks to see."""
    stored = queries.pack(request.user, pk)
    return pack_page(request, stored)


def pack_page(request: PersonRequest, stored: StoredPack, **refused: forms.Form) -> HttpResponse:
    """The page of a version; with a refused form its errors stand at their fields."""
    pack, commune = pack_of(stored), own_commune(request)
    index = queries.index_of(commune, stored.year)
    context: dict[str, Any] = {
        "stored": stored,
        "pack": pack,
        "nodes": told(pack),
        "index": index,
        "form": TargetForm(commune.name, pack.groups),
        "not_ours": not_for(commune.name, pack.groups),
        "year_form": YearForm(initial={"year": stored.year + 1}, auto_id="chep-%s"),
        "problems": problems_of(pack),
        "in_use": stored.indexes.exists(),
        "others": queries.packs(request.user).exclude(pk=stored.pk),
    }
    return render(request, "indexes/pack.html", {**context, **refused}, status=422 if refused else 200)


@require_POST
def adopt(request: PersonRequest, pk: int) -> HttpResponse:
    """Takes the set for its year."""
    stored, commune = queries.pack(request.user, pk), own_commune(request)
    require(request.user, "indexes.adopt", commune)
    form = TargetForm(commune.name, pack_of(stored).groups, request.POST)
    if not form.is_valid():
        return pack_page(request, stored, form=form)
    index = actions.adopt(commune=commune, pack=stored, **form.cleaned_data, actor=request.user, at=clock.now())
    actions.read_figures(index=index, actor=request.user, at=clock.now())
    messages.success(request, f"Phường chấm điểm năm {index.year} theo “{stored.title}”.")
    return redirect("indexes:units")


@require_http_methods(["GET", "POST"])
def units(request: PersonRequest) -> HttpResponse:
    """Which unit of the ward each unit of the set is."""
    index = queries.own_index(request.user, clock.today().year)
    if request.method == "POST":
        require(request.user, "indexes.set_unit", index)
        form = UnitForm(index, request.POST)
        if form.is_valid():
            try:
                actions.set_unit(index=index, **form.cleaned_data, actor=request.user, at=clock.now())
            except Refused as refused:
                messages.error(request, str(refused))
        return redirect("indexes:units")
    rows = [(row, UnitForm(index, initial={"key": row.key, "unit": row.unit}, auto_id=f"{row.key}-%s")) for row in index.units.all()]
    return render(request, "indexes/units.html", {"index": index, "rows": rows})
