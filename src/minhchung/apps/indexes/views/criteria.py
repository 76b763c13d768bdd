"""Criteria made by hand (no criteria set chosen yet) and what hangs on any criterion: list, page, add, link, archive."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import require
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes import actions, queries
from minhchung.apps.indexes.forms.criteria import CriterionForm, LinkForm, ReasonForm
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.indexes.rules import totals
from minhchung.apps.organisations.requests import PersonRequest, own_commune


@require_GET
def by_hand(request: PersonRequest) -> HttpResponse:
    """The criteria of the year as a list, those made by hand."""
    today = clock.today()
    found = queries.rows(queries.criteria(request.user, on=today).filter(year=today.year), today=today)
    points = totals([row.standing for row in found])
    return render(request, "indexes/criteria.html", {"rows": found, "points": points, "whole": points.maximum, "year": today.year})


@require_GET
def hand_made(request: PersonRequest, pk: int) -> HttpResponse:
    """The page of a criterion made by hand."""
    found = queries.criterion(request.user, pk, on=clock.today())
    return redirect("indexes:criterion", pk) if found.index_id else _page(request, found)


def _page(request: PersonRequest, found: Criterion, **refused: forms.Form) -> HttpResponse:
    """The page of a criterion; with a refused form (`form`: linking, `archive`: the reason) its errors stand at their fields."""
    shown = {
        "row": queries.rows([found], today=clock.today())[0],
        "form": LinkForm(request.user, found),
        "archive": ReasonForm(auto_id="luu-tru-%s"),
        "events": history.of(Ref("criterion", str(found.pk)))[:20],
    }
    return render(request, "indexes/criterion.html", {**shown, **refused}, status=422 if refused else 200)


def add(request: PersonRequest) -> HttpResponse:
    require(request.user, "indexes.add_criterion", own_commune(request))
    form = CriterionForm(request.user, request.POST or None, initial={"year": clock.today().year})
    if not form.is_valid():
        return render(request, "indexes/add.html", {"form": form}, status=422 if form.is_bound else 200)
    made = actions.add_criterion(commune=own_commune(request), **form.cleaned_data, actor=request.user, at=clock.now())
    messages.success(request, f"Đã thêm tiêu chí {made.code}.")
    return redirect("indexes:criterion", made.pk)


@require_POST
def link(request: PersonRequest, pk: int) -> HttpResponse:
    found = queries.criterion(request.user, pk, on=clock.today())
    require(request.user, "indexes.link_assignment", found)
    form = LinkForm(request.user, found, request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    made = actions.link_assignment(criterion=found, **form.cleaned_data, actor=request.user, at=clock.now())
    messages.success(request, f"Đã gắn nhiệm vụ {made.assignment.number} với tiêu chí {found.code}.")
    return redirect("indexes:criterion", pk)


@require_POST
def unlink(request: PersonRequest, pk: int) -> HttpResponse:
    found = queries.criterion(request.user, pk, on=clock.today())
    require(request.user, "indexes.unlink_assignment", found)
    form = LinkForm(request.user, found, request.POST)
    if form.is_valid():
        actions.unlink_assignment(criterion=found, **form.cleaned_data, actor=request.user, at=clock.now())
        messages.success(request, f"Đã gỡ nhiệm vụ {form.cleaned_data['assignment'].number} khỏi tiêu chí {found.code}.")
    else:
        messages.error(request, "Chưa gỡ được: nhiệm vụ hoặc minh chứng không còn. Tải lại trang.")
    return redirect("indexes:criterion", pk)


@require_POST
def archive(request: PersonRequest, pk: int) -> HttpResponse:
    found = queries.criterion(request.user, pk, on=clock.today())
    require(request.user, "indexes.archive_criterion", found)
    form = ReasonForm(request.POST, auto_id="luu-tru-%s")
    if not form.is_valid():
        return _page(request, found, archive=form)
    actions.archive_criterion(criterion=found, reason=form.cleaned_data["reason"], actor=request.user, at=clock.now())
    messages.success(request, f"Đã lưu trữ tiêu chí {found.code}.")
    return redirect("indexes:by_hand")
