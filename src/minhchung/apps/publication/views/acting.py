"""One page per act on a channel, a snapshot or a request: what is asked, a form, the act, and back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minhchung.apps.ground import clock
from minhchung.apps.ground.act_pages import ActPage, attempted, page_of
from minhchung.apps.ground.acts import require
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.organisations.unit_fields import present_units
from minhchung.apps.publication import actions
from minhchung.apps.publication.forms import ChannelForm, ReasonForm, TakeDownForm
from minhchung.apps.publication.models import Channel, Posting, Snapshot
from minhchung.apps.publication.queries.scope import channel_for, posting_for, snapshot_for

CHANNEL: Mapping[str, ActPage] = {
    "sua": ActPage("publication.set_channel", actions.set_channel, ChannelForm, "Lưu", "đã lưu"),
    "ngung": ActPage("publication.close_channel", actions.close_channel, ReasonForm, "Ngừng kênh", "đã ngừng"),
}
SNAPSHOT: Mapping[str, ActPage] = {
    "bo": ActPage("publication.undo_snapshot", actions.undo_snapshot, ReasonForm, "Bỏ bản chụp", "đã bỏ"),
}
POSTING: Mapping[str, ActPage] = {
    "go": ActPage("publication.take_down", actions.take_down, TakeDownForm, "Ghi đã gỡ", "đã gỡ"),
    "doc": ActPage("publication.read_proof", actions.read_proof, None, "Ghi bản chụp từ chứng cứ", "đã ghi bản chụp từ chứng cứ"),
    "rut": ActPage("publication.drop_posting", actions.drop_posting, ReasonForm, "Rút yêu cầu", "đã rút"),
}


@require_http_methods(["GET", "POST"])
def on_channel(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/niem-yet/kenh/<pk>/<slug>/`."""
    return _act(request, page_of(CHANNEL, slug), channel_for(request.user, pk), "publication:channel")


@require_http_methods(["GET", "POST"])
def on_snapshot(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/niem-yet/ban-chup/<pk>/<slug>/`."""
    return _act(request, page_of(SNAPSHOT, slug), snapshot_for(request.user, pk), "publication:snapshot")


@require_http_methods(["GET", "POST"])
def on_posting(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/niem-yet/yeu-cau/<pk>/<slug>/`."""
    return _act(request, page_of(POSTING, slug), posting_for(request.user, pk), "publication:posting")


def _act(request: PersonRequest, page: ActPage, thing: Channel | Snapshot | Posting, address: str) -> HttpResponse:
    require(request.user, page.act, thing)
    form, back = _form(request, page, thing), reverse(address, args=[thing.pk])
    if attempted(request, page, thing, form, str(thing)[:80]):
        return redirect(back)
    context = {"page": page, "form": form, "name": str(thing), "back": back}
    return render(request, "publication/act.html", context, status=422 if request.method == "POST" else 200)


def _form(request: PersonRequest, page: ActPage, thing: Channel | Snapshot | Posting) -> forms.Form:
    data: Any = request.POST if request.method == "POST" else None
    if isinstance(thing, Channel) and page.form is ChannelForm:
        start = {name: getattr(thing, name) for name in ("title", "kind", "unit", "address", "for_procedures")}
        return ChannelForm(present_units(thing.commune_id, clock.today()), data, initial=start)
    return (page.form or forms.Form)(data, initial={"down_on": clock.today()})
