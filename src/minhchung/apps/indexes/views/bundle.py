"""The evidence bundle: what will be in it, and the ZIP itself."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minhchung.apps.ground import clock
from minhchung.apps.indexes import queries
from minhchung.apps.indexes.bundle import bundle_of, streamed
from minhchung.apps.organisations.requests import PersonRequest


@require_GET
def bundle(request: PersonRequest) -> HttpResponse:
    """How many files, how large, and which leaves would go without evidence."""
    index = queries.own_index(request.user, clock.today().year)
    return render(request, "indexes/bundle.html", {"index": index, "bundle": bundle_of(index, day=clock.today(), at=clock.now())})


@require_GET
def download(request: PersonRequest) -> StreamingHttpResponse:
    """The ZIP, sent while it is made."""
    index = queries.own_index(request.user, clock.today().year)
    made = bundle_of(index, day=clock.today(), at=clock.now())
    response = StreamingHttpResponse(streamed(made), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response
