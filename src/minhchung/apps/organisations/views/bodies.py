"""Bodies (ban, tổ, đoàn) and their members."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import require
from minhchung.apps.organisations import actions, queries
from minhchung.apps.organisations.forms import BodyForm, CloseForm, MemberForm, NewBodyForm, body_values
from minhchung.apps.organisations.guarding import ref
from minhchung.apps.organisations.models import Body
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.views.answering import acted, done, page


@require_safe
def bodies(request: PersonRequest) -> HttpResponse:
    """All bodies, present ones first."""
    own_commune(request)
    return page(request, "bodies.html", "bodies", {"bodies": queries.bodies(request.user, on=clock.today())})


@require_http_methods(["GET", "POST"])
def add_body(request: PersonRequest) -> HttpResponse:
    """The form of a new body."""
    commune, today = own_commune(request), clock.today()
    require(request.user, "organisations.add_body", commune)
    form = NewBodyForm(request.POST or None, commune=commune, on=today, initial={"valid_from": today})
    if request.method == "POST" and acted(request, form, actions.add_body, "thêm ban, tổ, đoàn", commune=commune):
        return redirect("organisations:bodies")
    context = {"form": form, "heading": "Thêm ban, tổ, đoàn", "back": reverse("organisations:bodies"), "submit": "Thêm"}
    return page(request, "form.html", "bodies", {**context, "act": "organisations.add_body", "thing": commune}, form)


@require_safe
def body(request: PersonRequest, pk: int) -> HttpResponse:
    """One body: decision, standing unit, members."""
    return _body_page(request, queries.body(request.user, pk, on=clock.today()))


def _body_page(request: PersonRequest, body: Body, **bound: forms.BaseForm) -> HttpResponse:
    commune, today = own_commune(request), clock.today()
    members = list(body.members.all())
    context: dict[str, Any] = {
        "body": body,
        "over": body.valid_to is not None and body.valid_to <= today,
        "members": [member for member in members if member.until is None or member.until > today],
        "former": [member for member in members if member.until is not None and member.until <= today],
        "events": history.of(ref(body))[:20],
        "edit_form": BodyForm(commune=commune, on=today, initial=body_values(body)),
        "member_form": MemberForm(commune=commune, on=today),
        "close_form": CloseForm(initial={"last_day": today}),
        **bound,
    }
    return page(request, "body.html", "bodies", context, *bound.values())


@require_POST
def edit_body(request: PersonRequest, pk: int) -> HttpResponse:
    body = queries.body(request.user, pk, on=clock.today())
    form = BodyForm(request.POST, commune=own_commune(request), on=clock.today())
    if acted(request, form, actions.edit_body, "sửa ban, tổ, đoàn", body=body):
        return redirect("organisations:body", pk)
    return _body_page(request, body, edit_form=form)


@require_POST
def close_body(request: PersonRequest, pk: int) -> HttpResponse:
    body = queries.body(request.user, pk, on=clock.today())
    form = CloseForm(request.POST)
    if acted(request, form, actions.close_body, "kết thúc ban, tổ, đoàn", body=body):
        return redirect("organisations:body", pk)
    return _body_page(request, body, close_form=form)


@require_POST
def add_member(request: PersonRequest, pk: int) -> HttpResponse:
    body = queries.body(request.user, pk, on=clock.today())
    form = MemberForm(request.POST, commune=own_commune(request), on=clock.today())
    if acted(request, form, actions.add_member, "thêm thành viên", body=body):
        return redirect("organisations:body", pk)
    return _body_page(request, body, member_form=form)


@require_POST
def end_member(request: PersonRequest, pk: int) -> HttpResponse:
    member = queries.member(request.user, pk)
    actions.end_member(member=member, last_day=clock.today(), actor=request.user, at=clock.now())
    return done(request, f"{member.person.full_name} thôi tham gia", "body", pk=member.body_id)
