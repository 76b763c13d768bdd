"""Several findings at once: cause and plan, one corrective work, one judgement, the end. Each is led through its own gates."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minhchung.apps.assignments.queries.scope import assignment_for
from minhchung.apps.findings import together
from minhchung.apps.findings.forms import ChosenForm, CloseTogetherForm, EvaluateTogetherForm, PlanTogetherForm, TogetherForm
from minhchung.apps.findings.models import Finding, FindingUnit
from minhchung.apps.findings.queries import bands, listing
from minhchung.apps.findings.queries.lines import lines_of
from minhchung.apps.findings.queries.scope import findings_for
from minhchung.apps.findings.queries.together import may_together
from minhchung.apps.findings.views.listing import asked_of
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import Described, describe
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.unit_fields import present_units

AT_ONCE = 60


@dataclass(frozen=True)
class Many:
    """One step of several findings: the bands they stand in, the rights it asks of each, its form and act. `meaning`: what it does to each;
    `done`: with their number in it."""

    heading: str
    meaning: str
    bands: tuple[str, ...]
    acts: tuple[str, ...]
    form: type[ChosenForm]
    do: Callable[[list[Finding], Any, dict[str, Any]], None]
    button: str
    done: str


MANY: Mapping[str, Many] = {
    "ke-hoach": Many(
        "Nguyên nhân, kế hoạch cho nhiều tồn tại",
        "Nguyên nhân, kế hoạch ghi ở đây vào từng tồn tại đã đánh dấu; tồn tại đã có nguyên nhân hay cách kiểm tra thì giữ nguyên.",
        ("cho-nguyen-nhan", "cho-ke-hoach"),
        ("findings.explain", "findings.plan"),
        PlanTogetherForm,
        lambda findings, form, said: together.plan_together(findings, form.as_planning(), **said),
        "Lưu cho các tồn tại đã chọn",
        "đã lưu nguyên nhân, kế hoạch cho {} tồn tại",
    ),
    "danh-gia": Many(
        "Đánh giá hiệu lực nhiều tồn tại",
        "Một kết quả, một căn cứ cho các tồn tại đã đánh dấu. Tồn tại nào thấy khác thì bỏ dấu, đánh giá riêng ở trang của nó.",
        ("cho-danh-gia",),
        ("findings.evaluate",),
        EvaluateTogetherForm,
        lambda findings, form, said: together.evaluate_together(
            findings, effective=form.cleaned_data["effective"], note=form.cleaned_data["note"], **said
        ),
        "Lưu đánh giá",
        "đã đánh giá {} tồn tại",
    ),
    "dong": Many(
        "Đóng nhiều tồn tại",
        "Các tồn tại đã được đánh giá là có hiệu lực.",
        ("cho-dong",),
        ("findings.close",),
        CloseTogetherForm,
        lambda findings, form, said: together.close_together(findings, note=form.cleaned_data["note"], **said),
        "Đóng các tồn tại đã chọn",
        "đã đóng {} tồn tại",
    ),
}


@require_http_methods(["GET", "POST"])
def many(request: PersonRequest, slug: str) -> HttpResponse:
    """`/ra-soat/cung-luc/<slug>/`: the findings of the address that wait for the step and whose step is the person's; ticked where
    the address chose them."""
    own_commune(request)
    if slug not in MANY:
        raise Http404
    step, now = MANY[slug], clock.now()
    asked = asked_of(request)
    waiting = [each for band in step.bands for each in listing.wanted(request.user, asked, now).filter(bands.condition(band, now))]
    own, others = may_together(request.user, waiting, step.acts)
    keys = [each.pk for each in own[:AT_ONCE]]
    start = {"findings": keys if asked.narrows else []}
    form = step.form(_choices(request, keys), request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        chosen = _chosen(form)
        try:
            step.do(chosen, form, {"actor": request.user, "at": now})
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {now:%H:%M}: {step.done.format(len(chosen))}.")
            return _back(request)
    words = {"heading": step.heading, "meaning": step.meaning, "button": step.button, "others": others}
    return _page(request, form, keys, len(own), **words)


@require_http_methods(["GET", "POST"])
def give(request: PersonRequest) -> HttpResponse:
    """`/ra-soat/giao/`: the findings of the address that have no work yet, ticked where the address chose them; cause, plan and work in
    one form."""
    commune, now = own_commune(request), clock.now()
    require(request.user, "findings.give_work", commune)
    asked = asked_of(request)
    keys = list(listing.wanted(request.user, asked, now).filter(bands.condition("chua-giao", now)).values_list("pk", flat=True))
    form = _form(request, keys[:AT_ONCE], ticked=asked.narrows)
    if form.is_valid():
        chosen = _chosen(form)
        try:
            made = together.mend_together(chosen, form.as_planning(), form.cleaned_data["draft"], actor=request.user, at=now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {now:%H:%M}: đã giao việc {made.number} cho {len(chosen)} phát hiện.")
            return redirect("assignments:detail", made.pk)
    meaning = (
        "Một việc khắc phục chung. Phát hiện chưa có nguyên nhân, kế hoạch thì nhận nguyên nhân, kế hoạch ghi ở đây; đã có thì giữ nguyên."
    )
    words = {"heading": "Giao việc cho nhiều phát hiện", "meaning": meaning, "button": "Giao một việc cho các phát hiện đã chọn"}
    return _page(request, form, keys[:AT_ONCE], len(keys), **words)


@require_http_methods(["GET", "POST"])
def link(request: PersonRequest, pk: int) -> HttpResponse:
    """`/ra-soat/gan/<pk>/`: work that was given already mends the findings of the address, with cause and plan of those without."""
    commune, now = own_commune(request), clock.now()
    require(request.user, "findings.give_work", commune)
    work = assignment_for(request.user, pk)
    asked = asked_of(request)
    found = listing.wanted(request.user, asked, now).filter(state__in=together.LINKABLE).exclude(works__assignment=work)
    keys = list(found.values_list("pk", flat=True))
    start = {"findings": keys[:AT_ONCE] if asked.narrows else []}
    form = PlanTogetherForm(_choices(request, keys[:AT_ONCE]), request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        chosen = _chosen(form)
        try:
            together.link_together(chosen, form.as_planning(), work, actor=request.user, at=now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {now:%H:%M}: việc {work.number} đã gắn với {len(chosen)} tồn tại.")
            return _back(request)
    meaning = "Tồn tại chưa có nguyên nhân, kế hoạch thì nhận nguyên nhân, kế hoạch ghi ở đây; đã có thì giữ nguyên."
    words = {"heading": f"Gắn việc {work.number} với tồn tại", "meaning": meaning, "button": f"Gắn việc {work.number}", "work": work}
    return _page(request, form, keys[:AT_ONCE], len(keys), **words)


def _chosen(form: ChosenForm) -> list[Finding]:
    """The findings ticked, in the order of their numbers."""
    return sorted(form.cleaned_data["findings"], key=lambda each: (each.year, each.number))


def _choices(request: PersonRequest, keys: list[int]) -> Any:
    return Finding.objects.filter(commune=request.user.commune_id, pk__in=keys)


def _origin(request: PersonRequest) -> Described | None:
    """Where the findings the address names were found, when that is one place the person may open: an inspection, mostly."""
    named = findings_for(request.user).filter(pk__in=asked_of(request).keys).exclude(origin_kind="")
    refs = {Ref(kind, key) for kind, key in named.values_list("origin_kind", "origin_key")}
    return describe(request.user, refs).get(refs.pop()) if len(refs) == 1 else None


def _back(request: PersonRequest) -> HttpResponse:
    origin = _origin(request)
    return redirect(origin.url if origin else request.get_full_path())


def _page(request: PersonRequest, form: ChosenForm, keys: list[int], waiting: int, **words: Any) -> HttpResponse:
    """The findings as ticks, the form below."""
    lines = lines_of(request.user, keys, today=clock.today())
    ticked = {str(value) for value in form["findings"].value() or ()}
    rows = [(lines[key], str(key) in ticked) for key in keys]
    context = {"form": form, "rows": rows, "left": waiting - len(keys), "origin": _origin(request), **words}
    return render(request, "findings/together.html", context, status=422 if form.is_bound else 200)


def _form(request: PersonRequest, keys: list[int], *, ticked: bool) -> TogetherForm:
    choices = _choices(request, keys)
    under = FindingUnit.objects.filter(finding__in=keys).values_list("unit", flat=True)
    start: dict[str, Any] = {"findings": keys if ticked else [], "lead": sorted(set(under))}
    fixes = set(choices.values_list("fix", flat=True))
    if len(fixes) == 1:
        start |= dict.fromkeys(("title", "plan"), fixes.pop()[:500])
    units = present_units(request.user.commune_id or "", clock.today())
    return TogetherForm(units, choices, request.POST if request.method == "POST" else None, initial=start)
