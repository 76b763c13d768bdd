"""Form II.06a: page, print and workbook."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhchung.apps.dossiers import form_06a, queries
from minhchung.apps.dossiers.asking import DIVISIONS, asked_of
from minhchung.apps.dossiers.rights import reads_detail
from minhchung.apps.ground import clock
from minhchung.apps.ground.downloads import download
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.flow.indicators import GroupingError


@require_safe
def page(request: PersonRequest) -> HttpResponse:
    """`/ho-so/bieu-06a/`: the form of a period; `?tep=xlsx` brings it as a workbook."""
    commune, now = own_commune(request), clock.now()
    lake = queries.figures_of(request.user, commune)
    if lake is None:
        return render(request, "dossiers/empty.html", {"commune": commune})
    asked = asked_of(request.GET, now.date(), by="field")
    context = {"asked": asked, "commune": commune, "lake": lake, "reads": reads_detail(request.user, commune)}
    context |= {"divisions": {name: DIVISIONS[name] for name in form_06a.DIVIDED}, "groups": form_06a.GROUPS, "heads": form_06a.HEADS}
    try:
        found = form_06a.form_page(lake, asked)
    except GroupingError as error:
        return render(request, "dossiers/form_06a.html", {**context, "refused": str(error)})
    if request.GET.get("tep") == "xlsx":
        content = form_06a.form_workbook(found, asked, commune=commune.name, at=now)
        return download(content, f"bieu-II06a-{asked.period.written}.xlsx")
    context |= {"page": found, "period": form_06a.period_words(asked), "reporter": form_06a.reporter(commune.name)}
    return render(request, "dossiers/form_06a.html", context)
