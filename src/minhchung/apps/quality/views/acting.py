"""One page per act on a document, a version, a copy or a declaration: what is asked, a form, the act, and back. Acts without a form are a
press."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minhchung.apps.documents import queries as register
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import clock
from minhchung.apps.ground.act_pages import ActPage, attempted, page_of
from minhchung.apps.ground.acts import require
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.organisations.unit_fields import present_units
from minhchung.apps.procedures.queries import procedures_for
from minhchung.apps.quality import actions, queries
from minhchung.apps.quality import forms as asked
from minhchung.apps.quality.models import ControlledDocument, Copy, Declaration, Version
from minhchung.apps.quality.rules import life
from minhchung.apps.quality.views.declaring import bodies_of

DOCUMENT: Mapping[str, ActPage] = {
    "sua": ActPage("quality.edit_document", actions.edit_document, asked.DocumentForm, "Lưu thông tin", "đã sửa thông tin"),
    "soan-moi": ActPage("quality.draft_version", actions.draft_version, asked.DraftForm, "Tạo bản thảo", "đã có bản thảo"),
    "cap-nhat": ActPage("quality.refresh", actions.refresh, asked.RefreshForm, "Tạo bản thảo từ danh mục", "đã có bản thảo từ danh mục"),
    "ra-soat": ActPage("quality.record_review", actions.record_review, asked.ReviewForm, "Ghi kết quả", "đã ghi kết quả rà soát"),
    "luu": ActPage("quality.archive_document", actions.archive_document, asked.ReasonForm, "Đưa vào lưu", "đã đưa vào lưu"),
    "lay-lai": ActPage("quality.restore_document", actions.restore_document, None, "Lấy lại từ lưu", "đã lấy lại từ lưu"),
}
VERSION: Mapping[str, ActPage] = {
    "trinh": ActPage("quality.submit", actions.submit, None, "Trình soát xét", "đã trình"),
    "soat-xet": ActPage("quality.endorse", actions.endorse, None, "Soát xét đạt", "đã soát xét, chờ phê duyệt"),
    "tra-lai": ActPage("quality.send_back", actions.send_back, asked.ReasonForm, "Trả lại", "đã trả lại người soạn"),
    "phe-duyet": ActPage("quality.approve", actions.approve, asked.ApproveForm, "Phê duyệt", "đã phê duyệt"),
    "huy-bo": ActPage("quality.withdraw", actions.withdraw, asked.ReasonForm, "Hủy bỏ bản", "đã hủy bỏ"),
    "bo": ActPage("quality.drop_draft", actions.drop_draft, None, "Bỏ dự thảo", "đã bỏ dự thảo"),
    "da-doc": ActPage("quality.acknowledge", actions.acknowledge, None, "Đã đọc và hiểu", "đã ghi nhận đã đọc và hiểu"),
    "phan-phoi": ActPage("quality.hand_out", actions.hand_out, asked.HandOutForm, "Ghi phân phối", "đã ghi phân phối"),
}
COPY: Mapping[str, ActPage] = {
    "thu-hoi": ActPage("quality.take_back", actions.take_back, asked.ReturnForm, "Ghi thu hồi", "đã ghi thu hồi"),
}
DECLARATION: Mapping[str, ActPage] = {
    "sua": ActPage("quality.edit_declaration", actions.edit_declaration, asked.DeclarationForm, "Lưu bản công bố", "đã lưu"),
    "ky": ActPage("quality.sign_declaration", actions.sign_declaration, asked.SignForm, "Ghi đã ký", "đã ghi quyết định ký"),
    "gui": ActPage("quality.send_declaration", actions.send_declaration, asked.SendForm, "Ghi đã gửi", "đã ghi gửi cơ quan chủ trì"),
}  # fmt: skip
PAPERS = 80
Thing = ControlledDocument | Version | Copy | Declaration


@require_http_methods(["GET", "POST"])
def on_document(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/iso/tai-lieu/<pk>/<slug>/`."""
    return _act(request, page_of(DOCUMENT, slug), queries.document_for(request.user, pk))


