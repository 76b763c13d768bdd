"""The editor of a draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.quality import actions, queries
from minhchung.apps.quality.editing import changed, content_of, parts_of, without_empty_rows
from minhchung.apps.quality.rules import life


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """`/iso/ban/<pk>/soan/`: a press beside a row changes the form; only “Lưu” keeps it."""
    version = queries.version_for(request.user, pk)
    require(request.user, "quality.write", version)
    if version.state != life.DRAFT:
        messages.warning(request, life.refused("write", version.state))
        return redirect("quality:version", pk)
    sent = request.POST
    content, fresh, refused = content_of(sent, version.content), None, ""
    if wish := sent.get("do", ""):
        content, fresh = changed(content, wish)
    elif request.method == "POST":
        try:
            kept = without_empty_rows(content)
            seen = {"title": sent.get("title", ""), "seen": sent.get("seen", "")}
            actions.write(version=version, content=kept, **seen, actor=request.user, at=clock.now())
        except Refused as error:
            refused = str(error)
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã lưu bản thảo.")
            return redirect("quality:version" if sent.get("xong") else "quality:edit", pk)
    context = {"version": version, "document": version.document, "parts": parts_of(version.document.nature, content, fresh=fresh),
               "title": sent.get("title", version.title), "seen": sent.get("seen") or version.fingerprint(), "refused": refused,
               "unsaved": bool(wish)}  # fmt: skip
    return render(request, "quality/edit.html", context, status=422 if refused else 200)
