"""The minutes as text to copy and as DOCX."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from minhchung.apps.ground import clock
from minhchung.apps.ground.downloads import download
from minhchung.apps.meetings import queries
from minhchung.apps.meetings.minutes import paper_of
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.letters.minutes import minutes_docx, minutes_text


@require_GET
def text(request: PersonRequest, pk: int) -> HttpResponse:
    """`/hop/<pk>/bien-ban/`."""
    meeting = queries.meeting_for(request.user, pk)
    paper = paper_of(request.user, meeting, today=clock.today())
    return render(request, "meetings/minutes.html", {"meeting": meeting, "paper": paper, "text": minutes_text(paper)})


@require_safe
def docx(request: PersonRequest, pk: int) -> HttpResponse:
    """`/hop/<pk>/bien-ban/tai/`."""
    meeting = queries.meeting_for(request.user, pk)
    return download(
        minutes_docx(paper_of(request.user, meeting, today=clock.today()), at=clock.now()),
        f"Bien ban hop {meeting.starts_at:%d-%m-%Y}.docx",
    )
