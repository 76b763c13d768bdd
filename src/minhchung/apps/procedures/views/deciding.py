"""A publication decision of the register: the lines it seems to make, looked at and confirmed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.procedures import actions
from minhchung.apps.procedures.decided import decided
from minhchung.apps.procedures.forms import PublishForm
from minhchung.apps.procedures.models import Procedure, Source
from minhchung.apps.procedures.rules import LineKind
from minhchung.apps.procedures.rules.decisions import Decided

ROW = "d-"
KINDS = [(kind.value, kind.label) for kind in LineKind if kind != LineKind.STATED]


@require_http_methods(["GET", "POST"])
def propose(request: PersonRequest, pk: int) -> HttpResponse:
    """`/thu-tuc/quyet-dinh/<văn bản>/`."""
    own_commune(request)
    document = documents.one(request.user, pk)
    require(request.user, "procedures.publish_decision", document)
    read = decided(document)
    form = PublishForm(request.POST or None, initial={"on": read.in_force_on or document.issued_on or clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            source = actions.publish_decision(
                document=document, kinds=_chosen(request), **form.cleaned_data, actor=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: {document.shown_code} đã cập nhật {source.lines.count()} thủ tục.")
            return redirect("procedures:sources")
    return render(request, "procedures/decision.html", _context(request, document, read, form), status=422 if form.errors else 200)


def _context(request: PersonRequest, document: Document, read: Decided, form: PublishForm) -> dict[str, Any]:
    chosen = _chosen(request) if request.method == "POST" else {each.read.row: each.kind.value for each in read.lines if each.kind}
    codes = {each.read.code.national for each in read.lines}
    there = set(Procedure.objects.filter(commune=document.commune_id, code__in=codes).values_list("code", flat=True))
    rows = [(each, f"{ROW}{each.read.row}", chosen.get(each.read.row, ""), each.read.code.national in there) for each in read.lines]
    earlier = Source.objects.filter(document=document, kind=Source.Kind.DECISION, undone_at=None).first()
    return {
        "document": document,
        "rows": rows,
        "unread": read.unread,
        "form": form,
        "kinds": KINDS,
        "earlier": earlier,
        "unsure": sum(each.kind is None for each in read.lines),
    }


def _chosen(request: PersonRequest) -> dict[int, str]:
    """Row → what it does, as the person chose; rows left out have no entry."""
    known = dict(KINDS)
    given = {name.removeprefix(ROW): str(value) for name, value in request.POST.items() if name.startswith(ROW)}
    return {int(row): value for row, value in given.items() if row.isdecimal() and value in known}
