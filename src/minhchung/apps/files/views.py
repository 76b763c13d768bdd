"""Serving files: as a download, or in place for PDF and pictures; a look at them inside a page. And how their reading stands."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from minhchung.apps.files import actions, queries
from minhchung.apps.files.models import Blob
from minhchung.apps.files.previewing import drawn, preview_of
from minhchung.apps.files.serving import POLICY, as_answer
from minhchung.apps.ground import clock
from minhchung.apps.organisations.requests import PersonRequest


@require_safe
def serve(request: HttpRequest, pk: int) -> FileResponse:
    """`/tep/<pk>/`: the bytes, shown in place unless `?tai=1` or the type must be saved."""
    stored = queries.one(request.user, pk)  # type: ignore[arg-type]  # the login middleware lets nobody else in
    return as_answer(stored, saved="tai" in request.GET)


@require_safe
def preview(request: PersonRequest, pk: int) -> HttpResponse:
    """`/tep/<pk>/xem/`: a look at the file; a part of a page when a page asks for it, else a page of its own."""
    stored = queries.one(request.user, pk)
    template = "files/part_preview.html" if request.headers.get("HX-Request") else "files/preview.html"
    return render(request, template, {"file": stored, "preview": preview_of(stored)})


@require_safe
def page(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """`/tep/<pk>/trang/<n>/`: a page of a PDF or TIFF, drawn."""
    stored = queries.one(request.user, pk)
    try:
        picture = drawn(stored, number)
    except LookupError as error:
        raise Http404("no such page") from error
    # The bytes of a file never change; whether a person may still see them does.
    headers = {"Cache-Control": "private, max-age=600", "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(picture, content_type="image/png", headers=headers)


def _back(request: PersonRequest, given: str) -> str:
    """The page the person came from, as it says itself; the start page for anything that is no page of this site."""
    safe = url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return given if safe else "/"


@require_POST
def reread(request: PersonRequest, pk: int) -> HttpResponse:
    """`/tep/<pk>/doc-lai/`: has a file read again that could not be read; `ve` is the page to come back to."""
    stored = queries.one(request.user, pk)
    actions.reread(file=stored, actor=request.user, at=clock.now())
    messages.success(request, f"Đang đọc lại “{stored.name}”; trang tự cập nhật khi đọc xong.")
    return redirect(_back(request, request.POST.get("ve", "")))


@require_safe
def reading(request: PersonRequest, pk: int) -> HttpResponse:
    """`/tep/<pk>/dang-doc/`: how the reading stands, asked again and again by a page that waits; `ve` is the page that shows the result."""
    stored = queries.one(request.user, pk)
    context = {"file": stored, "blob": stored.blob, "back": _back(request, request.GET.get("ve", ""))}
    if stored.blob.text_state == Blob.TextState.WAITING:
        return render(request, "files/part_reading.html", context)
    return render(request, "files/part_read.html", context)
