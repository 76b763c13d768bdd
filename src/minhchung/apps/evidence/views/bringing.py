"""Bringing evidence to a subject, and linking what is stored already."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhchung.apps.documents import queries as documents
from minhchung.apps.evidence import actions, queries, rights
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.presenting import panel, places_for
from minhchung.apps.files import queries as files
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.keys import key_of
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import KINDS, describe
from minhchung.apps.organisations.requests import PersonRequest


@require_safe
def of_subject(request: PersonRequest, kind: str, key: str) -> HttpResponse:
    """`/minh-chung/cua/<loại>/<khóa>/`: the evidence of any subject, for pages of apps below this one."""
    shown = panel(request.user, Ref(kind, key))
    subject = describe(request.user, [shown.place.ref])[shown.place.ref]
    return render(request, "evidence/of.html", {"panel": shown, "subject": subject})


@require_POST
def bring(request: PersonRequest, kind: str, key: str) -> HttpResponse:
    """Brings many files at once, a stored file (`tep`) or a registered document (`van_ban`) as evidence of a subject."""
    place = queries.place(request.user, kind, key)
    made, refused = brought(request, place)
    if made:
        messages.success(request, f"Đã nộp {made} minh chứng lúc {clock.now():%H:%M}.")
    for reason in refused:
        messages.error(request, reason)
    if not made and not refused and "chon" in request.POST:
        return render(request, "evidence/choose.html", {**_choices(request, place), "missing": True}, status=422)
    if not made and not refused:
        messages.error(request, "Chưa chọn tệp hay văn bản nào; kéo tệp vào khung hoặc bấm “chọn tệp”.")
    return redirect(KINDS[kind].address(key))


def brought(request: PersonRequest, place: Place) -> tuple[int, list[str]]:
    """How many pieces were taken, and why the others were not: one bad file loses no other."""
    made, refused = 0, []
    for file in request.FILES.getlist("files"):
        try:
            actions.claim(place=place, upload=receive(file), actor=request.user, at=clock.now())
            made += 1
        except Refused as reason:
            refused.append(str(reason))
    tep, van_ban = key_of(request.POST.get("tep", "")), key_of(request.POST.get("van_ban", ""))
    if tep is not None:
        actions.claim(place=place, stored=files.one(request.user, tep), actor=request.user, at=clock.now())
        made += 1
    if van_ban is not None:
        actions.claim(place=place, document=documents.one(request.user, van_ban), actor=request.user, at=clock.now())
        made += 1
    return made, refused


@require_safe
def choose(request: PersonRequest, kind: str, key: str) -> HttpResponse:
    """`/minh-chung/chon/<loại>/<khóa>/`: a file already in the store, or a registered document, as evidence."""
    place = queries.place(request.user, kind, key)
    if not rights.claims(request.user, place):
        raise PermissionDenied("Nộp minh chứng ở đây là việc của đơn vị thực hiện, lãnh đạo hoặc thường trực CCHC.")
    return render(request, "evidence/choose.html", _choices(request, place))


def _choices(request: PersonRequest, place: Place) -> dict[str, Any]:
    """What the page of choosing shows: registered documents and stored files that hold the words."""
    words = request.POST.get("chon", "") or request.GET.get("q", "")
    return {
        "place": place,
        "subject": describe(request.user, [place.ref])[place.ref],
        "words": words,
        "documents": documents.register(request.user, words=words, today=clock.today())[:15],
        "files": files.search(request.user, words)[:15],
    }


@require_http_methods(["GET", "POST"])
def link(request: PersonRequest, pk: int) -> HttpResponse:
    """`/minh-chung/tep/<pk>/`: what a stored file proves; subjects found by their words."""
    stored = files.one(request.user, pk)
    if not request.user.has_perm("files.store", request.user.commune):
        raise PermissionDenied("Tài khoản chỉ xem nên không gắn tệp làm minh chứng được. Đề nghị đơn vị giữ việc gắn.")
    kind, _, key = request.POST.get("subject", "").partition(":")
    if request.method == "POST" and key:
        actions.claim(place=queries.place(request.user, kind, key), stored=stored, actor=request.user, at=clock.now())
        messages.success(request, f"Đã gắn “{stored.name}” làm minh chứng lúc {clock.now():%H:%M}.")
        return redirect(KINDS[kind].address(key))
    words = request.GET.get("q", "")
    context = {"stored": stored, "words": words, "found": places_for(request.user, words), "missing": request.method == "POST"}
    return render(request, "evidence/link.html", context, status=422 if request.method == "POST" else 200)
