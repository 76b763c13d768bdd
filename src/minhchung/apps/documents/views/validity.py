"""Validity of documents: events entered, verified, taken back; whom they touch; laws from a file and back."""

import json
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhchung.apps.documents import actions, in_force, laws, queries
from minhchung.apps.documents.forms import ReasonForm
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules.validity import Event
from minhchung.apps.documents.validity_forms import EventForm
from minhchung.apps.documents.views.linking import choices_of
from minhchung.apps.files import actions as files
from minhchung.apps.files import queries as stored_files
from minhchung.apps.files import vault
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.downloads import download
from minhchung.apps.ground.keys import key_of, keys_of
from minhchung.apps.organisations.requests import PersonRequest, own_commune

PER_PAGE, SHOWN, CHOICES = 50, 40, 8


@require_safe
def events(request: PersonRequest) -> HttpResponse:
    """`/van-ban/hieu-luc/`: events that wait for a second person, and the newest ones."""
    own_commune(request)
    newest = in_force.events_for(request.user).filter(verified_at__isnull=False).order_by("-on", "-pk")
    page = Paginator(newest, PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "documents/events.html", {"waiting": list(in_force.waiting_for(request.user)), "page": page})


@require_http_methods(["GET", "POST"])
def enter(request: PersonRequest, pk: int) -> HttpResponse:
    """`/van-ban/<pk>/hieu-luc/`: an event with its source; whom it touches is shown before it is written."""
    document = queries.one(request.user, pk)
    require(request.user, "documents.enter_validity", document)
    words = request.GET.get("q", "")
    form = EventForm(_others(request, document), clock.today(), request.POST or None, initial=_offered(request))
    looked = form.is_valid() and "xem" in request.POST
    impact = _impact(request, document, form.event) if form.is_valid() else None
    if form.is_valid() and not looked:
        event = form.event
        try:
            actions.enter_validity(
                document=document, kind=event.kind, on=event.on, scope=event.scope, source=form.source, actor=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã ghi: {event.words}. Chờ người khác xác minh.")
            return redirect("documents:detail", pk)
    wanted = request.POST.get("by_document") or request.GET.get("do", "")
    choices = _doers(request, words, keys_of([wanted]), pk)
    context = {"form": form, "document": document, "impact": impact, "words": words, "choices": choices, "wanted": wanted}
    return render(request, "documents/enter_event.html", context, status=422 if form.is_bound and not looked else 200)


def _impact(request: PersonRequest, document: Document, event: Event) -> in_force.Impact:
    """Whom the event touches among what is in use on its day, or today when that day is over."""
    return in_force.impact_of(request.user, document, event, day=max(event.on, clock.today()))


def _doers(request: PersonRequest, words: str, also: list[int], without: int) -> list[Document]:
    """Documents that may have done it: the one named, then what a search finds; without words the newest laws."""
    if words:
        return choices_of(request, words=words, also=also, without=without)
    named = list(queries.readable(request.user).filter(pk__in=also, archived_at=None).defer("text"))
    newest = queries.register(request.user, direction=Document.Direction.LAW, today=clock.today()).exclude(pk__in=[without, *also])
    return [*named, *newest[:CHOICES]]


def _others(request: PersonRequest, document: Document) -> object:
    return queries.readable(request.user).filter(archived_at=None).exclude(pk=document.pk).defer("text").order_by("-issued_on", "-pk")


def _offered(request: PersonRequest) -> dict[str, object]:
    """What a proposal or a search in the address fills in."""
    given = request.GET
    return {"kind": given.get("kieu", ""), "by_document": key_of(given.get("do", "")), "scope": given.get("pham-vi", ""),
            "words": given.get("trich", "")[:5000], "on": given.get("tu", "") or None}  # fmt: skip


@require_http_methods(["GET", "POST"])
def verify(request: PersonRequest, pk: int) -> HttpResponse:
    """`/van-ban/hieu-luc/<pk>/`: the event beside its source, whom it will touch, and the second person's word."""
    event = in_force.event(request.user, pk)
    if request.method == "POST":
        actions.verify_validity(validity_event=event, actor=request.user, at=clock.now())
        messages.success(request, f"Đã xác minh: {event.as_event.words}.")
        return redirect("documents:detail", event.document_id)
    return _event_page(request, pk, ReasonForm())


@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Takes an event back."""
    event, form = in_force.event(request.user, pk), ReasonForm(request.POST)
    require(request.user, "documents.withdraw_validity", event)
    if not form.is_valid() and event.withdrawn_at is None:
        return _event_page(request, pk, form)
    actions.withdraw_validity(validity_event=event, reason=form.cleaned_data.get("reason", ""), actor=request.user, at=clock.now())
    messages.success(request, "Đã bỏ sự kiện hiệu lực.")
    return redirect("documents:detail", event.document_id)


def _event_page(request: PersonRequest, pk: int, form: ReasonForm) -> HttpResponse:
    event = in_force.event(request.user, pk)
    impact = _impact(request, event.document, event.as_event)
    context = {"event": event, "document": event.document, "impact": impact, "form": form}
    return render(request, "documents/event.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def bring(request: PersonRequest) -> HttpResponse:
    """`/van-ban/hieu-luc/nhap/`: a CSV or JSON file of laws and events; nothing is written before it was looked at."""
    commune = own_commune(request)
    require(request.user, "documents.import_validity", commune)
    missing = ""
    if request.method == "POST":
        file = request.FILES.get("files")
        try:
            if file is None:
                raise Refused("Chưa chọn tệp CSV hoặc JSON; kéo tệp vào khung hoặc bấm “chọn tệp”.")
            received = receive(file, look=lambda content, _: laws.read_rows(content))
        except Refused as reason:
            missing = str(reason)
        else:
            stored = files.store(commune=commune, received=received, actor=request.user, at=clock.now())
            return redirect("documents:laws_plan", stored.pk)
    context = {"missing": missing, "columns": laws.COLUMNS}
    return render(request, "documents/laws.html", context, status=422 if missing else 200)


@require_http_methods(["GET", "POST"])
def bring_in(request: PersonRequest, pk: int) -> HttpResponse:
    """`/van-ban/hieu-luc/nhap/<tệp>/`: what the file would bring, row by row; then it is brought in."""
    commune = own_commune(request)
    require(request.user, "documents.import_validity", commune)
    stored = stored_files.one(request.user, pk)
    rows = laws.read_rows(_content(stored))
    if request.method == "POST":
        made = actions.import_validity(commune=commune, rows=rows, name=stored.name, actor=request.user, at=clock.now())
        messages.success(request, f"Đã thêm {made[0]} văn bản, {made[1]} sự kiện chờ xác minh từ {stored.name}.")
        return redirect("documents:events")
    context = {"stored": stored, "rows": laws.plan(commune, rows), "shown": SHOWN}
    return render(request, "documents/laws_plan.html", context)


@require_safe
def export(request: PersonRequest) -> HttpResponse:
    """`/van-ban/hieu-luc/xuat/`: the laws of the register with their events, as CSV or (`?dang=json`) JSON; `?mau=1` the columns alone."""
    own_commune(request)
    found = queries.readable(request.user).filter(archived_at=None, direction=Document.Direction.LAW).defer("text")
    rows = [] if request.GET.get("mau") else laws.exported(found.prefetch_related("validity_events__by_document").order_by("pk"))
    day: date = clock.today()
    if request.GET.get("dang") == "json":
        content = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        return download(content, f"van-ban-phap-luat-{day:%Y%m%d}.json")
    return download(laws.to_csv(rows), f"van-ban-phap-luat-{day:%Y%m%d}.csv")


def _content(stored: StoredFile) -> bytes:
    try:
        with vault.opened(stored.blob_id) as stream:
            content: bytes = stream.read()
    except OSError as error:
        raise Refused(f"Không mở được “{stored.name}” trong kho tệp; tải lại tệp từ máy.") from error
    return content
