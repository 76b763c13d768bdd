"""One page per act on an entry, a review or a decision: what is asked, a form, the act, and back. Acts without a form are a press."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minhchung.apps.ground import clock
from minhchung.apps.ground.act_pages import ActPage, attempted, page_of
from minhchung.apps.ground.acts import require
from minhchung.apps.management import actions, queries
from minhchung.apps.management import forms as asked
from minhchung.apps.management.models import Decision, Entry, ManagementReview
from minhchung.apps.management.views.entries import people_of
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.organisations.unit_fields import present_units

ENTRY: Mapping[str, ActPage] = {
    "sua": ActPage("management.edit_entry", actions.edit_entry, asked.EntryForm, "Lưu mục", "đã sửa"),
    "xem-lai": ActPage("management.review_entry", actions.review_entry, asked.ReviewEntryForm, "Ghi đã xem lại", "đã xem lại"),
    "giao-viec": ActPage("management.give_entry_work", actions.give_entry_work, asked.WorkForm, "Giao việc", "đã giao việc"),
    "dong": ActPage("management.close_entry", actions.close_entry, asked.ReasonForm, "Đóng mục", "đã đóng"),
    "bo": ActPage("management.archive_entry", actions.archive_entry, asked.ReasonForm, "Bỏ mục", "đã bỏ"),
    "mo-lai": ActPage("management.reopen_entry", actions.reopen_entry, None, "Mở lại", "đã mở lại"),
}
REVIEW: Mapping[str, ActPage] = {
    "sua": ActPage("management.edit_review", actions.edit_review, asked.ReviewForm, "Lưu", "đã sửa"),
    "moi": ActPage("management.invite", actions.invite, asked.InviteForm, "Lưu người dự", "đã lưu người dự"),
    "hop": ActPage("management.hold_review", actions.hold_review, asked.HoldForm, "Ghi đã họp", "đã ghi họp, đầu vào được giữ lại"),
    "ket-luan": ActPage("management.decide", actions.decide, asked.DecisionForm, "Ghi quyết định", "đã ghi quyết định"),
    "dong": ActPage("management.close_review", actions.close_review, None, "Đóng", "đã đóng"),
    "huy": ActPage("management.cancel_review", actions.cancel_review, asked.ReasonForm, "Hủy cuộc xem xét", "đã hủy"),
}
DECISION: Mapping[str, ActPage] = {
    "sua": ActPage("management.edit_decision", actions.edit_decision, asked.DecisionForm, "Lưu quyết định", "đã sửa"),
    "giao-viec": ActPage("management.give_decision", actions.give_decision, asked.WorkForm, "Giao việc", "đã giao việc"),
    "bo": ActPage("management.drop_decision", actions.drop_decision, None, "Bỏ quyết định", "đã bỏ"),
}  # fmt: skip
Thing = Entry | ManagementReview | Decision


@require_http_methods(["GET", "POST"])
def on_entry(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/iso/muc/<pk>/<slug>/`."""
    return _act(request, page_of(ENTRY, slug), queries.entry_for(request.user, pk))


@require_http_methods(["GET", "POST"])
def on_review(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/iso/xem-xet/<pk>/<slug>/`."""
    return _act(request, page_of(REVIEW, slug), queries.review_for(request.user, pk))


@require_http_methods(["GET", "POST"])
def on_decision(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/iso/quyet-dinh/<pk>/<slug>/`."""
    return _act(request, page_of(DECISION, slug), queries.decision_for(request.user, pk))


def _act(request: PersonRequest, page: ActPage, thing: Thing) -> HttpResponse:
    require(request.user, page.act, thing)
    form, name = _form(page, request, thing), _name(request, thing)
    if form is None and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if attempted(request, page, thing, form, name[:80]):
        return redirect(_address(thing))
    context = {"page": page, "form": form, "thing": thing, "name": name, "back": _address(thing)}
    return render(request, "management/act.html", context, status=422 if request.method == "POST" else 200)


def _name(request: PersonRequest, thing: Thing) -> str:
    if isinstance(thing, Entry):
        register = queries.register_for(request.user, thing.register)
        return f"{register.title}, mục {thing.number}: {register.headline(thing.values)}"
    return f"Quyết định {thing.order}" if isinstance(thing, Decision) else thing.title


def _address(thing: Thing) -> str:
    if isinstance(thing, Entry):
        return reverse("management:entry", args=[thing.pk])
    if isinstance(thing, Decision):
        return f"{reverse('management:review', args=[thing.review_id])}#quyet-dinh"
    return reverse("management:review", args=[thing.pk])


def _form(page: ActPage, request: PersonRequest, thing: Thing) -> forms.Form | None:
    """The act's form as the thing stands; None for a press."""
    data: Any = request.POST if request.method == "POST" else None
    if page.form is None:
        return None
    units = present_units(thing.commune_id, clock.today())
    if page.form is asked.WorkForm:
        return asked.WorkForm(units, data, initial=_work_start(request, thing))
    if isinstance(thing, Entry):
        return _entry_form(page, request, thing, data)
    if isinstance(thing, Decision):
        return asked.DecisionForm(data, initial={"text": thing.text, "kind": thing.kind})
    return _review_form(page, request, thing, data)


def _work_start(request: PersonRequest, thing: Thing) -> dict[str, Any]:
    """A line's measure or headline, a decision's words; the unit that answers."""
    if isinstance(thing, Entry):
        register = queries.register_for(request.user, thing.register)
        said = thing.values.get("action") or thing.values.get("needs") or thing.values.get("gap") or register.headline(thing.values)
        return {"title": said[:500], "lead": [thing.unit_id]}
    return {"title": thing.text[:500]} if isinstance(thing, Decision) else {}


def _entry_form(page: ActPage, request: PersonRequest, thing: Entry, data: Any) -> forms.Form:
    if page.form is asked.EntryForm:
        register = queries.register_for(request.user, thing.register)
        start = {**asked.start_of(register, thing.values), "unit": thing.unit_id, "review_on": thing.review_on}
        units = present_units(thing.commune_id, clock.today())
        return asked.EntryForm(register, units, people_of(request), data, fresh=False, initial=start)
    assert page.form is not None  # noqa: S101 - asked before
    return page.form(data, initial={"on": clock.today()})


def _review_form(page: ActPage, request: PersonRequest, thing: ManagementReview, data: Any) -> forms.Form:
    people = people_of(request)
    if page.form is asked.ReviewForm:
        names = ("title", "planned_on", "since", "place", "chair", "secretary")
        return asked.ReviewForm(people, data, initial={name: getattr(thing, name) for name in names})
    if page.form is asked.InviteForm:
        start = {"people": [each.person_id for each in thing.attendees.all()]}
        guests = "\n".join(each.guest for each in thing.attendees.all() if each.guest)
        return asked.InviteForm(people, data, initial={**start, "guests": guests})
    if page.form is asked.HoldForm:
        everyone = thing.attendees.select_related("person")
        return asked.HoldForm(everyone, data, initial={"held_on": min(thing.planned_on, clock.today()), "present": list(everyone)})
    assert page.form is not None  # noqa: S101 - asked before
    return page.form(data)
