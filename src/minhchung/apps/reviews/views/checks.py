"""The checks: what each looks at and found, how this ward sets it, when they ran; running them now."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.problems import CHECKS
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.reviews import actions, queries
from minhchung.apps.reviews import progress as noting
from minhchung.apps.reviews.forms import CheckForm
from minhchung.apps.reviews.models import Run
from minhchung.apps.reviews.running import review


@require_GET
def checks(request: PersonRequest) -> HttpResponse:
    """`/ra-soat/quy-tac/`."""
    own_commune(request)
    lines, runs = queries.check_lines(request.user), queries.runs_for(request.user)
    titles = {line.check.code: line.check.title for line in lines}
    told = [(run, [f"{code} {titles.get(code, '')}".strip() for code in run.failed]) for run in runs]
    return render(request, "reviews/checks.html", {"lines": lines, "runs": told, "off": sum(not line.on for line in lines)})


@require_http_methods(["GET", "POST"])
def check(request: PersonRequest, code: str) -> HttpResponse:
    """`/ra-soat/quy-tac/<code>/`: one check, with the form that sets it for those who may."""
    commune = own_commune(request)
    line = next((each for each in queries.check_lines(request.user) if each.check.code == code), None)
    if line is None:
        raise Http404(f"Không có quy tắc {code}.")
    form = CheckForm(line.check, request.POST if request.method == "POST" else None, initial=_start(line))
    if request.method == "POST":
        require(request.user, "reviews.set_check", commune)
        if form.is_valid() and _set(request, form):
            return redirect("reviews:checks")
    context = {"line": line, "form": form, "commune": commune}
    return render(request, "reviews/check.html", context, status=422 if form.is_bound else 200)


def _start(line: queries.CheckLine) -> dict[str, object]:
    values = line.setting.given if line.setting else {}
    reason = line.setting.reason if line.setting else ""
    return {"on": "1" if line.on else "0", "reason": reason, **{f"p-{name}": value for name, value in values.items()}}


def _set(request: PersonRequest, form: CheckForm) -> bool:
    """Whether the setting was kept; a refusal stands in the form."""
    given = form.cleaned_data
    try:
        actions.set_check(
            commune=own_commune(request),
            code=form.check.code,
            on=given["on"],
            given=form.given,
            reason=given["reason"],
            actor=request.user,
            at=clock.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, f"Lúc {clock.now():%H:%M}: đã đặt quy tắc {form.check.code}. Lần rà soát sau theo cách đặt này.")
    return True


@require_POST
def run(request: PersonRequest) -> HttpResponse:
    """`/ra-soat/chay/`: runs every check now; how far it is can be asked meanwhile."""
    commune = own_commune(request)
    require(request.user, "reviews.run", commune)
    try:
        made = review(
            commune, actor=request.user, at=clock.now(), progress=lambda code, done, whole: noting.note(commune.pk, code, done, whole)
        )
    finally:
        noting.over(commune.pk)
    messages.success(request, f"Lúc {clock.now():%H:%M}: {_said(made)}")
    if made.failed:
        named = ", ".join(f"{code} {CHECKS[code].title}" for code in made.failed)
        messages.warning(request, f"Không chạy được: {named}. Phát hiện của quy tắc này giữ nguyên; quản trị xem nhật ký máy chủ.")
    return redirect("findings:findings")


def _said(run: Run) -> str:
    news = [(run.opened, "mới"), (run.reopened, "mở lại"), (run.closed, "tự đóng")]
    counted = ", ".join(f"{count} {word}" for count, word in news if count) or "không có gì thay đổi"
    return f"đã rà soát bằng {run.checks} quy tắc, thấy {run.found} phát hiện: {counted}."


@require_GET
def progress(request: PersonRequest) -> JsonResponse:
    """`/ra-soat/chay/tien-do/`: {"code", "done", "whole"} of the review under way, {} when there is none."""
    commune = own_commune(request)
    require(request.user, "reviews.run", commune)
    found = noting.noted(commune.pk)
    code = str(found.get("code", ""))
    return JsonResponse({**found, "title": CHECKS[code].title} if code in CHECKS else found)
