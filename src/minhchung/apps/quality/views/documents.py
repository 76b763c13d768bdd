"""A controlled document: what it is, its versions, who reads it; entered by hand, or its draft read from Word."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.words import told
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.unit_fields import present_units
from minhchung.apps.procedures.queries import procedures_for
from minhchung.apps.quality import actions, queries
from minhchung.apps.quality.forms import NewDocumentForm
from minhchung.apps.quality.models import ControlledDocument, Copy
from minhchung.apps.quality.queries.stands import coverage, stands
from minhchung.apps.quality.rules import life
from minhchung.apps.quality.rules.content import Kind

EVENTS = 8


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/iso/tai-lieu/<pk>/`."""
    document = queries.document_for(request.user, pk)
    rows = queries.documents_for(request.user, archived=True).filter(pk=pk)
    stand = stands(rows, commune=document.commune_id, today=clock.today())[0]
    versions = document.versions.exclude(state=life.DROPPED).select_related("drafted_by", "reviewed_by", "approved_by").defer("said")
    gone = coverage(document.commune_id, clock.today()).gone.get(document.pk, ())
    context = {
        "document": document,
        "stand": stand,
        "versions": list(versions),
        "procedures": document.procedures.all(),
        "gone": {each.pk for each in gone},
        "reviews": document.reviews.select_related("by", "version")[:EVENTS],
        "copies": _copies(document),
        "log": _log(request, document),
    }
    return render(request, "quality/document.html", context)


def _copies(document: ControlledDocument) -> Any:
    """Copies that are out: those of a version that is over first, they have to come back."""
    out = Copy.objects.filter(version__document=document, returned_on=None)
    return out.select_related("version", "unit").order_by("version__issue", "version__revision", "number")


def _log(request: PersonRequest, document: ControlledDocument) -> list[Any]:
    events = list(history.of(document.ref)[:EVENTS])
    changes = told(request.user, events)
    return [(event, changes[event.pk]) for event in events]


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """`/iso/tai-lieu/them/`."""
    commune = own_commune(request)
    require(request.user, "quality.add_document", commune)
    data = request.POST if request.method == "POST" else None
    start = {"kind": request.GET.get("loai", Kind.INTERNAL.value), "layout": "table"}
    form = NewDocumentForm(present_units(commune.pk, clock.today()), procedures_for(request.user), data, initial=start)
    if form.is_valid():
        try:
            made = actions.add_document(commune=commune, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã thêm {made.code}. Soạn bản đầu tiên hoặc đọc từ tệp Word.")
            return redirect("quality:document", made.pk)
    return render(request, "quality/document_form.html", {"form": form, "commune": commune}, status=200 if data is None else 422)


@require_http_methods(["GET", "POST"])
def take_word(request: PersonRequest, pk: int) -> HttpResponse:
    """`/iso/tai-lieu/<pk>/tu-word/`: an existing procedure in Word becomes the draft."""
    document = queries.document_for(request.user, pk)
    require(request.user, "quality.take_word", document)
    refused = ""
    if request.method == "POST":
        upload = request.FILES.get("file")
        try:
            if upload is None:
                raise Refused("Chưa chọn tệp. Chọn tệp Word của quy trình rồi bấm lại.")
            made = actions.take_word(document=document, upload=receive(upload), actor=request.user, at=clock.now())
        except Refused as error:
            refused = str(error)
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã đọc tệp thành bản thảo {made.short}. Xem lại từng mục.")
            return redirect("quality:version", made.pk)
    return render(request, "quality/take_word.html", {"document": document, "refused": refused}, status=422 if refused else 200)
