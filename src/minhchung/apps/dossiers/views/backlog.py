"""The backlog: classes and rows, causes in bulk, on paper, as XLSX."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from minhchung.apps.dossiers import actions, backlogs, queries, sheets
from minhchung.apps.dossiers.forms import ExplainForm
from minhchung.apps.dossiers.reading import Opened
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.downloads import download
from minhchung.apps.organisations.requests import PersonRequest, own_commune

PAGE = 50
AT_ONCE = 500


@require_safe
def page(request: PersonRequest) -> HttpResponse:
    """`/ho-so/ton-dong/`: late dossiers by cause group and lateness; rows to choose and to explain at once."""
    return _list(request, ExplainForm(request.user), frozenset())


def _list(request: PersonRequest, form: ExplainForm, chosen: frozenset[str], status: int = 200) -> HttpResponse:
    commune = own_commune(request)
    lake = queries.detail_of(request.user, commune)
    if lake is None:
        return render(request, "dossiers/empty.html", {"commune": commune})
    asked = backlogs.Asked.of(request.GET)
    found = _shown(request, lake, asked)
    context = {
        "commune": commune,
        "as_of": lake.current.as_of,
        "asked": asked,
        "found": found,
        "page": Paginator(found.rows, PAGE).get_page(request.GET.get("trang")),
        "bands": backlogs.BANDS,
        "spans": backlogs.SPANS,
        "form": form,
        "chosen": chosen,
    }
    return render(request, "dossiers/backlog.html", context, status=status)


@require_POST
def explain(request: PersonRequest) -> HttpResponse:
    """The chosen dossiers get a cause and a proposal, all in one act; what is wrong is said beside the form, the choice kept."""
    commune = own_commune(request)
    lake = queries.detail_of(request.user, commune)
    if lake is None:
        raise Http404("Chưa có số liệu hồ sơ.")
    codes = _chosen(request, lake)
    form = ExplainForm(request.user, request.POST)
    if form.is_valid():
        try:
            actions.explain(commune=commune, codes=codes, **form.cleaned_data, actor=request.user, at=clock.now())
            messages.success(request, f"Đã ghi nguyên nhân {len(codes)} hồ sơ lúc {clock.now():%H:%M}.")
            query = request.GET.urlencode()
            return redirect(reverse("dossiers:backlog") + (f"?{query}" if query else ""))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as error:
            form.add_error(None, error)
    return _list(request, form, frozenset(codes), status=422)


@require_safe
def printed(request: PersonRequest) -> HttpResponse:
    """`/ho-so/ton-dong/in/`: the table that inspections ask for, on A4."""
    commune = own_commune(request)
    lake = queries.detail_of(request.user, commune)
    if lake is None:
        return render(request, "dossiers/empty.html", {"commune": commune})
    asked = backlogs.Asked.of(request.GET)
    context = {
        "commune": commune,
        "as_of": lake.current.as_of,
        "asked": asked,
        "span": backlogs.SPANS[asked.span],
        "found": _shown(request, lake, asked),
    }
    return render(request, "dossiers/backlog_print.html", context)


@require_safe
def sheet(request: PersonRequest) -> HttpResponse:
    """`/ho-so/ton-dong/excel/`: the rows asked for as XLSX."""
    commune, now = own_commune(request), clock.now()
    lake = queries.detail_of(request.user, commune)
    if lake is None:
        raise Http404("Chưa có số liệu hồ sơ.")
    found = _shown(request, lake, backlogs.Asked.of(request.GET))
    content = sheets.backlog(found.rows, commune=commune, as_of=lake.current.as_of, at=now)
    return download(content, f"ton-dong-{now:%Y%m%d}.xlsx")


def _chosen(request: PersonRequest, lake: Opened) -> list[str]:
    """The marked dossiers, or all that are asked for."""
    if request.POST.get("ca-loc") == "1":
        return [row.code for row in _shown(request, lake, backlogs.Asked.of(request.GET)).rows]
    return sorted(lake.known(request.POST.getlist("ho-so")[:AT_ONCE]))


def _shown(request: PersonRequest, lake: Opened, asked: backlogs.Asked) -> backlogs.Shown:
    return backlogs.shown(lake, queries.cards(request.user), queries.faults(request.user), asked, now=clock.now())
