"""Meetings as subjects: work and history lead back to them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.subjects import SubjectKind, register, register_link
from minhchung.apps.meetings.models import AgendaItem, Meeting
from minhchung.apps.meetings.queries import meetings_for
from minhchung.text.written import written_day


def _visible(person: Any, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in meetings_for(person).filter(pk__in=keys_of(keys)).values_list("pk", flat=True)}


def _titles(keys: Iterable[str]) -> Mapping[str, str]:
    found = Meeting.objects.filter(pk__in=keys_of(keys))
    return {str(each.pk): f"{each.title}, {written_day(timezone.localtime(each.starts_at).date())}" for each in found}


register(SubjectKind("meeting", "Cuộc họp", _visible, _titles, lambda key: reverse("meetings:meeting", args=[key])))
register_link(AgendaItem, kind_field="subject_kind", key_field="subject_key")
