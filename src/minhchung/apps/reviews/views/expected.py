"""Documents the year asks for: which exist, which do not, who holds them; tying one by hand, or saying that none is needed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.expecting import Row
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.keys import key_of
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.unit_fields import present_units
from minhchung.apps.reviews import expected
from minhchung.apps.reviews.forms import SettleForm

KINDS = ("requirement", "plan_item")
AGAIN = "tim-lai"
"""The button that takes back what was said."""


@require_GET
def listed(request: PersonRequest) -> HttpResponse:
    """`/ra-soat/van-ban-can-co/`."""
    commune, today = own_commune(request), clock.today()
    pick, unit = request.GET.get("loc", ""), key_of(request.GET.get("don-vi", ""))
    pick = pick if pick in (*expected.SLUGS.values(), expected.UNASSIGNED) else ""
    page = expected.listed(request.user, commune, today.year, today=today, pick=pick, unit=unit)
    context = {
        "commune": commune,
        "page": page,
        "pick": pick,
        "unit": unit,
        "units": present_units(commune.code, today),
        "year": today.year,
    }
    return render(request, "reviews/expected.html", context)


@require_http_methods(["GET", "POST"])
def settle(request: PersonRequest, kind: str, key: int) -> HttpResponse:
    """`/ra-soat/van-ban-can-co/<kind>/<key>/`."""
    commune, today = own_commune(request), clock.today()
    row = expected.row_for(commune, today.year, Ref(kind, str(key)), today=today) if kind in KINDS else None
    if row is None:
        raise Http404("Năm nay không cần văn bản này.")
    require(request.user, "documents.settle_expected", commune)
    offered = expected.offered(request.user, commune, row, today.year)
    choices = Document.objects.filter(pk__in=[each.pk for each in offered])
    start = {"document": row.settled.document_id, "reason": row.settled.reason} if row.settled else {}
    form = SettleForm(choices, offered, request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and (AGAIN in request.POST or form.is_valid()) and _settled(request, row, form):
        return redirect("reviews:expected")
    context = {"row": row, "form": form, "again": AGAIN, "year": today.year}
    return render(request, "reviews/settle.html", context, status=422 if request.method == "POST" else 200)


def _settled(request: PersonRequest, row: Row, form: SettleForm) -> bool:
    """Whether it was done; a refusal stands in the form."""
    named: dict[str, Any] = {
        "commune": own_commune(request),
        "year": clock.today().year,
        "expected": row.expected.ref,
        "title": row.expected.title,
    }
    try:
        if AGAIN in request.POST:
            documents.unsettle_expected(**named, actor=request.user, at=clock.now())
        else:
            documents.settle_expected(**named, **form.cleaned_data, actor=request.user, at=clock.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, f"Lúc {clock.now():%H:%M}: đã ghi “{row.expected.title[:80]}”.")
    return True
