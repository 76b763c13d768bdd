"""How assignments and occurrences are seen, named and addressed by everything else."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse

from minhchung.apps.assignments.models import Assignment, Duty, Holding, Occurrence, RegisterReturn
from minhchung.apps.assignments.queries import assignments_for
from minhchung.apps.assignments.queries.from_document import work_of
from minhchung.apps.assignments.queries.scope import commune_of
from minhchung.apps.assignments.rules.periods import period_words
from minhchung.apps.documents import cited, work
from minhchung.apps.evidence import claimable
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import SubjectKind, register, register_link


def _numbers(keys: Iterable[str]) -> list[int]:
    return keys_of(keys)


def _visible_assignments(person: Any, keys: Iterable[str]) -> set[str]:
    found = assignments_for(person, archived=True).filter(pk__in=_numbers(keys)).values_list("pk", flat=True)
    return {str(key) for key in found}


def _assignment_titles(keys: Iterable[str]) -> Mapping[str, str]:
    found = Assignment.objects.filter(pk__in=_numbers(keys)).values_list("pk", "number", "title")
    return {str(key): f"Việc {number}: {title}" for key, number, title in found}


def _visible_occurrences(person: Any, keys: Iterable[str]) -> set[str]:
    readable = assignments_for(person, archived=True).values("pk")
    found = Occurrence.objects.filter(pk__in=_numbers(keys), duty__assignment__in=readable).values_list("pk", flat=True)
    return {str(key) for key in found}


def _occurrence_titles(keys: Iterable[str]) -> Mapping[str, str]:
    """Number, period and title; with the unit in brackets where several units hold a share of the same work."""
    now = Holding.objects.filter(duty=OuterRef("duty"), until=None).values("unit__short")[:1]
    shares = Duty.objects.filter(assignment=OuterRef("duty__assignment"), removed_at=None).order_by()
    count = shares.values("assignment").annotate(count=Count("pk")).values("count")
    found = Occurrence.objects.filter(pk__in=_numbers(keys)).annotate(holder=Subquery(now), shares=Subquery(count))
    titles = {}
    for key, period, number, title, holder, several in found.values_list(
        "pk", "period", "duty__assignment__number", "duty__assignment__title", "holder", "shares"
    ):
        words = period_words(period)
        unit = f" ({holder})" if holder and (several or 0) > 1 else ""
        titles[str(key)] = f"Việc {number}{', kỳ ' + words if words else ''}{unit}: {title}"
    return titles


register(
    SubjectKind(
        kind="assignment",
        label="Nhiệm vụ",
        visible=_visible_assignments,
        titles=_assignment_titles,
        address=lambda key: reverse("assignments:detail", args=[key]),
    )
)
register(
    SubjectKind(
        kind="occurrence",
        label="Kỳ thực hiện",
        visible=_visible_occurrences,
        titles=_occurrence_titles,
        address=lambda key: reverse("assignments:occurrence", args=[key]),
    )
)


work.register(work_of)


def _visible_returns(person: Any, keys: Iterable[str]) -> set[str]:
    found = RegisterReturn.objects.filter(pk__in=keys_of(keys), commune=commune_of(person))
    return {str(key) for key in found.values_list("pk", flat=True)}


def _return_titles(keys: Iterable[str]) -> Mapping[str, str]:
    found = RegisterReturn.objects.filter(pk__in=keys_of(keys)).values_list("pk", "name")
    return {str(key): f"Sổ nhập lại {name}" for key, name in found}


# Whoever judges goes to the works that wait, not to the file.
register(
    SubjectKind(
        kind="register_return",
        label="Lần nhập lại sổ",
        visible=_visible_returns,
        titles=_return_titles,
        address=lambda key: f"{reverse('assignments:register')}?loc=cho",
    )
)
register_link(Assignment, kind_field="origin_kind", key_field="origin_key")


def _with_right(act: str) -> Callable[[Any, str], bool]:
    def judge(person: Any, key: str) -> bool:
        related = Occurrence.objects.select_related("duty__assignment").prefetch_related("duty__holdings")
        occurrence = related.filter(pk__in=keys_of([key])).first()
        return occurrence is not None and bool(person.has_perm(act, occurrence))

    return judge


def _owing(keys: Collection[str]) -> set[str]:
    """Work that is neither accepted nor over; a cooperating unit answers to the leading one and owes nothing by itself."""
    open_work = Occurrence.objects.filter(pk__in=keys_of(keys), duty__part=Duty.Part.LEAD, duty__removed_at=None)
    found = open_work.filter(duty__assignment__archived_at=None, closed_at=None)
    return {str(key) for key in found.values_list("pk", flat=True)}


def _accepted(keys: Collection[str]) -> dict[str, datetime]:
    """Since when accepted work is."""
    done = Occurrence.objects.filter(pk__in=keys_of(keys), state=Occurrence.State.ACCEPTED, closed_at__isnull=False)
    return {str(key): moment for key, moment in done.values_list("pk", "closed_at") if moment is not None}


# Whoever does the work brings its evidence; whoever may accept the work judges it.
claimable.register(
    "occurrence",
    claimable.Claimable(
        may_claim=_with_right("assignments.hand_in"), may_check=_with_right("assignments.accept"), owing=_owing, accepted=_accepted
    ),
)


def _answering(keys: Collection[str]) -> Mapping[str, tuple[int, ...]]:
    """The unit that holds the share now."""
    found = Holding.objects.filter(until=None, duty__occurrences__in=keys_of(keys)).values_list("duty__occurrences", "unit")
    return {str(key): (unit,) for key, unit in found}


claimable.register_answering("occurrence", _answering)


def _open_periods(keys: Collection[str]) -> Mapping[str, Sequence[Ref]]:
    """By assignment, the occurrences still to be proven, the earliest day first."""
    live = Occurrence.objects.filter(duty__assignment__in=keys_of(keys), duty__removed_at=None, closed_at=None)
    found: dict[str, list[Ref]] = {}
    for assignment, key in live.order_by("due_on", "pk").values_list("duty__assignment", "pk"):
        found.setdefault(str(assignment), []).append(Ref("occurrence", str(key)))
    return found


claimable.register_found_as("assignment", _open_periods)


def _live_assignments(commune: str, keys: Collection[str], day: date) -> Mapping[str, frozenset[int]]:
    """Work with a leading share still to be done, and the units that hold such shares now."""
    shares = Occurrence.objects.filter(
        duty__assignment__in=_numbers(keys), duty__assignment__commune=commune, duty__assignment__archived_at=None
    ).filter(duty__part=Duty.Part.LEAD, duty__removed_at=None, closed_at=None)
    holders: dict[str, set[int]] = defaultdict(set)
    rows = shares.order_by().values_list("duty__assignment", "duty__holdings__unit", "duty__holdings__until").distinct()
    for assignment, unit, until in rows:
        holders[str(assignment)] |= {unit} if unit is not None and until is None else set()
    return {key: frozenset(units) for key, units in holders.items()}


cited.register("assignment", _live_assignments)
