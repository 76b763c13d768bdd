"""One row of a draft on a page of its own: what it says, how it is marked, what it asks to see."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.drafting import body_of_draft, draft_page, seen
from minhchung.apps.indexes.forms.packs import RowForm
from minhchung.apps.indexes.models import PackDraft
from minhchung.apps.indexes.views.pack_drafts import CHANGED, own_draft
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.scoring.exchange import Draft
from minhchung.scoring.exchange.editing import with_row
from minhchung.scoring.shapes import SHAPES


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
    if request.method == "POST" and form.is_valid():
        _keep(request, stored, row, form)
        following = _next_open(request, stored, row) if "tiep" in request.POST else None
        return redirect("indexes:draft_row", pk, following) if following is not None else redirect("indexes:draft", pk)
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
    return render(request, "indexes/pack_row.html", context, status=422 if form.errors else 200)


def _keep(request: PersonRequest, stored: PackDraft, row: int, form: RowForm) -> None:
    node, variables = form.changed()

    def change(now: Draft | None) -> Draft:
        if now is None or row >= len(now.nodes) or seen(now.nodes[row]) != form.cleaned_data["seen"]:
            raise Refused(CHANGED)
        return with_row(now, row, node, variables)

    actions.change_draft(draft=stored, change=change, what=f"{node.code} {node.title}"[:300], actor=request.user, at=clock.now())
    messages.success(request, f"Đã ghi {node.code}.")


def _next_open(request: PersonRequest, stored: PackDraft, row: int) -> int | None:
    """The next row about which something is open, from the top again after the last."""
    stored.refresh_from_db()
    waiting = [each.index for each in draft_page(body_of_draft(stored)).rows if each.open]
    return next((index for index in waiting if index > row), waiting[0] if waiting else None)
