"""When the commune works: office hours, closing days of its own, and the calendar of the year with its documents."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from minhchung.apps.ground import clock
from minhchung.apps.organisations import actions
from minhchung.apps.organisations import working_time as times
from minhchung.apps.organisations.forms import ClosedDayForm, HoursForm
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.views.answering import acted, done, page


@require_safe
def working_time(request: PersonRequest) -> HttpResponse:
    """Hours, closing days, the year's days off and make-up days."""
    return _page(request)


def _page(request: PersonRequest, **bound: forms.BaseForm) -> HttpResponse:
    commune, today = own_commune(request), clock.today()
    context: dict[str, Any] = {
        "commune": commune,
        "now": times.hours_on(commune, today),
        "periods": times.hours_set(commune),
        "closed": times.closed_days(commune),
        "years": times.special_days(commune, [today.year, today.year + 1]),
        "hours_form": HoursForm(auto_id="gio-%s"),
        "day_form": ClosedDayForm(auto_id="nghi-%s"),
        **bound,
    }
    return page(request, "working_time.html", "working_time", context, *bound.values())


@require_POST
def close_day(request: PersonRequest) -> HttpResponse:
    """A closing day of the commune's own."""
    form = ClosedDayForm(request.POST, auto_id="nghi-%s")
    if acted(request, form, actions.close_day, "ngày nghỉ riêng", commune=own_commune(request)):
        return redirect("organisations:working_time")
    return _page(request, day_form=form)


@require_POST
def open_day(request: PersonRequest, day: date) -> HttpResponse:
    """A closing day taken back."""
    actions.open_day(commune=own_commune(request), day=day, actor=request.user, at=clock.now())
    return done(request, f"ngày {day:%d/%m/%Y} làm việc bình thường", "working_time")


@require_POST
def set_hours(request: PersonRequest) -> HttpResponse:
    """Office hours from a day on."""
    form = HoursForm(request.POST, auto_id="gio-%s")
    if acted(request, form, actions.set_hours, "giờ làm việc", commune=own_commune(request)):
        return redirect("organisations:working_time")
    return _page(request, hours_form=form)


@require_POST
def drop_hours(request: PersonRequest, valid_from: date) -> HttpResponse:
    """An entry of office hours taken back."""
    actions.drop_hours(commune=own_commune(request), valid_from=valid_from, actor=request.user, at=clock.now())
    return done(request, f"bỏ giờ làm việc đặt từ ngày {valid_from:%d/%m/%Y}", "working_time")
