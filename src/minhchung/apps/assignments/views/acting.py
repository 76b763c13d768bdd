"""One page per act on an assignment: what is asked, a form, the act, and back to the task. Acts without a form are a press."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minhchung.apps.assignments import actions, queries
from minhchung.apps.assignments import forms as asked
from minhchung.apps.assignments.models import Assignment, Duty, Occurrence
from minhchung.apps.assignments.queries.reported import proof_of, reported_to
from minhchung.apps.assignments.queries.task import still_short
from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import clock
from minhchung.apps.ground.act_pages import ActPage, attempted, page_of
from minhchung.apps.ground.keys import key_of
from minhchung.apps.organisations.models import Person, RoleGrant, Unit
from minhchung.apps.organisations.queries import in_force
from minhchung.apps.organisations.requests import PersonRequest

OCCURRENCE: Mapping[str, ActPage] = {
    "bat-dau": ActPage("assignments.start", actions.start, None, "Bắt đầu làm", "đã bắt đầu"),
    "tien-do": ActPage("assignments.set_progress", actions.set_progress, asked.ProgressForm, "Lưu tiến độ", "đã ghi tiến độ"),
    "tra-loi": ActPage("assignments.answer", actions.answer, asked.AnswerForm, "Gắn văn bản", "đã gắn văn bản trả lời"),
    "hoan-thanh": ActPage("assignments.submit", actions.submit, asked.SubmitForm, "Báo cáo hoàn thành", "đã báo cáo hoàn thành"),
    "rut": ActPage("assignments.take_back", actions.take_back, None, "Rút báo cáo", "đã rút báo cáo hoàn thành"),
    "nghiem-thu": ActPage("assignments.accept", actions.accept, asked.NoteForm, "Nghiệm thu", "đã nghiệm thu"),
    "tra-lai": ActPage("assignments.send_back", actions.send_back, asked.ReasonForm, "Trả lại", "đã trả lại để sửa"),
    "mo-lai": ActPage("assignments.reopen", actions.reopen, asked.ReasonForm, "Mở lại", "đã mở lại"),
    "gia-han": ActPage("assignments.ask_extension", actions.ask_extension, asked.ExtensionForm, "Gửi đề nghị gia hạn", "đã xin gia hạn"),
    "an-dinh": ActPage("assignments.set_day", actions.set_day, asked.DayForm, "Ấn định ngày hạn", "đã có ngày hạn"),
    "don-doc": ActPage("assignments.remind", actions.remind, asked.RemindForm, "Đôn đốc", "đã đôn đốc"),
    "thoi": ActPage("assignments.cancel", actions.cancel, asked.ReasonForm, "Thôi thực hiện", "đã thôi thực hiện"),
}
DUTY: Mapping[str, ActPage] = {
    "nguoi": ActPage("assignments.name_person", actions.name_person, asked.PersonForm, "Lưu người phụ trách", "đã giao người phụ trách"),
    "vai": ActPage("assignments.change_part", actions.change_part, asked.PartForm, "Đổi vai", "đã đổi vai đơn vị"),
    "bo": ActPage("assignments.remove_duty", actions.remove_duty, asked.ReasonForm, "Bỏ phần việc", "đã bỏ phần việc"),
}
ASSIGNMENT: Mapping[str, ActPage] = {
    "y-kien": ActPage("assignments.comment", actions.comment, asked.CommentForm, "Gửi ý kiến", "đã ghi ý kiến"),
    "don-vi": ActPage("assignments.add_duty", actions.add_duty, asked.DutyForm, "Giao thêm đơn vị", "đã giao thêm đơn vị"),
    "ten": ActPage("assignments.reword", actions.reword, asked.RewordForm, "Lưu tên nhiệm vụ", "đã đổi tên", wording=True),
    "han": ActPage(
        "assignments.correct_deadline",
        actions.correct_deadline,
        asked.CorrectDeadlineForm,
        "Lưu thời hạn đúng",
        "đã sửa thời hạn",
        wording=True,
    ),
    "luu": ActPage("assignments.archive", actions.archive, asked.ReasonForm, "Đưa vào lưu", "đã đưa vào lưu"),
    "lay-lai": ActPage("assignments.restore", actions.restore, None, "Lấy lại từ lưu", "đã lấy lại từ lưu"),
}
EXTENSION = ActPage(
    "assignments.decide_extension", actions.decide_extension, asked.DecideForm, "Lưu quyết định", "đã có quyết định gia hạn"
)
PRODUCT = ActPage("assignments.judge_product", actions.judge_product, asked.JudgeForm, "Lưu đánh giá", "đã đánh giá sản phẩm")


@require_http_methods(["GET", "POST"])
def on_occurrence(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/viec/ky/<pk>/<slug>/`."""
    return _act(request, page_of(OCCURRENCE, slug), queries.occurrence_for(request.user, pk))


