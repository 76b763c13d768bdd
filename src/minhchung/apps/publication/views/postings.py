"""Requests to post: what is owed, by whom, since when."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhchung.apps.documents import queries as documents
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.keys import key_of
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.procedures.models import Procedure, Source
from minhchung.apps.procedures.queries.scope import procedure_for, sources_for
from minhchung.apps.publication import actions
from minhchung.apps.publication.forms import AskForm, ChannelsForm, PostForm
from minhchung.apps.publication.queries.differences import standing_of
from minhchung.apps.publication.queries.limits import POST, limit_of
from minhchung.apps.publication.queries.requests import announced, by_unit, rows_of, waiting_for
from minhchung.apps.publication.queries.scope import channel_for, channels_for, posting_for, postings_for
from minhchung.apps.publication.reading import as_stored, readable_proof

PER_PAGE = 40
OPEN, ALL = "", "tat-ca"


@require_safe
def listed(request: PersonRequest) -> HttpResponse:
    """`/niem-yet/yeu-cau/?loc=…`: announced and not asked for, asked and not posted; with `tat-ca` the posted ones too."""
    commune, today = own_commune(request), clock.today()
    everything = rows_of(postings_for(request.user), commune, today)
    waiting = [row for row in everything if row.posting.stage == "Chờ đăng"]
    shown = everything if request.GET.get("loc") == ALL else waiting
    context = {
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("trang")),
        "all": request.GET.get("loc") == ALL,
        "waiting": len(waiting),
        "total": len(everything),
        "announced": announced(commune, today),
        "units": by_unit(everything),
        "days": limit_of(commune.pk, POST),
        "source": POST.parameter.citation,
    }
    return render(request, "publication/postings.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: PersonRequest) -> HttpResponse:
    """`/niem-yet/yeu-cau/them/`."""
    commune = own_commune(request)
    require(request.user, "publication.ask", commune)
    papers = documents.readable(request.user).filter(archived_at=None).order_by("-issued_on", "-pk")
    form = AskForm(papers, channels_for(request.user).filter(closed_on=None), request.POST or None, initial={"decided_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask(commune=commune, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã lập {len(made)} yêu cầu đăng.")
            return redirect("publication:postings")
    context = {"form": form, "heading": "Yêu cầu đăng, niêm yết", "button": "Gửi yêu cầu", "back_to_postings": True}
    return render(request, "publication/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def ask_from_decision(request: PersonRequest, pk: int) -> HttpResponse:
    """`/niem-yet/yeu-cau/quyet-dinh/<nguồn>/`: what a publication decision announced, at the channels that lack a request."""
    source = get_object_or_404(sources_for(request.user).filter(kind=Source.Kind.DECISION).select_related("document__commune"), pk=pk)
    require(request.user, "publication.ask_from_decision", source)
    own = next((each for each in announced(own_commune(request), clock.today()) if each.source.pk == pk), None)
    lacking = [channel.pk for channel in own.lacking] if own else []
    form = ChannelsForm(channels_for(request.user).filter(pk__in=lacking), request.POST or None, initial={"channels": lacking})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_from_decision(source=source, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã lập {len(made)} yêu cầu đăng.")
            return redirect("publication:postings")
    context = {"form": form, "heading": "Yêu cầu đăng theo quyết định", "button": "Gửi yêu cầu", "source": source, "own": own,
               "procedures": Procedure.objects.filter(lines__source=source).distinct().order_by("code")}  # fmt: skip
    return render(request, "publication/form.html", context | {"back_to_postings": True}, status=422 if form.errors else 200)


@require_POST
def ask_to_mend(request: PersonRequest, pk: int) -> HttpResponse:
    """`/niem-yet/thu-tuc/<pk>/yeu-cau/`, with `kenh`: a request to show the procedure there as the catalogue says; leads to it, made now or
    waiting already."""
    commune, found = own_commune(request), procedure_for(request.user, pk)
    require(request.user, "publication.ask_to_mend", commune)
    channel = channel_for(request.user, key_of(request.POST.get("kenh", "")) or 0)
    posting = waiting_for(found, channel)
    if posting is None:
        try:
            posting = actions.ask_to_mend(commune=commune, channel=channel, procedure=found, actor=request.user, at=clock.now())
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("publication:procedure", pk)
        messages.success(request, f"Lúc {clock.now():%H:%M}: đã lập yêu cầu đăng lại.")
    return redirect("publication:posting", posting.pk)


@require_safe
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/niem-yet/yeu-cau/<pk>/`."""
    posting = posting_for(request.user, pk)
    row = rows_of([posting], posting.commune, clock.today())[0]
    context = {"posting": posting, "row": row, "procedures": standing_of(posting, clock.today()), "events": history.of(posting.ref)}
    context["readable_proof"] = readable_proof(posting)
    return render(request, "publication/posting.html", context)


@require_http_methods(["GET", "POST"])
def post(request: PersonRequest, pk: int) -> HttpResponse:
    """`/niem-yet/yeu-cau/<pk>/dang/`: the day, the place, a photo or a saved page."""
    posting = posting_for(request.user, pk)
    require(request.user, "publication.post", posting)
    form = PostForm(request.POST or None, initial={"posted_on": clock.today(), "posted_at": posting.channel.address})
    if request.method == "POST" and form.is_valid():
        upload = request.FILES.get("proof")
        try:
            proof = receive(handed, name=handed.name) if upload and (handed := as_stored(upload)) else None
            actions.post(posting=posting, **form.cleaned_data, proof=proof, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã ghi đăng.")
            return redirect("publication:posting", pk)
    return render(request, "publication/post.html", {"form": form, "posting": posting}, status=422 if form.errors else 200)
