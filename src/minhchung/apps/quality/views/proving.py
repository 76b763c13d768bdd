"""A version in force as evidence of what a leaf asks for, and the scan of its signed paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from minhchung.apps.evidence import queries as evidence
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.quality import actions, queries


@require_POST
def prove(request: PersonRequest, pk: int) -> HttpResponse:
    """`/iso/ban/<pk>/lam-minh-chung/`, with `subject` (kind:key): the version's file proves what is asked there."""
    version = queries.version_for(request.user, pk)
    require(request.user, "quality.prove_with", version)
    kind, _, key = request.POST.get("subject", "").partition(":")
    place = evidence.place(request.user, kind, key)
    require(request.user, "evidence.claim", place)
    try:
        made = actions.prove_with(version=version, place=place, actor=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Lúc {clock.now():%H:%M}: đã dùng “{made.title[:120]}” làm minh chứng; chờ người khác kiểm tra.")
    return redirect("quality:version", pk)


@require_http_methods(["GET", "POST"])
def bring_signed(request: PersonRequest, pk: int) -> HttpResponse:
    """`/iso/ban/<pk>/ban-ky/`: the scan of the signed paper."""
    version = queries.version_for(request.user, pk)
    require(request.user, "quality.bring_signed", version)
    error = ""
    if request.method == "POST":
        upload = request.FILES.get("file")
        try:
            if upload is None:
                raise Refused("Chưa chọn tệp nào. Kéo bản quét đã ký (PDF, ảnh) vào khung.")
            actions.bring_signed(version=version, upload=receive(upload), actor=request.user, at=clock.now())
        except Refused as refused:
            error = str(refused)
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã gắn bản ký quét.")
            return redirect("quality:version", pk)
    context = {"version": version, "document": version.document, "error": error}
    return render(request, "quality/signed.html", context, status=422 if error else 200)
