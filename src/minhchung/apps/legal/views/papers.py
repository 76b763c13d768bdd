"""The lists of a review: to print, as XLSX, as DOCX."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhchung.apps.ground import clock
from minhchung.apps.ground.downloads import download
from minhchung.apps.legal import queries
from minhchung.apps.legal.papers import paper_of
from minhchung.apps.legal.queries.standing import LISTS, SHORT, unplaced
from minhchung.apps.legal.queries.standing import listed as rows_listed
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.letters.tables import docx_of, xlsx_of

FILES = {"xlsx": xlsx_of, "docx": docx_of}


@require_safe
def listed(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    """`/phap-ly/ra-soat/<pk>/danh-muc/<tên>/`; `?tep=xlsx` and `?tep=docx` give the file."""
    if name not in LISTS:
        raise Http404("no such list")
    campaign = queries.campaign_for(request.user, pk)
    rows = rows_listed(request.user, campaign, name)
    paper = paper_of(campaign, name, rows, unknown=unplaced(request.user, campaign))
    ending = request.GET.get("tep", "")
    if ending in FILES:
        return download(FILES[ending](paper, at=clock.now()), f"{name}-{campaign.cutoff_on:%Y%m%d}.{ending}")
    return render(request, "legal/paper.html", {"campaign": campaign, "paper": paper, "name": name, "lists": SHORT.items()})
