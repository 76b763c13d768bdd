"""The findings of the ward: as lines under units, checks or records; as text for a chat, as a workbook; what repeats."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minhchung.apps.assignments.queries import chat
from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.queries import bands, listing, summary
from minhchung.apps.findings.queries.lines import Line, lines_of
from minhchung.apps.findings.queries.points import worth_of_live
from minhchung.apps.findings.queries.radar import grids_of
from minhchung.apps.findings.reviewed import reviews
from minhchung.apps.findings.sheets import workbook
from minhchung.apps.ground import clock
from minhchung.apps.ground.downloads import download
from minhchung.apps.ground.keys import key_of, keys_of
from minhchung.apps.ground.problems import CHECKS, RETIRED, Severity
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.unit_fields import present_units

OPEN_BANDS = 3
AT_MOST = 3000
"""Findings of one chat page or workbook; what is left out is said."""
KEYS_AT_MOST = 500
"""Findings an address names one by one."""


def asked_of(request: PersonRequest) -> listing.Asked:
    """What the address asks for; what it could not mean asks for nothing."""
    given = request.GET

    def one_of(name: str, known: Mapping[str, object]) -> str:
        value = given.get(name, "")
        return value if value in known else ""

    return listing.Asked(
        state=one_of("loc", {**bands.PICKS, **bands.STEPS}),
        unit=key_of(given.get("don-vi", "")),
        severity=one_of("muc", {each: each.label for each in Severity}),
        source=one_of("nguon", dict(Finding.Source.choices)),
        code=one_of("quy-tac", {**CHECKS, **RETIRED}),
        words=given.get("tim", "")[:200].strip(),
        group=one_of("nhom", listing.GROUPS),
        keys=tuple(keys_of(given.get("ma", "").split(",")[:KEYS_AT_MOST])),
    )


@require_GET
def findings(request: PersonRequest) -> HttpResponse:
    """`/ra-soat/`."""
    commune, now, asked = own_commune(request), clock.now(), asked_of(request)
    worth = worth_of_live(request.user)
    groups, page = listing.page_of(request.user, asked, page=request.GET.get("trang"), now=now, worth=worth)
    counts = bands.counted(listing.narrowed(request.user, asked), {**bands.PICKS, **bands.STEPS}, now)
    grids = grids_of(request.user, today=clock.today(), count=4)
    context: dict[str, Any] = {
        "commune": commune,
        "asked": asked,
        "groups": groups,
        "page": page,
        "reviews": (lent := reviews()),
        "reviewed": lent.last(commune.pk) if lent else None,
        "summary": summary.summary_of(request.user, now),
        "held": listing.held_words(worth.values()),
        "passed": summary.passed_lately(request.user, now),
        **_bands(asked, counts),
        "groupings": listing.GROUPS,
        "severities": list(Severity),
        "sources": Finding.Source.choices,
        "units": present_units(commune.pk, clock.today()),
        "check_title": listing.title_of(asked.code),
        "grid": grids[0] if grids else None,
        "more_grids": len(grids) - 1,
    }
    return render(request, "findings/findings.html", context)


def _bands(asked: listing.Asked, counts: Mapping[str, int]) -> dict[str, Any]:
    """The first bands stand open with their counts, the others (and a step asked for) in a menu; the steps stand at the side."""
    told = [(key, label, counts[key]) for key, label in {**bands.PICKS, **bands.STEPS}.items()]
    first, steps = told[:OPEN_BANDS], told[len(bands.PICKS) :]
    others = [each for each in told[OPEN_BANDS : len(bands.PICKS)] if each[2] or each[0] == asked.state]
    chosen = next((label for key, label, _ in (*others, *steps) if key == asked.state), "")
    return {"picks": first, "other_picks": others, "other_band": chosen, "steps": steps, "to_give": counts["chua-giao"]}


@require_GET
def for_chat(request: PersonRequest) -> HttpResponse:
    """`/ra-soat/nhan-tin/`: short texts per unit to paste into a chat."""
    own_commune(request)
    asked = asked_of(request)
    lines, left = _lines(request, asked)
    said = [(unit, line.chat) for line in lines for unit in line.units or (None,) if asked.unit is None or (unit and unit.pk == asked.unit)]
    context = {"texts": list(chat.told(said, today=clock.today())), "total": len(lines), "left": left, "asked": asked}
    return render(request, "findings/for_chat.html", {**context, "picks": {**bands.PICKS, **bands.STEPS}})


@require_GET
def export(request: PersonRequest) -> HttpResponse:
    """`/ra-soat/xuat/`: the findings asked for as XLSX."""
    commune, now = own_commune(request), clock.now()
    lines, left = _lines(request, asked_of(request))
    return download(workbook(lines, commune=commune, at=now, left=left), f"ra-soat-{now:%Y%m%d}.xlsx")


def _lines(request: PersonRequest, asked: listing.Asked) -> tuple[list[Line], int]:
    """The lines asked for in their order as far as they go, and how many are left out."""
    keys = list(listing.wanted(request.user, asked, clock.now()).values_list("pk", flat=True))
    lines = lines_of(request.user, keys[:AT_MOST], today=clock.today())
    return [lines[key] for key in keys[:AT_MOST]], max(0, len(keys) - AT_MOST)


@require_GET
def radar(request: PersonRequest) -> HttpResponse:
    """`/ra-soat/lap-lai/`: what stands under several units or came back, over two years."""
    own_commune(request)
    now, grids = clock.now(), grids_of(request.user, today=clock.today())
    counts = bands.counted(listing.narrowed(request.user, listing.Asked()), bands.STEPS, now)
    context = {
        "grids": grids,
        "by_people": [each for each in grids if not each.code],
        "by_checks": [each for each in grids if each.code],
        "steps": [(key, label, counts[key]) for key, label in bands.STEPS.items()],
    }
    return render(request, "findings/radar.html", context)
