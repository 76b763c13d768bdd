"""The register and its short lists."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhchung.apps.documents import in_force, queries
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.presenting import columns_of, rows_of
from minhchung.apps.documents.rules.validity import STATE_LABELS, State
from minhchung.apps.documents.validity import states_on
from minhchung.apps.ground import clock
from minhchung.apps.ground.keys import key_of
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.organisations.working_time import calendar_for

PER_PAGE = 50
LABELS = {"den": "Đến", "di": "Đi", "luat": "Pháp luật"}
TABS = {"den": Document.Direction.INCOMING, "di": Document.Direction.OUTGOING, "luat": Document.Direction.LAW}


def number_in(request: HttpRequest, name: str) -> int | None:
    """A whole number of the address; None when it is absent or no number."""
    given = request.GET.get(name, "")
    return key_of(given)


def _state_asked(request: PersonRequest, tab: str) -> str:
    """The state of validity asked for; "" for none. Incoming documents are others' to keep in force."""
    state = request.GET.get("hl", "")
    return state if state in STATE_LABELS and tab != "den" else ""


def _narrowed(request: PersonRequest, tab: str, found: "QuerySet[Document]") -> "QuerySet[Document]":
    state = _state_asked(request, tab)
    return in_force.in_state(request.user, found, State(state), clock.today()) if state else found


def _validity(request: PersonRequest, tab: str) -> dict[str, object]:
    """What the page tells of validity: the states to choose from, the one asked for, how many events wait for a second person."""
    to_verify = in_force.waiting_for(request.user).count() if tab == "luat" else 0
    return {"states": STATE_LABELS.items() if tab != "den" else (), "state": _state_asked(request, tab), "to_verify": to_verify}


@require_safe
def register(request: PersonRequest) -> HttpResponse:
    """`/van-ban/`: incoming, outgoing, laws; searched, filtered, paged."""
    tab = request.GET.get("so", "den") if request.GET.get("so", "den") in TABS else "den"
    today, words, pick = clock.today(), request.GET.get("q", ""), request.GET.get("loc", "")
    found = queries.register(
        request.user,
        direction=TABS[tab],
        words=words,
        year=number_in(request, "nam"),
        unit=number_in(request, "dv"),
        pick=pick if pick in queries.PICKS else "",
        today=today,
    )
    page = Paginator(_narrowed(request, tab, found), PER_PAGE).get_page(request.GET.get("trang"))
    counts = queries.counts(request.user, direction=TABS[tab], today=today)
    context = {
        "tab": tab,
        "books": [(name, label, name == tab) for name, label in LABELS.items()],
        "asked": {"year": number_in(request, "nam"), "unit": number_in(request, "dv")},
        "columns": columns_of(TABS[tab]),
        "page": page,
        "rows": rows_of(list(page.object_list), today, calendar_for(request.user), states_on(request.user.commune_id or "", today)),
        **_validity(request, tab),
        "picks": [(name, queries.PICKS[name][0], count) for name, count in counts.items() if count or name == pick],
        "pick": pick,
        "words": words,
        "years": queries.years(request.user),
        "units": queries.units(request.user),
    }
    return render(request, "documents/register.html", context)


@require_safe
def waiting(request: PersonRequest) -> HttpResponse:
    """`/van-ban/cho-tra-loi/`: issued documents that wait for an answer, the longest wait first."""
    page = Paginator(queries.waiting(request.user), PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "columns": columns_of("out"),
        "rows": rows_of(list(page.object_list), clock.today(), calendar_for(request.user)),
    }
    return render(request, "documents/waiting.html", context)
