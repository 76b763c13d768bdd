"""The registers and one of them, on the screen and as XLSX."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from minhchung.apps.ground import clock
from minhchung.apps.ground.downloads import download
from minhchung.apps.ground.keys import key_of
from minhchung.apps.management import queries
from minhchung.apps.management.models import Entry
from minhchung.apps.management.queries.listing import Asked, filled_for, grid_of, lines_of
from minhchung.apps.management.queries.listing import listed as lines_for
from minhchung.apps.management.sheets import register_paper
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.unit_fields import present_units
from minhchung.letters.tables import xlsx_of

PAGE = 50


@require_GET
def listed(request: PersonRequest) -> HttpResponse:
    """`/iso/so/`."""
    rows = filled_for(request.user, today=clock.today())
    context = {
        "commune": own_commune(request),
        "rows": rows,
        "due": sum(each.due for each in rows),
        "live": sum(each.live for each in rows),
    }
    return render(request, "management/registers.html", context)


@require_GET
def show(request: PersonRequest, name: str) -> HttpResponse:
    """`/iso/so/<name>/?q=&don-vi=&tt=&loc=`: the lines of a register; a scored one with its grid."""
    commune, register, today = own_commune(request), queries.register_for(request.user, name), clock.today()
    state = request.GET.get("tt", Entry.State.LIVE)
    asked = Asked(
        state if state in Entry.State.values else Entry.State.LIVE,
        key_of(request.GET.get("don-vi", "")),
        request.GET.get("q", "").strip(),
        request.GET.get("loc") == "chua-dat",
        request.GET.get("loc") == "qua-han",
    )
    lines = lines_for(request.user, register, asked, today=today)
    context = {
        "commune": commune,
        "register": register,
        "asked": asked,
        "page": Paginator(lines, PAGE).get_page(request.GET.get("trang")),
        "grid": grid_of(register, lines) if asked.state == Entry.State.LIVE and lines else [],
        "states": Entry.State.choices,
        "units": present_units(commune.pk, today),
        "narrowed": bool(asked.unit or asked.words or asked.lacking or asked.due or asked.state != Entry.State.LIVE),
    }
    return render(request, "management/register.html", context)


@require_safe
def sheet(request: PersonRequest, name: str) -> HttpResponse:
    """`/iso/so/<name>/xlsx/`: the lines that are followed, every column; filled in, it can be pasted back."""
    commune, register, today = own_commune(request), queries.register_for(request.user, name), clock.today()
    rows = queries.entries_for(request.user).filter(register=name, state=Entry.State.LIVE).select_related("unit")
    lines = lines_of(register, list(rows.prefetch_related("works__assignment")), commune.pk, today=today, every=True)
    paper = register_paper(commune, register, lines, today=today)
    return download(xlsx_of(paper, at=clock.now()), f"So {name} {today:%d-%m-%Y}.xlsx")
