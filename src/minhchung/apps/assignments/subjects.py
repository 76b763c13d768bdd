"""How assignments and occurrences are seen, named and addressed by everything else."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.urls import reverse

from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.assignments.queries import assignments_for
from minhchung.apps.assignments.rules.periods import period_words
from minhchung.apps.evidence import claimable
from minhchung.apps.ground.keys import keys_of
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
    found = Occurrence.objects.filter(pk__in=_numbers(keys)).values_list(
        "pk", "period", "duty__assignment__number", "duty__assignment__title"
    )
    titles = {}
    for key, period, number, title in found:
        words = period_words(period)
        titles[str(key)] = f"Việc {number}{', kỳ ' + words if words else ''}: {title}"
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
register_link(Assignment, kind_field="origin_kind", key_field="origin_key")


def _with_right(act: str) -> Callable[[Any, str], bool]:
    def judge(person: Any, key: str) -> bool:
        related = Occurrence.objects.select_related("duty__assignment").prefetch_related("duty__holdings")
        occurrence = related.filter(pk__in=keys_of([key])).first()
        return occurrence is not None and bool(person.has_perm(act, occurrence))

    return judge


# Whoever does the work brings its evidence; whoever may accept the work judges it.
claimable.register(
    "occurrence", claimable.Claimable(may_claim=_with_right("assignments.hand_in"), may_check=_with_right("assignments.accept"))
)
