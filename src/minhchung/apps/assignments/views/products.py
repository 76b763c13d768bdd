"""Handing in a product with its evidence in one go, and proving one handed in before."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minhchung.apps.assignments import actions, queries
from minhchung.apps.assignments.forms import ProductForm
from minhchung.apps.assignments.models import Occurrence, Product
from minhchung.apps.documents import queries as documents
from minhchung.apps.evidence import queries as evidence
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.showing import Piece
from minhchung.apps.files import queries as files
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, label_of
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.requests import PersonRequest

OFFERED = 10
"""So many documents and stored files are offered for one search."""
SEARCH = "tim"
"""The button that only searches; what was typed and chosen stays in the page."""


@require_http_methods(["GET", "POST"])
def hand_in(request: PersonRequest, pk: int) -> HttpResponse:
    """`/viec/ky/<pk>/san-pham/`: name, quantity and evidence of a product."""
    occurrence = queries.occurrence_for(request.user, pk)
    _require(request, "assignments.hand_in", occurrence)
    searching = SEARCH in request.POST
    form = ProductForm(initial=request.POST.dict()) if searching else ProductForm(request.POST or None)
    if form.is_valid():
        try:
            brought = _brought(request, occurrence)
            actions.hand_in(occurrence=occurrence, **form.cleaned_data, brought=brought, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: việc {occurrence.duty.assignment.number} đã nộp sản phẩm.")
            return redirect(_back(occurrence))
    context = {"act": "assignments.hand_in", "form": form, "button": "Nộp sản phẩm"}
    return _page(request, occurrence, context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def prove(request: PersonRequest, pk: int) -> HttpResponse:
    """`/viec/san-pham/<pk>/minh-chung/`: evidence for a product that was handed in without, or with too little."""
    product = queries.product_for(request.user, pk)
    _require(request, "assignments.prove_product", product)
    refusal = ""
    if request.method == "POST" and SEARCH not in request.POST:
        try:
            brought = _brought(request, product.occurrence)
            actions.prove_product(product=product, brought=brought, actor=request.user, at=clock.now())
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: sản phẩm “{product.title}” đã có thêm minh chứng.")
            return redirect(_back(product.occurrence))
    context = {"act": "assignments.prove_product", "product": product, "refusal": refusal, "button": "Nộp minh chứng"}
    return _page(request, product.occurrence, context, status=422 if refusal else 200)


def _require(request: PersonRequest, act: str, thing: Occurrence | Product) -> None:
    if not request.user.has_perm(act, thing):
        raise PermissionDenied(f"Tài khoản chưa có quyền “{label_of(act)}” ở việc này. Xem ai có quyền ở trang nhiệm vụ.")


def _brought(request: PersonRequest, occurrence: Occurrence) -> actions.Brought:
    """What came with the form. Raises Refused for a file that is not taken (nothing is handed in then), Http404 for what may not be
    read."""
    given = request.POST
    pieces = [Piece(upload=receive(file)) for file in request.FILES.getlist("files")]
    pieces += [Piece(document=documents.one(request.user, pk)) for pk in keys_of(given.getlist("van_ban"))]
    pieces += [Piece(stored=files.one(request.user, pk)) for pk in keys_of(given.getlist("tep"))]
    wanted = set(keys_of(given.getlist("minh_chung")))
    return actions.Brought(pieces=pieces, claims=[claim for claim in _claims(request, occurrence) if claim.pk in wanted])


def _claims(request: PersonRequest, occurrence: Occurrence) -> list[Claim]:
    ref = Ref("occurrence", str(occurrence.pk))
    return evidence.claims_for(request.user, [ref]).get(ref, [])


def _back(occurrence: Occurrence) -> str:
    return f"{reverse('assignments:detail', args=[occurrence.duty.assignment_id])}?ky={occurrence.pk}#san-pham"


def _page(request: PersonRequest, occurrence: Occurrence, context: dict[str, Any], *, status: int) -> HttpResponse:
    """The form with what may be chosen: the work's evidence, registered documents and stored files that hold the words."""
    words, given = request.POST.get("q", ""), request.POST
    product: Product | None = context.get("product")
    linked = set(product.claims.values_list("pk", flat=True)) if product else set()
    offered = {
        "heading": label_of(context["act"]),
        "assignment": occurrence.duty.assignment,
        "occurrence": occurrence,
        "back": _back(occurrence),
        "words": words,
        "claims": [claim for claim in _claims(request, occurrence) if claim.pk not in linked],
        "documents": documents.register(request.user, words=words, today=clock.today())[:OFFERED],
        "files": files.search(request.user, words)[:OFFERED],
        "chosen": {name: set(keys_of(given.getlist(name))) for name in ("minh_chung", "van_ban", "tep")},
    }
    return render(request, "assignments/product.html", {**offered, **context}, status=status)
