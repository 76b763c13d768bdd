"""Lines written in place during a meeting: items of the agenda, minutes, attendance, conclusions. With script a part comes back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused
from minhchung.apps.meetings import actions, queries
from minhchung.apps.meetings.actions import Point, Said
from minhchung.apps.meetings.forms import AttendForm, ItemForm, MinutesForm
from minhchung.apps.meetings.models import Meeting
from minhchung.apps.meetings.views.meeting import context_of
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.organisations.unit_fields import present_units


def _written(request: PersonRequest, meeting: Meeting, part: str, write: Callable[[], Any], **more: Any) -> HttpResponse:
    """Does the act and gives back the part, or the page where there is no script. What is refused stands in the part."""
    refused = ""
    try:
        write()
    except Refused as error:
        refused = str(error)
    if not request.htmx:
        if refused:
            messages.error(request, refused)
        return redirect(f"{reverse('meetings:meeting', args=[meeting.pk])}#{part}")
    context = {**context_of(request, queries.meeting_for(request.user, meeting.pk)), "refused": refused, "typed": request.POST, **more}
    return render(request, f"meetings/part_{part}.html", context, status=422 if refused else 200)


def _cleaned(form: forms.Form) -> dict[str, Any]:
    """The values of a form of one line. Raises Refused with its first error."""
    if not form.is_valid():
        raise Refused(next(iter(form.errors.values()))[0])
    return form.cleaned_data


@require_POST
def add_item(request: PersonRequest, pk: int) -> HttpResponse:
    """`/hop/<pk>/noi-dung/`: one item more at the end of the agenda."""
    meeting = queries.meeting_for(request.user, pk)

    def write() -> None:
        given = _cleaned(ItemForm(present_units(meeting.commune_id, clock.today()), request.POST))
        unit = given["unit"].pk if given["unit"] else None
        actions.add_items(meeting=meeting, points=[Point(given["title"], unit)], actor=request.user, at=clock.now())

    return _written(request, meeting, "agenda", write, adding=True)


@require_POST
def conclude(request: PersonRequest, pk: int) -> HttpResponse:
    """`/hop/<pk>/ket-luan/`: a line of the conclusions; several when several were pasted."""
    meeting = queries.meeting_for(request.user, pk)
    lines = [Said(line[:4000]) for line in request.POST.get("text", "").splitlines()]
    act = actions.conclude
    return _written(
        request, meeting, "conclusions", lambda: act(meeting=meeting, lines=lines, actor=request.user, at=clock.now()), adding=True
    )


@require_POST
def minute(request: PersonRequest, pk: int) -> HttpResponse:
    """`/hop/noi-dung/<pk>/bien-ban/`: what was said of an item; nothing is written when nothing changed."""
    item = queries.item_for(request.user, pk)
    form = MinutesForm(request.POST)
    refused = ""
    try:
        minutes = _cleaned(form)["minutes"]
        if minutes.strip() != item.minutes:
            item = actions.minute(agenda_item=item, minutes=minutes, actor=request.user, at=clock.now())
    except Refused as error:
        refused = str(error)
    if not request.htmx:
        if refused:
            messages.error(request, refused)
        return redirect(f"{reverse('meetings:meeting', args=[item.meeting_id])}#muc-{pk}")
    return render(request, "meetings/part_saved.html", {"item": item, "refused": refused}, status=422 if refused else 200)


@require_POST
def attend(request: PersonRequest, pk: int) -> HttpResponse:
    """`/hop/moi/<pk>/`: whether who was invited came."""
    invitation = queries.invitation_for(request.user, pk)

    def write() -> None:
        given = _cleaned(AttendForm(request.POST))
        actions.attend(invitation=invitation, **given, actor=request.user, at=clock.now())

    return _written(request, invitation.meeting, "attendance", write, asked=pk)
