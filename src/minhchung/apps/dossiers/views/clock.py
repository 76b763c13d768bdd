"""Questions about the clock of the record: on the screen and as XLSX."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhchung.apps.dossiers import queries, sheets
from minhchung.apps.dossiers.clock_questions import questions as asked_of
from minhchung.apps.dossiers.narrowing import Narrow
from minhchung.apps.ground import clock
from minhchung.apps.ground.downloads import download
from minhchung.apps.organisations.requests import PersonRequest, own_commune

PAGE = 50


@require_safe
def questions(request: PersonRequest) -> HttpResponse:
    """`/ho-so/moc-gio/`: what is to be explained, kind by kind (`?loai=`), and the kinds this source cannot answer."""
    commune = own_commune(request)
    lake = queries.detail_of(request.user, commune)
    if lake is None:
        return render(request, "dossiers/empty.html", {"commune": commune})
    narrow = Narrow.asked(request.GET)
    found = asked_of(lake, kind=request.GET.get("loai", ""), narrow=narrow)
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("trang"))
    return render(request, "dossiers/clock.html", {"found": found, "narrow": narrow, "page": page, "as_of": lake.current.as_of})


@require_safe
def sheet(request: PersonRequest) -> HttpResponse:
    """`/ho-so/moc-gio/excel/`: the same questions as XLSX, for those who have to explain them."""
    commune, now = own_commune(request), clock.now()
    lake = queries.detail_of(request.user, commune)
    if lake is None:
        raise Http404("Chưa có số liệu hồ sơ.")
    found = asked_of(lake, kind=request.GET.get("loai", ""), narrow=Narrow.asked(request.GET))
    content = sheets.questions(found.rows, commune=commune, as_of=lake.current.as_of, at=now)
    return download(content, f"moc-gio-{now:%Y%m%d}.xlsx")
