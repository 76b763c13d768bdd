"""The steps of an outgoing document."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from minhchung.apps.documents import actions, queries
from minhchung.apps.documents.fields import code_said, date_said
from minhchung.apps.documents.forms import IssueForm
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules import signing_of
from minhchung.apps.documents.views.page import reason_form, refused
from minhchung.apps.files import actions as files
from minhchung.apps.files import queries as stored_files
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.presenting import signed_in
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.keys import key_of
from minhchung.apps.organisations.requests import PersonRequest

PLAIN: dict[str, tuple[Callable[..., Document], str]] = {
    "duyet": (actions.approve, "Đã duyệt"),
    "trinh-so": (actions.send_for_number, "Đã trình lấy số"),
}


@dataclass(frozen=True)
class WithReason:
    """A step that asks why: its act, its right, what is said after it, and the form on the document's page in these states."""

    act: Callable[..., Document]
    right: str
    done: str
    form: str
    states: tuple[str, ...]


State = Document.State
WITH_REASON = {
    "tra-lai": WithReason(
        actions.return_to_draft, "documents.return_to_draft", "Đã trả lại dự thảo", "give_back", (State.APPROVED, State.SENT_FOR_NUMBER)
    ),
    "thu-hoi": WithReason(actions.withdraw, "documents.withdraw", "Đã thu hồi", "withdraw", (State.ISSUED,)),
}


@require_POST
def step(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    """Approve, send for number, give back, withdraw."""
    document = queries.one(request.user, pk)
    if name in PLAIN:
        act, done = PLAIN[name]
        act(document=document, actor=request.user, at=clock.now())
    elif name in WITH_REASON:
        asked = WITH_REASON[name]
        require(request.user, asked.right, document)
        form = reason_form(asked.form, request)
        if not form.is_valid() and document.state in asked.states:
            return refused(request, document, **{asked.form: form})
        asked.act(document=document, reason=form.cleaned_data.get("reason", ""), actor=request.user, at=clock.now())
        done = asked.done
    else:
        raise Http404("no such step")
    messages.success(request, f"{done} lúc {clock.now():%H:%M}: {document.title}")
    return redirect("documents:detail", pk)


@require_POST
def signed(request: PersonRequest, pk: int) -> HttpResponse:
    """The signed file came back: it is stored, and what it says is offered for confirmation."""
    document = queries.one(request.user, pk)
    require(request.user, "documents.issue", document)
    file = request.FILES.get("files")
    if file is None:
        messages.error(request, "Chưa chọn tệp đã ký; kéo tệp vào khung hoặc bấm “chọn tệp”.")
        return redirect("documents:issue", pk)
    try:
        received = receive(file)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("documents:issue", pk)
    stored = files.store(commune=document.commune, received=received, actor=request.user, at=clock.now())
    return redirect(f"{reverse('documents:issue', args=[pk])}?tep={stored.pk}")


@require_http_methods(["GET", "POST"])
def issue(request: PersonRequest, pk: int) -> HttpResponse:
    """`/van-ban/<pk>/ban-hanh/`: number, date and signatures, confirmed by a person."""
    document = queries.one(request.user, pk)
    require(request.user, "documents.issue", document)
    given = key_of(request.POST.get("tep") or request.GET.get("tep") or "")
    stored = stored_files.one(request.user, given) if given else None
    form = IssueForm(request.POST or None, initial=_offered(document, stored))
    if form.is_valid():
        try:
            actions.issue(document=document, **form.cleaned_data, signed=stored, actor=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            document.refresh_from_db()
        else:
            messages.success(request, f"Đã ban hành: {document.title}")
            return redirect("documents:detail", pk)
    context = {"form": form, "document": document, "stored": stored, "signatures": signed_in(stored.blob) if stored else []}
    return render(request, "documents/issue.html", context, status=422 if form.is_bound else 200)


def _offered(document: Document, stored: StoredFile | None) -> dict[str, Any]:
    """What the file says, else what the draft holds; nothing of it is saved before a person confirms."""
    said = stored.blob.said if stored else {}
    found = signing_of((each.signer, each.by_agency, each.intact) for each in stored.blob.signatures.all()) if stored else None
    return {
        "code": code_said(said) if said.get("number") else document.code,
        "issued_on": date_said(said) or document.issued_on,
        "signer": said.get("signer") or (found.signer if found else "") or document.signer,
        "personal_signature": str(int(found.personal)) if found else "",
        "agency_signature": str(int(found.agency)) if found else "",
    }
