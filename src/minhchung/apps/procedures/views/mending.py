"""A part of a procedure as a person writes it: the words of the source stand beside the form."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.keys import key_of
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.procedures import actions
from minhchung.apps.procedures.editors import PARTS, rows_of
from minhchung.apps.procedures.forms import MendForm
from minhchung.apps.procedures.queries.page import ProcedurePage, procedure_page
from minhchung.apps.procedures.queries.scope import procedure_for
from minhchung.apps.procedures.rules.telling import LABELS, LISTS, lines_of

WHOLE = -1


@require_http_methods(["GET", "POST"])
def mend(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/thu-tuc/<pk>/sua/<phần>/?dong=…`: the whole part, or one of its rows."""
    found = procedure_for(request.user, pk)
    require(request.user, "procedures.mend", found)
    shown = procedure_page(request.user, found, clock.today())
    if slug not in LABELS or slug == "unsplit" or shown is None:
        raise Http404
    place = _place(request, slug, shown)
    form = _form(request, slug, shown, place)
    if form.is_valid():
        try:
            actions.mend(procedure=found, field=slug, place=place, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã lưu “{LABELS[slug]}” của {found.code}.")
            return redirect("procedures:procedure", pk)
    context = {"procedure": found, "form": form, "label": LABELS[slug], "unsaved": "do" in request.POST, **_said(shown, slug, place)}
    return render(request, "procedures/mend.html", context, status=422 if form.errors else 200)


def _form(request: PersonRequest, slug: str, shown: ProcedurePage, place: int) -> MendForm:
    """As it stands now, as it was sent, or as it is after a press of the row editor."""
    if slug in LISTS and "do" in request.POST:
        rows, fresh = PARTS[slug].after(request.POST)
        return MendForm(slug, initial={**request.POST.dict(), "said": rows}, fresh=fresh)
    content = shown.stands.content
    rows = rows_of(content, slug) if slug in LISTS else []
    now = (rows if place == WHOLE else rows[place : place + 1]) if slug in LISTS else "\n".join(lines_of(content, slug))
    return MendForm(slug, request.POST or None, initial={"said": now, "told": shown.stands.told_by.get(slug)})


def _place(request: PersonRequest, field: str, shown: ProcedurePage) -> int:
    """The row asked for; the whole where none is, or there is no such row."""
    place = key_of(request.GET.get("dong", ""))
    rows = getattr(shown.stands.content, field) if field in LISTS else None
    return place if place is not None and rows and place < len(rows) else WHOLE


def _said(shown: ProcedurePage, field: str, place: int) -> dict[str, Any]:
    """The words of the source and why they are uncertain: each reason once, with the number of places."""
    doubts = [doubt for doubt in shown.doubts if doubt.field == field and place in (WHOLE, doubt.place)]
    rows = getattr(shown.stands.content, field) or () if field in LISTS else ()
    raw = rows[place].raw if place != WHOLE else (shown.stands.content.unsplit or {}).get(field, "")
    return {"doubts": list(Counter(doubt.why for doubt in doubts).items()), "raw": raw, "line": shown.told.get(field)}
