"""Parts of a page, asked for by an ordinary link or form (no script, or a key pressed too early): the whole page and a sentence."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.organisations.requests import PersonRequest


def wants_page(request: PersonRequest) -> bool:
    """Whether the browser itself goes there: it then asks for text/html and htmx has no hand in it."""
    return not request.htmx and "text/html" in request.headers.get("Accept", "")


def page_of_work(request: PersonRequest, occurrence: Occurrence, part: Mapping[str, Any]) -> HttpResponse:
    """To the work's page at this period, with what the part would have said: `saved`, or `refused` and the text `given`."""
    if part.get("saved"):
        messages.success(request, part["saved"])
    if part.get("refused"):
        given = f" Chưa lưu: “{part['given']}”." if part.get("given") else ""
        messages.warning(request, f"{part['refused']}{given}")
    return redirect(f"{reverse('assignments:detail', args=[occurrence.duty.assignment_id])}?ky={occurrence.pk}")
