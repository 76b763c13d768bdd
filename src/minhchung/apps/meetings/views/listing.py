"""The meetings of the ward, and a new one like the last of its kind."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.meetings import actions, queries
from minhchung.apps.meetings.forms import MeetingForm
from minhchung.apps.meetings.models import Meeting
from minhchung.apps.meetings.queries.listing import past, to_come, with_counts
from minhchung.apps.meetings.rules.kinds import KINDS, TITLES, WEEKLY
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.organisations.requests import PersonRequest, own_commune

PAGE = 25


@require_GET
def meetings(request: PersonRequest) -> HttpResponse:
    """`/hop/`: what is to come, then what was held, newest first."""
    commune, kind = own_commune(request), request.GET.get("loai", "")
    every = queries.meetings_for(request.user)
    found = every.filter(kind=kind) if kind in KINDS else every
    coming = with_counts(to_come(found))
    held = Paginator(with_counts(past(found)), PAGE).get_page(request.GET.get("trang"))
    kinds = [(name, label, every.filter(kind=name).count()) for name, label in KINDS.items()]
    chosen = kind if kind in KINDS else ""
    context = {"commune": commune, "coming": coming, "held": held, "kinds": kinds, "kind": chosen, "all": every.count()}
    return render(request, "meetings/meetings.html", context)


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """`/hop/them/?loai=`: like the last of its kind."""
    commune = own_commune(request)
    require(request.user, "meetings.add", commune)
    kind = request.GET.get("loai", WEEKLY)
    kind = kind if kind in KINDS else WEEKLY
    last = queries.meetings_for(request.user).filter(kind=kind, cancelled_at=None).first()
    form = MeetingForm(people_of(commune), request.POST or None, initial=_like(last, kind, clock.today(), request.user))
    if form.is_valid():
        try:
            made = actions.add(commune=commune, kind=kind, **form.cleaned_data, actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã lập cuộc họp. Chọn nội dung và thành phần.")
            return redirect("meetings:meeting", made.pk)
    context = {"form": form, "kind": kind, "kinds": KINDS, "last": last, "button": "Lập cuộc họp"}
    return render(request, "meetings/form.html", context, status=422 if request.method == "POST" else 200)


def people_of(commune: Commune) -> Any:
    """Everybody of the ward with an account in use."""
    return Person.objects.filter(commune=commune, is_active=True)


def _like(last: Meeting | None, kind: str, today: date, person: Person) -> dict[str, Any]:
    """A weekly briefing is on the next such weekday; another meeting has no day yet."""
    start: dict[str, Any] = {"title": TITLES[kind], "hour": "08:00", "secretary": person.pk}
    if last is not None:
        at = timezone.localtime(last.starts_at)
        start |= {"hour": f"{at:%H:%M}", "place": last.place, "chair": last.chair_id, "secretary": last.secretary_id}
    if kind == WEEKLY:
        day = _next(last.starts_at if last else None, today)
        start |= {"day": day, "title": f"{TITLES[kind]} {day.isocalendar().week}"}
    return start


def _next(last: datetime | None, today: date) -> date:
    """The same weekday as last time, the first one after today and after the last briefing, which may be to come; else a Monday."""
    before = timezone.localtime(last).date() if last else None
    weekday, after = (before.weekday(), max(before, today)) if before else (0, today)
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)
