"""Relations and references between documents."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from minhchung.apps.documents import actions, queries
from minhchung.apps.documents.citing import candidates
from minhchung.apps.documents.forms import RelationForm
from minhchung.apps.documents.models import Document, Relation
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import require
from minhchung.apps.ground.keys import key_of, keys_of
from minhchung.apps.organisations.requests import PersonRequest

SHOWN = 20


def choices_of(request: PersonRequest, *, words: str, also: list[int], without: int | None) -> list[Document]:
    """Documents to choose from: those that fit first, then what the search finds; without words the newest."""
    first = list(queries.readable(request.user).filter(pk__in=also, archived_at=None).defer("text"))
    rest = queries.register(request.user, words=words, today=clock.today()).exclude(pk__in=[without, *also])
    return [*first, *rest[:SHOWN]]


@require_http_methods(["GET", "POST"])
def relate(request: PersonRequest, pk: int) -> HttpResponse:
    """`/van-ban/<pk>/quan-he/`: find the other document, say the relation."""
    document = queries.one(request.user, pk)
    require(request.user, "documents.relate", document)
    form = RelationForm(request.POST or None, initial={"kind": request.GET.get("kieu", "")})
    form.fields["target"].queryset = queries.readable(request.user).filter(archived_at=None)  # type: ignore[attr-defined]
    if form.is_valid():
        given = form.cleaned_data
        actions.relate(document=document, **{**given, "kind": Relation.Kind(given["kind"])}, actor=request.user, at=clock.now())
        messages.success(request, f"Đã ghi quan hệ lúc {clock.now():%H:%M}.")
        return redirect("documents:detail", pk)
    words, wanted = request.GET.get("q", ""), request.GET.get("toi", "")
    choices = choices_of(request, words=words, also=keys_of([wanted]), without=pk)
    context = {"form": form, "document": document, "choices": choices, "words": words, "wanted": wanted}
    return render(request, "documents/relate.html", context, status=422 if form.is_bound else 200)


@require_POST
def unrelate(request: PersonRequest, pk: int) -> HttpResponse:
    """Takes a relation back."""
    relation = queries.relation(request.user, pk)
    source = relation.source_id
    actions.unrelate(relation=relation, actor=request.user, at=clock.now())
    messages.success(request, "Đã bỏ quan hệ.")
    return redirect("documents:detail", source)


@require_http_methods(["GET", "POST"])
def settle(request: PersonRequest, pk: int) -> HttpResponse:
    """`/van-ban/vien-dan/<pk>/`: which registered document a reference means."""
    citation = queries.citation(request.user, pk)
    require(request.user, "documents.settle_citation", citation)
    back = citation.key if citation.kind == "document" else ""
    undecided = request.method == "POST" and "document" not in request.POST
    if request.method == "POST" and not undecided:
        chosen = key_of(request.POST.get("document", ""))
        document = queries.one(request.user, chosen) if chosen else None
        actions.settle_citation(citation=citation, document=document, actor=request.user, at=clock.now())
        messages.success(request, f"Đã ghi: {citation.raw} là {document.title if document else 'văn bản chưa có trong sổ'}.")
        return redirect("documents:detail", back or (document.pk if document else "")) if back or document else redirect("documents:list")
    words = request.GET.get("q", "")
    choices = choices_of(request, words=words, also=candidates(citation), without=int(back) if back else None)
    context = {"citation": citation, "choices": choices, "words": words, "back": back, "undecided": undecided}
    return render(request, "documents/settle.html", context, status=422 if undecided else 200)
