"""Published scores: the distribution, the ward's place, the place it aims at."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.indexes import actions, queries
from minhchung.apps.indexes.forms.published import PublishedForm
from minhchung.apps.indexes.published import rankings
from minhchung.apps.organisations.requests import PersonRequest, own_commune


@require_http_methods(["GET", "POST"])
def published(request: PersonRequest) -> HttpResponse:
    """What was published, and the form to take more in: the good lines are taken, those that cannot be read come back."""
    commune, form = (
        own_commune(request),
        PublishedForm(request.POST or None, request.FILES or None, initial={"year": clock.today().year - 1}),
    )
    if request.method == "POST":
        require(request.user, "indexes.take_published", commune)
        if form.is_valid():
            try:
                taken = actions.take_published(commune=commune, **form.given(), actor=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"Đã nhận điểm của {taken} đơn vị.")
                for wrong in form.wrong:
                    messages.warning(request, f"Dòng {wrong.line} không nhận: {wrong.wrong}.")
                return redirect("indexes:published")
    index = queries.index_of(commune, clock.today().year)
    shown = rankings(commune, target=index.target_rank if index else None, group=index.group if index else "")
    context = {"index": index, "rankings": shown, "form": form}
    return render(request, "indexes/published.html", context, status=422 if form.errors else 200)
