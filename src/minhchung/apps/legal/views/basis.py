"""Documents that changed, and who has to look again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from minhchung.apps.documents import in_force
from minhchung.apps.documents.models import ValidityEvent
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import describe
from minhchung.apps.legal import actions
from minhchung.apps.legal.forms import LookForm
from minhchung.apps.legal.models import BasisReview
from minhchung.apps.legal.queries.basis import Changed, changes_for
from minhchung.apps.organisations.requests import PersonRequest, own_commune


@require_safe
def changes(request: PersonRequest) -> HttpResponse:
    """`/phap-ly/`: changes of documents that the ward's own things cite, those with something left to look at first."""
    own_commune(request)
    found = changes_for(request.user, day=clock.today())
    context = {"waiting": [each for each in found if each.left], "done": [each for each in found if not each.left]}
    return render(request, "legal/changes.html", {**context, "to_verify": in_force.waiting_for(request.user).count()})


@require_safe
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """`/phap-ly/can-cu/<sự kiện>/`: everything that cites what changed, who has looked, with what result."""
    event = in_force.event(request.user, pk)
    return render(request, "legal/change.html", {"event": event, "changed": _changed(request, event)})


def _changed(request: PersonRequest, event: ValidityEvent) -> Changed:
    found = changes_for(request.user, day=clock.today(), event=event.pk)
    return found[0] if found else Changed(event, (), 0, 0)


@require_http_methods(["GET", "POST"])
def look(request: PersonRequest, pk: int, kind: str, key: str) -> HttpResponse:
    """`/phap-ly/can-cu/<sự kiện>/<loại>/<khóa>/`: what came of looking again."""
    event, subject = in_force.event(request.user, pk), Ref(kind, key)
    described = describe(request.user, [subject]).get(subject)
    if described is None:
        raise Http404("no such subject")
    require(request.user, "legal.look_again", event)
    form = LookForm(request.POST or None, initial={"result": request.GET.get("ket-qua", "")})
    if form.is_valid():
        try:
            actions.look_again(validity_event=event, subject=subject, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã ghi kết quả rà soát: {described.title}.")
            return redirect("legal:change", pk)
    earlier = BasisReview.objects.filter(event=event, kind=kind, key=key).select_related("by")
    context = {"form": form, "event": event, "subject": described, "earlier": earlier}
    return render(request, "legal/look.html", context, status=422 if request.method == "POST" else 200)
