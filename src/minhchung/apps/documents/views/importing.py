"""Bringing in the city system's register: upload, say which column is what, dry run, bring in, result."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from minhchung.apps.documents import actions, queries
from minhchung.apps.documents.importing import look_at, make_plan, read_sheet, samples
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules.register_rows import COLUMNS, Sheet, guess
from minhchung.apps.documents.views.register import TABS
from minhchung.apps.files import actions as files
from minhchung.apps.files import queries as stored_files
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.organisations.requests import PersonRequest, own_commune

SHOWN = 100


@require_http_methods(["GET", "POST"])
def start(request: PersonRequest) -> HttpResponse:
    """`/van-ban/nhap-so/`: the file, and what was brought in before."""
    require(request.user, "documents.import_register", own_commune(request))
    file, missing = request.FILES.get("files"), ""
    tab = request.POST.get("so", "den")
    if request.method == "POST" and file is not None:
        try:
            received = receive(file, look=look_at)
        except Refused as refused:
            missing = str(refused)
        else:
            stored = files.store(commune=own_commune(request), received=received, actor=request.user, at=clock.now())
            return redirect(f"{reverse('documents:import_columns', args=[stored.pk])}?so={tab if tab in TABS else 'den'}")
    elif request.method == "POST":
        missing = "Chưa chọn tệp Excel nào; kéo tệp vào khung hoặc bấm “chọn tệp”."
    context = {"imports": queries.imports(request.user)[:20], "missing": missing, "tab": tab}
    return render(request, "documents/import.html", context, status=422 if missing else 200)


@require_http_methods(["GET", "POST"])
def columns(request: PersonRequest, pk: int) -> HttpResponse:
    """`/van-ban/nhap-so/<tệp>/`: columns and dry run; nothing is written before “Nhập”."""
    commune = own_commune(request)
    require(request.user, "documents.import_register", commune)
    stored = stored_files.one(request.user, pk)
    given = request.POST if request.method == "POST" else request.GET
    direction = TABS.get(given.get("so", ""), Document.Direction.INCOMING)
    sheet = read_sheet(stored)
    chosen = _chosen(given, sheet, _profile(request, given.get("mau", ""), sheet))
    if request.method == "POST":
        made = actions.import_register(
            commune=commune,
            stored=stored,
            direction=direction,
            columns=chosen,
            profile=given.get("ten", ""),
            actor=request.user,
            at=clock.now(),
        )
        return redirect("documents:import_result", made.pk)
    plan = make_plan(commune, sheet, chosen, direction, on=clock.today())
    heads = [(place, heading, chosen.get(place, ""), samples(sheet, place)) for place, heading in enumerate(sheet.headings) if heading]
    context = {"stored": stored, "sheet": sheet, "heads": heads, "choices": COLUMNS.items(), "plan": plan, "shown": SHOWN,
               "direction": direction, "tab": given.get("so", "den"), "profiles": queries.profiles(request.user)}  # fmt: skip
    return render(request, "documents/import_columns.html", context)


@require_safe
def result(request: PersonRequest, pk: int) -> HttpResponse:
    """What became of the rows, and which documents are late, unsigned, without status or answer."""
    made = queries.imports(request.user).filter(pk=pk).first()
    if made is None:
        raise Http404("no such import")
    tab = next(name for name, direction in TABS.items() if direction == made.direction)
    counts = queries.counts(request.user, direction=made.direction, today=clock.today())
    picks = [(name, queries.PICKS[name][0], count) for name, count in counts.items() if name not in ("trung-so", "chua-xem")]
    return render(request, "documents/import_result.html", {"made": made, "tab": tab, "picks": picks})


def _profile(request: PersonRequest, name: str, sheet: Sheet) -> Mapping[str, str]:
    """The saved columns: those named, else a profile whose headings are all there."""
    for profile in queries.profiles(request.user):
        if profile.name == name or (not name and profile.columns and set(profile.columns) <= set(sheet.headings)):
            saved: dict[str, str] = profile.columns
            return saved
    return {}


def _chosen(given: QueryDict, sheet: Sheet, profile: Mapping[str, str]) -> dict[int, str]:
    """Place → column: as the person chose, else as the profile says, else as the headings tell; no column twice."""
    places = range(len(sheet.headings))
    if any(f"c{place}" in given for place in places):
        wanted = {place: given.get(f"c{place}", "") for place in places}
    elif profile:
        wanted = {place: profile.get(heading, "") for place, heading in enumerate(sheet.headings)}
    else:
        wanted = {place: name or "" for place, name in enumerate(guess(sheet.headings))}
    taken: dict[int, str] = {}
    for place, name in wanted.items():
        if name in COLUMNS and name not in taken.values():
            taken[place] = name
    return taken
