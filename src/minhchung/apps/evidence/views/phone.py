"""Upload by phone: a QR code on the desk, the upload page of one subject on the phone."""

from typing import Any

import segno
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from minhchung.apps.evidence import queries, rights
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.pointing import LASTS, Pointed, pointed_by, token_for
from minhchung.apps.evidence.views.bringing import brought
from minhchung.apps.ground import clock
from minhchung.apps.ground.subjects import describe
from minhchung.apps.organisations.requests import PersonRequest

AT_HOME = ("localhost", "127.0.0.1", "[::1]")
"""Names by which no phone finds the server."""


def _place(request: PersonRequest, kind: str, key: str) -> Place:
    """A place the person may bring evidence to. Raises Http404 and PermissionDenied."""
    place = queries.place(request.user, kind, key)
    if not rights.claims(request.user, place):
        raise PermissionDenied("Nộp minh chứng ở đây là việc của đơn vị thực hiện, lãnh đạo hoặc thường trực CCHC.")
    return place


@require_safe
def code(request: PersonRequest, kind: str, key: str) -> HttpResponse:
    """`/minh-chung/ma-qr/<loại>/<khóa>/`: the QR code that brings a phone to the upload page of this subject."""
    place, now = _place(request, kind, key), clock.now()
    address = request.build_absolute_uri(reverse("evidence:phone", args=[token_for(place, now=now)]))
    context = {
        "place": place,
        "subject": describe(request.user, [place.ref])[place.ref],
        "qr": segno.make(address, micro=False, error="l").svg_data_uri(scale=5, border=3),
        "address": address,
        "until": now + LASTS,
        "minutes": int(LASTS.total_seconds() // 60),
        "unreachable": request.get_host().rsplit(":", 1)[0] in AT_HOME,
    }
    return render(request, "evidence/qr.html", context)


@require_http_methods(["GET", "POST"])
def phone(request: PersonRequest, token: str) -> HttpResponse:
    """`/minh-chung/dien-thoai/<mã>/`: takes a photo or files for the one subject the code names, until it runs out."""
    pointed = pointed_by(token)
    if pointed is None or pointed.commune != request.user.commune_id:
        raise Http404("no such token")
    place = _place(request, pointed.kind, pointed.key)
    if clock.now() > pointed.until:
        return render(request, "evidence/phone.html", {**_context(request, place, pointed), "over": True}, status=410)
    if request.method == "POST":
        return _taken(request, place, pointed, token)
    return render(request, "evidence/phone.html", _context(request, place, pointed))


def _taken(request: PersonRequest, place: Place, pointed: Pointed, token: str) -> HttpResponse:
    made, refused = brought(request, place)
    if not made and not refused:
        return render(request, "evidence/phone.html", {**_context(request, place, pointed), "missing": True}, status=422)
    if made:
        messages.success(request, f"Đã nộp {made} minh chứng lúc {clock.now():%H:%M}. Chụp tiếp hoặc đóng trang.")
    for reason in refused:
        messages.error(request, reason)
    return redirect("evidence:phone", token)


def _context(request: PersonRequest, place: Place, pointed: Pointed) -> dict[str, Any]:
    """What the phone shows: the subject, and what was brought for it so far."""
    return {
        "subject": describe(request.user, [place.ref])[place.ref],
        "claims": queries.claims_for(request.user, [place.ref]).get(place.ref, [])[-5:],
        "until": pointed.until,
    }
