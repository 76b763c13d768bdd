"""Bản công bố: the list of them, one with its stages and its list of procedures, as DOCX."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.downloads import download
from minhchung.apps.ground.words import told
from minhchung.apps.organisations.models import Body, Commune
from minhchung.apps.organisations.queries import in_force
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.quality import actions, queries
from minhchung.apps.quality.declared import declaration_paper
from minhchung.apps.quality.forms import DeclarationForm, PostForm
from minhchung.apps.quality.paper import STANDARD
from minhchung.apps.quality.queries.scope_changes import change_since
from minhchung.letters.tables import docx_of

EVENTS = 8
SCOPE = (
    "Hệ thống quản lý chất lượng theo {standard} áp dụng cho hoạt động giải quyết thủ tục hành chính thuộc thẩm quyền của "
    "Ủy ban nhân dân {ward}, theo danh mục kèm theo."
)


@require_GET
def declarations(request: PersonRequest) -> HttpResponse:
    """`/iso/cong-bo/`."""
    commune, rows = own_commune(request), list(queries.declarations_for(request.user).select_related("document"))
    current = next((each for each in rows if each.signed_on and not each.replaced_on), None)
    change = change_since(current, clock.today()) if current else None
    draft = next((each for each in rows if not each.signed_on), None)
    context = {"commune": commune, "rows": rows, "current": current, "change": change, "draft": draft}
    return render(request, "quality/declarations.html", context)


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """`/iso/cong-bo/them/`: like the last one, over the catalogue of today."""
    commune = own_commune(request)
    require(request.user, "quality.declare", commune)
    data = request.POST if request.method == "POST" else None
    form = DeclarationForm(bodies_of(commune), data, initial=_start(request, commune))
    if form.is_valid():
        try:
            made = actions.declare(commune=commune, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã lập {made} với {len(made.listed)} thủ tục.")
            return redirect("quality:declaration", made.pk)
    return render(request, "quality/declare.html", {"form": form, "commune": commune}, status=200 if data is None else 422)


def bodies_of(commune: Commune) -> Any:
    """The bodies of the ward that exist today."""
    return Body.objects.filter(in_force(clock.today()), commune=commune).order_by("name")


def _start(request: PersonRequest, commune: Commune) -> dict[str, Any]:
    last = queries.declarations_for(request.user).first()
    ward = f"{commune.name[:1].lower()}{commune.name[1:]}"
    if last is None:
        return {"standard": STANDARD, "scope": SCOPE.format(standard=STANDARD, ward=ward)}
    return {"standard": last.standard, "scope": last.scope, "body": last.body_id}


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/iso/cong-bo/<pk>/`."""
    declaration = queries.declaration_for(request.user, pk)
    events = list(history.of(declaration.ref)[:EVENTS])
    changes = told(request.user, events)
    live = not declaration.replaced_on
    context = {
        "declaration": declaration,
        "change": change_since(declaration, clock.today()) if live else None,
        "members": declaration.body.members.select_related("person") if declaration.body else (),
        "log": [(event, changes[event.pk]) for event in events],
    }
    return render(request, "quality/declaration.html", context)


@require_safe
def docx(request: PersonRequest, pk: int) -> HttpResponse:
    """`/iso/cong-bo/<pk>/docx/`: the declaration with its list of procedures."""
    declaration = queries.declaration_for(request.user, pk)
    return download(docx_of(declaration_paper(declaration), at=clock.now()), f"Ban cong bo ISO lan {declaration.number}.docx")


@require_http_methods(["GET", "POST"])
def post(request: PersonRequest, pk: int) -> HttpResponse:
    """`/iso/cong-bo/<pk>/niem-yet/`: where it is posted, with a proof."""
    declaration = queries.declaration_for(request.user, pk)
    require(request.user, "quality.post_declaration", declaration)
    data = request.POST if request.method == "POST" else None
    form = PostForm(data, initial={"posted_on": declaration.posted_on, "posted_at": declaration.posted_at})
    if form.is_valid():
        upload = request.FILES.get("proof")
        try:
            proof = receive(upload) if upload else None
            actions.post_declaration(declaration=declaration, **form.cleaned_data, proof=proof, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã ghi niêm yết.")
            return redirect("quality:declaration", pk)
    return render(request, "quality/post.html", {"form": form, "declaration": declaration}, status=200 if data is None else 422)
