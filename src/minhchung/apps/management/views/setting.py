"""What the ward sets of its own: registers, columns, the interval of the management review."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.management import actions, queries
from minhchung.apps.management.forms import ColumnsForm, IntervalForm, RegisterForm
from minhchung.apps.management.rules.columns import lines_of
from minhchung.apps.management.writing import interval_of
from minhchung.apps.organisations.requests import PersonRequest, own_commune


@require_http_methods(["GET", "POST"])
def add_register(request: PersonRequest) -> HttpResponse:
    """`/iso/so/them-so/`."""
    commune = own_commune(request)
    require(request.user, "management.add_register", commune)
    data = request.POST if request.method == "POST" else None
    form = RegisterForm(data)
    if form.is_valid():
        try:
            made = actions.add_register(commune=commune, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã lập sổ {made.title}.")
            return redirect("management:register", made.name)
    return render(request, "management/register_form.html", {"form": form}, status=200 if data is None else 422)


@require_http_methods(["GET", "POST"])
def columns(request: PersonRequest, name: str) -> HttpResponse:
    """`/iso/so/<name>/cot/`: the columns the ward adds to a register, all of them for its own one."""
    commune, register = own_commune(request), queries.register_for(request.user, name)
    require(request.user, "management.set_register", commune)
    data = request.POST if request.method == "POST" else None
    own = [each for each in register.columns if each.own]
    form = ColumnsForm(data, initial={"columns": lines_of(own), "review_months": register.review_months})
    if form.is_valid():
        try:
            actions.set_register(commune=commune, register=name, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error("columns", str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã lưu cột của sổ {register.title}.")
            return redirect("management:register", name)
    context = {"form": form, "register": register, "fixed": [each for each in register.columns if not each.own]}
    return render(request, "management/columns_form.html", context, status=200 if data is None else 422)


@require_http_methods(["GET", "POST"])
def interval(request: PersonRequest) -> HttpResponse:
    """`/iso/xem-xet/chu-ky/`."""
    commune = own_commune(request)
    require(request.user, "management.set_interval", commune)
    data, found = request.POST if request.method == "POST" else None, interval_of(commune.pk, clock.today())
    form = IntervalForm(data, initial={"review_months": found.months, "source": found.source})
    if form.is_valid():
        actions.set_interval(commune=commune, **form.cleaned_data, actor=request.user, at=clock.now())
        messages.success(request, f"Lúc {clock.now():%H:%M}: đã lưu chu kỳ xem xét.")
        return redirect("management:reviews")
    return render(request, "management/interval.html", {"form": form, "interval": found}, status=200 if data is None else 422)