@require_http_methods(["GET", "POST"])
def on_duty(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/viec/phan/<pk>/<slug>/`."""
    return _act(request, page_of(DUTY, slug), queries.duty_for(request.user, pk))


@require_http_methods(["GET", "POST"])
def on_assignment(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/viec/<pk>/<slug>/`."""
    return _act(request, page_of(ASSIGNMENT, slug), queries.assignment_for(request.user, pk))


@require_http_methods(["GET", "POST"])
def on_extension(request: PersonRequest, pk: int) -> HttpResponse:
    """`/viec/gia-han/<pk>/`: yes or no."""
    return _act(request, EXTENSION, queries.extension_for(request.user, pk))


@require_http_methods(["GET", "POST"])
def on_product(request: PersonRequest, pk: int) -> HttpResponse:
    """`/viec/san-pham/<pk>/`: good or not."""
    return _act(request, PRODUCT, queries.product_for(request.user, pk))


def _act(request: PersonRequest, page: ActPage, thing: Any) -> HttpResponse:
    if not request.user.has_perm(page.act, thing):
        raise PermissionDenied(f"Tài khoản chưa có quyền “{page.heading}” ở việc này. Xem ai có quyền ở trang nhiệm vụ.")
    assignment, back = _where(thing, kept=key_of(request.GET.get("ky", "")))
    form = page.form(request.POST or None, initial=_initial(thing)) if page.form else None
    if form is None and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if form is not None:
        _fill_choices(form, request.user, thing)
    if attempted(request, page, thing, form, f"việc {assignment.number}"):
        return redirect(back)
    status = 422 if request.method == "POST" else 200
    context = {"page": page, "form": form, "assignment": assignment, "thing": thing, "back": back}
    if page.act in ("assignments.submit", "assignments.accept"):
        context["short"] = still_short(thing)
    if page.act in ("assignments.accept", "assignments.send_back"):
        context["reported"] = reported_to(request.user, thing)
    if page is PRODUCT:
        context["proof"] = proof_of(request.user, thing)
    return render(request, "assignments/act.html", context, status=status)


def _where(thing: Any, *, kept: int | None = None) -> tuple[Assignment, str]:
    """The assignment a thing belongs to, and the address to go back to, at the occurrence that was in hand (`kept`)."""
    if isinstance(thing, Assignment):
        return thing, reverse("assignments:detail", args=[thing.pk]) + (f"?ky={kept}" if kept else "")
    if isinstance(thing, Duty):
        return thing.assignment, reverse("assignments:detail", args=[thing.assignment_id])
    occurrence = thing if isinstance(thing, Occurrence) else thing.occurrence
    assignment: Assignment = occurrence.duty.assignment
    return assignment, f"{reverse('assignments:detail', args=[assignment.pk])}?ky={occurrence.pk}"


def _initial(thing: Any) -> dict[str, Any]:
    if isinstance(thing, Occurrence):
        return {"progress": thing.progress, "expected": thing.progress, "document": thing.answer_id}
    if isinstance(thing, Duty):
        return {"part": thing.part}
    if isinstance(thing, Assignment):
        same = ("title", "deadline_kind", "deadline_on", "deadline_period")
        return {**{name: getattr(thing, name) for name in same}, "expected": thing.title, "before": not thing.deadline_inclusive}
    return {}


def _fill_choices(form: forms.Form, person: Person, thing: Any) -> None:
    """What the person may choose: own documents, present units, people of the holding unit."""
    choices = {"document": _documents, "unit": _units, "person": _people}
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelChoiceField) and name in choices:
            field.queryset = choices[name](person, thing)


def _documents(person: Person, thing: Any) -> Any:
    outgoing = documents.readable(person).filter(direction=Document.Direction.OUTGOING, archived_at=None)
    return outgoing.filter(added_at__year__gte=clock.today().year - 1).order_by("-issued_on", "-pk")


def _units(person: Person, thing: Any) -> Any:
    today = clock.today()
    return Unit.objects.filter(commune=thing.commune_id, valid_from__lte=today).exclude(valid_to__lt=today)


def _people(person: Person, thing: Any) -> Any:
    today = clock.today()
    holding = thing.holding_on(today)
    staff = RoleGrant.objects.filter(in_force(today), unit=holding.unit_id if holding else None)
    return Person.objects.filter(pk__in=staff.values("person"), commune=thing.commune_id, is_active=True)
