"""The first screen, news, and the search page."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from minhchung.apps.assignments.jobs import open_on_first_page_of_the_day
from minhchung.apps.dossiers.queries import call_line, found_by_code
from minhchung.apps.findings.queries.waiting import waiting_for
from minhchung.apps.ground import clock, lookup, notices
from minhchung.apps.home import queries
from minhchung.apps.organisations.requests import PersonRequest

SHOWN = 5
"""News on the first screen; the page of news shows all."""


@require_GET
def today(request: PersonRequest) -> HttpResponse:
    day = clock.today()
    open_on_first_page_of_the_day(request.user.commune, now=clock.now())
    found = queries.today_for(request.user, today=day)
    if found is None:
        # Only the appraiser of the city has no commune; a person of a commune without a role is told so.
        return render(request, "home/no_role.html") if request.user.commune else redirect("indexes:criteria")
    fresh = notices.current(request.user, today=day)
    context = {
        "page": found,
        "findings": waiting_for(request.user, now=clock.now()),
        "day": day,
        "news": fresh[:SHOWN],
        "news_count": len(fresh),
        "first_use": not (found.late or found.soon) and queries.nothing_assigned(request.user),
        "dossiers": call_line(request.user, now=clock.now()),
        "has_units": queries.has_units(request.user),
    }
    return render(request, "home/today.html", context)


@require_GET
def search(request: PersonRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    found = [*found_by_code(request.user, words), *lookup.search(request.user, words)] if words else []
    return render(request, "home/search.html", {"words": words, "found": found, "count": len(found) if words else None})


@require_GET
def news(request: PersonRequest) -> HttpResponse:
    """`/bao-tin/`: what is new to the person and not over, then everything past, page by page."""
    fresh = notices.current(request.user, today=clock.today())
    past = Paginator(notices.past(request.user, besides=fresh), 50).get_page(request.GET.get("trang"))
    return render(request, "home/news.html", {"news": fresh, "page": past, "past": notices.with_subjects(request.user, past)})


@require_POST
def read_notices(request: PersonRequest) -> HttpResponse:
    """Marks everything read."""
    notices.mark_read(request.user, now=clock.now())
    return _back(request)


@require_POST
def read_notice(request: PersonRequest, pk: int) -> HttpResponse:
    """Marks one notice read; 404 for anybody else's."""
    if not notices.mark_read(request.user, now=clock.now(), only=pk):
        raise Http404("Không có tin này.")
    return _back(request)


def _back(request: PersonRequest) -> HttpResponse:
    """To the page the button stood on."""
    response: HttpResponse = redirect("home:news" if request.POST.get("tu") == "bao-tin" else "home:today")
    return response
