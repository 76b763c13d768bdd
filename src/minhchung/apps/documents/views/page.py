"""The page of one document, and correcting it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhchung.apps.documents import actions, in_force, queries
from minhchung.apps.documents.forms import AnswerForm, DocumentForm, ReasonForm
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.offers import offers_for
from minhchung.apps.documents.presenting import happened, rows_of, signed_by
from minhchung.apps.documents.rights import handles
from minhchung.apps.documents.work import given_from
from minhchung.apps.documents.writing import ref
from minhchung.apps.files.models import Blob
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.typed_days import UnreadDay, read_day
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.organisations.working_time import calendar_for


@require_safe
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """`/van-ban/<pk>/`: head, file, text, relations both ways, citations both ways, history."""
    return render(request, "documents/detail.html", _shown(request, queries.one(request.user, pk)))


def refused(request: PersonRequest, document: Document, **bound: forms.Form) -> HttpResponse:
    """The same page with what was refused said at its field; forms by the name the page knows them by."""
    return render(request, "documents/detail.html", _shown(request, document, bound), status=422)


@require_safe
def reading(request: PersonRequest, pk: int) -> HttpResponse:
    """`/van-ban/<pk>/dang-doc/`: asked by the page while the file is being read; once it is, the parts that show what it gave."""
    document = queries.one(request.user, pk)
    if document.file_state == Blob.TextState.WAITING and document.file is not None:
        return render(request, "files/part_reading.html", {"file": document.file, "blob": document.file.blob, "ask": request.path})
    return render(request, "documents/part_read.html", _shown(request, document))


def reason_form(name: str, request: PersonRequest | None = None) -> ReasonForm:
    """The reason a step of the page asks for (`name`: several of them stand on one page), filled by the request."""
    return ReasonForm(request.POST if request else None, auto_id=f"{name}-%s")


def _asked_day(request: PersonRequest) -> date:
    """The day of `?ngay=`; today where none is asked for, or what is asked is no day."""
    try:
        return read_day(request.GET.get("ngay", ""), today=clock.today()) or clock.today()
    except UnreadDay:
        return clock.today()


def _shown(request: PersonRequest, document: Document, bound: Mapping[str, forms.Form] | None = None) -> dict[str, Any]:
    cited = queries.citations_of(request.user, document)
    shown = {
        "document": document,
        "row": rows_of([document], clock.today(), calendar_for(request.user))[0],
        "edges": queries.relations_of(request.user, document),
        "chain": queries.urging_chain(request.user, document),
        "citations": cited,
        "said": in_force.said_by(request.user, document, cited),
        "cited_by": queries.cited_by(request.user, document, day=clock.today()),
        "alike": queries.duplicates_of(request.user, document),
        "events": happened(history.of(ref(document))),
        "answer": AnswerForm(initial={"wanted": document.needs_answer, "due_on": document.answer_due_on}),
        "handles": handles(request.user, document),
        "given": given_from(request.user, document),
        "offers": [] if document.archived_at else offers_for(request.user, document),
        "signatures": signed_by(document),
        "standing": in_force.standing_of(request.user, document, _asked_day(request)),
        **{name: reason_form(name) for name in ("archive", "give_back", "withdraw")},
    }
    return {**shown, **(bound or {})}


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """`/van-ban/<pk>/sua/`: the columns, with what the file says beside them."""
    document = queries.one(request.user, pk)
    require(request.user, "documents.edit", document)
    form = DocumentForm(
        request.POST or None,
        commune=document.commune,
        direction=document.direction,
        today=clock.today(),
        initial=DocumentForm.initial_of(document),
    )
    if form.is_valid():
        try:
            actions.edit(document=document, fields=form.to_fields(document), actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã lưu lúc {clock.now():%H:%M}: {document.title}")
            return redirect("documents:detail", pk)
    return render(request, "documents/edit.html", {"form": form, "document": document}, status=422 if form.is_bound else 200)


@require_POST
def attach(request: PersonRequest, pk: int) -> HttpResponse:
    """Gives the document a file."""
    document = queries.one(request.user, pk)
    file = request.FILES.get("files")
    if file is None:
        messages.error(request, "Chưa chọn tệp nào; kéo tệp vào khung hoặc bấm “chọn tệp”.")
        return redirect("documents:detail", pk)
    require(request.user, "documents.attach", document)
    try:
        actions.attach(document=document, upload=receive(file), actor=request.user, at=clock.now())
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, f"Đã đính tệp lúc {clock.now():%H:%M}.")
    return redirect("documents:detail", pk)


@require_POST
def want_answer(request: PersonRequest, pk: int) -> HttpResponse:
    """Says whether an answer is wanted, and by when."""
    document = queries.one(request.user, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        wanted, due_on = form.cleaned_data["wanted"], form.cleaned_data["due_on"]
        actions.want_answer(document=document, wanted=wanted, due_on=due_on, actor=request.user, at=clock.now())
        messages.success(request, f"Đã lưu lúc {clock.now():%H:%M}: {'chờ trả lời' if wanted else 'không chờ trả lời'}.")
        return redirect("documents:detail", pk)
    return refused(request, document, answer=form)


@require_POST
def archive(request: PersonRequest, pk: int) -> HttpResponse:
    """Takes the document out of the register."""
    document = queries.one(request.user, pk)
    require(request.user, "documents.archive", document)
    form = reason_form("archive", request)
    if not form.is_valid():
        return refused(request, document, archive=form)
    actions.archive(document=document, reason=form.cleaned_data["reason"], actor=request.user, at=clock.now())
    messages.success(request, "Đã đưa văn bản ra khỏi sổ; xem lại ở mục “Ngoài sổ”.")
    return redirect("documents:detail", pk)


@require_POST
def restore(request: PersonRequest, pk: int) -> HttpResponse:
    """Puts it back."""
    document = queries.one(request.user, pk)
    actions.restore(document=document, actor=request.user, at=clock.now())
    messages.success(request, "Đã đưa văn bản trở lại sổ.")
    return redirect("documents:detail", pk)
