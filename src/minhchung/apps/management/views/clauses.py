"""The clauses of the standard and what proves each."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from minhchung.apps.evidence.presenting import panel
from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.downloads import download
from minhchung.apps.ground.words import told
from minhchung.apps.management import actions
from minhchung.apps.management.forms import ReasonForm
from minhchung.apps.management.models import clause_ref
from minhchung.apps.management.queries.clauses import STATES, Proven, matrix
from minhchung.apps.management.queries.opening import opened_clauses
from minhchung.apps.management.sheets import matrix_paper
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.letters.tables import xlsx_of

EVENTS = 8


@require_GET
def matrix_page(request: PersonRequest) -> HttpResponse:
    """`/iso/dieu-khoan/?tt=`: every clause with the first rows of each kind of proof."""
    commune = own_commune(request)
    found = matrix(commune, now=clock.now())
    state = request.GET.get("tt", "")
    rows = [each for each in found.rows if state not in STATES or each.state == state]
    context = {
        "found": found,
        "rows": opened_clauses(request.user, rows),
        "state": state,
        "states": [(name, label, found.counts[name]) for name, label in STATES.items()],
    }
    return render(request, "management/clauses.html", context)


@require_safe
def sheet(request: PersonRequest) -> HttpResponse:
    """`/iso/dieu-khoan/xlsx/`."""
    commune = own_commune(request)
    paper = matrix_paper(commune, matrix(commune, now=clock.now()))
    return download(xlsx_of(paper, at=clock.now()), f"Dieu khoan va bang chung {clock.today():%d-%m-%Y}.xlsx")


def _one(request: PersonRequest, number: str) -> tuple[Proven, str]:
    """The clause of a number. Raises Http404."""
    found = matrix(own_commune(request), now=clock.now(), only=number)
    if not found.rows:
        raise Http404("Tiêu chuẩn không có điều khoản này.")
    return found.rows[0], found.standard.title


@require_GET
def show(request: PersonRequest, number: str) -> HttpResponse:
    """`/iso/dieu-khoan/<number>/`: every row that proves the clause, what people brought, what is missing."""
    commune = own_commune(request)
    row, standard = _one(request, number)
    ref = clause_ref(commune.pk, number)
    events = list(history.of(ref)[:EVENTS])
    changes = told(request.user, events)
    context = {
        "commune": commune,
        "row": opened_clauses(request.user, [row])[0],
        "standard": standard,
        "panel": panel(request.user, ref),
        "log": [(event, changes[event.pk]) for event in events],
    }
    return render(request, "management/clause.html", context)


@require_http_methods(["GET", "POST"])
def exclude(request: PersonRequest, number: str) -> HttpResponse:
    """`/iso/dieu-khoan/<number>/khong-ap-dung/`."""
    commune = own_commune(request)
    require(request.user, "management.exclude_clause", commune)
    row, standard = _one(request, number)
    data = request.POST if request.method == "POST" else None
    form = ReasonForm(data)
    if form.is_valid():
        try:
            actions.exclude_clause(commune=commune, number=number, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã ghi điều khoản {number} không áp dụng.")
            return redirect("management:clause", number)
    context = {"form": form, "row": row, "standard": standard}
    return render(request, "management/exclude.html", context, status=200 if data is None else 422)


@require_POST
def include(request: PersonRequest, number: str) -> HttpResponse:
    """`/iso/dieu-khoan/<number>/ap-dung/`."""
    commune = own_commune(request)
    require(request.user, "management.include_clause", commune)
    actions.include_clause(commune=commune, number=number, actor=request.user, at=clock.now())
    messages.success(request, f"Lúc {clock.now():%H:%M}: điều khoản {number} áp dụng lại.")
    return redirect("management:clause", number)
