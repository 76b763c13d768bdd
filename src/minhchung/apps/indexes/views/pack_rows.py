"""Rows of a draft: one on a page of its own, a new one, and those marked on the page of the draft moved, made headings or left out."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.keys import key_of, keys_of
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.drafting import body_of_draft, draft_page, seen
from minhchung.apps.indexes.forms.pack_places import AddForm, beside, inside, place_of, spot_at
from minhchung.apps.indexes.forms.pack_row import RowForm
from minhchung.apps.indexes.models import PackDraft
from minhchung.apps.indexes.views.pack_drafts import CHANGED, draft_page_of, own_draft
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.scoring.exchange import Draft, ExchangeError
from minhchung.scoring.exchange.editing import as_heading, with_row, without_rows
from minhchung.scoring.exchange.placing import moved, stepped, with_added
from minhchung.scoring.shapes import SHAPES

Done = tuple[Draft, Sequence[int]]
"""The draft after a change, and where the rows in question stand then."""


@require_http_methods(["GET", "POST"])
def row(request: PersonRequest, pk: int, row: int) -> HttpResponse:
    """`…/du-thao/<pk>/dong/<row>/`: `dang` chooses the shape whose fields are asked for."""
    stored = own_draft(request, pk)
    now = body_of_draft(stored)
    if row >= len(now.nodes):
        raise Http404("Không có dòng này.")
    node = now.nodes[row]
    given = request.POST if request.method == "POST" else request.GET
    shape = given.get("dang", str(getattr(node.rule, "shape", "")) or node.shape or "")
    form = RowForm(now, row, shape, request.POST if request.method == "POST" else None)
    valid = request.method == "POST" and form.is_valid()
    if valid:
        at = _keep(request, stored, row, form)
        following = _next_open(stored, at) if "tiep" in request.POST else None
        return redirect("indexes:draft_row", pk, following) if following is not None else _shown(pk, [at])
    context = {
        "stored": stored,
        "row": row,
        "node": node,
        "form": form,
        "shape": shape,
        "shapes": SHAPES.items(),
        "seen": form.data.get("seen") or seen(node),
        "shown": draft_page(now).rows[row],
    }
    return render(request, "indexes/pack_row.html", context, status=422 if request.method == "POST" else 200)


def _keep(request: PersonRequest, stored: PackDraft, row: int, form: RowForm) -> int:
    """Writes the row; where it stands then."""
    (node, variables), place = form.changed(), form.moved_to

    def change(now: Draft) -> Done:
        if row >= len(now.nodes) or seen(now.nodes[row]) != form.cleaned_data["seen"]:
            raise Refused(CHANGED)
        spot = spot_at(now, place) if place else None
        changed = with_row(now, row, node, variables)
        return moved(changed, [row], spot) if spot else (changed, [row])

    places = _change(request, stored, change, f"{node.code} {node.title}")
    messages.success(request, f"Đã ghi {node.code}.")
    return places[0]


def _change(request: PersonRequest, stored: PackDraft, change: Callable[[Draft], Done], what: str) -> Sequence[int]:
    """Applies a change to the draft as it stands; where the rows in question are then."""
    places: list[int] = []

    def apply(now: Draft | None) -> Draft:
        if now is None:
            raise Refused(CHANGED)
        try:
            changed, at = change(now)
        except ExchangeError as error:
            raise Refused(str(error)) from error
        places.extend(at)
        return changed

    actions.change_draft(draft=stored, change=apply, what=what[:300], actor=request.user, at=clock.now())
    return places


def _next_open(stored: PackDraft, row: int) -> int | None:
    """The next row about which something is open, from the top again after the last."""
    stored.refresh_from_db()
    waiting = [each.index for each in draft_page(body_of_draft(stored)).rows if each.open]
    return next((index for index in waiting if index > row), waiting[0] if waiting else None)


def _shown(pk: int, rows: Sequence[int], marked: bool = False) -> HttpResponse:
    """Back to the page of the draft, at the row; `marked`: the rows stay marked, so that the next press moves them on."""
    query = f"?{urlencode([('dong', at) for at in rows])}" if marked and rows else ""
    return HttpResponseRedirect(f"{reverse('indexes:draft', args=[pk])}{query}{f'#dong-{rows[0]}' if rows else ''}")


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest, pk: int) -> HttpResponse:
    """`…/du-thao/<pk>/them/`: a new row, at the end of the heading `trong`, behind the row `sau`, or at the end of the scale."""
    stored = own_draft(request, pk)
    now = body_of_draft(stored)
    where = request.POST.get("tai") or _asked_place(request, now)
    form = AddForm(now, where, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        at = _add(request, stored, form)
        if "muc-lon" in request.POST:
            return HttpResponseRedirect(f"{reverse('indexes:add_draft_row', args=[pk])}?trong={at}")
        return redirect("indexes:draft_row", pk, at)
    context = {"stored": stored, "form": form, "where": where}
    return render(request, "indexes/pack_add_row.html", context, status=422 if form.errors else 200)


def _asked_place(request: HttpRequest, now: Draft) -> str:
    for name, named in (("trong", inside), ("sau", beside)):
        index = key_of(request.GET.get(name, ""))
        if index is not None and index < len(now.nodes):
            return named(now, index)
    return place_of(now, 0) if now.nodes and now.nodes[0].part == "inside" else "top:inside"


def _add(request: PersonRequest, stored: PackDraft, form: AddForm) -> int:
    def change(now: Draft) -> Done:
        spot = spot_at(now, form.cleaned_data["place"])
        return with_added(now, spot, form.node(spot, now)), [spot.at]

    at = _change(request, stored, change, f"thêm {form.cleaned_data['title']}")[0]
    messages.success(request, f"Đã thêm “{form.cleaned_data['title'][:80]}”.")
    return at


@require_POST
def rows(request: PersonRequest, pk: int) -> HttpResponse:
    """Moves the chosen rows, makes each a heading or leaves them out; `dong` is the place of a row, `thay<place>` what it said."""
    stored = own_draft(request, pk)
    chosen = sorted(set(keys_of(request.POST.getlist("dong"))))
    change, what, wrong = _asked_change(request, chosen)
    if wrong:
        return draft_page_of(request, stored, wrong=wrong, marked=chosen)

    def checked(now: Draft) -> Done:
        if any(at >= len(now.nodes) or seen(now.nodes[at]) != request.POST.get(f"thay{at}") for at in chosen):
            raise Refused(CHANGED)
        return change(now)

    places = _change(request, stored, checked, what)
    messages.success(request, f"Đã {what}.")
    return _shown(pk, places, marked=True)


def _asked_change(request: HttpRequest, chosen: Sequence[int]) -> tuple[Callable[[Draft], Done], str, str]:
    """What the pressed button does, what that is called, and why it cannot be done."""
    counted, given = f"{len(chosen)} dòng", request.POST
    none = "" if chosen else "Chưa chọn dòng nào. Đánh dấu dòng ở cột đầu rồi bấm lại."
    if "len" in given or "xuong" in given:
        step, where = (-1, "lên") if "len" in given else (1, "xuống")
        wrong = none or ("" if len(chosen) == 1 else f"Mỗi lần đưa {where} một dòng, cùng mọi dòng con của nó. Đánh dấu đúng một dòng.")
        return (lambda now: _one(stepped(now, chosen[0], step))), f"đưa {counted} {where}", wrong
    if "chuyen" in given:
        wrong = none or ("" if given.get("vao") else "Chưa chọn mục chuyển đến. Chọn mục ở ô bên cạnh rồi bấm lại.")
        return (lambda now: moved(now, chosen, spot_at(now, given["vao"]))), f"chuyển {counted}", wrong
    if "muc-lon" in given:
        return (lambda now: _headings(now, chosen)), f"đặt làm mục lớn {counted}", none
    return (lambda now: (without_rows(now, set(chosen)), [])), f"bỏ {counted}", none


def _one(done: tuple[Draft, int]) -> Done:
    return done[0], [done[1]]


def _headings(now: Draft, chosen: Sequence[int]) -> Done:
    for at in chosen:
        now = as_heading(now, at)
    return now, []
