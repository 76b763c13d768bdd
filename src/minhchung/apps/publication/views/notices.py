"""Notices beside procedures: a table of kinds and channels, and a look at one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.publication import actions
from minhchung.apps.publication.forms import NoticeForm
from minhchung.apps.publication.law import notices
from minhchung.apps.publication.queries.notices import cells, table
from minhchung.apps.publication.queries.scope import channel_for, notice_checks_for


@require_safe
def listed(request: PersonRequest) -> HttpResponse:
    """`/niem-yet/muc/`."""
    found = cells(own_commune(request).pk, clock.today())
    return render(request, "publication/notices.html", {"rows": table(found), "wrong": sum(not each.fine for each in found)})


@require_http_methods(["GET", "POST"])
def look(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/niem-yet/kenh/<pk>/muc/<mục>/`: what is there today, and the earlier looks."""
    channel = channel_for(request.user, pk)
    require(request.user, "publication.look_at_notice", channel)
    notice = notices().get(slug)
    if notice is None or channel.kind not in notice.channels:
        raise Http404
    form = NoticeForm(notice, request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        upload = request.FILES.get("proof")
        try:
            proof = receive(upload) if upload else None
            actions.look_at_notice(channel=channel, item=slug, **form.given(), proof=proof, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã ghi kiểm tra “{notice.title}”.")
            return redirect("publication:notices")
    earlier = notice_checks_for(request.user).filter(channel=channel, item=slug)[:10]
    context = {"channel": channel, "notice": notice, "form": form, "earlier": earlier}
    return render(request, "publication/notice.html", context, status=422 if form.errors else 200)
