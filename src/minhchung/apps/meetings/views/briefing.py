"""The weekly briefing: units by what is late and what they hold; praise and reminders to tick into the conclusions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.meetings import actions, queries
from minhchung.apps.meetings.actions import Said
from minhchung.apps.meetings.queries.briefing import briefing_of
from minhchung.apps.meetings.rules.lines import KINDS
from minhchung.apps.organisations.requests import PersonRequest


@require_http_methods(["GET", "POST"])
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/hop/<pk>/giao-ban/`."""
    meeting = queries.meeting_for(request.user, pk)
    page = briefing_of(request.user, meeting, today=clock.today())
    refused = ""
    if request.method == "POST":
        require(request.user, "meetings.conclude", meeting)
        wanted = set(request.POST.getlist("chon"))
        lines = [Said(each.text, each.kind) for each in page.proposals if each.text in wanted]
        try:
            made = actions.conclude(meeting=meeting, lines=lines, actor=request.user, at=clock.now())
        except Refused as error:
            refused = str(error) if lines else "Chưa chọn đề xuất nào. Đánh dấu đề xuất rồi bấm lại."
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã đưa {len(made)} đề xuất vào kết luận.")
            return redirect(f"{reverse('meetings:meeting', args=[pk])}#conclusions")
    standing = set(meeting.conclusions.filter(removed_at=None).values_list("text", flat=True))
    context = {"meeting": meeting, "page": page, "standing": standing, "kinds": KINDS, "refused": refused}
    return render(request, "meetings/briefing.html", context, status=422 if refused else 200)
