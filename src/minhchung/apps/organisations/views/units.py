"""Units, their names, and the groups a collective wording means."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import require
from minhchung.apps.organisations import actions, queries
from minhchung.apps.organisations.forms import AliasForm, CloseForm, GroupForm, RenameForm, ShortForm, UnitForm
from minhchung.apps.organisations.guarding import ref
from minhchung.apps.organisations.models import Unit
from minhchung.apps.organisations.naming import chosen, match_units
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.views.answering import acted, done, page
from minhchung.apps.organisations.wording import expand_all


@require_safe
def units(request: PersonRequest) -> HttpResponse:
    """All units with their other names; a name may be tried out (?ten=)."""
    today = clock.today()
    own_commune(request)
    context = {"units": queries.units(request.user, on=today), "groups": queries.groups(request.user), "tried": _tried(request)}
    return page(request, "units.html", "units", context)


def _tried(request: PersonRequest) -> dict[str, Any] | None:
    """How a written name is read, for the box "Thử một tên gọi"."""
    written = request.GET.get("ten", "").strip()[:300]
    if not written:
        return None
    commune, today = own_commune(request), clock.today()
    names = queries.written_names(commune)
    shown = {unit.pk: unit for unit in queries.units(request.user, on=today)}
    matches = match_units(written, names.units, today, bodies=names.bodies, commune_name=commune.name)
    expansion = expand_all(written, names.groups, names.units, today, commune_name=commune.name)
    return {
        "written": written,
        "chosen": chosen(matches),
        "matches": [(shown[match.unit_id], match, round(match.score * 100)) for match in matches],
        "expansion": expansion,
        "expanded": [shown[pk] for pk in expansion.units] if expansion else [],
    }


@require_http_methods(["GET", "POST"])
def add_unit(request: PersonRequest) -> HttpResponse:
    """The form of a new unit."""
    commune = own_commune(request)
    require(request.user, "organisations.add_unit", commune)
    form = UnitForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and acted(request, form, actions.add_unit, "thêm đơn vị", commune=commune):
        return redirect("organisations:units")
    context = {"form": form, "heading": "Thêm đơn vị", "back": reverse("organisations:units"), "submit": "Thêm đơn vị"}
    return page(request, "form.html", "units", {**context, "act": "organisations.add_unit", "thing": commune}, form)


@require_safe
def unit(request: PersonRequest, pk: int) -> HttpResponse:
    """One unit: names, people, past."""
    return _unit_page(request, queries.unit(request.user, pk, on=clock.today()))


def _unit_page(request: PersonRequest, unit: Unit, **bound: forms.BaseForm) -> HttpResponse:
    today = clock.today()
    shown: dict[str, forms.BaseForm] = {
        "alias_form": AliasForm(),
        "rename_form": RenameForm(initial={"name": unit.name, "on": today}),
        "short_form": ShortForm(initial={"short": unit.short, "order": unit.order}),
        "close_form": CloseForm(initial={"last_day": today}),
        **bound,
    }
    context = {
        "unit": unit,
        "people": queries.colleagues(request.user, on=today, unit=unit.pk),
        "predecessors": unit.predecessors.all(),
        "groups": unit.groups.all(),
        "events": history.of(ref(unit))[:20],
        **shown,
    }
    return page(request, "unit.html", "units", context, *bound.values())


@require_POST
def rename_unit(request: PersonRequest, pk: int) -> HttpResponse:
    unit = queries.unit(request.user, pk, on=clock.today())
    form = RenameForm(request.POST)
    if acted(request, form, actions.rename_unit, "đổi tên đơn vị", unit=unit):
        return redirect("organisations:unit", pk)
    return _unit_page(request, unit, rename_form=form)


@require_POST
def edit_unit(request: PersonRequest, pk: int) -> HttpResponse:
    unit = queries.unit(request.user, pk, on=clock.today())
    form = ShortForm(request.POST)
    if acted(request, form, actions.edit_unit, "sửa đơn vị", unit=unit):
        return redirect("organisations:unit", pk)
    return _unit_page(request, unit, short_form=form)


@require_POST
def close_unit(request: PersonRequest, pk: int) -> HttpResponse:
    unit = queries.unit(request.user, pk, on=clock.today())
    form = CloseForm(request.POST)
    if acted(request, form, actions.close_unit, f"{unit.short} thôi hoạt động", unit=unit):
        return redirect("organisations:unit", pk)
    return _unit_page(request, unit, close_form=form)


@require_POST
def add_alias(request: PersonRequest, pk: int) -> HttpResponse:
    unit = queries.unit(request.user, pk, on=clock.today())
    form = AliasForm(request.POST)
    if acted(request, form, actions.add_alias, "thêm tên gọi khác", unit=unit):
        return redirect("organisations:unit", pk)
    return _unit_page(request, unit, alias_form=form)


@require_POST
def remove_alias(request: PersonRequest, pk: int) -> HttpResponse:
    alias = queries.unit_alias(request.user, pk)
    actions.remove_alias(alias=alias, actor=request.user, at=clock.now())
    return done(request, f"bỏ tên gọi “{alias.text}”", "unit", pk=alias.unit_id)


@require_http_methods(["GET", "POST"])
def add_group(request: PersonRequest) -> HttpResponse:
    """The form of a new group."""
    commune = own_commune(request)
    require(request.user, "organisations.add_group", commune)
    form = GroupForm(request.POST or None, commune=commune, on=clock.today())
    if request.method == "POST" and acted(request, form, actions.add_group, "thêm nhóm đơn vị", commune=commune):
        return redirect("organisations:units")
    return _group_page(request, form, {"heading": "Thêm nhóm đơn vị", "act": "organisations.add_group", "thing": commune})


@require_http_methods(["GET", "POST"])
def group(request: PersonRequest, pk: int) -> HttpResponse:
    """One group and its wordings."""
    commune, group = own_commune(request), queries.group(request.user, pk)
    require(request.user, "organisations.edit_group", group)
    form = GroupForm(request.POST or None, commune=commune, on=clock.today(), group=group)
    if request.method == "POST" and acted(request, form, actions.edit_group, "sửa nhóm đơn vị", group=group):
        return redirect("organisations:units")
    return _group_page(request, form, {"heading": group.name, "group": group, "act": "organisations.edit_group", "thing": group})


def _group_page(request: PersonRequest, form: GroupForm, context: dict[str, Any]) -> HttpResponse:
    shown = {"form": form, "back": reverse("organisations:units"), "submit": "Lưu nhóm", **context}
    return page(request, "group.html", "units", shown, form)


@require_POST
def remove_group(request: PersonRequest, pk: int) -> HttpResponse:
    group = queries.group(request.user, pk)
    actions.remove_group(group=group, actor=request.user, at=clock.now())
    return done(request, f"bỏ nhóm “{group.name}”", "units")
