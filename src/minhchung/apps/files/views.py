"""Serving files: as a download, or in place for PDF and pictures; never as something that can run."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from minhchung.apps.files import queries, vault
from minhchung.apps.files.rules import SHOWN_IN_PLACE

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
