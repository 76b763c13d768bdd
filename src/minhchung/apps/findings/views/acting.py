"""One page per act on a finding or a waiver: what is asked, a form, the act, and back to the finding."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minhchung.apps.assignments.queries import assignments_for
from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.findings import actions, queries
from minhchung.apps.findings import forms as asked
from minhchung.apps.findings.models import Finding, Waiver
from minhchung.apps.findings.rights import finding_of
from minhchung.apps.findings.rules.life import STEPS, refused_step
from minhchung.apps.ground import clock
from minhchung.apps.ground.act_pages import ActPage, attempted, page_of
from minhchung.apps.ground.acts import require
from minhchung.apps.ground.keys import key_of
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.organisations.unit_fields import present_units

FINDING: Mapping[str, ActPage] = {
    "nguyen-nhan": ActPage("findings.explain", actions.explain, asked.CauseForm, "Lưu nguyên nhân", "đã có nguyên nhân"),
    "ke-hoach": ActPage("findings.plan", actions.plan, asked.PlanForm, "Lưu kế hoạch", "đã có kế hoạch khắc phục"),
    "giao-viec": ActPage("findings.give_work", actions.give_work, asked.WorkForm, "Giao việc", "đã giao việc khắc phục"),
    "gan-viec": ActPage("findings.link_work", actions.link_work, asked.LinkForm, "Gắn việc", "đã gắn việc"),
    "danh-gia": ActPage("findings.evaluate", actions.evaluate, asked.EvaluateForm, "Lưu đánh giá", "đã được đánh giá"),
    "dong": ActPage("findings.close", actions.close, asked.NoteForm, "Đóng", "đã đóng"),
    "mo-lai": ActPage("findings.reopen", actions.reopen, asked.ReasonForm, "Mở lại", "đã mở lại"),
    "cach-kiem-tra": ActPage("findings.set_test", actions.set_test, asked.TestForm, "Lưu cách kiểm tra", "đã có cách kiểm tra"),
    "tam-chap-nhan": ActPage("findings.ask_waiver", actions.ask_waiver, asked.AskWaiverForm, "Gửi đề nghị", "đã có đề nghị tạm chấp nhận"),
}
WAIVER: Mapping[str, ActPage] = {
    "duyet": ActPage("findings.decide_waiver", actions.decide_waiver, asked.DecideWaiverForm, "Lưu quyết định", "đã có quyết định"),
    "thoi": ActPage("findings.end_waiver", actions.end_waiver, asked.ReasonForm, "Thôi tạm chấp nhận", "không còn tạm chấp nhận"),
}
SLUG_OF = {"explain": "nguyen-nhan", "plan": "ke-hoach", "work": "giao-viec", "evaluate": "danh-gia", "close": "dong", "reopen": "mo-lai"}
"""The page of each step of a life."""
STEP_OF = {**{slug: step for step, slug in SLUG_OF.items()}, "gan-viec": "work"}
LINKED_AT_MOST = 300


@require_http_methods(["GET", "POST"])
def on_finding(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/ra-soat/<pk>/<slug>/`."""
    page, finding = page_of(FINDING, slug), queries.finding_for(request.user, pk)
    step = STEP_OF.get(slug, "")
    shut = refused_step(step, finding.state) if step in STEPS else ""
    return _act(request, page, finding, shut=shut)


@require_http_methods(["GET", "POST"])
def on_waiver(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/ra-soat/tam-chap-nhan/<pk>/<slug>/`."""
    return _act(request, page_of(WAIVER, slug), queries.waiver_for(request.user, pk))


def _act(request: PersonRequest, page: ActPage, thing: Finding | Waiver, *, shut: str = "") -> HttpResponse:
    """`shut`: why the act cannot be done now, told before anybody types."""
    require(request.user, page.act, thing)
    finding = finding_of(thing)
    assert finding is not None  # noqa: S101 - a waiver has its finding
    back = reverse("findings:finding", args=[finding.pk])
    form = form_of(page, request.user, finding, request.POST if request.method == "POST" else None)
    if attempted(request, page, thing, form, finding.label):
        return redirect(back)
    waiver = thing if isinstance(thing, Waiver) else None
    context = {"page": page, "form": form, "finding": finding, "waiver": waiver, "back": back, "shut": "" if form.is_bound else shut}
    return render(request, "findings/act.html", context, status=422 if form.is_bound else 200)


def form_of(page: ActPage, person: Person, finding: Finding, data: Any = None) -> forms.Form:
    """The act's form as the finding stands: what is known stands in it, what may be chosen is the person's own to see."""
    assert page.form is not None  # noqa: S101 - every act on a finding asks for something
    make = FORMS.get(page.form)
    return make(person, finding, data) if make else page.form(data)


def _cause_form(person: Person, finding: Finding, data: Any) -> forms.Form:
    return asked.CauseForm(data, initial={"cause": finding.cause, "side": finding.side, "note": finding.cause_note})


def _plan_form(person: Person, finding: Finding, data: Any) -> forms.Form:
    start = {"plan": finding.plan or finding.fix, "closing_test": finding.closing_test}
    return asked.PlanForm(data, of_check=finding.source == Finding.Source.CHECK, initial=start)


def _test_form(person: Person, finding: Finding, data: Any) -> forms.Form:
    return asked.TestForm(data, initial={"closing_test": finding.closing_test})


def _work_form(person: Person, finding: Finding, data: Any) -> forms.Form:
    start = {"title": (finding.plan or finding.fix)[:500], "lead": [each.unit_id for each in finding.units.all()]}
    units = present_units(finding.commune_id, clock.today())
    return asked.WorkForm(units, data, document=origin_document(person, finding), initial=start)


def _link_form(person: Person, finding: Finding, data: Any) -> forms.Form:
    year = clock.today().year
    open_work = assignments_for(person).filter(year__gte=year - 1, duties__occurrences__closed_at=None)
    keys = list(open_work.order_by("-year", "-number").values_list("pk", flat=True).distinct()[:LINKED_AT_MOST])
    return asked.LinkForm(assignments_for(person).filter(pk__in=keys).order_by("-year", "-number"), data)


FORMS: Mapping[type[forms.Form], Callable[[Person, Finding, Any], forms.Form]] = {
    asked.CauseForm: _cause_form,
    asked.PlanForm: _plan_form,
    asked.TestForm: _test_form,
    asked.WorkForm: _work_form,
    asked.LinkForm: _link_form,
}
"""The forms that begin with what the finding says."""


def origin_document(person: Person, finding: Finding) -> Document | None:
    """The document the finding was read from, where the person may read it."""
    key = key_of(finding.origin_key) if finding.origin_kind == "document" else None
    return documents.readable(person).filter(pk=key).first() if key else None
