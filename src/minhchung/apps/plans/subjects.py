"""Plans, their items and objectives as subjects; the files plans were read from are held by them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator

from minhchung.apps.files import links
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.subjects import SubjectKind, register
from minhchung.apps.plans.models import Objective, Plan, PlanItem
from minhchung.apps.plans.queries import items_for, objectives_for, plans_for

TITLE = 160


def _visible_plans(person: Any, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in plans_for(person, archived=True).filter(pk__in=keys_of(keys)).values_list("pk", flat=True)}


def _plan_titles(keys: Iterable[str]) -> Mapping[str, str]:
    return {str(pk): title for pk, title in Plan.objects.filter(pk__in=keys_of(keys)).values_list("pk", "title")}


def _visible_items(person: Any, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in items_for(person, archived=True).filter(pk__in=keys_of(keys)).values_list("pk", flat=True)}


def _item_titles(keys: Iterable[str]) -> Mapping[str, str]:
    found = PlanItem.objects.filter(pk__in=keys_of(keys)).only("pk", "number", "task", "plan")
    return {str(item.pk): Truncator(str(item)).chars(TITLE) for item in found}


def _visible_objectives(person: Any, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in objectives_for(person, archived=True).filter(pk__in=keys_of(keys)).values_list("pk", flat=True)}


def _objective_titles(keys: Iterable[str]) -> Mapping[str, str]:
    found = Objective.objects.filter(pk__in=keys_of(keys)).values_list("pk", "title", "year")
    return {str(pk): f"{title}, năm {year}" for pk, title, year in found}


register(SubjectKind("plan", "Kế hoạch", _visible_plans, _plan_titles, lambda key: reverse("plans:plan", args=[key])))
register(SubjectKind("plan_item", "Mục kế hoạch", _visible_items, _item_titles, lambda key: reverse("plans:item", args=[key])))
register(SubjectKind("objective", "Mục tiêu", _visible_objectives, _objective_titles, lambda key: reverse("plans:objective", args=[key])))


def _visible_files(person: Any, ids: Collection[int]) -> set[int]:
    """The files of plans the person may read."""
    return set(plans_for(person, archived=True).filter(source__in=ids).values_list("source", flat=True))


links.register(links.FileLink("plans", "kế hoạch", Q(plans__isnull=False), _visible_files))
