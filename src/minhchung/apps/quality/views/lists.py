"""The list of documents, the master list on paper, and drafts made from the catalogue in bulk."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.downloads import download
from minhchung.apps.ground.keys import key_of, keys_of
from minhchung.apps.organisations.models import Commune, Unit
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.unit_fields import present_units
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.quality import actions
from minhchung.apps.quality.master import external_papers, master_paper
from minhchung.apps.quality.queries import documents_for
from minhchung.apps.quality.queries.stands import Coverage, Stand, coverage, stands
from minhchung.apps.quality.rules.content import Kind
from minhchung.letters.tables import xlsx_of
from minhchung.text.normal import fold

PAGE = 50
SHOWN = 100
STATES = {
    "in_force": "Có hiệu lực", "due": "Cần rà soát", "open": "Đang soạn, chờ duyệt",
    "unread": "Còn người chưa đọc", "none": "Chưa có bản hiệu lực",
}  # fmt: skip


@require_GET
def documents(request: PersonRequest) -> HttpResponse:
    """`/iso/tai-lieu/?loai=&trang-thai=&don-vi=&q=&luu=1`."""
    commune, archived = own_commune(request), request.GET.get("luu") == "1"
    rows = documents_for(request.user, archived=True).exclude(archived_at=None) if archived else documents_for(request.user)
    every = stands(rows, commune=commune.pk, today=clock.today())
    chosen = {"kind": request.GET.get("loai", ""), "state": request.GET.get("trang-thai", ""), "words": request.GET.get("q", "").strip()}
    unit = key_of(request.GET.get("don-vi", ""))
    found = [each for each in every if _fits(each, unit=unit, **chosen)]
    context = {
        "commune": commune,
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "all": len(every),
        "kinds": [(kind.value, kind.label, sum(each.document.kind == kind for each in every)) for kind in Kind],
        "states": [(name, label, sum(_in_state(each, name) for each in every)) for name, label in STATES.items()],
        "units": present_units(commune.pk, clock.today()),
        "unit": unit,
        "archived": archived,
        **chosen,
    }
    return render(request, "quality/documents.html", context)


def _fits(stand: Stand, *, kind: str, state: str, words: str, unit: int | None) -> bool:
    said = fold(f"{stand.document.code} {stand.document.title}")
    return (
        kind in ("", stand.document.kind)
        and (state not in STATES or _in_state(stand, state))
        and unit in (None, stand.document.owner_id)
        and all(word in said for word in fold(words).split())
    )


def _in_state(stand: Stand, state: str) -> bool:
    return {
        "in_force": stand.current is not None,
        "due": stand.due,
        "open": stand.coming is not None,
        "unread": bool(stand.unread),
        "none": stand.current is None,
    }[state]


@require_GET
def master(request: PersonRequest) -> HttpResponse:
    """`/iso/tai-lieu/danh-muc/`: the master list, to print."""
    commune = own_commune(request)
    found = stands(documents_for(request.user), commune=commune.pk, today=clock.today())
    shown = [each for each in found if each.current is not None]
    external = external_papers(request.user)
    return render(request, "quality/master.html", {"commune": commune, "rows": shown, "external": external, "today": clock.today()})


@require_safe
def master_xlsx(request: PersonRequest) -> HttpResponse:
    """`/iso/tai-lieu/danh-muc/xlsx/`."""
    commune = own_commune(request)
    found = stands(documents_for(request.user), commune=commune.pk, today=clock.today())
    paper = master_paper(commune, found, today=clock.today())
    return download(xlsx_of(paper, at=clock.now()), f"Danh muc tai lieu ISO {clock.today():%d-%m-%Y}.xlsx")


@require_http_methods(["GET", "POST"])
def generate(request: PersonRequest) -> HttpResponse:
    """`/iso/tai-lieu/tu-danh-muc/`: procedures without a document are ticked; a draft each, or one for all that are ticked."""
    commune = own_commune(request)
    require(request.user, "quality.generate", commune)
    found, units, refused = coverage(commune.pk, clock.today()), present_units(commune.pk, clock.today()), ""
    if request.method == "POST":
        chosen = set(keys_of(request.POST.getlist("thu-tuc")))
        try:
            made = _made(request, commune, [each for each in found.to_write if each.pk in chosen], units)
        except Refused as error:
            refused = str(error)
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã lập {made} bản thảo quy trình từ danh mục.")
            return redirect("quality:documents")
    return _generate_page(request, found, units, refused)


def _generate_page(request: PersonRequest, found: Coverage, units: Any, refused: str) -> HttpResponse:
    """Those without a document, narrowed by words and unit; what was ticked before a refusal stays and stands first."""
    words, unit = request.GET.get("q", "").strip(), key_of(request.GET.get("don-vi", ""))
    chosen = set(keys_of(request.POST.getlist("thu-tuc")))
    rows = [each for each in found.to_write if each.pk in chosen or _wanted_procedure(each, words, unit)]
    rows.sort(key=lambda each: each.pk not in chosen)
    context = {
        "bare": found.to_write,
        "rows": rows[:SHOWN],
        "hidden": max(len(rows) - SHOWN, 0),
        "chosen": chosen,
        "words": words,
        "unit": unit,
        "listed": found.listed,
        "units": units,
        "refused": refused,
        "sent": request.POST,
    }
    return render(request, "quality/generate.html", context, status=422 if refused else 200)


def _wanted_procedure(procedure: Procedure, words: str, unit: int | None) -> bool:
    said = fold(f"{procedure.code} {procedure.name}")
    return unit in (None, procedure.unit_id) and all(word in said for word in fold(words).split())


def _made(request: PersonRequest, commune: Commune, procedures: list[Procedure], units: Any) -> int:
    """Makes the drafts; each is an act of its own. Raises Refused before the first when something is missing."""
    if not procedures:
        raise Refused("Chưa chọn thủ tục nào. Đánh dấu thủ tục rồi bấm lại.")
    owner: Unit | None = units.filter(pk=key_of(request.POST.get("don-vi", "")) or 0).first()
    together = request.POST.get("cach") == "nhom"
    if together and owner is None:
        raise Refused("Chưa chọn đơn vị phụ trách quy trình của nhóm. Chọn đơn vị rồi bấm lại.")
    groups = [(owner or group[0].unit, group) for group in ([procedures] if together else [[each] for each in procedures])]
    owned = [(unit, group) for unit, group in groups if unit is not None]
    if len(owned) < len(groups):
        raise Refused("Có thủ tục chưa rõ đơn vị phụ trách. Chọn đơn vị phụ trách tài liệu rồi bấm lại.")
    title = request.POST.get("ten", "").strip() if together else ""
    for unit, group in owned:
        actions.generate(commune=commune, procedures=group, owner=unit, title=title, actor=request.user, at=clock.now())
    return len(owned)
