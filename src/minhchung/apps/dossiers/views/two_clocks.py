"""The two clocks: the record beside slips and signatures, as XLSX, and result PDFs read for their moment of signing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from minhchung.apps.dossiers import actions, queries, sheets
from minhchung.apps.dossiers.narrowing import Narrow
from minhchung.apps.dossiers.reading import Opened
from minhchung.apps.dossiers.real_clock import SAME, Beside, beside, real_side
from minhchung.apps.dossiers.real_moments import Signed
from minhchung.apps.dossiers.result_files import FILES_AT_ONCE, Looked, look_at
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.downloads import download
from minhchung.apps.organisations.requests import PersonRequest, own_commune

PAGE = 50


@require_safe
def page(request: PersonRequest) -> HttpResponse:
    """`/ho-so/hai-dong-ho/`: moments of the record against the deed (`?loai=later|earlier|same|unknown`), narrowed."""
    commune = own_commune(request)
    lake = queries.detail_of(request.user, commune)
    if lake is None:
        return render(request, "dossiers/empty.html", {"commune": commune})
    narrow = Narrow.asked(request.GET)
    found = real_side(_beside(request, lake), state=request.GET.get("loai", ""), narrow=narrow)
    shown = Paginator(found.rows, PAGE).get_page(request.GET.get("trang"))
    context = {"commune": commune, "found": found, "narrow": narrow, "page": shown, "as_of": lake.current.as_of, "same": SAME}
    return render(request, "dossiers/two_clocks.html", context)


@require_safe
def sheet(request: PersonRequest) -> HttpResponse:
    """`/ho-so/hai-dong-ho/excel/`: the same rows as XLSX."""
    commune, now = own_commune(request), clock.now()
    lake = queries.detail_of(request.user, commune)
    if lake is None:
        raise Http404("Chưa có số liệu hồ sơ.")
    found = real_side(_beside(request, lake), state=request.GET.get("loai", ""), narrow=Narrow.asked(request.GET))
    return download(sheets.two_clocks(found.rows, commune=commune, as_of=lake.current.as_of, at=now), f"hai-dong-ho-{now:%Y%m%d}.xlsx")


@require_http_methods(["GET", "POST"])
def signatures(request: PersonRequest) -> HttpResponse:
    """`/ho-so/ky-so/`: drop signed results, their moments of signing are kept, the files are not."""
    commune = own_commune(request)
    require(request.user, "dossiers.keep_signatures", commune)
    looked: list[Looked] = []
    files = request.FILES.getlist("files")
    missing = _too_few_or_many(len(files)) if request.method == "POST" else ""
    if files and not missing:
        looked = look_at(files)
        _keep(request, [each.signed for each in looked if each.signed is not None])
        if all(each.signed is not None for each in looked):
            return redirect("dossiers:signatures")
    context = {
        "looked": looked,
        "left": [each for each in looked if each.signed is None],
        "missing": missing,
        "kept": queries.signatures(request.user)[:PAGE],
        "most": FILES_AT_ONCE,
    }
    return render(request, "dossiers/signatures.html", context, status=422 if missing else 200)


def _too_few_or_many(files: int) -> str:
    if not files:
        return "Chưa chọn tệp nào; kéo tệp vào khung hoặc bấm “chọn tệp”."
    return f"Mỗi lần tối đa {FILES_AT_ONCE} tệp; lần này có {files} tệp." if files > FILES_AT_ONCE else ""


def _keep(request: PersonRequest, signed: list[Signed]) -> None:
    """The act, with what came of it as a message of the page."""
    if not signed:
        return
    now = clock.now()
    try:
        new = actions.keep_signatures(commune=own_commune(request), signed=signed, actor=request.user, at=now)
        messages.success(request, f"Đã ghi giờ ký của {new} kết quả lúc {now:%H:%M}; tệp không được lưu.")
    except Refused as refused:
        messages.warning(request, str(refused))


def _beside(request: PersonRequest, lake: Opened) -> list[Beside]:
    commune = own_commune(request)
    handovers, signed = list(queries.handovers(request.user)), list(queries.signatures(request.user))
    return beside(lake, commune, handovers, signed, on=clock.today())
