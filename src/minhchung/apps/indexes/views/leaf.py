"""One criterion: the rule in words, what is known, the evidence beside what is asked for, history; declaring and ruling."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from minhchung.apps.evidence import queries as evidence
from minhchung.apps.evidence.actions import claim
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes import actions, queries
from minhchung.apps.indexes.forms.criteria import DayForm, DeclareForm, LinkForm, PointsForm, ReasonForm
from minhchung.apps.indexes.leaf import leaf_page, tried
from minhchung.apps.indexes.looking_back import leaf_then
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.indexes.official import official_of
from minhchung.apps.organisations.requests import PersonRequest

SHOWN_EVENTS = 20


@require_GET
def criterion(request: PersonRequest, pk: int) -> HttpResponse:
    """A leaf of the index, or with `ngay` as it was known on a past day; a criterion made by hand has a page of its own."""
    found, today = queries.criterion(request.user, pk, on=clock.today()), clock.today()
    if not found.index_id:
        return redirect("indexes:hand_made", pk)
    day = DayForm(request.GET).day(before=today)
    return _page(request, found) if day is None else _then(request, found, day)


def _then(request: PersonRequest, found: Criterion, day: date) -> HttpResponse:
    page = leaf_then(found, day=day, today=clock.today(), shown_events=SHOWN_EVENTS)
    context = {"page": page, "criterion": found, "row": page.row, "day": day, "look_back": DayForm({"ngay": day})}
    return render(request, "indexes/leaf_then.html", context)


def _page(request: PersonRequest, found: Criterion, shown_with: Mapping[str, Any] | None = None, /, **refused: forms.Form) -> HttpResponse:
    """The page of a leaf; with a refused form its errors stand at their fields. `shown_with`: what else stands there."""
    shown = leaf_page(request.user, found, today=clock.today())
    context: dict[str, Any] = {
        "page": shown,
        "criterion": found,
        "row": shown.row,
        "official": official_of(request.user, shown.row.forecast.leaf, shown.asked, found.year),
        "declare": DeclareForm(shown.asked),
        "form": LinkForm(request.user, found),
        "rule_out": ReasonForm(auto_id="khong-ap-dung-%s"),
        "points": PointsForm(auto_id="ghi-diem-%s"),
        "back": ReasonForm(auto_id="bo-ghi-%s"),
        "events": history.of(Ref("criterion", str(found.pk)))[:SHOWN_EVENTS],
        "look_back": DayForm(),
    }
    return render(request, "indexes/leaf.html", {**context, **(shown_with or {}), **refused}, status=422 if refused else 200)


@require_POST
def declare(request: PersonRequest, pk: int) -> HttpResponse:
    """Writes down the values of the leaf."""
    found = queries.criterion(request.user, pk, on=clock.today())
    require(request.user, "indexes.declare", found)
    form = DeclareForm(leaf_page(request.user, found, today=clock.today()).asked, request.POST)
    if not form.is_valid():
        return _page(request, found, declare=form)
    if "thu" in request.POST:
        return _page(request, found, {"declare": form, "tried": tried(found, form.values(), today=clock.today())})
    try:
        actions.declare(criterion=found, values=form.values(), note=form.cleaned_data["note"], actor=request.user, at=clock.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, found, declare=form)
    messages.success(request, f"Đã khai số liệu tiêu chí {found.code}.")
    return redirect("indexes:criterion", pk)


@require_POST
def take_official(request: PersonRequest, pk: int) -> HttpResponse:
    """Declares an officially published number, with its source written."""
    found = queries.criterion(request.user, pk, on=clock.today())
    require(request.user, "indexes.declare", found)
    shown = leaf_page(request.user, found, today=clock.today())
    offered = official_of(request.user, shown.row.forecast.leaf, shown.asked, found.year)
    chosen = next((each for each in offered if str(each.score.pk) == request.POST.get("score") and each.value is not None), None)
    if chosen is None:
        messages.error(request, "Số công bố này không còn để khai: đã khai rồi, hoặc đã có kỳ mới hơn. Xem lại bảng bên dưới.")
        return redirect("indexes:criterion", pk)
    actions.declare(criterion=found, values={chosen.asked.name: chosen.value}, note=chosen.note, actor=request.user, at=clock.now())
    messages.success(request, f"Đã khai theo số công bố của {chosen.window.title}.")
    return redirect("indexes:criterion", pk)


@require_POST
def rule_out(request: PersonRequest, pk: int) -> HttpResponse:
    """The leaf does not apply."""
    form = ReasonForm(request.POST, auto_id="khong-ap-dung-%s")
    return _with_reason(request, pk, actions.rule_out, slot="rule_out", form=form, said="không áp dụng")


@require_POST
def give_points(request: PersonRequest, pk: int) -> HttpResponse:
    """Points by hand."""
    found = queries.criterion(request.user, pk, on=clock.today())
    require(request.user, "indexes.give_points", found)
    form = PointsForm(request.POST, auto_id="ghi-diem-%s")
    if form.is_valid():
        try:
            actions.give_points(criterion=found, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error("points", str(refused))
    if not form.is_valid():
        return _page(request, found, points=form)
    messages.success(request, f"Đã ghi điểm tay cho tiêu chí {found.code}.")
    return redirect("indexes:criterion", pk)


@require_POST
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    """The rule counts again."""
    form = ReasonForm(request.POST, auto_id="bo-ghi-%s")
    return _with_reason(request, pk, actions.take_back, slot="back", form=form, said="chấm theo quy tắc trở lại")


def _with_reason(request: PersonRequest, pk: int, act: Callable[..., Any], *, slot: str, form: ReasonForm, said: str) -> HttpResponse:
    """An act on a leaf that asks for nothing but a reason; refused, the form stands in its place on the page."""
    found = queries.criterion(request.user, pk, on=clock.today())
    require(request.user, f"indexes.{act.__name__}", found)
    if not form.is_valid():
        return _page(request, found, **{slot: form})
    act(criterion=found, reason=form.cleaned_data["reason"], actor=request.user, at=clock.now())
    messages.success(request, f"Tiêu chí {found.code}: {said}.")
    return redirect("indexes:criterion", pk)


@require_POST
def take_offer(request: PersonRequest, pk: int) -> HttpResponse:
    """A piece that accepted work offers becomes evidence of the requirement, to be checked like any other."""
    asked = queries.requirement(request.user, pk, on=clock.today())
    place = Place(asked.criterion.commune_id, "requirement", str(asked.pk))
    require(request.user, "evidence.claim", place)
    offered = evidence.live_claim(request.user, request.POST.get("claim", ""))
    shown = None if offered.file else offered.document
    claim(place=place, stored=offered.file, document=shown, title=offered.title, actor=request.user, at=clock.now())
    messages.success(request, f"Đã dùng “{offered.title}” làm minh chứng; chờ người khác kiểm tra.")
    return redirect("indexes:criterion", asked.criterion_id)
