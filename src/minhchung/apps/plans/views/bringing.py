"""Plans that come whole: a file, its columns and units, a dry run; last year's plan, item by item."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.files import actions as files
from minhchung.apps.files import queries as stored_files
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.keys import key_of, keys_of
from minhchung.apps.organisations.models import Unit
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.plans import actions, queries
from minhchung.apps.plans.forms import PlanForm, plan_documents
from minhchung.apps.plans.importing import Named, draft_of, listing_of, look_at
from minhchung.apps.plans.models import Plan
from minhchung.apps.plans.queries.page import items_of_plan
from minhchung.apps.plans.queries.progress import stood
from minhchung.apps.plans.rules.columns import COLUMNS, Listing, chosen, guess, samples
from minhchung.apps.plans.rules.when import moved, still_names

UNIT, COLUMN = "u-", "c"


@require_http_methods(["GET", "POST"])
def start(request: PersonRequest) -> HttpResponse:
    """`/ke-hoach/nhap/`: the file, or a registered document whose file holds the annex."""
    commune, today = own_commune(request), clock.today()
    require(request.user, "plans.import_plan", commune)
    with_files = plan_documents(request.user, today.year).exclude(file=None)
    missing = ""
    if request.method == "POST":
        try:
            stored, document = _taken_in(request)
        except Refused as refused:
            missing = str(refused)
        else:
            query = f"?van-ban={document.pk}" if document else ""
            return redirect(f"{reverse('plans:import_columns', args=[stored.pk])}{query}")
    context = {"missing": missing, "documents": with_files[:200]}
    return render(request, "plans/import.html", context, status=422 if missing else 200)


def _taken_in(request: PersonRequest) -> tuple[StoredFile, Document | None]:
    upload = request.FILES.get("files")
    if upload is not None:
        received = receive(upload, look=look_at)
        return files.store(commune=own_commune(request), received=received, actor=request.user, at=clock.now()), None
    key = key_of(request.POST.get("van-ban", ""))
    document = documents.readable(request.user).filter(pk=key).select_related("file__blob").first() if key else None
    if document is None or document.file is None:
        raise Refused("Chưa chọn tệp; kéo tệp vào khung, bấm “chọn tệp”, hoặc chọn văn bản đã vào sổ.")
    listing_of(document.file)
    return document.file, document


@require_http_methods(["GET", "POST"])
def columns(request: PersonRequest, pk: int) -> HttpResponse:
    """`/ke-hoach/nhap/<tệp>/`: columns, units and dry run; nothing is written before the last button."""
    commune, today = own_commune(request), clock.today()
    require(request.user, "plans.import_plan", commune)
    stored = stored_files.one(request.user, pk)
    given = request.POST if request.method == "POST" else request.GET
    form = _plan_form(request, given)
    listing = listing_of(stored)
    taken, units = _columns(given, listing), _units(given)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.import_plan(
                commune=commune, stored=stored, columns=taken, units=units, **form.cleaned_data, actor=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã nhập {made.items.count()} mục vào “{made.title}”, dự thảo.")
            return redirect("plans:plan", made.pk)
    year = key_of(given.get("year", "")) or today.year
    draft = draft_of(listing, taken, units, commune=commune, year=year, on=today)
    return render(request, "plans/import_columns.html", _context(stored, listing, taken, draft, form), status=422 if form.errors else 200)


def _context(stored: StoredFile, listing: Listing, taken: Mapping[int, str], draft: Any, form: PlanForm) -> dict[str, Any]:
    heads = [(place, title, taken.get(place, ""), samples(listing, place)) for place, title in enumerate(listing.headings)]
    units = Unit.objects.filter(commune=stored.commune_id, valid_to=None)
    found = {unit.pk: unit for unit in Unit.objects.filter(commune=stored.commune_id)}
    names = [(name, [found[pk] for pk in name.units if pk in found], _choice(name)) for name in draft.names]
    rows = [(each, [found[pk] for pk in each.fields.lead], [found[pk] for pk in each.fields.helping]) for each in draft.items]
    return {
        "stored": stored,
        "listing": listing,
        "heads": [head for head in heads if head[1] or head[3]],
        "choices": COLUMNS.items(),
        "draft": draft,
        "names": sorted(names, key=lambda pair: pair[0].sure),
        "unsure": sum(not name.sure for name in draft.names),
        "lacking": sum(bool(each.lacks) for each in draft.items),
        "rows": rows,
        "units": units,
        "form": form,
    }


def _choice(name: Named) -> str:
    """What stands chosen beside a name: what the person chose, or nothing for what was matched."""
    return str(next(iter(name.units), 0)) if name.by_hand else ""


def _plan_form(request: PersonRequest, given: QueryDict) -> PlanForm:
    year = key_of(given.get("year", "")) or clock.today().year
    title = given.get("title") or f"Kế hoạch cải cách hành chính năm {year}"
    begin = {
        "year": year,
        "title": title,
        "kind": given.get("kind", Plan.Kind.REFORM),
        "document": given.get("document") or given.get("van-ban"),
    }
    data = request.POST if request.method == "POST" else None
    return PlanForm(request.user, min(max(year, 2020), 2100), data, initial=begin)


def _columns(given: QueryDict, listing: Listing) -> dict[int, str]:
    """Place → column: as the person chose, else as the headings tell."""
    places = range(len(listing.headings))
    if not any(f"{COLUMN}{place}" in given for place in places):
        return guess(listing.headings)
    return chosen(listing.headings, {place: given.get(f"{COLUMN}{place}", "") for place in places})


def _units(given: QueryDict) -> dict[str, int]:
    """What the person said of written names, by their keys."""
    said = {name.removeprefix(UNIT): key_of(str(value)) for name, value in given.items() if name.startswith(UNIT)}
    return {key: unit for key, unit in said.items() if unit is not None}


@require_http_methods(["GET", "POST"])
def copy(request: PersonRequest, pk: int) -> HttpResponse:
    """`/ke-hoach/<pk>/chep/`: last year's items with what became of them, and what they would be next year."""
    plan = queries.plan_for(request.user, pk)
    require(request.user, "plans.copy_plan", plan)
    title = request.POST.get("title", "").strip()
    refused = ""
    if request.method == "POST" and not title:
        refused = "Tên kế hoạch còn trống. Ghi tên rồi chép."
    elif request.method == "POST":
        kept = set(keys_of(request.POST.getlist("muc")))
        left_out = set(plan.items.values_list("pk", flat=True)) - kept
        try:
            made = actions.copy_plan(plan=plan, title=title[:300], leave_out=left_out, actor=request.user, at=clock.now())
        except Refused as error:
            refused = str(error)
        else:
            messages.success(request, f"Đã chép {made.items.count()} mục sang “{made.title}”, dự thảo.")
            return redirect("plans:plan", made.pk)
    context = {"plan": plan, "title": title or moved(plan.title, year=plan.year), "refused": refused, "rows": _copied(plan)}
    return render(request, "plans/copy.html", context, status=422 if refused else 200)


def _copied(plan: Plan) -> list[dict[str, Any]]:
    """Each item with its standing and next year's deadline; `look` where its words still name the old year."""
    found = stood(items_of_plan(plan), as_of=clock.now())
    return [
        {"stood": each, "time": moved(each.item.deadline_text, year=plan.year), "look": still_names(each.item.task, year=plan.year)}
        for each in found
    ]
