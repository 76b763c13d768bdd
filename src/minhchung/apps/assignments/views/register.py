"""The register: on the screen, on paper, as text for a chat; progress written in place; acts on several lines at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhchung.apps.assignments import actions, queries
from minhchung.apps.assignments.forms import ProgressForm
from minhchung.apps.assignments.jobs import open_on_first_page_of_the_day
from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.assignments.queries import chat, printing, register, sheets
from minhchung.apps.assignments.queries.rows import Line, lines_of, told_once, with_answers, with_related
from minhchung.apps.assignments.views import plain
from minhchung.apps.documents import queries as documents
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.keys import key_of, keys_of
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.organisations.requests import PersonRequest, own_commune

PRINT_AT_MOST = 2000
"""Lines of one printed or chat page; what is left out is said."""
AT_ONCE = 200


def asked_of(request: PersonRequest, *, document: int | None = None) -> register.Asked:
    """What the address asks for."""
    given = request.GET
    year, unit = given.get("nam", ""), given.get("don-vi", "")
    return register.Asked(
        year=int(year) if year.isdecimal() and year.isascii() and len(year) == 4 else clock.today().year,
        scope=given.get("pham-vi", "") if given.get("pham-vi", "") in register.SCOPES else "",
        pick=given.get("loc", "") if given.get("loc", "") in register.PICKS else "",
        unit=key_of(unit),
        document=document,
        words=given.get("tim", "")[:200],
        group=given.get("nhom", "") if given.get("nhom", "") in register.GROUPS else "",
    )


@require_GET
def show(request: PersonRequest) -> HttpResponse:
    """`/so/`: the register of a year."""
    commune, today = own_commune(request), clock.today()
    open_on_first_page_of_the_day(commune, now=clock.now())
    asked = asked_of(request)
    page = Paginator(register.register_of(request.user, asked, today=today), register.PAGE).get_page(request.GET.get("trang"))
    lines = lines_of(page.object_list, commune=commune, today=today)
    context = {
        "asked": asked,
        "page": page,
        "groups": register.grouped(lines, asked.group),
        "counts": register.pick_counts(request.user, asked, today=today),
        "totals": register.total(request.user, asked),
        "picks": register.PICKS,
        "scopes": register.SCOPES,
        "groupings": register.GROUPS,
        "units": [unit for unit in Unit.objects.filter(commune=commune) if unit.is_valid(today)],
        "commune": commune,
        "people": register.people_to_name(request.user, today=today),
        "lately_saved": sheets.lately_saved(request.user, at=clock.now()),
    }
    return render(request, "assignments/register.html", context)


@require_GET
def of_document(request: PersonRequest, pk: int) -> HttpResponse:
    """`/van-ban/<pk>/viec/`: what became of one document, clause by clause."""
    commune, today = own_commune(request), clock.today()
    document = documents.one(request.user, pk)
    asked = asked_of(request, document=pk)
    found = with_related(queries.occurrences_for(request.user).filter(duty__assignment__document=pk))
    lines = lines_of(found.order_by("duty__assignment__number", "duty", "in_force"), commune=commune, today=today)
    dropped = document.proposals.filter(state="out")
    groups = [register.Group("", tuple(told_once(lines)))] if lines else []
    context = {"document": document, "asked": asked, "groups": groups, "dropped": dropped}
    return render(request, "assignments/of_document.html", context)


@require_GET
def printed(request: PersonRequest) -> HttpResponse:
    """`/so/in/`: the lawful seven columns, twenty-five lines a page."""
    commune, asked = own_commune(request), asked_of(request)
    lines, left_out = _lines(request, asked, commune)
    context = {
        "pages": printing.pages(lines),
        "columns": printing.lawful_columns(),
        "commune": commune,
        "asked": asked,
        "total": len(lines),
        "left_out": left_out,
    }
    return render(request, "assignments/printed.html", context)


@require_GET
def for_chat(request: PersonRequest) -> HttpResponse:
    """`/so/nhan-tin/`: short texts per unit to paste into a chat: what is still to be done, unless finished work is asked for."""
    asked = asked_of(request)
    found, left_out = _lines(request, asked, own_commune(request))
    lines = [line for line in found if asked.pick == "xong" or line.occurrence.closed_at is None]
    texts = list(chat.messages(lines, today=clock.today()))
    context = {"texts": texts, "asked": asked, "picks": register.PICKS, "total": len(lines), "left_out": left_out}
    context["finished"] = len(found) - len(lines)
    return render(request, "assignments/for_chat.html", context)


def _lines(request: PersonRequest, asked: register.Asked, commune: Commune) -> tuple[list[Line], int]:
    """The lines asked for as far as a page holds them, and how many are left out."""
    today = clock.today()
    found = with_answers(register.register_of(request.user, asked, today=today))
    lines = lines_of(found[:PRINT_AT_MOST], commune=commune, today=today)
    return lines, found.count() - len(lines) if len(lines) == PRINT_AT_MOST else 0


@require_http_methods(["GET", "POST"])
def progress(request: PersonRequest, pk: int) -> HttpResponse:
    """One cell of the register: shown as it is now, or saved. A part for htmx, where a refused value stays in an open cell;
    an ordinary request is led to the page of the work."""
    occurrence = queries.occurrence_for(request.user, pk)
    part, status = _written(request, occurrence) if request.method == "POST" else ({}, 200)
    if plain.wants_page(request):
        return plain.page_of_work(request, occurrence, part)
    return render(request, "assignments/part_progress.html", {"occurrence": occurrence, **part}, status=status)


def _written(request: PersonRequest, occurrence: Occurrence) -> tuple[dict[str, Any], int]:
    """What the cell says after the writing, and the status of the answer."""
    form = ProgressForm(request.POST)
    if not form.is_valid():
        return {"refused": next(iter(form.errors.values()))[0], "given": request.POST.get("progress", "")}, 422
    given, now = form.cleaned_data, clock.now()
    try:
        actions.set_progress(occurrence=occurrence, progress=given["progress"], expected=given["expected"], actor=request.user, at=now)
    except Refused as refused:
        return {"refused": str(refused), "given": given["progress"]}, 409
    said = f"Đã lưu lúc {now:%H:%M}: việc {occurrence.duty.assignment.number}, tiến độ “{occurrence.progress}”."
    return {"saved": said, "now": now}, 200


@require_POST
def undo_progress(request: PersonRequest, pk: int) -> HttpResponse:
    """Puts the progress back as it was before one's own last writing, for ten minutes."""
    occurrence = queries.occurrence_for(request.user, pk)
    actions.undo_progress(occurrence=occurrence, actor=request.user, at=clock.now())
    if plain.wants_page(request):
        occurrence.refresh_from_db()
        return plain.page_of_work(request, occurrence, {"saved": f"Đã hoàn tác: tiến độ “{occurrence.progress or 'trống'}”."})
    return HttpResponse(status=204)


