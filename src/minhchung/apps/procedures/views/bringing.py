"""Files that hold many procedures: handed in, looked at, taken over; and what the catalogue is made of."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from minhchung.apps.files import actions as files
from minhchung.apps.files import queries as stored_files
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.typed_days import UnreadDay, read_day
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.procedures import actions
from minhchung.apps.procedures.archives import as_one_file
from minhchung.apps.procedures.forms import TakeForm
from minhchung.apps.procedures.importing import SCOPES, Draft, counts_of, draft_of, look_at, stored_contents, usual_scope
from minhchung.apps.procedures.models import Source
from minhchung.apps.procedures.queries.scope import sources_for

PER_PAGE, CHANGES_PER_PAGE = 50, 20
PARTS = {"moi": "Mới", "doi": "Thay đổi", "cu": "Như cũ", "khong": "Không vào được"}


@require_http_methods(["GET", "POST"])
def start(request: PersonRequest) -> HttpResponse:
    """`/thu-tuc/nhap/`: a file, or cells pasted."""
    commune = own_commune(request)
    require(request.user, "procedures.take_over", commune)
    missing, pasted = "", request.POST.get("bang", "")
    if request.method == "POST":
        try:
            stored = _taken_in(request, pasted)
        except Refused as refused:
            missing = str(refused)
        else:
            return redirect("procedures:import_file", stored.pk)
    context = {"missing": missing, "pasted": pasted}
    return render(request, "procedures/import.html", context, status=422 if missing else 200)


def _taken_in(request: PersonRequest, pasted: str) -> StoredFile:
    upload = request.FILES.get("files")
    if upload is None and not pasted.strip():
        raise Refused("Chưa chọn tệp và chưa dán bảng nào. Kéo tệp vào khung, hoặc dán các ô chép từ Excel.")
    handed = as_one_file(upload) if upload is not None else ContentFile(pasted.encode(), name=f"bang-dan-{clock.now():%Y%m%d-%H%M}.txt")
    received = receive(handed, name=handed.name, look=look_at)
    return files.store(commune=own_commune(request), received=received, actor=request.user, at=clock.now())


@require_http_methods(["GET", "POST"])
def look(request: PersonRequest, pk: int) -> HttpResponse:
    """`/thu-tuc/nhap/<tệp>/?muc=…`: what would change, kind by kind; what is seen is what the last button takes over."""
    commune = own_commune(request)
    require(request.user, "procedures.take_over", commune)
    stored = stored_files.one(request.user, pk)
    contents = stored_contents(stored)
    counts = counts_of(contents, commune.pk)
    given = request.POST if request.method == "POST" else request.GET
    day, scope = _day(given.get("on", "")) or clock.today(), given.get("scope", "")
    scope = scope if scope in SCOPES else usual_scope(counts)
    form = TakeForm(counts, given if "on" in given else None, initial={"on": day, "scope": scope})
    if request.method == "POST" and form.is_valid():
        try:
            source = actions.take_over(commune=commune, stored=stored, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã nhập {source.lines.count()} thủ tục từ “{stored.name}”.")
            return redirect("procedures:list")
    draft = draft_of(contents, commune=commune.pk, day=day, scope=scope)
    context = {"stored": stored, "draft": draft, "form": form, "day": day, "scope": scope, **_part(request, draft)}
    return render(request, "procedures/import_file.html", context, status=422 if form.errors else 200)


def _part(request: PersonRequest, draft: Draft) -> dict[str, Any]:
    """The kinds with their numbers, and a page of the one that is asked for, else of the first in which there is something."""
    rows: dict[str, Sequence[Any]] = {"moi": draft.new, "doi": draft.changed, "cu": draft.same, "khong": draft.contents.unread}
    asked = request.GET.get("muc", "")
    part = asked if asked in rows else next((name for name, found in rows.items() if found), "moi")
    page = Paginator(rows[part], CHANGES_PER_PAGE if part == "doi" else PER_PAGE).get_page(request.GET.get("trang"))
    return {"parts": [(name, PARTS[name], len(found)) for name, found in rows.items()], "part": part, "page": page}


def _day(typed: str) -> date | None:
    try:
        return read_day(typed, today=clock.today())
    except UnreadDay:
        return None


@require_safe
def sources(request: PersonRequest) -> HttpResponse:
    """`/thu-tuc/nguon/`: decisions, files and what people wrote, the newest first."""
    own_commune(request)
    hand = request.GET.get("loc") == "tay"
    found = sources_for(request.user).filter(kind=Source.Kind.HAND) if hand else sources_for(request.user).exclude(kind=Source.Kind.HAND)
    page = Paginator(found.prefetch_related("lines"), PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "procedures/sources.html", {"page": page, "hand": hand})