@require_http_methods(["GET", "POST"])
def on_version(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/iso/ban/<pk>/<slug>/`."""
    return _act(request, page_of(VERSION, slug), queries.version_for(request.user, pk))


@require_http_methods(["GET", "POST"])
def on_copy(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/iso/ban-phan-phoi/<pk>/<slug>/`."""
    return _act(request, page_of(COPY, slug), queries.copy_for(request.user, pk))


@require_http_methods(["GET", "POST"])
def on_declaration(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/iso/cong-bo/<pk>/<slug>/`."""
    return _act(request, page_of(DECLARATION, slug), queries.declaration_for(request.user, pk))


def _act(request: PersonRequest, page: ActPage, thing: Thing) -> HttpResponse:
    require(request.user, page.act, thing)
    form = _form(page, request, thing)
    if form is None and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if attempted(request, page, thing, form, str(thing)[:80]):
        return redirect(_after(page, thing))
    context = {"page": page, "form": form, "thing": thing, "name": str(thing), "back": _address(thing), "doubts": _doubts(page, thing)}
    return render(request, "quality/act.html", context, status=422 if request.method == "POST" else 200)


def _doubts(page: ActPage, thing: Thing) -> int:
    """How many places of a version that is about to be approved are still open."""
    return len(thing.content.doubts()) if page.act == "quality.approve" and isinstance(thing, Version) else 0


def _address(thing: Thing) -> str:
    if isinstance(thing, Copy):
        return reverse("quality:version", args=[thing.version_id])
    names = {ControlledDocument: "document", Version: "version", Declaration: "declaration"}
    return reverse(f"quality:{names[type(thing)]}", args=[thing.pk])


def _after(page: ActPage, thing: Thing) -> str:
    """A new draft is opened; everything else leads back."""
    if page.act in ("quality.draft_version", "quality.refresh") and isinstance(thing, ControlledDocument):
        made = thing.versions.filter(state=life.DRAFT).first()
        if made is not None:
            return reverse("quality:edit" if page.act == "quality.draft_version" else "quality:version", args=[made.pk])
    return _address(thing)


def _form(page: ActPage, request: PersonRequest, thing: Thing) -> forms.Form | None:
    """The act's form as the thing stands; None for a press."""
    data: Any = request.POST if request.method == "POST" else None
    if page.form is None:
        return None
    if isinstance(thing, ControlledDocument):
        return _document_form(page, request, thing, data)
    if isinstance(thing, Declaration):
        return _declaration_form(page, request, thing, data)
    today = clock.today()
    if page.form is asked.HandOutForm:
        return asked.HandOutForm(present_units(thing.commune_id, today), data, initial={"handed_on": today})
    start = {asked.ApproveForm: {"effective_on": today}, asked.ReturnForm: {"returned_on": today}}
    return page.form(data, initial=start.get(page.form))


def _document_form(page: ActPage, request: PersonRequest, thing: ControlledDocument, data: Any) -> forms.Form:
    if page.form is asked.DocumentForm:
        start: dict[str, Any] = {name: getattr(thing, name) for name in ("title", "code", "owner", "layout", "review_months")}
        start |= {"readers": thing.readers.all(), "procedures": thing.procedures.all()}
        return asked.DocumentForm(present_units(thing.commune_id, clock.today()), procedures_for(request.user), data, initial=start)
    if page.form is asked.DraftForm:
        others = queries.documents_for(request.user).exclude(pk=thing.pk)
        return asked.DraftForm(others, data, first=not thing.versions.filter(state__in=life.FROZEN).exists())
    return page.form(data, initial={"on": clock.today()}) if page.form else forms.Form()


def _declaration_form(page: ActPage, request: PersonRequest, thing: Declaration, data: Any) -> forms.Form:
    if page.form is asked.DeclarationForm:
        start = {"standard": thing.standard, "scope": thing.scope, "body": thing.body_id}
        return asked.DeclarationForm(bodies_of(thing.commune), data, initial=start)
    papers = register.readable(request.user).filter(archived_at=None, direction=Document.Direction.OUTGOING, state=Document.State.ISSUED)
    keys = list(papers.order_by("-issued_on", "-pk").values_list("pk", flat=True)[:PAPERS])
    choices = register.readable(request.user).filter(pk__in=keys).order_by("-issued_on", "-pk")
    kind = asked.SignForm if page.form is asked.SignForm else asked.SendForm
    return kind(choices, data, initial={"signed_on": thing.signed_on, "sent_on": thing.sent_on})
