"""One page per act on a meeting, an item or a conclusion: what is asked, a form, the act, and back. Acts without a form are a press."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import clock
from minhchung.apps.ground.act_pages import ActPage, attempted, page_of
from minhchung.apps.ground.acts import require
from minhchung.apps.meetings import actions, queries
from minhchung.apps.meetings import forms as asked
from minhchung.apps.meetings.models import AgendaItem, Conclusion, Meeting
from minhchung.apps.meetings.views.listing import people_of
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.organisations.unit_fields import present_units

MEETING: Mapping[str, ActPage] = {
    "sua": ActPage("meetings.edit", actions.edit, asked.MeetingForm, "Lưu cuộc họp", "đã sửa"),
    "khai-mac": ActPage("meetings.open", actions.open_meeting, None, "Khai mạc", "đã khai mạc"),
    "ket-thuc": ActPage("meetings.end", actions.end, None, "Kết thúc", "đã kết thúc"),
    "co-mat-het": ActPage("meetings.attend_rest", actions.attend_rest, None, "Có mặt", "đã điểm danh"),
    "mo-lai": ActPage("meetings.reopen", actions.reopen, asked.ReasonForm, "Mở lại", "đã mở lại"),
    "huy": ActPage("meetings.cancel", actions.cancel, asked.ReasonForm, "Hủy cuộc họp", "đã hủy"),
    "thong-bao": ActPage("meetings.announce", actions.announce, asked.NoticeForm, "Gắn thông báo", "đã gắn thông báo kết luận"),
}
ITEM: Mapping[str, ActPage] = {
    "sua": ActPage("meetings.edit_item", actions.edit_item, asked.ItemForm, "Lưu nội dung", "đã sửa"),
    "len": ActPage("meetings.move_item", actions.move_item, None, "Lên", "đã chuyển lên"),
    "bo": ActPage("meetings.remove_item", actions.remove_item, None, "Bỏ", "đã bỏ khỏi chương trình"),
}
CONCLUSION: Mapping[str, ActPage] = {
    "sua": ActPage("meetings.edit_conclusion", actions.edit_conclusion, asked.ConclusionForm, "Lưu kết luận", "đã sửa"),
    "bo": ActPage("meetings.remove_conclusion", actions.remove_conclusion, None, "Bỏ", "đã bỏ"),
    "giao": ActPage("meetings.give", actions.give, None, "Giao việc", "đã giao thành việc"),
    "giao-sua": ActPage("meetings.give", actions.give, asked.GiveForm, "Giao việc", "đã giao thành việc"),
}
NOTICES = 60
Thing = Meeting | AgendaItem | Conclusion


@require_http_methods(["GET", "POST"])
def on_meeting(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/hop/<pk>/<slug>/`."""
    return _act(request, page_of(MEETING, slug), queries.meeting_for(request.user, pk))


@require_http_methods(["GET", "POST"])
def on_item(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/hop/noi-dung/<pk>/<slug>/`."""
    return _act(request, page_of(ITEM, slug), queries.item_for(request.user, pk))


@require_http_methods(["GET", "POST"])
def on_conclusion(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/hop/ket-luan/<pk>/<slug>/`."""
    return _act(request, page_of(CONCLUSION, slug), queries.conclusion_for(request.user, pk))


def _act(request: PersonRequest, page: ActPage, thing: Thing) -> HttpResponse:
    require(request.user, page.act, thing)
    form = _form(page, request, thing)
    if form is None and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    meeting = thing if isinstance(thing, Meeting) else thing.meeting
    back = f"{reverse('meetings:meeting', args=[meeting.pk])}{_place(thing)}"
    if attempted(request, page, thing, form, _name(thing)):
        return redirect(back)
    context = {"page": page, "form": form, "thing": thing, "meeting": meeting, "back": back, "wording": getattr(thing, "text", "")}
    return render(request, "meetings/act.html", context, status=422 if request.method == "POST" else 200)


def _name(thing: Thing) -> str:
    """How a sentence calls it."""
    return f"kết luận {thing.order}" if isinstance(thing, Conclusion) else f"“{str(thing)[:80]}”"


def _place(thing: Thing) -> str:
    return {Meeting: "", AgendaItem: "#agenda", Conclusion: "#conclusions"}[type(thing)]


def _form(page: ActPage, request: PersonRequest, thing: Thing) -> forms.Form | None:
    """The act's form as the thing stands; None for a press."""
    data: Any = request.POST if request.method == "POST" else None
    if page.form is None:
        return None
    units = present_units(thing.commune_id, clock.today())
    if isinstance(thing, Conclusion):
        if page.form is asked.GiveForm:
            return asked.GiveForm(thing.draft, units, data)
        return asked.ConclusionForm(data, initial={"text": thing.text, "kind": thing.kind})
    if isinstance(thing, AgendaItem):
        return asked.ItemForm(units, data, initial={"title": thing.title, "unit": thing.unit_id})
    if page.form is asked.MeetingForm:
        return _meeting_form(thing, data)
    return asked.NoticeForm(_notices(request, thing), data) if page.form is asked.NoticeForm else page.form(data)


def _meeting_form(meeting: Meeting, data: Any) -> forms.Form:
    at = timezone.localtime(meeting.starts_at)
    start = {name: getattr(meeting, name) for name in ("title", "place", "chair", "secretary")}
    return asked.MeetingForm(people_of(meeting.commune), data, initial={**start, "day": at.date(), "hour": f"{at:%H:%M}"})


def _notices(request: PersonRequest, meeting: Meeting) -> Any:
    """Documents of the ward's own register from the day of the meeting on, notices first."""
    day = timezone.localtime(meeting.starts_at).date()
    own = documents.readable(request.user).filter(archived_at=None, issued_on__gte=day).exclude(direction=Document.Direction.LAW)
    keys = list(own.order_by("issued_on", "pk").values_list("pk", flat=True)[:NOTICES])
    return documents.readable(request.user).filter(pk__in=keys).order_by("issued_on", "pk")
