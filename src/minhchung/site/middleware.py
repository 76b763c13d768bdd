"""A refused act becomes a sentence on the page, never a server error; a part of a page is never the sign-in page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from minhchung.apps.ground.acts import Refused


class SignedOutPartMiddleware:
    """A part asked for after the session has ended answers 401, which the page says in words: the sign-in page is no part of a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sent_to_sign_in = response.status_code == 302 and response["Location"].startswith(resolve_url(settings.LOGIN_URL))
        return HttpResponse(status=401) if sent_to_sign_in and request.headers.get("HX-Request") else response


class RefusalMiddleware:
    """Renders `Refused` (a rule said no: thing, cause, way out) as a 409 page, or as a note for an htmx request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        template = "refused_part.html" if request.headers.get("HX-Request") else "refused.html"
        return render(request, template, {"message": str(exception)}, status=409)
