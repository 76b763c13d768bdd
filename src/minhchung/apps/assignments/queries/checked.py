"""What checks look at: shares, whole assignments, waits of the past, counted targets. For the system: scoped by commune and unit."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import CharField, Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.timezone import localdate

from minhchung.apps.assignments.models import Assignment, Duty, Extension, Holding, Occurrence, Product, Reminder
from minhchung.apps.assignments.proof import proven
from minhchung.apps.assignments.queries.scope import IN_FORCE, Dated
from minhchung.apps.assignments.rules.standing import OPEN
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.problems import Look
from minhchung.apps.ground.waits import usual_at_most

REMEMBERED = 1000
"""So many of the last waits tell what is usual."""
_LIVE = {"duty__removed_at": None, "duty__part": Duty.Part.LEAD, "duty__assignment__archived_at": None}
_KEY = Cast(OuterRef("pk"), CharField())
SENT_BACK, SUBMITTED = "assignments.send_back", "assignments.submit"


def shares(look: Look) -> QuerySet[Dated]:
    """Every period of every leading share that stands in the register, with the day in force."""
    live = Occurrence.objects.annotate(in_force=IN_FORCE).filter(duty__assignment__commune=look.scope.commune, **_LIVE)
    if look.scope.unit is not None:
        live = live.filter(duty__in=Holding.objects.filter(unit=look.scope.unit, until=None).values("duty"))
    holdings = Prefetch("duty__holdings", Holding.objects.select_related("unit"))
    return live.select_related("duty__assignment").prefetch_related(holdings)


def works(look: Look) -> QuerySet[Assignment]:
    """Every assignment that stands in the register; of one unit those it leads."""
    live = Assignment.objects.filter(commune=look.scope.commune, archived_at=None)
    led = Duty.objects.filter(part=Duty.Part.LEAD, removed_at=None)
    if look.scope.unit is not None:
        live = live.filter(pk__in=led.filter(holdings__unit=look.scope.unit, holdings__until=None).values("assignment"))
    present = Prefetch("holdings", Holding.objects.filter(until=None))
    return live.prefetch_related(Prefetch("duties", led.prefetch_related(present), to_attr="led"))


def is_led() -> Exists:
    """The condition on assignments: some unit leads it now."""
    return Exists(Holding.objects.filter(duty__assignment=OuterRef("pk"), duty__part="lead", duty__removed_at=None, until=None))


def has_open_share() -> Exists:
    """The condition on assignments: some leading share is in hand."""
    return Exists(Occurrence.objects.filter(duty__assignment=OuterRef("pk"), duty__part="lead", duty__removed_at=None, state__in=OPEN))


def asked_for_longer() -> Exists:
    """The condition on occurrences: a request for a later day waits for its decision."""
    return Exists(Extension.objects.filter(occurrence=OuterRef("pk"), state=Extension.State.ASKED))


def urged(look: Look) -> QuerySet[Dated]:
    """The shares with how often they were urged about since the unit last wrote how far it is (`urged`)."""
    since = Reminder.objects.filter(Q(occurrence__progress_at=None) | Q(at__gt=F("occurrence__progress_at")), occurrence=OuterRef("pk"))
    return shares(look).annotate(urged=_counted(since))


def lengthened(look: Look) -> QuerySet[Dated]:
    """The shares with how many extensions were granted (`granted`)."""
    granted = Extension.objects.filter(occurrence=OuterRef("pk"), state=Extension.State.GRANTED)
    return shares(look).annotate(granted=_counted(granted))


def _counted(rows: QuerySet[Extension] | QuerySet[Reminder]) -> Coalesce:
    per_share = rows.order_by().values("occurrence").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(per_share, output_field=IntegerField()), 0)


def judged_slowly(look: Look) -> QuerySet[Dated]:
    """The shares with how many days the ward usually takes at most to accept what was reported done (`usual`; NULL: too little known)."""
    accepted = {"state": Occurrence.State.ACCEPTED, "submitted_at__isnull": False}
    done = Occurrence.objects.filter(duty__assignment__commune=look.scope.commune, **accepted).order_by("-closed_at", "-pk")
    waits = done.values_list("submitted_at", "closed_at")[:REMEMBERED]
    return shares(look).annotate(usual=_usual(waits, look))


def mended_slowly(look: Look) -> QuerySet[Dated]:
    """The shares with when they were last sent back (`sent_back_at`), and how many days mending usually takes at most (`usual`)."""
    last = HistoryEvent.objects.filter(kind="occurrence", key=_KEY, act=SENT_BACK).order_by("-position").values("at")[:1]
    return shares(look).annotate(sent_back_at=Subquery(last), usual=_usual(_mended(look), look))


def _mended(look: Look) -> Iterable[tuple[datetime, datetime]]:
    """From being sent back to being handed in again, as the history has it."""
    acts = HistoryEvent.objects.filter(kind="occurrence", commune=look.scope.commune, act__in=[SENT_BACK, SUBMITTED])
    last = acts.order_by("-position").values_list("key", "act", "at")[: 4 * REMEMBERED]
    sent_back: dict[str, datetime] = {}
    for key, act, at in reversed(last):
        if act == SENT_BACK:
            sent_back[key] = at
        elif key in sent_back:
            yield sent_back.pop(key), at


def _usual(waits: Iterable[tuple[datetime | None, datetime | None]], look: Look) -> Value:
    days = [(localdate(end) - localdate(start)).days for start, end in waits if start and end]
    return Value(usual_at_most(days, percent=look.given["percent"], least=look.given["least"]), IntegerField(null=True))


def quotas(look: Look) -> QuerySet[Dated]:
    """The shares with a counted target, with what was accepted of it (`accepted`): the share's own, or that of all shares of the period."""
    accepted = proven(Product.objects.filter(state=Product.State.ACCEPTED))
    lead = {"occurrence__duty__part": Duty.Part.LEAD, "occurrence__duty__removed_at": None}
    together = accepted.filter(occurrence__period=OuterRef("period"), occurrence__duty__assignment=OuterRef("duty__assignment"), **lead)
    own = accepted.filter(occurrence=OuterRef("pk")).order_by().values("occurrence").annotate(many=Sum("quantity")).values("many")
    every = together.order_by().values("occurrence__period").annotate(many=Sum("quantity")).values("many")
    counted = shares(look).filter(duty__assignment__count_target__isnull=False)
    return counted.annotate(
        own=Coalesce(Subquery(own, output_field=IntegerField()), 0), every=Coalesce(Subquery(every, output_field=IntegerField()), 0)
    )
