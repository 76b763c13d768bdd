"""What needs doing now, and how the ward keeps its system."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.unit_fields import present_units
from minhchung.apps.quality import actions, queries
from minhchung.apps.quality.forms import SettingsForm
from minhchung.apps.quality.models import QualitySettings
from minhchung.apps.quality.queries.overview import overview
from minhchung.apps.quality.rules import codes
from minhchung.apps.quality.rules.content import Kind
from minhchung.apps.quality.writing import settings_of


@require_GET
def show(request: PersonRequest) -> HttpResponse:
    """`/iso/`."""
    commune = own_commune(request)
    found = overview(request.user, today=clock.today())
    draft = queries.declarations_for(request.user).filter(signed_on=None).first()
    return render(request, "quality/overview.html", {"commune": commune, "found": found, "draft": draft})


@require_http_methods(["GET", "POST"])
def settings(request: PersonRequest) -> HttpResponse:
    """`/iso/thiet-lap/`."""
    commune = own_commune(request)
    require(request.user, "quality.set_up", commune)
    data = request.POST if request.method == "POST" else None
    form = SettingsForm(present_units(commune.pk, clock.today()), data, initial=_start(settings_of(commune.pk)))
    if form.is_valid():
        try:
            actions.set_up(commune=commune, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã lưu thiết lập ISO.")
            return redirect("quality:overview")
    return render(request, "quality/settings.html", {"form": form}, status=200 if data is None else 422)


def _start(found: QualitySettings) -> dict[str, object]:
    start: dict[str, object] = {name: getattr(found, name) for name in ("review_months", "read_days", "short_path", "source")}
    patterns = {f"code_{kind.value}": found.codes.get(kind.value, codes.USUAL[kind]) for kind in Kind}
    return {**start, "standing_unit": found.standing_unit_id, **patterns}
