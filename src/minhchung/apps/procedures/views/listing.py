"""The catalogue as a list, its counts, its sheet, and what the ward arranges for many at once."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.downloads import download
from minhchung.apps.ground.keys import key_of, keys_of
from minhchung.apps.ground.typed_days import UnreadDay, read_day
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.unit_fields import present_units
from minhchung.apps.procedures import actions
from minhchung.apps.procedures.forms import ArrangeManyForm
from minhchung.apps.procedures.queries.listing import Asked, before_the_year, listing, statistics
from minhchung.apps.procedures.queries.standing import procedures_for
from minhchung.apps.procedures.sheets import workbook

PER_PAGE = 50


def day_asked(request: HttpRequest, name: str = "ngay") -> date | None:
    """A day of the address as people write it; None when there is none, or it is no day."""
    try:
        return read_day(request.GET.get(name, ""), today=clock.today())
    except UnreadDay:
        return None


def _asked(request: PersonRequest) -> Asked:
    given = request.GET
    return Asked(
        day_asked(request) or clock.today(),
        given.get("q", "")[:200],
        given.get("loc", ""),
        key_of(given.get("dv", "")),
        given.get("lv", ""),
        given.get("cap", ""),
        given.get("nhom", ""),
    )


@require_safe
def listed(request: PersonRequest) -> HttpResponse:
    """`/thu-tuc/`: the procedures in force as of a day."""
    own_commune(request)
    asked = _asked(request)
    found = listing(request.user, asked)
    page = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"asked": asked, "found": found, "page": page, "past": asked.day != clock.today(), "unread_day": _unread_day(request)}
    return render(request, "procedures/list.html", context)


def _unread_day(request: HttpRequest) -> str:
    typed = request.GET.get("ngay", "")
    return typed if typed and day_asked(request) is None else ""


@require_safe
def export(request: PersonRequest) -> HttpResponse:
    """`/thu-tuc/xuat/`: the same rows as a workbook."""
    commune, asked = own_commune(request), _asked(request)
    rows = listing(request.user, asked).rows
    content = workbook(rows, commune=commune, day=asked.day, at=clock.now())
    return download(content, f"danh-muc-tthc-{asked.day:%Y-%m-%d}.xlsx")


@require_safe
def counted(request: PersonRequest) -> HttpResponse:
    """`/thu-tuc/thong-ke/`: how many by unit and by field, new and abolished since a day."""
    commune, day = own_commune(request), day_asked(request) or clock.today()
    since = min(day_asked(request, "tu") or before_the_year(day), day)
    return render(request, "procedures/statistics.html", {"counted": statistics(commune.pk, since, day), "since": since, "day": day})


@require_http_methods(["GET", "POST"])
def arrange_many(request: PersonRequest) -> HttpResponse:
    """`/thu-tuc/sap-xep/?tt=…`: unit, Centre, sector, group of the procedures ticked."""
    commune = own_commune(request)
    require(request.user, "procedures.arrange_many", commune)
    given = request.POST if request.method == "POST" else request.GET
    ticked = list(procedures_for(request.user).filter(pk__in=keys_of(given.getlist("tt"))))
    form = ArrangeManyForm(present_units(commune.pk, clock.today()), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.arrange_many(
                commune=commune, procedures=[each.pk for each in ticked], given=form.given(), actor=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã sắp xếp {len(ticked)} thủ tục.")
            return redirect("procedures:list")
    context = {"form": form, "ticked": ticked}
    return render(request, "procedures/arrange_many.html", context, status=422 if form.errors else 200)
