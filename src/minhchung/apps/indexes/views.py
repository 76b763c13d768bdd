"""Pages of the criteria: list, one criterion, add, link, archive."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import require
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes import actions, queries
from minhchung.apps.indexes.forms import CriterionForm, LinkForm
from minhchung.apps.indexes.rules import totals
from minhchung.apps.organisations.requests import PersonRequest, own_commune


@require_GET
def criteria(request: PersonRequest) -> HttpResponse:
    today = clock.today()
    found = queries.rows(queries.criteria(request.user, on=today).filter(year=today.year), today=today)
    points = totals([row.standing for row in found])
    return render(request, "indexes/criteria.html", {"rows": found, "points": points, "whole": sum(points.values()), "year": today.year})


@require_GET
def criterion(request: PersonRequest, pk: int) -> HttpResponse:
    today = clock.today()
    found = queries.criterion(request.user, pk, on=today)
    return render(
        request,
        "indexes/criterion.html",
        {
            "row": queries.rows([found], today=today)[0],
            "form": LinkForm(request.user, found),
            "events": history.of(Ref("criterion", str(pk)))[:20],
        },
    )


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
    if form.is_valid():
        made = actions.link_assignment(criterion=found, **form.cleaned_data, actor=request.user, at=clock.now())
        messages.success(request, f"Đã gắn nhiệm vụ {made.assignment.number} với tiêu chí {found.code}.")
    else:
        messages.error(request, "Chưa gắn được: chọn đủ minh chứng cần có và nhiệm vụ rồi gắn lại.")
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
    actions.archive_criterion(criterion=found, reason=request.POST.get("reason", ""), actor=request.user, at=clock.now())
    messages.success(request, f"Đã lưu trữ tiêu chí {found.code}.")
    return redirect("indexes:criteria")
