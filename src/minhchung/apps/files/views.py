"""Serving files: as a download, or in place for PDF and pictures; never as something that can run. And how their reading stands."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from minhchung.apps.files import actions, queries, vault
from minhchung.apps.files.models import Blob
from minhchung.apps.files.rules import SHOWN_IN_PLACE
from minhchung.apps.ground import clock
from minhchung.apps.organisations.requests import PersonRequest

POLICY = "sandbox; default-src 'none'"


@require_safe
def serve(request: HttpRequest, pk: int) -> FileResponse:
    """`/tep/<pk>/`: the bytes, shown in place unless `?tai=1` or the type must be saved."""
    stored = queries.one(request.user, pk)  # type: ignore[arg-type]  # the login middleware lets nobody else in
    try:
        content = vault.opened(stored.blob_id)
    except FileNotFoundError as error:
        raise Http404("bytes are gone") from error
    media_type = stored.blob.media_type
    saved = media_type not in SHOWN_IN_PLACE or "tai" in request.GET
    response = FileResponse(content, as_attachment=saved, filename=stored.name, content_type=media_type)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response


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
