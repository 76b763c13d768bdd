"""The weekly report of the one-stop centre: page, print, workbook, text for a chat."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhchung.apps.dossiers import queries
from minhchung.apps.dossiers.asking import asked_of
from minhchung.apps.dossiers.rights import reads_detail
from minhchung.apps.dossiers.weekly import COLUMNS, GROUPS, week
from minhchung.apps.dossiers.weekly_sheet import week_workbook
from minhchung.apps.ground import clock
from minhchung.apps.ground.downloads import download
from minhchung.apps.organisations.requests import PersonRequest, own_commune


@require_safe
def page(request: PersonRequest) -> HttpResponse:
    """`/ho-so/tuan/`: the report of an ISO week; `?tep=xlsx` brings it as a workbook."""
    commune, now = own_commune(request), clock.now()
    lake = queries.figures_of(request.user, commune)
    if lake is None:
        return render(request, "dossiers/empty.html", {"commune": commune})
    asked = asked_of(request.GET, now.date(), kind="week", only=True)
    reads = reads_detail(request.user, commune)
    report = week(lake, asked, queries.cards(request.user), now=now)
    if request.GET.get("tep") == "xlsx":
        return download(week_workbook(report, commune=commune.name, detail=reads, at=now), f"bao-cao-tuan-{asked.period.written}.xlsx")
    context = {"asked": asked, "report": report, "lake": lake, "reads": reads, "commune": commune}
    return render(request, "dossiers/week.html", {**context, "columns": COLUMNS, "groups": GROUPS, "message": report.message(detail=reads)})
