"""Findings as subjects; those of checks point at the records they are about."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator

from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.queries import findings_for
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.subjects import SubjectKind, register

TITLE = 160


def _visible(person: Any, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in findings_for(person).filter(pk__in=keys_of(keys)).values_list("pk", flat=True)}


def _titles(keys: Iterable[str]) -> Mapping[str, str]:
    found = Finding.objects.filter(pk__in=keys_of(keys))
    return {str(each.pk): Truncator(f"{each.label}: {each.message}").chars(TITLE) for each in found}


register(SubjectKind("finding", "Tồn tại", _visible, _titles, lambda key: reverse("findings:finding", args=[key])))
