"""Scoring rounds: the list, one round with its stages, every step, the signed copy."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhchung.apps.dossiers.applying import applied
from minhchung.apps.files.presenting import signed_in
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock, history
from minhchung.apps.ground.acts import ACTS, Refused, require
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes import actions, queries
from minhchung.apps.indexes.forms.rounds import ConfirmForm, MoveDaysForm, PublishForm, ReopenForm, RoundForm
from minhchung.apps.indexes.rounds import queries as round_queries
from minhchung.apps.indexes.rounds.closing import close_due
from minhchung.apps.indexes.rounds.declaring import content_of
from minhchung.apps.indexes.rounds.locking import prepare
from minhchung.apps.indexes.rounds.models import Round
from minhchung.apps.indexes.rounds.signed import signed_copy
from minhchung.apps.indexes.rounds.stages import stage_line, standing_of_round
from minhchung.apps.indexes.rounds.table import APPRAISED, DECLARED, LATEST, Table, table_of
from minhchung.apps.indexes.rules import rounds as rules
from minhchung.apps.organisations.requests import PersonRequest

UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def rounds(request: PersonRequest) -> HttpResponse:
    """The rounds the person may read; the standing officer opens one for the year's index."""
    today = clock.today()
    index = queries.index_of(request.user.commune, today.year) if request.user.commune else None
    form = RoundForm(request.POST or None, initial={"title": f"Tự chấm năm {today.year}"})
    if request.method == "POST":
        found = queries.own_index(request.user, today.year)
        require(request.user, "indexes.open_round", found)
        act = partial(actions.open_round, index=found, actor=request.user, at=clock.now())
        if form.is_valid() and applied(form, lambda: act(title=form.cleaned_data["title"], dates=form.dates())):
            messages.success(request, f"Đã mở đợt “{form.cleaned_data['title']}”.")
            return redirect("indexes:rounds")
    shown = [(each, rules.STAGES[each.stage(today)]) for each in round_queries.rounds(request.user, on=today)]
    context = {"rounds": shown, "index": index, "form": form}
    return render(request, "indexes/rounds.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def found_table(request: PersonRequest, pk: int, *, act: bool = False) -> Table:
    """The round as the clock has it; before an act (`act`) stages that ran out are closed for good."""
    found = round_queries.one_round(request.user, pk, on=clock.today())
    if act:
        close_due(found, clock.now())
    return table_of(found, content_of(found, clock.today()), found.stage(clock.today()))


def files_open(request: PersonRequest, table: Table) -> bool:
    """Whether the files of the round are linked: to the city only while it appraises."""
    return bool(request.user.commune_id) or table.stage in rules.UNDER_APPRAISAL


@require_GET
def one(request: PersonRequest, pk: int) -> HttpResponse:
    """`/bo-chi-so/dot-cham/<pk>/`: where it stands, who has to act, what is missing."""
    return render(request, "indexes/round.html", _overview(request, found_table(request, pk)))


def _overview(request: PersonRequest, table: Table) -> dict[str, Any]:
    found, lock = table.round, table.content.lock
    return {
        "round": found,
        "table": table,
        "stage": rules.STAGES[table.stage],
        "files_open": files_open(request, table),
        "stops": stage_line(table, today=clock.today()),
        "standing": standing_of_round(table, today=clock.today()),
        "steps": [(slug, step) for slug, step in STEPS.items() if _offers(request, table, step)],
        "lock": lock,
        "signatures": signed_in(found.signed.blob) if found.signed else [],
        "copy": signed_copy(table),
        "can_sign": table.stage in (rules.APPROVED, rules.LOCKED) and request.user.has_perm("indexes.sign_round", found),
        "declared": table.total(DECLARED) if table.filled(DECLARED) else None,
        "latest": table.total(LATEST) if table.filled(rules.MARK_FIRST) else None,
        "appraised": table.filled(APPRAISED),
        "explanations": sum(line.explanation is not None for line in table.lines),
        "events": history.of(Ref("round", str(found.pk)))[:20] if request.user.commune_id else (),
    }


@dataclass(frozen=True)
class Step:
    """A step of a round: its right, the argument the round goes by, the move of the rules ("" for days), its form and its button."""

    act: str
    function: Callable[..., Any]
    on: str
    move: str
    form: Callable[[PersonRequest, Table], forms.Form]
    button: str
    hint: str = ""

    @property
    def heading(self) -> str:
        """The act's own name."""
        return ACTS[self.act].label


def _sure(request: PersonRequest, table: Table) -> forms.Form:
    return ConfirmForm(request.POST if request.method == "POST" else None)


def _days(request: PersonRequest, table: Table) -> forms.Form:
    return MoveDaysForm(table.round, request.POST if request.method == "POST" else None)


def _reopening(request: PersonRequest, table: Table) -> forms.Form:
    return ReopenForm(request.POST if request.method == "POST" else None)


def _publishing(request: PersonRequest, table: Table) -> forms.Form:
    offered = {"total": table.total(LATEST).final if table.filled(rules.MARK_FIRST) else None}
    return PublishForm(request.user, table.round, request.POST if request.method == "POST" else None, initial=offered)


STEPS = {
    "tong-hop": Step("indexes.consolidate", actions.consolidate, "round", "consolidate", _sure, "Tổng hợp điểm các đơn vị",
                     "Các đơn vị không ghi thêm điểm được nữa; điểm tự chấm thành điểm tổng hợp để rà lại."),
    "phe-duyet": Step("indexes.approve_round", actions.approve_round, "round", "approve", _sure, "Phê duyệt",
                      "Điểm tổng hợp thành điểm lãnh đạo duyệt, trừ tiêu chí lãnh đạo đã ghi điểm khác."),
    "khoa": Step("indexes.lock_round", actions.lock_round, "round", "lock", _sure, "Khóa và nộp thành phố",
                 "Bản tự chấm, số liệu, minh chứng được giữ nguyên như lúc này. Phường không sửa được nữa."),
    "mo-lai": Step("indexes.reopen_round", actions.reopen_round, "round", "reopen", _reopening, "Mở lại đợt chấm",
                   "Đợt chấm trở về bước đơn vị tự chấm. Bản đã khóa vẫn lưu trong lịch sử."),
    "doi-ngay": Step("indexes.set_round_days", actions.set_round_days, "round", "", _days, "Lưu ngày mới"),
    "gia-han": Step("indexes.extend_appraisal", actions.extend_appraisal, "declared", "", _days, "Lưu ngày mới"),
    "het-lan-1": Step("indexes.end_first_appraisal", actions.end_first_appraisal, "declared", "end_first", _sure, "Kết thúc lần 1"),
    "mo-giai-trinh": Step("indexes.open_explaining", actions.open_explaining, "declared", "open_explaining", _sure, "Mở giải trình"),
    "het-lan-2": Step("indexes.end_second_appraisal", actions.end_second_appraisal, "declared", "end_second", _sure, "Kết thúc lần 2",
                      "Tiêu chí không chấm lại giữ điểm lần 1."),
    "cong-bo": Step("indexes.publish_round", actions.publish_round, "round", "publish", _publishing, "Ghi kết quả công bố"),
}  # fmt: skip


def _offers(request: PersonRequest, table: Table, step: Step) -> bool:
    """Whether the page offers the step: the person may, and the stage allows."""
    if step.move:
        allowed = not rules.refusal_to_move(step.move, table.stage)
        early = step.move == "publish" and request.user.commune_id is None and table.stage != rules.APPRAISED2
        return allowed and not early and request.user.has_perm(step.act, table.round)
    open_still = table.stage not in (rules.PUBLISHED, rules.APPRAISED2) and (step.on == "declared" or table.stage not in rules.DECLARED)
    return open_still and request.user.has_perm(step.act, table.round)


@require_http_methods(["GET", "POST"])
def step(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/bo-chi-so/dot-cham/<pk>/buoc/<slug>/`: what the step does, what it asks, and the step."""
    taken = STEPS.get(slug)
    if taken is None:
        raise Http404("Không có bước này.")
    table = found_table(request, pk, act=request.method == "POST")
    require(request.user, taken.act, table.round)
    form = taken.form(request, table)
    if form.is_valid() and applied(form, lambda: _take(taken, table.round, form, request)):
        messages.success(request, f"{taken.heading}: đã xong lúc {clock.now():%H:%M}.")
        return redirect("indexes:round", pk)
    refusal = rules.refusal_to_move(taken.move, table.stage) if taken.move else ""
    context = {"round": table.round, "step": taken, "form": form, "refusal": refusal, "stage": rules.STAGES[table.stage]}
    return render(request, "indexes/round_step.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _take(taken: Step, found: Round, form: forms.Form, request: PersonRequest) -> None:
    given: dict[str, Any] = {}
    if isinstance(form, MoveDaysForm):
        given = {"dates": form.dates(), "reason": form.cleaned_data["reason"]}
    elif isinstance(form, PublishForm):
        given = form.given()
    elif not isinstance(form, ConfirmForm):
        given = form.cleaned_data
    if taken.move == "lock":
        given = {"prepared": prepare(found, at=clock.now())}
    taken.function(**{taken.on: found}, **given, actor=request.user, at=clock.now())


@require_POST
def sign(request: PersonRequest, pk: int) -> HttpResponse:
    """The signed PDF of the declaration."""
    table = found_table(request, pk, act=True)
    require(request.user, "indexes.sign_round", table.round)
    file = request.FILES.get("files")
    if file is None:
        messages.error(request, "Chưa chọn tệp đã ký; kéo tệp vào khung hoặc bấm “chọn tệp”.")
        return redirect("indexes:round", pk)
    try:
        actions.sign_round(round=table.round, upload=receive(file), actor=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Đã gắn bản tự chấm đã ký.")
        copy = signed_copy(found_table(request, pk))
        if copy is not None and copy.differences:
            messages.warning(request, f"Bản ký khác điểm của đợt chấm ở {len(copy.differences)} chỗ; xem từng dòng bên dưới.")
    return redirect("indexes:round", pk)
