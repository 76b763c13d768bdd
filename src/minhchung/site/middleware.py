"""A refused act becomes a sentence on the page, never a server error."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minhchung.apps.ground.acts import Refused


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
