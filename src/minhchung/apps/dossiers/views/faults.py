"""The log of system faults: the objective cause of the dossiers each touched."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from minhchung.apps.dossiers import actions, fault_log, queries
from minhchung.apps.dossiers.applying import applied
from minhchung.apps.dossiers.forms import AnswerForm, FaultForm, WithdrawForm
from minhchung.apps.dossiers.models import SystemFault
from minhchung.apps.evidence.presenting import panel
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import require
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.requests import PersonRequest, own_commune

UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def faults(request: PersonRequest) -> HttpResponse:
    """`/ho-so/loi-he-thong/`: the faults with the number of dossiers each touched, and a new one."""
    commune, now = own_commune(request), clock.now()
    lake = queries.detail_of(request.user, commune)
    form = FaultForm(request.POST or None, prefix="loi")
    if request.method == "POST":
        require(request.user, "dossiers.log_fault", commune)
        if form.is_valid() and applied(form, lambda: actions.log_fault(commune=commune, actor=request.user, at=now, **form.values())):
            messages.success(request, f"Đã lưu lúc {now:%H:%M}: lỗi hệ thống.")
            return redirect("dossiers:faults")
    page = Paginator(queries.faults(request.user), 50).get_page(request.GET.get("trang"))
    touched = fault_log.counts(lake, list(page), now)
    rows = [(fault, touched.get(fault.pk)) for fault in page]
    context = {"commune": commune, "page": page, "rows": rows, "form": form}
    return render(request, "dossiers/faults.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def fault(request: PersonRequest, pk: int) -> HttpResponse:
    """One fault: the dossiers it touched, the operator's answer."""
    found, commune = queries.fault(request.user, pk), own_commune(request)
    ended = _local(found.ended_at)
    start = {"to_day": ended.date(), "to_hour": ended.time()} if ended else {}
    form = AnswerForm(request.POST or None, prefix="tl", initial={**start, "answer": found.answer})
    if request.method == "POST":
        require(request.user, "dossiers.answer_fault", found)
        call = partial(actions.answer_fault, fault=found, actor=request.user, at=clock.now())
        if form.is_valid() and applied(form, lambda: call(**form.values())):
            messages.success(request, f"Đã lưu lúc {clock.now():%H:%M}: trả lời về lỗi hệ thống.")
            return redirect("dossiers:fault", pk)
    return _fault_page(request, found, form=form, withdraw_form=WithdrawForm(prefix="rut"), commune=commune)


@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """A fault logged by mistake is taken back."""
    found = queries.fault(request.user, pk)
    require(request.user, "dossiers.withdraw_fault", found)
    form = WithdrawForm(request.POST, prefix="rut")
    call = partial(actions.withdraw_fault, fault=found, actor=request.user, at=clock.now())
    if form.is_valid() and applied(form, lambda: call(**form.cleaned_data)):
        messages.success(request, f"Đã lưu lúc {clock.now():%H:%M}: rút một lỗi khỏi nhật ký.")
        return redirect("dossiers:faults")
    return _fault_page(request, found, form=AnswerForm(prefix="tl"), withdraw_form=form, commune=own_commune(request))


def _fault_page(request: PersonRequest, found: SystemFault, **context: Any) -> HttpResponse:
    lake = queries.detail_of(request.user, context["commune"])
    rows = fault_log.dossiers_of(lake, found, clock.now()) if lake else []
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    wrong = any(form.is_bound and form.errors for form in (context["form"], context["withdraw_form"]))
    proof = panel(request.user, Ref("system_fault", str(found.pk)))
    shown = {"fault": found, "page": page, "known": lake is not None, "panel": proof, **context}
    return render(request, "dossiers/fault.html", shown, status=UNPROCESSABLE if wrong else 200)


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None
