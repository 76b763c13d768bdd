"""The differences between copies and catalogue: list, sheet, print, messages; the grid of one procedure."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhchung.apps.assignments.queries import chat
from minhchung.apps.ground import clock
from minhchung.apps.ground.downloads import download
from minhchung.apps.ground.keys import key_of
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.procedures.queries.scope import procedure_for
from minhchung.apps.publication.queries.copies import Gathered, gathered
from minhchung.apps.publication.queries.differences import Asked, Difference, differences, grid, narrowed
from minhchung.apps.publication.rules.telling import Field
from minhchung.apps.publication.sheets import workbook

PER_PAGE = 40


def _asked(request: PersonRequest) -> Asked:
    given = request.GET
    return Asked(key_of(given.get("dv", "")), given.get("kenh", "")[:20], given.get("muc", "")[:20])


def _found(request: PersonRequest) -> tuple[Gathered, list[Difference], list[Difference]]:
    """(what was compared, all differences, those asked for)."""
    commune, today = own_commune(request), clock.today()
    whole = gathered(commune.pk, today)
    everything = differences(commune, today, whole=whole)
    return whole, everything, narrowed(everything, _asked(request))


def _counts(whole: Gathered, rows: list[Difference]) -> dict[str, Any]:
    """What can be chosen, each with the number of its differences."""
    units = {each.unit.pk if each.unit else 0: each.unit for each in rows}
    return {
        "columns": [(column, sum(each.column.key == column.key for each in rows)) for column in whole.columns],
        "units": sorted((unit for unit in units.values() if unit), key=lambda unit: (unit.order, unit.pk)),
        "no_unit": 0 in units,
        "fields": [(field, count) for field in Field if (count := sum(any(name == field for name, _ in each.cells) for each in rows))],
        "waiting": sum(len(matches) for matches in whole.waiting.values()),
        "waiting_at": [
            (each.channel, count) for each in whole.columns if each.channel and (count := len(whole.waiting.get(each.channel.pk, ())))
        ],
        "seen": any(column.snapshots for column in whole.columns),
        "procedures": len(whole.catalogue.told),
    }


@require_safe
def listed(request: PersonRequest) -> HttpResponse:
    """`/niem-yet/`: every copy that differs from the catalogue of today, with who mends it and by when."""
    whole, everything, rows = _found(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    late = sum(each.due < clock.today() for each in everything)
    context = {"asked": _asked(request), "page": page, "total": len(everything), "late": late, **_counts(whole, everything)}
    return render(request, "publication/list.html", context)


@require_safe
def export(request: PersonRequest) -> HttpResponse:
    """`/niem-yet/xuat/`: the same rows as a workbook, a row for each field."""
    commune = own_commune(request)
    content = workbook(_found(request)[2], commune=commune, day=clock.today(), at=clock.now())
    return download(content, f"doi-chieu-niem-yet-{clock.today():%Y-%m-%d}.xlsx")


@require_safe
def printed(request: PersonRequest) -> HttpResponse:
    """`/niem-yet/in/`: the same rows on paper."""
    commune = own_commune(request)
    return render(request, "publication/printed.html", {"rows": _found(request)[2], "commune": commune, "asked": _asked(request)})


@require_safe
def for_chat(request: PersonRequest) -> HttpResponse:
    """`/niem-yet/nhan/`: the same rows as messages to units."""
    rows = _found(request)[2]
    texts = list(chat.told(((each.unit, each.chat) for each in rows), today=clock.today()))
    return render(request, "publication/for_chat.html", {"texts": texts, "total": len(rows)})


@require_safe
def procedure(request: PersonRequest, pk: int) -> HttpResponse:
    """`/niem-yet/thu-tuc/<pk>/`: one procedure in all its copies, field by field."""
    found = procedure_for(request.user, pk)
    shown = grid(found, found.commune, clock.today())
    return render(request, "publication/procedure.html", {"procedure": found, "grid": shown})
