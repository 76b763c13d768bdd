"""One corrective work for several findings at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minhchung.apps.findings.forms import TogetherForm
from minhchung.apps.findings.models import Finding, FindingUnit
from minhchung.apps.findings.queries import bands, listing
from minhchung.apps.findings.queries.lines import lines_of
from minhchung.apps.findings.together import mend_together
from minhchung.apps.findings.views.listing import asked_of
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.unit_fields import present_units

AT_ONCE = 60


@require_http_methods(["GET", "POST"])
def give(request: PersonRequest) -> HttpResponse:
    """`/ra-soat/giao/`: the findings of the address that have no work yet, all ticked; cause, plan and work in one form."""
    commune, now = own_commune(request), clock.now()
    require(request.user, "findings.give_work", commune)
    waiting = listing.wanted(request.user, asked_of(request), now).filter(bands.condition("chua-giao", now))
    keys = list(waiting.values_list("pk", flat=True))
    form = _form(request, keys[:AT_ONCE])
    if form.is_valid():
        try:
            made = mend_together(list(form.cleaned_data["findings"]), form.as_mending(), actor=request.user, at=now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {now:%H:%M}: đã giao việc {made.number} cho {len(form.cleaned_data['findings'])} phát hiện.")
            return redirect("assignments:detail", made.pk)
    lines = lines_of(request.user, keys[:AT_ONCE], today=clock.today())
    ticked = {str(value) for value in form["findings"].value() or ()}
    rows = [(lines[key], str(key) in ticked) for key in keys[:AT_ONCE]]
    context = {"form": form, "rows": rows, "left": max(0, len(keys) - AT_ONCE)}
    return render(request, "findings/together.html", context, status=422 if form.is_bound else 200)


def _form(request: PersonRequest, keys: list[int]) -> TogetherForm:
    choices = Finding.objects.filter(commune=request.user.commune_id, pk__in=keys)
    under = FindingUnit.objects.filter(finding__in=keys).values_list("unit", flat=True)
    start: dict[str, Any] = {"findings": keys, "lead": sorted(set(under))}
    fixes = set(choices.values_list("fix", flat=True))
    if len(fixes) == 1:
        start |= dict.fromkeys(("title", "plan"), fixes.pop()[:500])
    units = present_units(request.user.commune_id or "", clock.today())
    return TogetherForm(units, choices, request.POST if request.method == "POST" else None, initial=start)
