"""Files that hold many procedures: handed in, looked at, taken over; and what the catalogue is made of."""

from datetime import date

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
from minhchung.apps.procedures.importing import SCOPES, WHOLE, draft_of, look_at, stored_contents
from minhchung.apps.procedures.models import Source
from minhchung.apps.procedures.queries.scope import sources_for

SHOWN = 200
PER_PAGE = 50


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
    """`/thu-tuc/nhap/<tệp>/`: what would change, field by field; nothing is written before the last button."""
    commune, today = own_commune(request), clock.today()
    require(request.user, "procedures.take_over", commune)
    stored = stored_files.one(request.user, pk)
    given = request.POST if request.method == "POST" else request.GET
    form = TakeForm(
        request.POST if request.method == "POST" else None,
        initial={"on": _day(given.get("on", "")) or today, "scope": given.get("scope", WHOLE)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            source = actions.take_over(commune=commune, stored=stored, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã nhập {source.lines.count()} thủ tục từ “{stored.name}”.")
            return redirect("procedures:list")
    scope = given.get("scope", WHOLE)
    draft = draft_of(
        stored_contents(stored), commune=commune.pk, day=_day(given.get("on", "")) or today, scope=scope if scope in SCOPES else WHOLE
    )
    context = {"stored": stored, "draft": draft, "form": form, "shown": SHOWN, "writes": len(draft.new) + len(draft.changed)}
    return render(request, "procedures/import_file.html", context, status=422 if form.errors else 200)


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
