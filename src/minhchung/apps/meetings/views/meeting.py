"""One meeting: agenda, who comes, minutes, conclusions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minhchung.apps.documents import queries as documents
from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.words import told
from minhchung.apps.meetings import actions, queries
from minhchung.apps.meetings.actions import Point
from minhchung.apps.meetings.forms import InviteForm
from minhchung.apps.meetings.models import Invitation, Meeting
from minhchung.apps.meetings.queries.page import page_of
from minhchung.apps.meetings.queries.proposals import Choice, sources
from minhchung.apps.meetings.views.listing import people_of
from minhchung.apps.meetings.writing import ref_of
from minhchung.apps.organisations.models import Commune
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.organisations.unit_fields import present_units

EVENTS = 6


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/hop/<pk>/`."""
    return render(request, "meetings/meeting.html", context_of(request, queries.meeting_for(request.user, pk)))


def context_of(request: PersonRequest, meeting: Meeting) -> dict[str, Any]:
    """What the page of a meeting and its parts are drawn from."""
    events = list(history.of(ref_of(meeting))[:EVENTS])
    changes = told(request.user, events)
    notice = meeting.notice if meeting.notice and documents.readable(request.user).filter(pk=meeting.notice.pk).exists() else None
    return {
        "meeting": meeting,
        "page": page_of(request.user, meeting, today=clock.today()),
        "notice": notice,
        "log": [(event, changes[event.pk]) for event in events],
        "units": present_units(meeting.commune_id, clock.today()),
        "attendances": Invitation.State.choices,
    }


@require_http_methods(["GET", "POST"])
def invite(request: PersonRequest, pk: int) -> HttpResponse:
    """`/hop/<pk>/moi/`: whom the meeting is for."""
    meeting = queries.meeting_for(request.user, pk)
    require(request.user, "meetings.invite", meeting)
    invited = list(meeting.invitations.all())
    start = {"units": [each.unit_id for each in invited], "people": [each.person_id for each in invited]}
    commune: Commune = meeting.commune
    data = request.POST if request.method == "POST" else None
    form = InviteForm(present_units(commune.code, clock.today()), people_of(commune), data, initial=start)
    if form.is_valid():
        try:
            actions.invite(meeting=meeting, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã lưu thành phần dự họp.")
            return redirect("meetings:meeting", pk)
    return render(request, "meetings/invite.html", {"form": form, "meeting": meeting}, status=422 if data is not None else 200)


@require_http_methods(["GET", "POST"])
def proposals(request: PersonRequest, pk: int) -> HttpResponse:
    """`/hop/<pk>/de-xuat/`: what the meeting may want to talk about; what is ticked goes on the agenda."""
    meeting = queries.meeting_for(request.user, pk)
    require(request.user, "meetings.add_items", meeting)
    found = sources(request.user, meeting, now=clock.now())
    refused = ""
    if request.method == "POST":
        wanted = set(request.POST.getlist("chon"))
        points = [_point(choice) for source in found for choice in source.choices if choice.value in wanted]
        try:
            made = actions.add_items(meeting=meeting, points=points, actor=request.user, at=clock.now())
        except Refused as error:
            refused = str(error) if points else "Chưa chọn nội dung nào. Đánh dấu nội dung rồi bấm lại."
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã thêm {len(made)} nội dung vào chương trình.")
            return redirect("meetings:meeting", pk)
    context = {"meeting": meeting, "sources": found, "refused": refused, "units": {unit.pk: unit for unit in meeting.commune.units.all()}}
    return render(request, "meetings/proposals.html", context, status=422 if refused else 200)


def _point(choice: Choice) -> Point:
    proposed = choice.proposed
    return Point(proposed.title, proposed.unit, Ref(*proposed.subject))
