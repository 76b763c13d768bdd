"""Procedures as subjects."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator

from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.subjects import SubjectKind, register
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.procedures.queries import procedures_for

TITLE = 160


def _visible(person: Any, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in procedures_for(person).filter(pk__in=keys_of(keys)).order_by().values_list("pk", flat=True)}


def _titles(keys: Iterable[str]) -> Mapping[str, str]:
    return {str(each.pk): Truncator(str(each)).chars(TITLE) for each in Procedure.objects.filter(pk__in=keys_of(keys))}


register(SubjectKind("procedure", "Thủ tục hành chính", _visible, _titles, lambda key: reverse("procedures:procedure", args=[key])))
