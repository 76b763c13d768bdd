"""The evidence library: all live pieces of the ward, and the files that prove nothing any more."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhchung.apps.evidence.library import Wanted, lines_of, orphans, shelf
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.keys import key_of
from minhchung.apps.organisations.requests import PersonRequest

PER_PAGE = 40
STATES = dict(Claim.State.choices)


def _wanted(request: HttpRequest) -> Wanted:
    """What the address asks for."""
    given = request.GET
    return Wanted(
        words=given.get("q", ""),
        type=given.get("loai", ""),
        year=key_of(given.get("nam", "")),
        state=given.get("kq", "") if given.get("kq", "") in STATES else "",
        unit=key_of(given.get("dv", "")),
    )


@require_safe
def library(request: PersonRequest) -> HttpResponse:
    """`/minh-chung/thu-vien/`: searched and filtered; `muc=mo-coi` the files that prove nothing any more."""
    if request.GET.get("muc") == "mo-coi":
        alone = Paginator(orphans(request.user), PER_PAGE).get_page(request.GET.get("trang"))
        return render(request, "evidence/orphans.html", {"page": alone})
    asked = _wanted(request)
    found = shelf(request.user, asked)
    page = Paginator(found.held, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "asked": asked,
        "shelf": found,
        "page": page,
        "lines": lines_of(request.user, list(page)),
        "states": STATES,
    }
    return render(request, "evidence/library.html", context)
