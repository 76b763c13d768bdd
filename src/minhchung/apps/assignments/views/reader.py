"""The two-pane reader: each press decides one clause and moves on to the next."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minhchung.apps.assignments import actions, queries
from minhchung.apps.assignments.forms import DraftForm
from minhchung.apps.assignments.models import Proposal
from minhchung.apps.assignments.queries import reader
from minhchung.apps.assignments.queries.given_before import alike
from minhchung.apps.assignments.queries.unit_names import last_named, unknown_names
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.offers import offers_for
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.keys import key_of, keys_of
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.models import Unit
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.reading import read_text, to_json
from minhchung.text import nfc

DROP_REASONS = ("Câu đánh giá, không giao việc", "Không thuộc phường này", "Trùng với ý khác", "Chỉ để biết")
EDITING, DROPPING = "sua", "bo"
TAKE = "nhan"
"""The button that saves a changed clause and takes it at once."""


Edited = tuple[DraftForm, dict[int, tuple[float | None, str]]]
"""The form of a clause being changed, and how well each unit fits the written names."""


def _page(
    request: PersonRequest, document: Document, *, order: int | None, refused: str = "", editing: Edited | None = None, status: int = 200
) -> HttpResponse:
    """The whole page, or for htmx both panes with the clause in hand; `editing` is a form that came back with errors."""
    mode = EDITING if editing else request.GET.get("che-do", "")
    reading = reader.reading_of(document, order=order, today=clock.today())
    context = {
        "reading": reading,
        "document": document,
        "mode": mode if mode in (EDITING, DROPPING) else "",
        "reasons": DROP_REASONS,
        "refused": refused,
        "can_read": request.user.has_perm("assignments.propose", document),
        "can_confirm": reader.people_may_confirm(request.user, document),
        "offers": [offer for offer in offers_for(request.user, document) if offer.hint],
    }
    if context["can_read"]:
        context["named"] = last_named(document)
        context["unknown_names"] = unknown_names(document, reading.current.proposal, today=clock.today()) if reading.current else []
    if context["can_confirm"] and reading.current:
        context["alike"] = alike(request.user, reading.current.proposal, today=clock.today())
    if reading.current and mode == EDITING:
        context["form"], context["choices"] = editing or _edit_form(request, reading.current.proposal)
    template = "assignments/reader_panes.html" if request.htmx else "assignments/reader.html"
    return render(request, template, context, status=status)


def _edit_form(request: PersonRequest, proposal: Proposal) -> Edited:
    draft = Draft.from_json(proposal.draft)
    choices = reader.unit_choices(proposal.document, draft, today=clock.today())
    data = request.POST if request.method == "POST" else None
    form = DraftForm(data, units=[unit for unit, _, _ in choices], draft=draft, prefix="y", taking=TAKE in request.POST)
    return form, {unit.pk: (score, reason) for unit, score, reason in choices}


@require_GET
def read(request: PersonRequest, pk: int) -> HttpResponse:
    """`/van-ban/<pk>/doc/`: the document left, its clauses right. `?y=7` is the clause in hand."""
    order = request.GET.get("y", "")
    return _page(request, documents.one(request.user, pk), order=key_of(order))


@require_POST
def propose(request: PersonRequest, pk: int) -> HttpResponse:
    """Reads the document's text into clauses; reading again keeps what was decided."""
    document = documents.one(request.user, pk)
    if not request.user.has_perm("assignments.propose", document):
        raise PermissionDenied(
            "Tài khoản chưa có quyền đọc văn bản này thành nhiệm vụ. Đề nghị đơn vị xử lý văn bản hoặc Thường trực CCHC."
        )
    text = nfc(document.text)
    reading = to_json(read_text(text))
    actions.propose(document=document, reading=reading, text=text, actor=request.user, at=clock.now())
    return redirect("assignments:reader", pk=pk)


def _decide(request: PersonRequest, pk: int, press: Callable[[Proposal], object], *, stay: bool = False) -> HttpResponse:
    """Runs one decision and shows the next clause; a refusal is shown beside the clause it is about."""
    proposal = queries.proposal_for(request.user, pk)
    document = documents.one(request.user, proposal.document_id)
    try:
        press(proposal)
    except Refused as refused:
        return _page(request, document, order=proposal.order, refused=str(refused), status=409)
    return _onwards(request, document, proposal, stay=stay)


def _onwards(request: PersonRequest, document: Document, proposal: Proposal, *, stay: bool) -> HttpResponse:
    """The next clause that nobody looked at, or the same one again."""
    proposal.refresh_from_db()
    order = proposal.order if stay else reader.next_unseen(document, after=proposal.order)
    if request.htmx:
        return _page(request, document, order=order)
    return redirect(f"{reverse('assignments:reader', args=[document.pk])}?y={order}")


@require_POST
def take(request: PersonRequest, pk: int) -> HttpResponse:
    """Enter: nhận."""
    return _decide(request, pk, lambda proposal: actions.take(proposal=proposal, actor=request.user, at=clock.now()))


