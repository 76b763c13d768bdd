"""A line of a register: its page, and the page on which one is added."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minhchung.apps.evidence.presenting import panel
from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.words import told
from minhchung.apps.management import actions, queries
from minhchung.apps.management.forms import EntryForm
from minhchung.apps.management.queries.listing import lines_of
from minhchung.apps.management.queries.works import ended
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.rights import mandate_of
from minhchung.apps.organisations.unit_fields import present_units

EVENTS = 10


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/iso/muc/<pk>/`."""
    entry = queries.entry_for(request.user, pk)
    register = queries.register_for(request.user, entry.register)
    line = lines_of(register, [entry], entry.commune_id, today=clock.today(), every=True)[0]
    events = list(history.of(entry.ref)[:EVENTS])
    changes = told(request.user, events)
    context = {
        "entry": entry,
        "register": register,
        "line": line,
        "done": ended([each.pk for each in line.works]),
        "panel": panel(request.user, entry.ref),
        "log": [(event, changes[event.pk]) for event in events],
    }
    return render(request, "management/entry.html", context)


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest, name: str) -> HttpResponse:
    """`/iso/so/<name>/them/`."""
    commune, register = own_commune(request), queries.register_for(request.user, name)
    require(request.user, "management.add_entry", commune)
    data = request.POST if request.method == "POST" else None
    form = EntryForm(register, present_units(commune.pk, clock.today()), people_of(request), data, fresh=True, initial=_start(request))
    if form.is_valid():
        try:
            made = actions.add_entry(commune=commune, register=name, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã thêm mục {made.number} vào sổ {register.title}.")
            return redirect("management:add_entry" if "tiep" in request.POST else "management:register", name)
    context = {"form": form, "register": register}
    return render(request, "management/entry_form.html", context, status=200 if data is None else 422)


def people_of(request: PersonRequest) -> Any:
    """The people of the ward who have an account that works."""
    return Person.objects.filter(commune=request.user.commune_id, is_active=True)


def _start(request: PersonRequest) -> dict[str, Any]:
    """The person's own unit, where there is but one."""
    units = mandate_of(request.user).units
    return {"unit": next(iter(units))} if len(units) == 1 else {}
