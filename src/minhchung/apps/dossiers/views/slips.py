"""Control slips: scan and take a dossier over in two taps, paste slips on paper, take back a wrong line, print the form."""

from collections.abc import Callable
from functools import partial

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhchung.apps.dossiers import actions, queries
from minhchung.apps.dossiers.applying import applied
from minhchung.apps.dossiers.forms import WithdrawForm
from minhchung.apps.dossiers.forms_slips import PasteForm, TakeForm
from minhchung.apps.dossiers.record import record_of
from minhchung.apps.dossiers.scanning import code_in, code_on
from minhchung.apps.dossiers.slip_sheet import LINES_AT_MOST, pasted
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.flow.exports.codes import FORM
from minhchung.flow.exports.personal import PERSONAL

UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def scan(request: PersonRequest) -> HttpResponse:
    """`/ho-so/giao-nhan/`: a code typed, scanned (`?ma=`) or photographed leads to its slip; what one recorded today stands below."""
    commune = own_commune(request)
    require(request.user, "dossiers.hand_over", commune)
    typed, wrong = request.GET.get("ma", "").strip(), ""
    picture, named = request.FILES.get("anh"), _code_named(request)
    try:
        code = code_on(picture, named) if picture is not None else named(typed)
        if code is not None:
            return redirect("dossiers:slip", code)
        wrong = f"“{typed[:60]}” không phải mã hồ sơ. Mã có dạng H99.12-261120-0001." if typed else ""
    except Refused as refused:
        wrong = str(refused)
    lake = queries.detail_of(request.user, commune)
    camera = {"form": FORM, "personal": PERSONAL, "otherwise": lake is not None and lake.numbers_otherwise()}
    context = {"typed": typed, "wrong": wrong, "recorded": queries.recorded_lately(request.user, now=clock.now()), "camera": camera}
    return render(request, "dossiers/scan.html", context, status=UNPROCESSABLE if wrong else 200)


@require_http_methods(["GET", "POST"])
def slip(request: PersonRequest, code: str) -> HttpResponse:
    """`/ho-so/<code>/giao-nhan/`: the second tap; who has had the dossier so far, by the slip."""
    commune, now = own_commune(request), clock.now()
    require(request.user, "dossiers.hand_over", commune)
    lake = queries.detail_of(request.user, commune)
    record = record_of(lake, code) if lake else None
    if record is None and code_in(code) != code:
        raise Http404(f"“{code}” không phải mã hồ sơ.")
    form = TakeForm(request.user, request.POST or None, prefix="gn")
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        act = partial(actions.hand_over, commune=commune, code=code, actor=request.user, at=now, **form.cleaned_data)
        if applied(form, lambda: act(unit=queries.unit_of(person, now.date()))):
            messages.success(request, f"Đã ghi lúc {now:%H:%M}: {person} nhận hồ sơ {code}.")
            return redirect("dossiers:scan")
    context = {
        "code": code,
        "record": record,
        "handovers": list(queries.handovers(request.user, [code])),
        "form": form,
    }
    return render(request, "dossiers/slip.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def paste(request: PersonRequest) -> HttpResponse:
    """`/ho-so/giao-nhan/dan/`: lines of slips on paper; looked at first, then the good ones are recorded and the others stay in the box."""
    commune, now = own_commune(request), clock.now()
    require(request.user, "dossiers.copy_slips", commune)
    form = PasteForm(request.POST or None)
    rows = []
    if request.method == "POST" and form.is_valid():
        rows = pasted(
            form.cleaned_data["lines"], commune, now=now, code_in=_code_named(request), unit_of=partial(queries.unit_of, on=now.date())
        )
        good = [row.line for row in rows if row.line is not None]
        act = partial(actions.copy_slips, commune=commune, lines=good, actor=request.user, at=now)
        new: list[int] = []
        if not good:
            form.add_error("lines", "Không có dòng nào ghi được; lý do đứng ở từng dòng bên dưới.")
        elif "ghi" in request.POST and applied(form, lambda: new.append(act())):
            left = [row for row in rows if row.line is None]
            messages.success(
                request, f"Đã ghi {new[0]} lượt giao nhận lúc {now:%H:%M}." + (f" Còn {len(left)} dòng chưa ghi được." if left else "")
            )
            if not left:
                return redirect("dossiers:two_clocks")
            form = PasteForm(initial={"lines": "\n".join("\t".join(row.cells) for row in left)})
            rows = left
    context = {"form": form, "rows": rows, "good": sum(row.line is not None for row in rows), "most": LINES_AT_MOST}
    return render(request, "dossiers/slip_paste.html", context, status=UNPROCESSABLE if form.is_bound and form.errors else 200)


@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """A hand-over recorded by mistake is taken back, with a reason."""
    found = queries.handover(request.user, pk)
    require(request.user, "dossiers.withdraw_handover", found)
    form = WithdrawForm(request.POST)
    act = partial(actions.withdraw_handover, slip_line=found, actor=request.user, at=clock.now())
    if form.is_valid() and applied(form, lambda: act(**form.cleaned_data)):
        messages.success(request, f"Đã rút lượt giao nhận hồ sơ {found.code} lúc {clock.now():%H:%M}.")
    else:
        messages.warning(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("dossiers:slip", found.code)


@require_safe
def printed(request: PersonRequest, code: str) -> HttpResponse:
    """`/ho-so/<code>/phieu/`: form 06 on A4 with a QR code that leads to the slip on a phone."""
    commune = own_commune(request)
    lake = queries.detail_of(request.user, commune)
    record = record_of(lake, code) if lake else None
    if record is None:
        raise Http404("Không có hồ sơ này trong số liệu đã nhập.")
    address = request.build_absolute_uri(reverse("dossiers:slip", args=[code]))
    qr = segno.make(address, micro=False).svg_data_uri(scale=3, border=2)
    handovers = list(queries.handovers(request.user, [code]))
    context = {
        "commune": commune,
        "code": code,
        "record": record,
        "qr": qr,
        "pairs": list(zip([None, *handovers], handovers, strict=False)),
        "blank": range(max(6 - len(handovers), 2)),
    }
    return render(request, "dossiers/slip_print.html", context)


def _code_named(request: PersonRequest) -> Callable[[str], str | None]:
    """How a text is understood as a code: also by the lake's own codes, for a ward whose system numbers otherwise than the law."""
    lake = queries.detail_of(request.user, own_commune(request))
    return lake.code_named if lake else code_in
