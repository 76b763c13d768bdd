"""People: accounts, roles, posts."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import require
from minhchung.apps.organisations import actions, queries
from minhchung.apps.organisations.forms import (
    GRANTABLE,
    AppointmentForm,
    EndForm,
    PersonEditForm,
    PersonForm,
    ReasonForm,
    RoleForm,
)
from minhchung.apps.organisations.guarding import ref
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.rules import by_given_name
from minhchung.apps.organisations.views.answering import acted, done, page, paged


@require_safe
def people(request: PersonRequest) -> HttpResponse:
    """The people of the commune; ?tim= words, ?vai= role, ?nghi=1 those who left."""
    own_commune(request)
    today, left = clock.today(), request.GET.get("nghi") == "1"
    words, role = request.GET.get("tim", "")[:100], request.GET.get("vai", "")
    rows = queries.colleagues(request.user, on=today, words=words, role=role, active=not left)
    shown = paged(request, sorted(rows, key=lambda person: by_given_name(person.full_name)))
    context = {"page": shown, "words": words, "role": role, "left": left, "working": not left, "roles": GRANTABLE}
    return page(request, "people.html", "people", context)


@require_http_methods(["GET", "POST"])
def add_person(request: PersonRequest) -> HttpResponse:
    """The form of somebody new."""
    commune = own_commune(request)
    require(request.user, "organisations.add_person", commune)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and acted(request, form, actions.add_person, "thêm người dùng", commune=commune):
        made = queries.colleagues(request.user, on=clock.today()).get(username=form.cleaned_data["username"].strip().lower())
        return redirect("organisations:person", made.pk)
    context = {"form": form, "heading": "Thêm người dùng", "back": reverse("organisations:people"), "submit": "Thêm người dùng"}
    return page(request, "form.html", "people", {**context, "act": "organisations.add_person", "thing": commune}, form)


@require_safe
def person(request: PersonRequest, pk: int) -> HttpResponse:
    """One person: roles, posts, sign-in."""
    return _person_page(request, queries.colleague(request.user, pk, on=clock.today()))


def _person_page(request: PersonRequest, person: Person, **more: Any) -> HttpResponse:
    commune, today = own_commune(request), clock.today()
    values = {"full_name": person.full_name, "email": person.email, "phone": person.phone}
    context = {
        "person": person,
        "grants": person.grants.select_related("unit").order_by("-valid_from", "role"),
        "appointments": person.appointments.select_related("unit").order_by("-valid_from"),
        "places": person.body_places.select_related("body").order_by("-pk"),
        "events": history.of(ref(person))[:20],
        "edit_form": PersonEditForm(initial=values),
        "role_form": RoleForm(commune=commune, on=today, initial={"valid_from": today}),
        "post_form": AppointmentForm(commune=commune, on=today, initial={"valid_from": today}),
        "leave_form": ReasonForm(),
        "end_form": EndForm(initial={"last_day": today}),
        **more,
    }
    return page(request, "person.html", "people", context, *[form for form in more.values() if isinstance(form, forms.BaseForm)])


@require_POST
def edit_person(request: PersonRequest, pk: int) -> HttpResponse:
    person = queries.colleague(request.user, pk, on=clock.today())
    form = PersonEditForm(request.POST)
    if acted(request, form, actions.edit_person, f"thông tin của {person.full_name}", person=person):
        return redirect("organisations:person", pk)
    return _person_page(request, person, edit_form=form)


@require_POST
def deactivate_person(request: PersonRequest, pk: int) -> HttpResponse:
    person = queries.colleague(request.user, pk, on=clock.today())
    form = ReasonForm(request.POST)
    if acted(request, form, actions.deactivate_person, f"{person.full_name} đã nghỉ", person=person):
        return redirect("organisations:person", pk)
    return _person_page(request, person, leave_form=form)


@require_POST
def reactivate_person(request: PersonRequest, pk: int) -> HttpResponse:
    person = queries.colleague(request.user, pk, on=clock.today())
    actions.reactivate_person(person=person, actor=request.user, at=clock.now())
    return done(request, f"mở lại tài khoản {person.full_name}", "person", pk=pk)


@require_POST
@never_cache
def issue_password(request: PersonRequest, pk: int) -> HttpResponse:
    """Shows the one-time password in the answer itself, once: it is kept nowhere and cannot be asked for again."""
    person = queries.colleague(request.user, pk, on=clock.today())
    password = actions.issue_password(person=person, actor=request.user, at=clock.now())
    return page(request, "password.html", "people", {"person": person, "password": password})


@require_POST
def grant_role(request: PersonRequest, pk: int) -> HttpResponse:
    person = queries.colleague(request.user, pk, on=clock.today())
    form = RoleForm(request.POST, commune=own_commune(request), on=clock.today())
    if acted(request, form, actions.grant_role, f"vai trò của {person.full_name}", person=person):
        return redirect("organisations:person", pk)
    return _person_page(request, person, role_form=form)


@require_POST
def end_role(request: PersonRequest, pk: int) -> HttpResponse:
    grant = queries.grant(request.user, pk)
    form = EndForm(request.POST)
    if acted(request, form, actions.end_role, "kết thúc vai trò", grant=grant):
        return redirect("organisations:person", grant.person_id)
    person = queries.colleague(request.user, grant.person_id, on=clock.today())
    return _person_page(request, person, end_role_form=form, ending=grant)


@require_POST
def appoint(request: PersonRequest, pk: int) -> HttpResponse:
    person = queries.colleague(request.user, pk, on=clock.today())
    form = AppointmentForm(request.POST, commune=own_commune(request), on=clock.today())
    if acted(request, form, actions.appoint, f"chức danh của {person.full_name}", person=person):
        return redirect("organisations:person", pk)
    return _person_page(request, person, post_form=form)


@require_POST
def end_appointment(request: PersonRequest, pk: int) -> HttpResponse:
    appointment = queries.appointment(request.user, pk)
    form = EndForm(request.POST)
    if acted(request, form, actions.end_appointment, "thôi giữ chức danh", appointment=appointment):
        return redirect("organisations:person", appointment.person_id)
    person = queries.colleague(request.user, appointment.person_id, on=clock.today())
    return _person_page(request, person, end_post_form=form, ending=appointment)