@require_POST
def drop(request: PersonRequest, pk: int) -> HttpResponse:
    """Del: bỏ, with a reason."""
    reason = request.POST.get("khac", "").strip() or request.POST.get("ly-do", "")
    return _decide(request, pk, lambda proposal: actions.drop(proposal=proposal, reason=reason, actor=request.user, at=clock.now()))


@require_POST
def join(request: PersonRequest, pk: int) -> HttpResponse:
    """V: the clause says what was given before."""
    key = key_of(request.POST.get("viec", ""))
    work = queries.assignment_for(request.user, key) if key else None
    if work is None:
        raise Http404
    return _decide(request, pk, lambda proposal: actions.join(proposal=proposal, assignment=work, actor=request.user, at=clock.now()))


@require_POST
def part(request: PersonRequest, pk: int) -> HttpResponse:
    """Takes a joining back; the clause stays in hand."""
    return _decide(request, pk, lambda proposal: actions.part(proposal=proposal, actor=request.user, at=clock.now()), stay=True)


@require_POST
def merge(request: PersonRequest, pk: int) -> HttpResponse:
    """M: gộp với ý trên."""
    return _decide(request, pk, lambda proposal: actions.merge(proposal=proposal, actor=request.user, at=clock.now()))


@require_POST
def split(request: PersonRequest, pk: int) -> HttpResponse:
    """Tách làm hai ý."""
    after = key_of(request.POST.get("sau", ""))
    cut = -1 if after is None else after
    return _decide(request, pk, lambda proposal: actions.split(proposal=proposal, after=cut, actor=request.user, at=clock.now()), stay=True)


@require_POST
def undo(request: PersonRequest, pk: int) -> HttpResponse:
    """Ctrl+Z: back to be looked at again."""
    return _decide(request, pk, lambda proposal: actions.undo(proposal=proposal, actor=request.user, at=clock.now()), stay=True)


@require_POST
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """E: the changed draft, taken at once when asked to. What was typed stays in the form when something is missing."""
    proposal = queries.proposal_for(request.user, pk)
    document = documents.one(request.user, proposal.document_id)
    form, choices = _edit_form(request, proposal)
    take_it = TAKE in request.POST
    if form.is_valid():
        try:
            actions.edit(proposal=proposal, draft=form.as_draft(), take_it=take_it, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _onwards(request, document, proposal, stay=not take_it)
    return _page(request, document, order=proposal.order, editing=(form, choices), status=422)


@require_POST
def name_unit(request: PersonRequest, pk: int) -> HttpResponse:
    """Which unit an unknown name means: in this clause or in all that write it so, and remembered for the ward when asked to."""
    proposal = queries.proposal_for(request.user, pk)
    document = documents.one(request.user, proposal.document_id)
    name, among = request.POST.get("ten", ""), None if "moi-y" in request.POST else [proposal.pk]
    unit = Unit.objects.filter(commune=document.commune_id, pk__in=keys_of([request.POST.get("don-vi", "")])).first()
    try:
        if unit is None:
            raise Refused(f"Chưa chọn đơn vị cho “{name}”. Chọn một đơn vị rồi bấm lại.")
        actions.name_unit(document=document, name=name, unit=unit, among=among, actor=request.user, at=clock.now())
    except Refused as refused:
        return _page(request, document, order=proposal.order, refused=str(refused), status=409)
    forgotten = _remember(request, unit, name) if "nho" in request.POST else ""
    if forgotten:
        return _page(request, document, order=proposal.order, refused=forgotten)
    return _onwards(request, document, proposal, stay=True)


def _remember(request: PersonRequest, unit: Unit, name: str) -> str:
    """Keeps the name as another one of the unit; why not, where that is refused. The choice in the clauses stands either way."""
    try:
        organisations.add_alias(unit=unit, text=name, actor=request.user, at=clock.now())
    except ValidationError as error:
        return f"Đã chọn {unit.name} cho các ý, nhưng chưa nhớ tên gọi: {' '.join(error.messages)}"
    return ""


@require_POST
def unname_unit(request: PersonRequest, pk: int) -> HttpResponse:
    """Takes the last choice of a unit for a name back."""
    document = documents.one(request.user, pk)
    order = key_of(request.GET.get("y", ""))
    try:
        actions.unname_unit(document=document, actor=request.user, at=clock.now())
    except Refused as refused:
        return _page(request, document, order=order, refused=str(refused), status=409)
    if request.htmx:
        return _page(request, document, order=order)
    return redirect(f"{reverse('assignments:reader', args=[pk])}?y={order or ''}")


@require_POST
def confirm(request: PersonRequest, pk: int) -> HttpResponse:
    """Hoàn tất: everything taken becomes assignments. A second press shows what the first one made."""
    document = documents.one(request.user, pk)
    try:
        made = actions.confirm(document=document, actor=request.user, at=clock.now())
    except actions.AlreadyConfirmed as already:
        if not document.assignments.exists():
            raise
        messages.info(request, str(already))
    else:
        first, last = made[0].number, made[-1].number
        numbers = f"việc {first}" if first == last else f"việc {first} đến {last}"
        messages.success(request, f"Đã giao {len(made)} việc lúc {clock.now():%H:%M}: {numbers}.")
    return redirect("assignments:of_document", pk=pk)
