"""A stored file as an answer: shown in place or saved, never as something that can run."""

from django.http import FileResponse, Http404

from minhchung.apps.files import vault
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.rules import SHOWN_IN_PLACE

POLICY = "sandbox; default-src 'none'"


def as_answer(stored: StoredFile, *, name: str = "", saved: bool = False) -> FileResponse:
    """The bytes under their own name or this one. The caller has made sure that the person may open them. Raises Http404 when they are
    gone."""
    try:
        content = vault.opened(stored.blob_id)
    except FileNotFoundError as error:
        raise Http404("bytes are gone") from error
    media_type = stored.blob.media_type
    saved = saved or media_type not in SHOWN_IN_PLACE
    response = FileResponse(content, as_attachment=saved, filename=name or stored.name, content_type=media_type)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response