@require_POST
def several(request: PersonRequest) -> HttpResponse:
    """Urges the chosen lines, or gives them to a person. A line that is refused is named and loses no other."""
    keys = list(dict.fromkeys(keys_of(request.POST.getlist("dong"))))[:AT_ONCE]
    naming = request.POST.get("lam") == "nguoi"
    done, left = 0, []
    for key in keys:
        try:
            _press(request, queries.occurrence_for(request.user, key), naming=naming)
            done += 1
        except (Refused, PermissionDenied) as refusal:
            left.append(str(refusal))
    if done:
        messages.success(request, f"Đã {'giao người phụ trách' if naming else 'đôn đốc'} {done} việc lúc {clock.now():%H:%M}.")
    for cause in dict.fromkeys(left or ([] if done else ["Chưa chọn dòng nào. Đánh dấu các dòng rồi bấm lại."])):
        messages.warning(request, cause)
    back = request.POST.get("ve", "")
    return redirect(back if back.startswith("/so/") else reverse("assignments:register"))


def _press(request: PersonRequest, occurrence: Occurrence, *, naming: bool) -> None:
    now = clock.now()
    if not naming:
        actions.remind(occurrence=occurrence, text=request.POST.get("noi-dung", ""), actor=request.user, at=now)
        return
    chosen = request.POST.get("nguoi", "")
    person = Person.objects.filter(commune=request.user.commune_id, pk__in=keys_of([chosen])).first()
    if person is None:
        raise Refused("Chưa chọn người phụ trách. Chọn một người của đơn vị giữ việc rồi bấm lại.")
    actions.name_person(duty=occurrence.duty, person=person, actor=request.user, at=now)
