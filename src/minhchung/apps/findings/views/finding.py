"""One finding, and one put down by hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minhchung.apps.findings import actions, queries
from minhchung.apps.findings.forms import AddForm
from minhchung.apps.findings.queries.page import page_of
from minhchung.apps.findings.views.acting import FINDING, SLUG_OF, form_of
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.unit_fields import present_units


@require_GET
def finding(request: PersonRequest, pk: int) -> HttpResponse:
    """`/ra-soat/<pk>/`: with the form of the step that is due, where the reader may take it."""
    found = queries.finding_for(request.user, pk)
    page = page_of(request.user, found, now=clock.now())
    return render(request, "findings/finding.html", {"page": page, "finding": found, **_due(request, page.act, found, page.missing)})


def _due(request: PersonRequest, step: str, found: Any, missing: str) -> dict[str, Any]:
    """The form of the due step, its address's word and its button; nothing where it cannot be taken now, or not by the reader."""
    slug = SLUG_OF[step]
    act = FINDING[slug]
    if missing or step == "reopen" or not request.user.has_perm(act.act, found):
        return {}
    return {"form": form_of(act, request.user, found), "slug": slug, "due": act}


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """`/ra-soat/them/`: something a person found."""
    commune, today = own_commune(request), clock.today()
    require(request.user, "findings.add", commune)
    form = AddForm(present_units(commune.pk, today), today, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = actions.add(commune=commune, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã ghi tồn tại {made.label}.")
            return redirect("findings:finding", made.pk)
    return render(request, "findings/add.html", {"form": form}, status=422 if form.is_bound else 200)
