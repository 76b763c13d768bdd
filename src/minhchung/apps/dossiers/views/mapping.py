"""An export that no profile knows: its columns mapped by hand, the meaning of its unknown words, the ward's own profiles."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from minhchung.apps.dossiers import actions, queries, staging
from minhchung.apps.dossiers.column_mapping import Offered, chosen_profile, column_choices, offered, worded_profile
from minhchung.apps.dossiers.dry_run import dry_run
from minhchung.apps.dossiers.own_profiles import named, own_profiles
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.flow.exports import load_profile


@require_http_methods(["GET", "POST"])
def columns(request: PersonRequest, token: str) -> HttpResponse:
    """`/ho-so/nhap/<token>/cot/`: which column of the file is what (`?trang=` the sheet, `?hang=` the header); saved as a profile."""
    commune = own_commune(request)
    require(request.user, "dossiers.save_profile", commune)
    try:
        held = staging.staged(token, commune=commune.pk)
        found = offered(held.path, own_profiles(commune.pk), sheet=request.GET.get("trang", ""), header=request.GET.get("hang", ""))
    except Refused as refused:
        staging.drop(token, commune=commune.pk)
        messages.warning(request, str(refused))
        return redirect("dossiers:bring")
    wrong = ""
    if request.method == "POST":
        try:
            profile = chosen_profile(found.table, request.POST, on=clock.today(), base=named(commune.pk, request.GET.get("mau")))
            actions.save_profile(commune=commune, profile=profile, actor=request.user, at=clock.now())
            messages.success(request, f"Đã lưu mẫu “{profile.title}” lúc {clock.now():%H:%M}; lần sau tệp cùng tiêu đề được nhận ra ngay.")
            return redirect(f"{reverse('dossiers:look', args=[token])}?mau={profile.name}")
        except Refused as refused:
            wrong = str(refused)
    return _columns_page(request, token, found, wrong)


def _columns_page(request: PersonRequest, token: str, found: Offered, wrong: str) -> HttpResponse:
    picked = [request.POST.get(f"c{place}", column.guess) for place, column in enumerate(found.table.columns)]
    rows = [(place, column, picked[place]) for place, column in enumerate(found.table.columns) if column.heading or column.samples]
    context = {
        "token": token,
        "found": found,
        "rows": rows,
        "groups": column_choices(),
        "wrong": wrong,
        "title": request.POST.get("ten", ""),
    }
    return render(request, "dossiers/columns.html", context, status=422 if wrong else 200)


@require_POST
def words(request: PersonRequest, token: str) -> HttpResponse:
    """`/ho-so/nhap/<token>/chu/`: the meaning of words that the profile does not know; then the file is looked at again."""
    commune = own_commune(request)
    require(request.user, "dossiers.save_profile", commune)
    asked = request.GET.get("mau") or None
    try:
        held = staging.staged(token, commune=commune.pk)
        own = own_profiles(commune.pk)
        found = dry_run(held.path, named(commune.pk, asked), own)
        used = next((profile for profile in own if profile.name == found.profile), None)
        profile = worded_profile(used or load_profile(found.profile), found.unknown, request.POST, own=used is not None)
        actions.save_profile(commune=commune, profile=profile, actor=request.user, at=clock.now())
        messages.success(request, f"Đã lưu nghĩa của chữ vào mẫu “{profile.title}” lúc {clock.now():%H:%M}.")
        asked = profile.name
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect(reverse("dossiers:look", args=[token]) + (f"?mau={asked}" if asked else ""))


@require_POST
def drop(request: PersonRequest, pk: int) -> HttpResponse:
    """A profile of the ward is no longer used."""
    found = queries.export_profile(request.user, pk)
    require(request.user, "dossiers.drop_profile", found)
    try:
        actions.drop_profile(profile=found, actor=request.user, at=clock.now())
        messages.success(request, f"Đã bỏ mẫu “{found.title}” lúc {clock.now():%H:%M}; số liệu đã nhập không đổi.")
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("dossiers:bring")
