"""What a channel showed: brought as a file or pasted, ticked from the list, names confirmed."""

from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from minhchung.apps.files import actions as files
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.keys import key_of
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.procedures.queries.standing import catalogue
from minhchung.apps.publication import actions
from minhchung.apps.publication.forms import SnapshotForm, TickForm
from minhchung.apps.publication.models import Channel
from minhchung.apps.publication.queries.copies import expects, gathered, shown_at
from minhchung.apps.publication.queries.scope import channel_for, snapshot_for
from minhchung.apps.publication.reading import as_stored

PER_PAGE = 100
NAME, MEANS, NONE = "ten-", "nghia-", "khong"


@require_http_methods(["GET", "POST"])
def take(request: PersonRequest, pk: int) -> HttpResponse:
    """`/niem-yet/kenh/<pk>/ban-chup/`: a list, a saved page or pasted cells."""
    channel = channel_for(request.user, pk)
    require(request.user, "publication.take_snapshot", channel)
    pasted = request.POST.get("bang", "")
    form = SnapshotForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            stored = _stored(request, pasted)
            if stored is None:
                raise Refused("Chưa chọn tệp và chưa dán bảng nào. Kéo tệp vào khung, hoặc dán các ô chép từ trang.")
            made = actions.take_snapshot(channel=channel, stored=stored, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã ghi bản chụp có {made.entries.count()} thủ tục.")
            return redirect("publication:snapshot", made.pk)
    context = {"channel": channel, "form": form, "pasted": pasted}
    return render(request, "publication/take.html", context, status=422 if form.errors else 200)


def _stored(request: PersonRequest, pasted: str) -> StoredFile | None:
    """The upload, or the pasted cells, in the store; None where neither was given."""
    upload = request.FILES.get("files")
    if upload is None and not pasted.strip():
        return None
    handed = as_stored(upload) if upload is not None else ContentFile(pasted.encode(), name=f"bang-dan-{clock.now():%Y%m%d-%H%M}.txt")
    return files.store(commune=own_commune(request), received=receive(handed, name=handed.name), actor=request.user, at=clock.now())


@require_http_methods(["GET", "POST"])
def tick(request: PersonRequest, pk: int) -> HttpResponse:
    """`/niem-yet/kenh/<pk>/danh-dau/`: the procedures the channel has to show, those it last showed ticked."""
    channel, today = channel_for(request.user, pk), clock.today()
    require(request.user, "publication.tick", channel)
    known = [each for each in catalogue(request.user, today) if expects(channel, each)]
    procedures = Procedure.objects.filter(pk__in=[each.procedure.pk for each in known]).order_by("code")
    form = TickForm(procedures, request.POST or None, initial={"on": today, "procedures": _last_shown(channel)})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.tick(channel=channel, stored=_stored(request, ""), **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã đánh dấu {made.entries.count()} thủ tục.")
            return redirect("publication:snapshot", made.pk)
    context = {"channel": channel, "form": form, "count": len(known)}
    return render(request, "publication/tick.html", context, status=422 if form.errors else 200)


def _last_shown(channel: Channel) -> list[int]:
    codes = shown_at(channel, clock.today())
    return list(Procedure.objects.filter(commune=channel.commune_id, code__in=codes).values_list("pk", flat=True))


@require_http_methods(["GET", "POST"])
def names(request: PersonRequest, pk: int) -> HttpResponse:
    """`/niem-yet/kenh/<pk>/ten/`: names without code, each with the procedure it may mean."""
    channel = channel_for(request.user, pk)
    require(request.user, "publication.confirm_names", channel)
    refused_words = ""
    if request.method == "POST":
        try:
            made = actions.confirm_names(channel=channel, meant=_meant(request), actor=request.user, at=clock.now())
        except Refused as refused:
            refused_words = str(refused)
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã xác nhận {len(made)} tên.")
            return redirect("publication:names", pk)
    known = gathered(channel.commune_id, clock.today())
    by_code = {code: each.procedure for code, each in known.known.items() if each.standing.in_force}
    rows = [(match, by_code.get(match.code)) for match in known.waiting.get(channel.pk, ())]
    context = {"channel": channel, "rows": rows, "procedures": list(by_code.values()), "refused": refused_words}
    return render(request, "publication/names.html", context, status=422 if refused_words else 200)


def _meant(request: PersonRequest) -> dict[str, int | None]:
    """Name → the procedure chosen; names left open have no entry."""
    found: dict[str, int | None] = {}
    for field, value in request.POST.items():
        number = field.removeprefix(MEANS)
        name = request.POST.get(f"{NAME}{number}", "") if field.startswith(MEANS) else ""
        if name and value:
            found[name] = None if value == NONE else key_of(str(value))
    return found


@require_safe
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/niem-yet/ban-chup/<pk>/`: what was read of it."""
    snapshot = snapshot_for(request.user, pk)
    page = Paginator(snapshot.entries.all(), PER_PAGE).get_page(request.GET.get("trang"))
    rows: list[dict[str, Any]] = [{"entry": each, "content": each.shown.content} for each in page]
    context = {"snapshot": snapshot, "page": page, "rows": rows, "events": history.of(snapshot.ref)}
    return render(request, "publication/snapshot.html", context)
