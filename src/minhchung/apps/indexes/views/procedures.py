"""The procedures a leaf is about."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.forms.procedures import ProceduresForm
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.procedures.models import Procedure


@require_http_methods(["GET", "POST"])
def link(request: PersonRequest, pk: int) -> HttpResponse:
    """`/bo-chi-so/<tiêu chí>/thu-tuc/`."""
    criterion = get_object_or_404(Criterion, pk=pk, commune=own_commune(request))
    require(request.user, "indexes.link_procedures", criterion)
    linked = list(Procedure.objects.filter(criterion_links__criterion=criterion))
    form = ProceduresForm(request.POST or None, initial={"codes": ", ".join(each.code for each in linked)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.link_procedures(criterion=criterion, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã lưu thủ tục của tiêu chí {criterion.code}.")
            return redirect("indexes:links")
    context = {"criterion": criterion, "form": form, "linked": linked}
    return render(request, "indexes/procedures.html", context, status=422 if form.errors else 200)
