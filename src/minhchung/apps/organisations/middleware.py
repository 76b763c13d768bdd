"""Whoever signed in with a one-time password chooses another before anything else opens."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve

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
