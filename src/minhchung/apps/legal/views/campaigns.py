"""Review campaigns: the list, a new one, one with its items, many items at once."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.keys import key_of
from minhchung.apps.legal import actions, queries
from minhchung.apps.legal.forms import BulkForm, CampaignForm, campaign_start
from minhchung.apps.legal.models import Campaign
from minhchung.apps.legal.queries.standing import LISTS, lines_for, progress_of, rows_for, unplaced
from minhchung.apps.legal.rules import STATES
from minhchung.apps.organisations.requests import PersonRequest, own_commune

PER_PAGE, CHOICES = 100, 20
DONE = {"take": "đã nhận rà soát", "propose": "đã đề xuất", "submit": "đã trình"}


@require_safe
def listed(request: PersonRequest) -> HttpResponse:
    """`/phap-ly/ra-soat/`."""
    own_commune(request)
    return render(request, "legal/campaigns.html", {"lines": lines_for(request.user, clock.today())})


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """`/phap-ly/ra-soat/moi/`."""
    commune = own_commune(request)
    require(request.user, "legal.start_campaign", commune)
    form = CampaignForm(_plans(request), request.POST or None, initial=campaign_start(clock.today()))
    if form.is_valid():
        try:
            made = actions.start(commune=commune, **form.values(), actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã lập đợt rà soát với {made.items.count()} văn bản.")
            return redirect("legal:campaign", made.pk)
    return render(request, "legal/campaign_form.html", {"form": form}, status=422 if request.method == "POST" else 200)


def _plans(request: PersonRequest) -> Any:
    """Plans of this year and the last."""
    since = clock.today().replace(month=1, day=1) - timedelta(days=365)
    rows = documents.readable(request.user).filter(archived_at=None, series="KH", issued_on__gte=since)
    return rows.defer("text").order_by("-issued_on", "-pk")


@require_safe
def campaign(request: PersonRequest, pk: int) -> HttpResponse:
    """`/phap-ly/ra-soat/<pk>/`."""
    found = queries.campaign_for(request.user, pk)
    return render(request, "legal/campaign.html", _shown(request, found))


def _shown(request: PersonRequest, found: Campaign, form: BulkForm | None = None) -> dict[str, Any]:
    state, unit = request.GET.get("buoc", ""), key_of(request.GET.get("dv", ""))
    items = queries.items_of(request.user, found)
    narrowed = items.filter(state=state) if state in STATES else items
    narrowed = narrowed.filter(unit=unit) if unit is not None else narrowed
    page = Paginator(narrowed, PER_PAGE).get_page(request.GET.get("trang"))
    return {
        "campaign": found,
        "progress": progress_of(request.user, found),
        "page": page,
        "rows": rows_for(list(page.object_list), found),
        "state": state,
        "unit": unit,
        "lists": LISTS.items(),
        "unplaced": unplaced(request.user, found),
        "bulk": form or BulkForm(items),
        "chosen": {int(key) for key in (form.data.getlist("items") if form else []) if key.isdigit()},  # type: ignore[attr-defined]
    }


@require_POST
def bulk(request: PersonRequest, pk: int) -> HttpResponse:
    """`/phap-ly/ra-soat/<pk>/chon/`: one step for the items that are ticked."""
    found = queries.campaign_for(request.user, pk)
    require(request.user, "legal.propose_handling", found)
    form = BulkForm(queries.items_of(request.user, found), request.POST)
    if form.is_valid():
        given, common = form.cleaned_data, _common(request, found)
        items = list(given["items"])
        try:
            if given["step"] == "propose":
                actions.propose(items=items, **{name: given[name] for name in ("proposal", "reason", "scope")}, **common)
            else:
                {"take": actions.take, "submit": actions.submit}[given["step"]](items=items, **common)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{len(items)} văn bản {DONE[given['step']]}.")
            return redirect("legal:campaign", pk)
    return render(request, "legal/campaign.html", _shown(request, found, form), status=422)


def _common(request: PersonRequest, found: Campaign) -> dict[str, Any]:
    return {"campaign": found, "actor": request.user, "at": clock.now()}


@require_http_methods(["GET", "POST"])
def add_document(request: PersonRequest, pk: int) -> HttpResponse:
    """`/phap-ly/ra-soat/<pk>/them/`: one document by hand."""
    found = queries.campaign_for(request.user, pk)
    require(request.user, "legal.add_to_campaign", found)
    words, error = request.GET.get("q", ""), ""
    if request.method == "POST":
        chosen = key_of(request.POST.get("document", ""))
        try:
            if chosen is None:
                raise Refused("Chưa chọn văn bản nào; tìm theo số, ký hiệu hoặc trích yếu rồi chọn.")
            document = documents.one(request.user, chosen)
            actions.add_document(campaign=found, document=document, actor=request.user, at=clock.now())
        except Refused as refused:
            error = str(refused)
        else:
            messages.success(request, f"Đã thêm {document.title}.")
            return redirect("legal:campaign", pk)
    present = found.items.values("document")
    rows = documents.register(request.user, words=words, today=clock.today()).exclude(pk__in=present)
    choices = rows.exclude(direction=Document.Direction.LAW)[:CHOICES]
    context = {"campaign": found, "choices": choices, "words": words, "error": error}
    return render(request, "legal/add_document.html", context, status=422 if error else 200)


@require_POST
def draw(request: PersonRequest, pk: int) -> HttpResponse:
    """Adds what has come into the register since."""
    found = queries.campaign_for(request.user, pk)
    drawn = actions.draw(campaign=found, actor=request.user, at=clock.now())
    messages.success(request, f"Đã lấy thêm {drawn} văn bản từ sổ." if drawn else "Sổ không có thêm văn bản nào trong phạm vi của đợt.")
    return redirect("legal:campaign", pk)


@require_POST
def close(request: PersonRequest, pk: int) -> HttpResponse:
    """Ends the campaign."""
    found = queries.campaign_for(request.user, pk)
    actions.close(campaign=found, actor=request.user, at=clock.now())
    messages.success(request, f"Đã kết thúc đợt “{found.title}”.")
    return redirect("legal:campaign", pk)
