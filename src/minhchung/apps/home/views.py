"""The first screen and the search page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from minhchung.apps.assignments.jobs import open_on_first_page_of_the_day
from minhchung.apps.ground import clock, lookup, notices
from minhchung.apps.home import queries
from minhchung.apps.organisations.requests import PersonRequest


@require_GET
def today(request: PersonRequest) -> HttpResponse:
    day = clock.today()
    open_on_first_page_of_the_day(request.user.commune, now=clock.now())
    found = queries.today_for(request.user, today=day)
    if found is None:
        # Only the appraiser of the city has no commune; a person of a commune without a role is told so.
        return render(request, "home/no_role.html") if request.user.commune else redirect("indexes:criteria")
    context = {
        "page": found,
        "day": day,
        "notices": notices.unread(request.user)[:5],
        "first_use": not (found.late or found.soon) and queries.nothing_assigned(request.user),
    }
    return render(request, "home/today.html", context)


@require_GET
def search(request: PersonRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    return render(request, "home/search.html", {"words": words, "found": lookup.search(request.user, words) if words else []})


@require_POST
def read_notices(request: PersonRequest) -> HttpResponse:
    notices.mark_read(request.user, now=clock.now())
    return redirect("home:today")
