"""Criteria as subjects."""

from collections.abc import Iterable, Mapping

from django.urls import reverse

from minhchung.apps.ground import clock
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.subjects import SubjectKind, register
from minhchung.apps.indexes import queries
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.organisations.models import Person


def visible(person: Person, keys: Iterable[str]) -> set[str]:
    found = queries.criteria(person, on=clock.today()).filter(pk__in=keys_of(keys))
    return {str(pk) for pk in found.values_list("pk", flat=True)}


def titles(keys: Iterable[str]) -> Mapping[str, str]:
    return {str(item.pk): str(item) for item in Criterion.objects.filter(pk__in=keys_of(keys))}


register(SubjectKind("criterion", "Tiêu chí", visible, titles, lambda key: reverse("indexes:criterion", args=[key])))
