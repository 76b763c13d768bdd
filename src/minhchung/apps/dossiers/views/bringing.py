"""Bringing an export in: choose the file, see what it would bring, bring it in. The file is deleted afterwards."""

from functools import partial
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhchung.apps.dossiers import actions, queries, staging
from minhchung.apps.dossiers.column_mapping import OTHERS, WORDS
from minhchung.apps.dossiers.dry_run import DryRun, dry_run, said_in
from minhchung.apps.dossiers.forms import BringForm
from minhchung.apps.dossiers.intake import Intake, is_known, take_in
from minhchung.apps.dossiers.own_profiles import named, own_profiles
from minhchung.apps.dossiers.rejected import rejects_file
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.flow.exports import Profile
from minhchung.flow.exports.personal import is_hidden


@require_http_methods(["GET", "POST"])
def start(request: PersonRequest) -> HttpResponse:
    """`/ho-so/nhap/`: the file, and what was brought in before."""
    commune = own_commune(request)
    require(request.user, "dossiers.bring_in", commune)
    missing = ""
    if request.method == "POST":
        uploaded = request.FILES.get("files")
        if uploaded is not None:
            held = staging.stage(uploaded, commune=commune.pk, suffix=PurePath(uploaded.name or "").suffix)
            return redirect("dossiers:look", held.token)
        missing = "Chưa chọn tệp nào; kéo tệp vào khung hoặc bấm “chọn tệp”."
    context = {"imports": queries.imports(request.user)[:20], "profiles": queries.export_profiles(request.user), "missing": missing}
    return render(request, "dossiers/bring.html", context, status=422 if missing else 200)


@require_http_methods(["GET", "POST"])
def look(request: PersonRequest, token: str) -> HttpResponse:
    """`/ho-so/nhap/<token>/`: what the file would bring; nothing is written before "Nhập"."""
    commune = own_commune(request)
    require(request.user, "dossiers.bring_in", commune)
    try:
        held = staging.staged(token, commune=commune.pk)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("dossiers:bring")
    try:
        profile, own = named(commune.pk, request.GET.get("mau")), own_profiles(commune.pk)
        said = said_in(held.path, profile, own)
        form = BringForm(request.POST or None, said=said, known=is_known(commune, held), now=clock.now())
        if request.method == "POST" and form.is_valid():
            return _bring(request, held, profile, form.intake())
        found = dry_run(held.path, profile, own)
    except Refused as refused:
        # Perhaps a list whose headings nobody knows: the page of columns says if it is no table at all.
        messages.warning(request, str(refused))
        return redirect("dossiers:map_columns", token)
    context = {"token": token, "found": found, "form": form, "columns": queries.column_titles(found.columns), **_unknown(found)}
    return render(request, "dossiers/look.html", context, status=422 if form.is_bound else 200)


def _unknown(found: DryRun) -> dict[str, Any]:
    """Words that can be given a meaning on the page, how many cannot since they are not shown, and what else was not read."""
    asked = {kind: list(enumerate(words.items())) for kind, words in found.unknown.items() if kind in WORDS}
    open_words = {kind: [(place, word) for place, word in words if not is_hidden(word[0])] for kind, words in asked.items()}
    return {
        "unknown": [(kind, WORDS[kind], words) for kind, words in open_words.items() if words],
        "unknown_count": sum(map(len, open_words.values())),
        "hidden_count": sum(map(len, asked.values())) - sum(map(len, open_words.values())),
        "others": {OTHERS.get(kind, kind): words for kind, words in found.unknown.items() if kind not in WORDS},
    }


def _bring(request: PersonRequest, held: staging.Staged, profile: Profile | None, how: Intake) -> HttpResponse:
    commune, now = own_commune(request), clock.now()
    try:
        tell = partial(staging.note_rows, held.token, commune=commune.pk)
        snapshot = take_in(commune, held, profile, how, at=now, tell=tell)
        made = actions.bring_in(commune=commune, snapshot=snapshot, actor=request.user, at=now)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("dossiers:bring")
    messages.success(request, f"Đã nhập {made.rows_accepted} hồ sơ, số liệu lúc {made.as_of.astimezone(now.tzinfo):%H:%M %d/%m/%Y}.")
    return redirect("dossiers:overview")


@require_safe
def progress(request: PersonRequest, token: str) -> JsonResponse:
    """`/ho-so/nhap/<token>/tien-do/`: rows read so far, for the page that waits for its import."""
    commune = own_commune(request)
    require(request.user, "dossiers.bring_in", commune)
    return JsonResponse({"rows": staging.rows_noted(token, commune=commune.pk)})


@require_http_methods(["GET"])
def rejects(request: PersonRequest, token: str) -> HttpResponse | FileResponse:
    """`/ho-so/nhap/<token>/loi/`: the rejected rows as the same sheet with a column "Lỗi"; streamed, not kept."""
    commune = own_commune(request)
    require(request.user, "dossiers.bring_in", commune)
    held = staging.staged(token, commune=commune.pk)
    return rejects_file(held.path, named(commune.pk, request.GET.get("mau")), own_profiles(commune.pk))


@require_POST
def cancel(request: PersonRequest, token: str) -> HttpResponse:
    """The staged file is deleted."""
    commune = own_commune(request)
    require(request.user, "dossiers.bring_in", commune)
    staging.drop(token, commune=commune.pk)
    messages.success(request, "Đã bỏ tệp chưa nhập.")
    return redirect("dossiers:bring")
