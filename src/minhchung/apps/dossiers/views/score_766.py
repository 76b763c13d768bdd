"""QĐ 766: the estimate beside the published score; published figures are brought in by file or by hand."""

import tempfile
from pathlib import Path, PurePath

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from minhchung.apps.dossiers import actions, queries
from minhchung.apps.dossiers.asking import asked_of
from minhchung.apps.dossiers.forms import PublishedForm
from minhchung.apps.dossiers.rights import reads_detail
from minhchung.apps.dossiers.score_page import score_page
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.flow.indicators import Official, OfficialError, read_official

FILE_LIMIT = 5 * 1024 * 1024
KINDS = (".csv", ".json")


@require_safe
def page(request: PersonRequest) -> HttpResponse:
    """`/ho-so/qd-766/`: the estimate of a period by group and indicator."""
    commune = own_commune(request)
    lake = queries.figures_of(request.user, commune)
    if lake is None:
        return render(request, "dossiers/empty.html", {"commune": commune})
    asked = asked_of(request.GET, clock.today(), kind="month")
    found = score_page(lake, asked, queries.official_scores(request.user, asked.period.window))
    context = {"asked": asked, "page": found, "lake": lake, "reads": reads_detail(request.user, commune), "commune": commune}
    return render(request, "dossiers/score_766.html", context)


@require_http_methods(["GET", "POST"])
def official(request: PersonRequest) -> HttpResponse:
    """`/ho-so/qd-766/cong-bo/`: published figures, from the portal's file or entered one by one."""
    commune = own_commune(request)
    require(request.user, "dossiers.keep_official", commune)
    by_file = "tep" in request.POST
    form = PublishedForm(request.POST if request.method == "POST" and not by_file else None, initial={"period": request.GET.get("ky", "")})
    problem = ""
    if request.method == "POST" and (by_file or form.is_valid()):
        try:
            published = _of_file(request, commune.name) if by_file else (_of_form(form, commune.name),)
            count = actions.keep_official(commune=commune, published=published, actor=request.user, at=clock.now())
            messages.success(request, f"Đã nhập {count} điểm công bố, giữ nguyên như nguồn.")
            return redirect(f"{reverse('dossiers:score_766')}?ky={published[0].period}")
        except (Refused, OfficialError) as error:
            problem = str(error)
    context = {"form": form, "problem": problem, "period": request.POST.get("ky", request.GET.get("ky", ""))}
    return render(request, "dossiers/official.html", context, status=422 if request.method == "POST" else 200)


def _of_form(form: PublishedForm, unit: str) -> Official:
    said = form.cleaned_data
    title = dict(form.fields["metric"].choices)[said["metric"]]  # type: ignore[attr-defined]  # a ChoiceField has choices
    counts = (said["numerator"], said["denominator"], None, said["score"], None)
    return Official(unit, said["period"], said["metric"], title, *counts, source="nhập tay")


def _of_file(request: PersonRequest, unit: str) -> tuple[Official, ...]:
    uploaded = request.FILES.get("files")
    if not isinstance(uploaded, UploadedFile) or PurePath(uploaded.name or "").suffix.lower() not in KINDS:
        raise Refused("Chưa chọn tệp .csv hoặc .json của điểm công bố.")
    if (uploaded.size or 0) > FILE_LIMIT:
        raise Refused("Tệp lớn hơn 5 MB: điểm công bố của một kỳ nhỏ hơn nhiều. Chọn đúng tệp.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"cong-bo{PurePath(uploaded.name or '').suffix.lower()}"
        path.write_bytes(uploaded.read())
        return read_official(path, unit, request.POST.get("ky", ""))
