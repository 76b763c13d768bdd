"""The commune itself: overview of the settings, how deadlines are read, handovers, history."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from minhchung.apps.ground import clock, words
from minhchung.apps.ground.acts import require
from minhchung.apps.organisations import actions, chronicle, overview, passing, queries
from minhchung.apps.organisations.forms import EventFilterForm, HandoverForm, ReasonForm, SettingsForm, applied
from minhchung.apps.organisations.models import Commune, Handover, Person
from minhchung.apps.organisations.passable import require_handover
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.views.answering import acted, page, paged, saved


@require_safe
def settings(request: PersonRequest) -> HttpResponse:
    """The settings of the commune at a glance; for the city appraiser, who has none, a word saying so."""
    if request.user.commune is None:
        return page(request, "no_commune.html", "settings", {})
    commune = own_commune(request)
    steps = overview.steps(request.user, on=clock.today())
    missing = [step for step in steps if step.missing]
    return page(request, "settings.html", "settings", {"commune": commune, "steps": steps, "missing": missing})


@require_http_methods(["GET", "POST"])
def deadlines(request: PersonRequest) -> HttpResponse:
    """How this commune reads deadlines."""
    commune = own_commune(request)
    form = SettingsForm(request.POST or None, instance=commune)
    for field in form.fields.values():
        field.disabled = not request.user.has_perm("organisations.edit_settings", commune)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.fields}
        actions.edit_settings(commune=commune, values=values, actor=request.user, at=clock.now())
        saved(request, "cách hiểu thời hạn")
        return redirect("organisations:deadlines")
    return page(request, "deadlines.html", "deadlines", {"form": form, "commune": commune}, form)


@require_http_methods(["GET", "POST"])
def handovers(request: PersonRequest) -> HttpResponse:
    """Handovers done, and the form of a new one: first looked over (`xem`), then done (`giao`)."""
    commune, today = own_commune(request), clock.today()
    start = {
        "on": today,
        "from_unit": request.GET.get("don-vi"),
        "from_person": request.GET.get("nguoi"),
        "closes": "sap-nhap" in request.GET,
    }
    form = HandoverForm(request.POST or None, commune=commune, on=today, initial=start)
    looked_over: dict[str, Any] = {}
    if request.method == "POST" and "giao" in request.POST:
        if acted(request, form, actions.hand_over, "bàn giao", commune=commune):
            return redirect("organisations:handovers")
    elif request.method == "POST" and form.is_valid() and applied(form, lambda: _require_possible(form, commune, today)):
        looked_over = _looked_over(request.user, form)
    parties = [form[name] for name in ("from_unit", "to_unit", "from_person", "to_person")]
    context = {"form": form, "parties": parties, "page": paged(request, queries.handovers(request.user)), "commune": commune, **looked_over}
    return page(request, "handovers.html", "handovers", context, form)


def _require_possible(form: HandoverForm, commune: Commune, today: date) -> None:
    """What the act would refuse is told before anything is looked over."""
    require_handover(Handover(commune=commune, **form.cleaned_data), today=today)


def _looked_over(person: Person, form: HandoverForm) -> dict[str, Any]:
    values = form.cleaned_data
    giver = values["from_unit"] or values["from_person"]
    lines = passing.shown(person, passing.preview(giver, on=values["on"], closes=values["closes"]))
    return {"lines": lines, "giver": giver, "taker": values["to_unit"] or values["to_person"], "values": values}


@require_safe
def handover(request: PersonRequest, pk: int) -> HttpResponse:
    """One handover and what passed in it."""
    found = queries.handover(request.user, pk)
    lines = passing.shown(request.user, passing.passed(found))
    return page(request, "handover.html", "handovers", {"handover": found, "lines": lines})


@require_safe
def history(request: PersonRequest) -> HttpResponse:
    """What was done in the commune, and whether the chain of history holds (?kiem=1)."""
    commune = own_commune(request)
    form = EventFilterForm(request.GET, commune=commune, areas=chronicle.areas(), kinds=chronicle.kinds())
    wanted = form.cleaned_data if form.is_valid() else {}
    who = wanted.get("who")
    rows = chronicle.events(
        request.user,
        area=wanted.get("area", ""),
        kind=wanted.get("kind", ""),
        who=who.pk if who else None,
        since=wanted.get("since"),
        until=wanted.get("until"),
    )
    shown = paged(request, rows)
    state = chronicle.chain_state(request.user, check=request.GET.get("kiem") == "1")
    context = {"form": form, "page": shown, "rows": chronicle.told(request.user, list(shown)), "state": state}
    return page(request, "history.html", "history", {**context, "filtered": any(wanted.values()), "empty": words.EMPTY})


@require_http_methods(["GET", "POST"])
def event(request: PersonRequest, pk: int) -> HttpResponse:
    """One event of the history; the administrator may blank its content: asked again (`xem`) before it is done (`xoa`)."""
    found = chronicle.event(request.user, pk)
    form = ReasonForm(request.POST or None)
    asked = False
    if request.method == "POST":
        require(request.user, "history.blank", found)
        if "xoa" in request.POST and acted(request, form, actions.blank_event, f"xóa trắng sự kiện số {found.position}", event=found):
            return redirect("organisations:event", pk)
        asked = form.is_valid()
    context = {
        "row": chronicle.told(request.user, [found])[0],
        "event": found,
        "blanked_by": chronicle.blanked_by(request.user, found),
        "can_be_blanked": chronicle.can_be_blanked(found),
        "form": form,
        "asked": asked,
        "empty": words.EMPTY,
    }
    return page(request, "event.html", "history", context, form)
