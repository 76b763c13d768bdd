"""A refused act becomes a sentence on the page, never a server error; a part of a page is never the sign-in page; an address that
only takes forms is never a blank page."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from minhchung.apps.ground.acts import Refused


class SignedOutMiddleware:
    """What is sent after the session has ended.

    A part of a page answers 401, which the page says in words: the sign-in page is no part of a page. A form leads to the sign-in page,
    which says that nothing was saved, and from there back to the page the form stood on: its own address may take forms only.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        door = resolve_url(settings.LOGIN_URL)
        if response.status_code != 302 or not response["Location"].startswith(door) or request.path == door:
            return response
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        if request.method != "POST":
            return response
        return HttpResponseRedirect(f"{door}?{urlencode({'next': _page_of_form(request), 'phien': 'het'})}")


def _page_of_form(request: HttpRequest) -> str:
    """The page of this site on which a form stood; the first screen when the browser does not tell."""
    address = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return "/"
    page = urlsplit(address)
    return f"{page.path}?{page.query}" if page.query else page.path


class FormsOnlyMiddleware:
    """An address that only takes forms, opened like a page, says so and shows the way out; the browser would show its own error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET" or request.headers.get("HX-Request"):
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page


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
