"""What holds for every request of a person: a one-time password is changed first, days are said by the commune's calendar."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve

from minhchung.apps.ground.calendars import counting_by
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.working_time import calendar_for
from minhchung.worktime import Calendar, vietnam

OPEN = frozenset({"account_change_password", "account_logout", "account_reauthenticate", "mfa_authenticate", "mfa_reauthenticate"})
"""Addresses that stay open: the way to a new password, and the way out."""


class OneTimePasswordMiddleware:
    """Sends a person whose password is a one-time one to the page of a new password. Stands after authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request.user, "must_change_password", False) and resolve(request.path_info).url_name not in OPEN:
            response: HttpResponse = redirect("account_change_password")
            return response
        return self.get_response(request)


class CommuneCalendarMiddleware:
    """Days typed in a form are said back by the calendar of the person's commune. Stands after authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def ask() -> Calendar:
            return calendar_for(request.user) if isinstance(request.user, Person) else vietnam()

        with counting_by(ask):
            return self.get_response(request)
