"""The channels, and one of them with what it showed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.unit_fields import present_units
from minhchung.apps.publication import actions
from minhchung.apps.publication.forms import ChannelForm
from minhchung.apps.publication.queries.copies import current_snapshots
from minhchung.apps.publication.queries.freshness import freshness
from minhchung.apps.publication.queries.limits import FRESH, limit_of
from minhchung.apps.publication.queries.scope import channel_for, channels_for, snapshots_for

PER_PAGE = 20


@require_safe
def listed(request: PersonRequest) -> HttpResponse:
    """`/niem-yet/kenh/`: who answers for each channel, and when something last happened there."""
    commune, today = own_commune(request), clock.today()
    days = limit_of(commune.pk, FRESH)
    rows = [(each, each.on is None or (today - each.on).days > days) for each in freshness(commune.pk, today)]
    closed = channels_for(request.user).filter(closed_on__lte=today)
    return render(request, "publication/channels.html", {"rows": rows, "closed": closed, "days": days, "commune": commune})


@require_POST
def begin(request: PersonRequest) -> HttpResponse:
    """`/niem-yet/kenh/lap/`: the usual four."""
    commune = own_commune(request)
    made = actions.begin(commune=commune, actor=request.user, at=clock.now())
    messages.success(request, f"Lúc {clock.now():%H:%M}: đã lập {len(made)} kênh. Giao đơn vị phụ trách ở từng kênh.")
    return redirect("publication:channels")


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """`/niem-yet/kenh/them/`."""
    commune = own_commune(request)
    require(request.user, "publication.add_channel", commune)
    form = ChannelForm(present_units(commune.pk, clock.today()), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_channel(commune=commune, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã thêm kênh.")
            return redirect("publication:channel", made.pk)
    context = {"form": form, "heading": "Thêm kênh niêm yết", "button": "Thêm kênh"}
    return render(request, "publication/form.html", context, status=422 if form.errors else 200)


@require_safe
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/niem-yet/kenh/<pk>/`."""
    channel = channel_for(request.user, pk)
    page = Paginator(snapshots_for(request.user).filter(channel=channel).prefetch_related("entries"), PER_PAGE)
    context = {
        "channel": channel,
        "page": page.get_page(request.GET.get("trang")),
        "current": {each.pk for each in current_snapshots(channel, clock.today())},
        "events": history.of(channel.ref),
    }
    return render(request, "publication/channel.html", context)
