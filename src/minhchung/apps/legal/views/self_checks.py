"""Self-checks of issued documents: which wait, and the form."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.legal import actions, queries
from minhchung.apps.legal.forms import SelfCheckForm
from minhchung.apps.legal.queries.self_checks import lines_for
from minhchung.apps.legal.self_checklist import self_checklist
from minhchung.apps.organisations.requests import PersonRequest, own_commune


@require_safe
def listed(request: PersonRequest) -> HttpResponse:
    """`/phap-ly/tu-kiem-tra/`: documents issued in the last year, unchecked ones first."""
    own_commune(request)
    lines = lines_for(request.user, today=clock.today())
    context = {"lines": lines, "waiting": sum(not line.result for line in lines), "checklist": self_checklist()}
    return render(request, "legal/self_checks.html", context)


@require_http_methods(["GET", "POST"])
def fill(request: PersonRequest, pk: int) -> HttpResponse:
    """`/phap-ly/tu-kiem-tra/<văn bản>/`: the form of one document, and what was found before."""
    document = queries.own_document(request.user, pk)
    require(request.user, "legal.keep_self_check", document)
    form = SelfCheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_self_check(
                document=document, answers=form.answers, note=form.cleaned_data["note"], actor=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_error("note", str(refused))
        else:
            messages.success(request, f"Đã lưu phiếu tự kiểm tra: {document.title}.")
            return redirect("legal:self_checks")
    context = {"form": form, "document": document, "checklist": self_checklist(), "earlier": document.self_checks.all()}
    return render(request, "legal/self_check.html", context, status=422 if request.method == "POST" else 200)
