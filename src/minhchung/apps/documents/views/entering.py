"""Entering documents: many files in one drop, pasted text, by hand."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minhchung.apps.documents import actions, queries
from minhchung.apps.documents.forms import DocumentForm, PasteForm
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.views.register import TABS
from minhchung.apps.files.receiving import receive
from minhchung.apps.files.rules import size_words
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.organisations.requests import PersonRequest, own_commune

ENTER = {
    Document.Direction.INCOMING: actions.register_incoming,
    Document.Direction.OUTGOING: actions.draft,
    Document.Direction.LAW: actions.register_law,
}
ACTS = {
    Document.Direction.INCOMING: "documents.register_incoming",
    Document.Direction.OUTGOING: "documents.draft",
    Document.Direction.LAW: "documents.register_law",
}


def _tab(request: PersonRequest) -> str:
    given = request.POST.get("so") or request.GET.get("so") or "den"
    return given if given in TABS else "den"


def _read_page(document: Document) -> str:
    """Where the assignments app shows a document beside the assignments found in it."""
    return reverse("documents:detail", args=[document.pk]) + "doc/"


def _first_page(request: PersonRequest, document: Document) -> str:
    """A document just entered is read into work. While its text is still to come, or when it may be in the register already, its own
    page says so: giving the same work twice is worse than one more step."""
    if not document.text or queries.duplicates_of(request.user, document):
        return reverse("documents:detail", args=[document.pk])
    return _read_page(document)


def _next_page(request: PersonRequest, made: list[Document], tab: str) -> str:
    """After an upload: a single incoming document opens, several are seen in their register."""
    if len(made) > 1 or TABS[tab] != Document.Direction.INCOMING:
        return f"{reverse('documents:list')}?so={tab}"
    return _first_page(request, made[0])


@require_http_methods(["GET", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    """`/van-ban/tai-len/`: every file becomes a document; a file that is not taken says why and loses no other."""
    tab = _tab(request)
    require(request.user, ACTS[TABS[tab]], own_commune(request))
    files = request.FILES.getlist("files")
    missing = "Chưa chọn tệp nào; kéo tệp vào khung hoặc bấm “chọn tệp”." if request.method == "POST" and not files else ""
    made, refused = [], []
    for file in files:
        try:
            made.append(ENTER[TABS[tab]](commune=own_commune(request), upload=receive(file), actor=request.user, at=clock.now()))
        except Refused as reason:
            refused.append(str(reason))
    if made and not refused:
        messages.success(request, f"Đã vào sổ {len(made)} văn bản lúc {clock.now():%H:%M}.")
        return redirect(_next_page(request, made, tab))
    limit = size_words(settings.UPLOAD_LIMIT)
    context = {"tab": tab, "made": made, "refused": refused, "missing": missing, "paste": PasteForm(), "limit": limit}
    return render(request, "documents/upload.html", context, status=422 if missing or (refused and not made) else 200)


@require_http_methods(["GET", "POST"])
def paste(request: PersonRequest) -> HttpResponse:
    """`/van-ban/dan/`: pasted text becomes a document without a file."""
    require(request.user, ACTS[TABS[_tab(request)]], own_commune(request))
    form = PasteForm(request.POST or None)
    if not form.is_valid():
        return render(request, "documents/paste.html", {"form": form, "tab": _tab(request)}, status=422 if form.is_bound else 200)
    enter = ENTER[TABS[_tab(request)]]
    document = enter(commune=own_commune(request), text=form.cleaned_data["text"], actor=request.user, at=clock.now())
    messages.success(request, f"Đã vào sổ lúc {clock.now():%H:%M}: {document.title}")
    return redirect(_first_page(request, document))


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """`/van-ban/them/`: a row by hand; documents that may be the same one are shown before it is saved."""
    tab, commune = _tab(request), own_commune(request)
    require(request.user, ACTS[TABS[tab]], commune)
    form = DocumentForm(request.POST or None, commune=commune, direction=TABS[tab], today=clock.today(), initial=_suggested(request, tab))
    alike: list[Document] = []
    if form.is_valid():
        candidate = Document(commune=commune)
        form.to_fields().write_to(candidate)
        alike = queries.duplicates_of(request.user, candidate)
        if not alike or "van_luu" in request.POST:
            try:
                document = ENTER[TABS[tab]](commune=commune, fields=form.to_fields(), actor=request.user, at=clock.now())
            except Refused as refused:
                form.add_error("arrival_number" if "arrival_number" in form.fields else None, str(refused))
            else:
                messages.success(request, f"Đã vào sổ lúc {clock.now():%H:%M}: {document.title}")
                return redirect("documents:detail", document.pk)
    context = {"form": form, "tab": tab, "alike": alike}
    return render(request, "documents/add.html", context, status=422 if form.is_bound else 200)


def _suggested(request: PersonRequest, tab: str) -> dict[str, object]:
    """What the form begins with: the next number of arrivals, or what a page that names a document knows of it (`?ky-hieu=`, `?ten=`)."""
    if tab != "den":
        return {"code": request.GET.get("ky-hieu", "")[:80], "subject": request.GET.get("ten", "")[:2000]}
    today = clock.today()
    return {"arrived_on": today, "arrival_number": queries.next_arrival_number(request.user, today.year)}
